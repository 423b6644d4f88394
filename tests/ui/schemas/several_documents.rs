candor::schema!("ui/schemas/several_documents");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::Formal).emit();
}
