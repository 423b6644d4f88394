//! The command `candor`: what a privacy reviewer runs on a schema.

mod check;
mod diff;
mod docs;
mod expand;
mod inspect;
mod lock;
mod notice;
mod program;
mod revision;
mod sample;
mod schema;

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
    Diff(diff::Args),
    Docs(docs::Args),
    Expand(expand::Args),
    Inspect(inspect::Args),
    Lock(lock::Args),
    Notice(notice::Args),
    Sample(sample::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Expand(args) => expand::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Lock(args) => lock::run(&args),
        Command::Notice(args) => notice::run(&args),
        Command::Sample(args) => sample::run(&args),
    }
}
