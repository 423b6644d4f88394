//! One file a subcommand, each with its arguments and a function `run`.

mod analyze;
mod build;
mod quantize;

use crate::error::Failure;
use crate::target::{Device, Ep};
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

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Analyze(_) => "analyze",
            Self::Build(_) => "build",
            Self::Quantize(_) => "quantize",
        }
    }

    /// The device that the command line names.
    pub(crate) fn device(&self) -> Option<Device> {
        if let Self::Build(args) = self { args.device } else { None }
    }

    /// The execution provider that the command line names.
    pub(crate) fn ep(&self) -> Option<Ep> {
        if let Self::Build(args) = self { args.ep } else { None }
    }
}
