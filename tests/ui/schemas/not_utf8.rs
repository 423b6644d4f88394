candor::schema!("ui/schemas/not_utf8");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
