candor::schema!("ui/schemas/unsafe_directory");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
