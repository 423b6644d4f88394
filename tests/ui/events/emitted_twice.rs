use candor_tests::ModelKitHeartbeat;

fn main() {
    let event = ModelKitHeartbeat::new();
    event.emit();
    event.emit();
}
