//! ModelKit: looks at model files, packages them for a device, makes them smaller.

mod commands;
mod error;
mod format;
mod model;
mod target;
mod ui;

use std::process::ExitCode;

use clap::Parser;

use commands::{analyze, build, quantize};

/// Analyse, build and quantize model files.
#[derive(Debug, Parser)]
#[command(name = "modelkit", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Analyze(analyze::AnalyzeArgs),
    Build(build::BuildArgs),
    Quantize(quantize::QuantizeArgs),
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Analyze(args) => analyze::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Quantize(args) => quantize::run(&args),
    };
    match result {
        Ok(report) => ui::show(&report),
        Err(error) => ui::show_error(&error),
    }
}
