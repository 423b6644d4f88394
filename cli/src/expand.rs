use std::process::ExitCode;

use candor_codegen::Date;

use crate::schema::{Directory, FINDINGS, color, day, print};

/// Show the Rust that a schema generates, formatted
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// The day that counts as today for `expires`, such as 2026-04-21
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let sources = match args.directory.read() {
        Ok(sources) => sources,
        Err(code) => return code,
    };
    match candor_codegen::generate_text(&sources, day(args.today)) {
        Ok(code) => print(&code),
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(&sources, color()));
            ExitCode::from(FINDINGS)
        }
    }
}
