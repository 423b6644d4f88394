candor::schema!("ui/schemas/missing_key");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
