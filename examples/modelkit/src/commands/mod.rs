//! One file a subcommand, each with its arguments and a function `run`.

mod analyze;
mod build;
mod quantize;

use crate::error::Failure;
use crate::ui::Report;

/// What ModelKit can do with a model.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Analyze(analyze::AnalyzeArgs),
    Build(build::BuildArgs),
    Quantize(quantize::QuantizeArgs),
}

impl Command {
    pub(crate) fn run(&self) -> Result<Report, Failure> {
        match self {
            Self::Analyze(args) => analyze::run(args),
            Self::Build(args) => build::run(args),
            Self::Quantize(args) => quantize::run(args),
        }
    }
}
