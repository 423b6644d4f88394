//! The command `candor`: what a privacy reviewer runs on a schema.

mod check;
mod expand;
mod lock;
mod notice;
mod schema;
mod sink;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Telemetry that says what it takes: checks a schema, shows what users will read and what is built from it.
#[derive(Parser)]
#[command(name = "candor", version, propagate_version = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Check(check::Args),
    Expand(expand::Args),
    Lock(lock::Args),
    Notice(notice::Args),
    Sink(sink::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Expand(args) => expand::run(&args),
        Command::Lock(args) => lock::run(&args),
        Command::Notice(args) => notice::run(&args),
        Command::Sink(args) => sink::run(args),
    }
}
