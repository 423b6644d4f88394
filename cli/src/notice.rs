use std::process::ExitCode;

use crate::schema::{Directory, print};

/// Show the consent prompt as users will read it
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    directory: Directory,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    match args.directory.model() {
        Ok((_, model)) => print(&format!("{}\n", model.prompt())),
        Err(code) => code,
    }
}
