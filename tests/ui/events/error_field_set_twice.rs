use candor_tests::ModelKitError;

fn main() {
    ModelKitError::from_error(&std::fmt::Error).exception_type("first").exception_type("second").emit();
}
