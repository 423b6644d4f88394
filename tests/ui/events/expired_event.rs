#![deny(deprecated)]

candor::schema!("e2e/expired");

fn main() {
    GreeterGreeting::new().warm(true).emit();
    GreeterParting::new().emit();
}
