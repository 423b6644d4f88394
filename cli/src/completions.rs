use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::schema::print;

/// Print the completions for a shell: `candor completions bash > ~/.local/share/bash-completion/completions/candor`
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The shell
    shell: Shell,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut crate::Cli::command(), "candor", &mut script);
    print(&String::from_utf8_lossy(&script))
}
