use candor_tests::ModelKitAction;

fn main() {
    let command = std::env::args().nth(1).unwrap_or_default();
    let _ = ModelKitAction::new().action_name(command.as_str());
    let _ = ModelKitAction::new().action_name(command);
}
