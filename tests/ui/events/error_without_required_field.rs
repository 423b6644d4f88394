#[path = "../../golden/an-error/expected.rs"]
mod kit;

fn main() {
    kit::KitFailed::from_error(&std::fmt::Error).emit();
}
