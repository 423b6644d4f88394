candor::schema!("ui/schemas/wrong_key_for_type");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
