use candor_tests::ModelKitError;

fn main() {
    ModelKitError::from_error(&String::from("cannot open /home/alice/net.onnx")).emit();
}
