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

use commands::Command;
use error::Failure;
use telemetry::{configured, telemetry};

/// Analyse, build and quantize model files.
#[derive(Debug, clap::Parser)]
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

impl Cli {
    fn run(&self) -> Result<ExitCode, Failure> {
        match &self.task {
            Task::Command(command) => command.run().map(|report| ui::show(&report)),
            Task::Demo => Ok(demo::run()),
            Task::Telemetry(command) => Ok(command.run(&telemetry())),
        }
    }
}

fn main() -> ExitCode {
    configured().run(|cli: Cli| cli.run()).unwrap_or_else(|failure| ui::show_error(&failure.error))
}
