use std::io::IsTerminal as _;
use std::process::ExitCode;

use candor_codegen::{Date, Diagnostics, Severity};

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
            eprint!("{}{}", diagnostics.render(&sources, color()), summary(&diagnostics));
            ExitCode::from(CLEAN)
        }
        Format::Json => print(&report::json(&diagnostics, &sources)),
        Format::Github => print(&report::github(&diagnostics, &sources)),
        Format::Sarif => print(&report::sarif(&diagnostics, &sources)),
    };
    let bad = diagnostics.has_errors() || (args.deny_warnings && !diagnostics.is_empty());
    if bad && written == ExitCode::from(CLEAN) { ExitCode::from(FINDINGS) } else { written }
}

/// The last line, for people. Of a clean schema only who watches is told: a script wants silence.
fn summary(found: &Diagnostics) -> String {
    let Some(first) = found.iter().next() else {
        return if std::io::stderr().is_terminal() { "no mistakes\n".to_owned() } else { String::new() };
    };
    let count = |severity, what: &str| match found.iter().filter(|one| one.rule().severity == severity).count() {
        0 => None,
        1 => Some(format!("1 {what}")),
        n => Some(format!("{n} {what}s")),
    };
    let counts = [count(Severity::Error, "error"), count(Severity::Warning, "warning")];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    format!("\n{}; `candor explain {}` says why, with an example\n", counts.join(", "), first.rule().id)
}
