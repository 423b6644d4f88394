//! The command `candor`: what a privacy reviewer runs on a schema.

mod check;
mod completions;
mod diff;
mod docs;
mod expand;
mod explain;
mod inspect;
mod json_schema;
mod lock;
mod new;
mod notice;
mod program;
mod report;
mod revision;
mod sample;
mod schema;
mod scrub;
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
    Completions(completions::Args),
    Diff(diff::Args),
    Docs(docs::Args),
    Expand(expand::Args),
    Explain(explain::Args),
    Inspect(inspect::Args),
    Lock(lock::Args),
    New(new::Args),
    Notice(notice::Args),
    Sample(sample::Args),
    Schema(json_schema::Args),
    Scrub(scrub::Args),
    Sink(sink::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Docs(args) => docs::run(&args),
        Command::Expand(args) => expand::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Lock(args) => lock::run(&args),
        Command::New(args) => new::run(&args),
        Command::Notice(args) => notice::run(&args),
        Command::Sample(args) => sample::run(&args),
        Command::Schema(args) => json_schema::run(&args),
        Command::Scrub(args) => scrub::run(&args),
        Command::Sink(args) => sink::run(args),
    }
}
