use candor_tests::ModelKitAction;

fn main() {
    let _ = ModelKitAction::new().duration_ms(4321);
}
