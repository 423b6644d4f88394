//! What the subcommands that read a schema share.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use candor_codegen::{Checked, Date, Model, Sources};

/// Nothing found.
pub(crate) const CLEAN: u8 = 0;
/// Something found.
pub(crate) const FINDINGS: u8 = 1;
/// Wrong usage, or a file could not be read or written.
pub(crate) const TROUBLE: u8 = 2;

/// The folder of a schema.
#[derive(clap::Args)]
pub(crate) struct Directory {
    /// Folder of the schema: product.yaml and events/
    #[arg(default_value = "schema", value_name = "DIR")]
    directory: PathBuf,
}

impl From<PathBuf> for Directory {
    fn from(directory: PathBuf) -> Self {
        Self { directory }
    }
}

impl Directory {
    /// Reads the schema; a folder without product.yaml is a mistake of the call, not a finding.
    pub(crate) fn read(&self) -> Result<Sources, ExitCode> {
        if self.directory.join("product.yaml").exists() {
            return Ok(Sources::read(&self.directory));
        }
        eprintln!(
            "error: there is no schema in `{0}`: {0}/product.yaml does not exist\nhelp: name the folder that holds product.yaml",
            self.directory.display()
        );
        Err(ExitCode::from(TROUBLE))
    }

    /// Reads and checks the schema; findings that stop a build are printed.
    pub(crate) fn model(&self) -> Result<(Sources, Model), ExitCode> {
        let sources = self.read()?;
        match candor_codegen::check(&sources, candor_codegen::today()) {
            Checked { model: Some(model), .. } => Ok((sources, model)),
            Checked { diagnostics, .. } => {
                eprint!("{}", diagnostics.render(&sources, color()));
                Err(ExitCode::from(FINDINGS))
            }
        }
    }
}

/// Whether to colour what goes to standard error.
pub(crate) fn color() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes a result; a reader that has gone away is no error.
pub(crate) fn print(text: &str) -> ExitCode {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => ExitCode::from(CLEAN),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::from(CLEAN),
        Err(error) => {
            eprintln!("error: cannot write to standard output: {error}");
            ExitCode::from(TROUBLE)
        }
    }
}

/// The day given on the command line, or today.
pub(crate) fn day(given: Option<Date>) -> Date {
    given.unwrap_or_else(candor_codegen::today)
}
