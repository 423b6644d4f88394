use candor_tests::ModelKitAction;

fn main() {
    let _ = ModelKitAction::new().action_name(candor::label!("a b"));
}
