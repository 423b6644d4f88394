candor::schema!("ui/schemas/rust_collision");

fn main() {
    let _telemetry = telemetry().install();
    GreeterGreeting::new().style(Style::FirstRate).emit();
}
