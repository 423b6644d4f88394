use candor_tests::telemetry;

#[derive(clap::Parser)]
struct Cli {}

fn main() {
    telemetry().run(|_: Cli| String::from("done"));
}
