use candor::scrub::Scrubbed;

fn main() {
    let message = String::from("/home/alice/model.onnx not found");
    let _ = Scrubbed(message.clone());
    let _: Scrubbed = message.into();
}
