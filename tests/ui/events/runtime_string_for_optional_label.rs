use candor_tests::ModelKitError;

fn main() {
    let kind = std::env::args().nth(1);
    let _ = ModelKitError::from_error(&std::fmt::Error).root_cause_type(kind);
}
