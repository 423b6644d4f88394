use std::path::PathBuf;
use std::process::ExitCode;

use crate::schema::{CLEAN, Directory, FINDINGS, TROUBLE, color, print};

/// Write the privacy statement, for users: Markdown, or one HTML page
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
    /// The file to write; without it the statement goes to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// HTML instead of Markdown
    #[arg(long)]
    html: bool,
    /// Write nothing; exit with 1 unless the file is what would be written
    #[arg(long, requires = "out")]
    check: bool,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let (sources, model) = match args.directory.model() {
        Ok(read) => read,
        Err(code) => return code,
    };
    let statement = match model.statement(&sources) {
        Ok(statement) => statement,
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(&sources, color()));
            return ExitCode::from(FINDINGS);
        }
    };
    let text = if args.html { statement.html() } else { statement.markdown() };
    match &args.out {
        None => print(&text),
        Some(file) if args.check => compare(file, &text),
        Some(file) => match std::fs::write(file, text) {
            Ok(()) => {
                eprintln!("{} is written", file.display());
                ExitCode::from(CLEAN)
            }
            Err(error) => trouble(file, "cannot be written", &error),
        },
    }
}

/// Line ends do not matter, so that a checkout with CRLF passes.
fn compare(file: &std::path::Path, text: &str) -> ExitCode {
    let there = match std::fs::read(file) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).replace("\r\n", "\n"),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return trouble(file, "cannot be read", &error),
    };
    if there == text {
        return ExitCode::from(CLEAN);
    }
    let line = 1 + there.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    eprintln!(
        "error: {} is not what the schema says, from line {line} on\nhelp: run `candor docs` without `--check`",
        file.display()
    );
    ExitCode::from(FINDINGS)
}

fn trouble(file: &std::path::Path, what: &str, error: &std::io::Error) -> ExitCode {
    eprintln!("error: {} {what}: {error}", file.display());
    ExitCode::from(TROUBLE)
}
