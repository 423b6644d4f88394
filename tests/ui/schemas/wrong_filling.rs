candor::schema!("ui/schemas/wrong_filling");

fn main() {
    let error: Box<dyn std::error::Error> = "no words".into();
    let _telemetry = telemetry().known_errors(candor::known_errors![std::fmt::Error]).install();
    GreeterGreeting::from_error(&std::fmt::Error).failure("words").emit();
    GreeterGreeting::from_error(&error).emit();
}
