candor::schema!("ui/schemas/type_not_in_class");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
