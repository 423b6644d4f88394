//! ModelKit: looks at model files, packages them for a device, makes them smaller.
//!
//! It is the example product of Candor: `telemetry.rs` holds all that telemetry asks of it.

mod commands;
mod demo;
mod error;
mod format;
mod model;
mod target;
mod telemetry;
mod ui;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Analyse, build and quantize model files.
#[derive(Debug, Parser)]
#[command(name = "modelkit", version)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    #[command(flatten)]
    Command(Command),
    /// Show what telemetry does: ask, collect, deliver to a collector on this machine, withdraw
    Demo,
    /// Show, switch and erase telemetry
    Telemetry(candor::clap::TelemetryCommand),
}

fn main() -> ExitCode {
    match Cli::parse().task {
        Task::Command(command) => {
            let _telemetry = telemetry::configured().install();
            telemetry::observe(&command)
        }
        Task::Demo => demo::run(),
        Task::Telemetry(command) => command.run(&telemetry::telemetry()),
    }
}
