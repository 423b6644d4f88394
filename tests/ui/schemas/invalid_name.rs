candor::schema!("ui/schemas/invalid_name");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().emit();
}
