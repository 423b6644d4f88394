candor::schema!("ui/schemas/insecure_endpoint");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
