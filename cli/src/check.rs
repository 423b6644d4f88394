use std::process::ExitCode;

use candor_codegen::Date;

use crate::schema::{CLEAN, Directory, FINDINGS, color, day};

/// Check a schema: every mistake of every file, with its place and what to write instead
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// The day that counts as today for `expires`, such as 2026-04-21
    #[arg(long, value_name = "DATE")]
    today: Option<Date>,
    /// Exit with 1 for warnings too
    #[arg(long)]
    deny_warnings: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let sources = match args.directory.read() {
        Ok(sources) => sources,
        Err(code) => return code,
    };
    let diagnostics = candor_codegen::check(&sources, day(args.today)).diagnostics;
    eprint!("{}", diagnostics.render(&sources, color()));
    let bad = diagnostics.has_errors() || (args.deny_warnings && !diagnostics.is_empty());
    ExitCode::from(if bad { FINDINGS } else { CLEAN })
}
