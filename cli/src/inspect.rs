use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use crate::program;
use crate::schema::{FINDINGS, TROUBLE, print};

/// Show what a shipped program may collect, without running it
///
/// Reads ELF, PE and Mach-O files alike, stripped or not. Exits with 1 where the file holds no manifest.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The program
    binary: PathBuf,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let found = match program::manifests(&args.binary) {
        Ok(found) => found,
        Err(why) => {
            eprintln!("error: {why}");
            return ExitCode::from(TROUBLE);
        }
    };
    if found.is_empty() {
        eprintln!(
            "`{0}` holds no manifest\nhelp: it was not built with Candor, or it is packed; what it collects, if anything, cannot be told",
            args.binary.display()
        );
        return ExitCode::from(FINDINGS);
    }
    let mut out = String::new();
    for manifest in &found {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = writeln!(
            out,
            "{}, consent version {}, schema {}",
            manifest.product(),
            manifest.consent_version(),
            manifest.digest()
        );
        let lines = manifest
            .text()
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with('#') && !line.starts_with("lock "));
        lines.for_each(|line| _ = writeln!(out, "  {line}"));
    }
    print(&out)
}
