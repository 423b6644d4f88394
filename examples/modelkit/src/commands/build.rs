//! `modelkit build`: checks a model's container and writes a manifest that says what it is and what it is for.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::error::{Error, Failure};
use crate::model::{Model, Output};
use crate::target::{Device, Ep};
use crate::ui::{Report, bytes};

/// Check a model and write its manifest for a device
#[derive(Debug, clap::Args)]
pub(crate) struct BuildArgs {
    /// The model: ONNX, safetensors, GGUF or zip
    file: PathBuf,
    /// Device that the model shall run on
    #[arg(long, value_enum, ignore_case = true)]
    device: Option<Device>,
    /// Execution provider that shall run it
    #[arg(long, value_enum, ignore_case = true)]
    ep: Option<Ep>,
    /// Where the manifest goes [default: beside the model, NAME.modelkit.json]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &BuildArgs) -> Result<Report, Failure> {
    check_target(args.device, args.ep)?;
    let mut model = Model::open(&args.file)?;
    let path = args.output.clone().unwrap_or_else(|| beside(&args.file));
    let mut output = Output::create(&path, &model)?;
    let sha256 = model.sha256()?;
    let manifest = manifest(&model, &sha256, args);
    output.write(|file| writeln!(file, "{manifest:#}"))?;
    output.finish()?;
    Ok(Report::new(model.file_name())
        .row("format", model.format.describe())
        .row("size", bytes(model.size))
        .row("SHA-256", sha256)
        .row("device", args.device.map_or("any", Device::name))
        .row("ep", args.ep.map_or("any", Ep::name))
        .row("wrote", path.display().to_string()))
}

fn check_target(device: Option<Device>, ep: Option<Ep>) -> Result<(), Error> {
    match (device, ep) {
        (Some(device), Some(ep)) if !ep.devices().contains(&device) => Err(Error::TargetMismatch { device, ep }),
        _ => Ok(()),
    }
}

fn beside(model: &Path) -> PathBuf {
    model.with_extension("modelkit.json")
}

fn manifest(model: &Model, sha256: &str, args: &BuildArgs) -> Value {
    json!({
        "modelkit": env!("CARGO_PKG_VERSION"),
        "model": {
            "file": model.file_name(),
            "format": model.format.name(),
            "bytes": model.size,
            "sha256": sha256,
        },
        "target": { "device": args.device.map(Device::name), "ep": args.ep.map(Ep::name) },
    })
}
