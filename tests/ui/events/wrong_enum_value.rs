use candor_tests::{Device, ModelKitAction};

fn main() {
    let _ = ModelKitAction::new().device(Device::Npuu);
    let _ = ModelKitAction::new().invoked_from("Script");
}
