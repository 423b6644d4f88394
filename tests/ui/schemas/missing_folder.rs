candor::schema!("ui/schemas/missing_folder");

fn main() {
    let _telemetry = telemetry().install();
}
