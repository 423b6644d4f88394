use candor_tests::ModelKitAction;

fn main() {
    ModelKitAction::new().action_nme("build").user_name("alice").emit();
}
