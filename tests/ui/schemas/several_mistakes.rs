candor::schema!("ui/schemas/several_mistakes");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
