use candor_tests::{InvokedFrom, ModelKitAction};

fn main() {
    ModelKitAction::new().invoked_from(InvokedFrom::Script).action_name("build").success(true).emit();
}
