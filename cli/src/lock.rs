use std::process::ExitCode;

use candor_codegen::Locking;

use crate::schema::{CLEAN, Directory, FINDINGS, TROUBLE, color};

/// Write consent.lock, the record of what users agreed to; refuses to hide that more is collected
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// Write nothing; exit with 1 unless the lock is up to date
    #[arg(long, conflicts_with = "init")]
    check: bool,
    /// Make the first lock of a schema
    #[arg(long)]
    init: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let (sources, model) = match args.directory.model() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let file = sources.directory().join("consent.lock");
    match model.lock(&sources, args.init, candor_codegen::today()) {
        Locking::Unchanged => {
            eprintln!("{} is up to date", file.display());
            ExitCode::from(CLEAN)
        }
        Locking::Refused(diagnostics) => {
            eprint!("{}", diagnostics.render(&sources, color()));
            ExitCode::from(FINDINGS)
        }
        Locking::Write(_) if args.check => {
            eprintln!("error: {} is out of date\nhelp: run `candor lock`", file.display());
            ExitCode::from(FINDINGS)
        }
        Locking::Write(text) => match std::fs::write(&file, text) {
            Ok(()) => {
                eprintln!("{} is written; commit it with the schema", file.display());
                ExitCode::from(CLEAN)
            }
            Err(error) => {
                eprintln!("error: {} cannot be written: {error}", file.display());
                ExitCode::from(TROUBLE)
            }
        },
    }
}
