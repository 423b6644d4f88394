candor::schema!("ui/schemas/foreign_event_name");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
