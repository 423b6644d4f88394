candor::schema!("ui/schemas/missing_notice");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().emit();
}
