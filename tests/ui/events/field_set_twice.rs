use candor_tests::ModelKitAction;

fn main() {
    let _ = ModelKitAction::new().success(true).action_name("build").success(false);
}
