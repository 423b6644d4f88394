use std::process::ExitCode;

use candor_codegen::Date;

use crate::schema::{Directory, FINDINGS, TROUBLE, color, day, print};

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
    match candor_codegen::generate(&sources, day(args.today)) {
        Ok(tokens) => match candor_codegen::format(&tokens) {
            Ok(code) => print(&code),
            Err(why) => {
                eprintln!("error: the generated code cannot be formatted: {why}");
                ExitCode::from(TROUBLE)
            }
        },
        Err(diagnostics) => {
            eprint!("{}", diagnostics.render(&sources, color()));
            ExitCode::from(FINDINGS)
        }
    }
}
