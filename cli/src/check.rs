use std::process::ExitCode;

use candor_codegen::Date;

use crate::report::{self, Format};
use crate::schema::{CLEAN, Directory, FINDINGS, color, day, print};

/// Check a schema: every mistake of every file, with its place and what to write instead
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// How to show what is found; all but `human` go to standard output
    #[arg(long, value_enum, default_value = "human", value_name = "FORMAT")]
    format: Format,
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
    let written = match args.format {
        Format::Human => {
            eprint!("{}", diagnostics.render(&sources, color()));
            ExitCode::from(CLEAN)
        }
        Format::Json => print(&report::json(&diagnostics, &sources)),
        Format::Github => print(&report::github(&diagnostics, &sources)),
        Format::Sarif => print(&report::sarif(&diagnostics, &sources)),
    };
    let bad = diagnostics.has_errors() || (args.deny_warnings && !diagnostics.is_empty());
    if bad && written == ExitCode::from(CLEAN) { ExitCode::from(FINDINGS) } else { written }
}
