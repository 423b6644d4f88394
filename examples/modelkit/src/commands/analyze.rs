//! `modelkit analyze`: what a file is.

use std::path::PathBuf;

use crate::error::Failure;
use crate::model::Model;
use crate::ui::{Report, bytes};

/// Show the format, the size and the SHA-256 of a model file
#[derive(Debug, clap::Args)]
pub(crate) struct AnalyzeArgs {
    /// The model: ONNX, safetensors, GGUF or zip
    file: PathBuf,
}

pub(crate) fn run(args: &AnalyzeArgs) -> Result<Report, Failure> {
    let mut model = Model::open(&args.file)?;
    Ok(Report::new(model.file_name())
        .row("format", model.format.describe())
        .row("size", bytes(model.size))
        .row("SHA-256", model.sha256()?))
}
