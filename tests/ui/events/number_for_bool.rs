use candor_tests::ModelKitAction;

fn main() {
    let _ = ModelKitAction::new().success(1);
}
