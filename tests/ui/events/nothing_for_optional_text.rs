use candor_tests::ModelKitError;

fn main() {
    let _ = ModelKitError::from_error(&std::fmt::Error).root_cause_message(None);
}
