//! `modelkit demo`: the whole of telemetry on one screen, on this machine alone.
//!
//! The story goes to standard error, as the prompt does; what the commands print goes to standard output, and the envelopes, one a
//! line.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anstyle::{AnsiColor, Style};
use candor::{Answer, Telemetry};
use candor_sink::Sink;

use crate::telemetry::configured;
use crate::{Cli, ui};

const STEP: Style = AnsiColor::Green.on_default().bold();
const SHELL: Style = Style::new().bold();

/// Where a user would keep a model; there is none, and the error says so with the whole path.
const MISSING: &str =
    if cfg!(windows) { r"C:\Users\alice\models\mobilenet.onnx" } else { "/home/alice/models/mobilenet.onnx" };

pub(crate) fn run() -> ExitCode {
    match tell() {
        Ok(code) => code,
        Err(error) => {
            anstream::eprintln!("error: the demonstration cannot run: {error}");
            ExitCode::FAILURE
        }
    }
}

fn tell() -> io::Result<ExitCode> {
    let home = tempfile::Builder::new().prefix("modelkit-demo-").tempdir()?;
    let collector = Sink::start()?;
    let telemetry = configured().loopback(collector.addr(), Answer::Accept).home(home.path());
    step("A scratch home, and a strict collector on this machine");
    row("home", &home.path().display().to_string());
    row("collector", &collector.url());

    step("The first run asks, once");
    let guard = telemetry.clone().install();

    step("Three commands, of which one fails");
    let model = tiny_model(home.path())?;
    command(&telemetry, &["analyze", &model])?;
    command(&telemetry, &["build", &model, "--device", "NPU", "--ep", "QNNExecutionProvider"])?;
    command(&telemetry, &["quantize", MISSING])?;

    step("Delivered over HTTP: what the collector took, one envelope a line");
    let delivered = guard.flush(Duration::from_secs(10));
    let mut out = io::stdout().lock();
    for event in collector.received() {
        writeln!(out, "{}", event.line())?;
    }
    out.flush()?;
    drop(out);

    step("What is kept for ModelKit in this home");
    list(home.path());

    step("Consent is withdrawn: the queue and the device id go");
    drop(guard);
    let withdrawn = telemetry.withdraw();
    list(home.path());
    let erased = telemetry.status().device_id().is_none() && telemetry.status().waiting_events() == 0;
    row("status", telemetry.status().reason());

    let path = home.path().to_owned();
    home.close()?;
    row("removed", &path.display().to_string());
    Ok(if delivered && withdrawn && erased { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Runs a command line as `main` would, and shows it.
fn command(telemetry: &Telemetry, args: &[&str]) -> io::Result<()> {
    anstream::eprintln!("\n{SHELL}$ modelkit {}{SHELL:#}", args.join(" "));
    let line = std::iter::once("modelkit").chain(args.iter().copied());
    let result = telemetry.clone().try_run_from(line, |cli: Cli| cli.run()).map_err(io::Error::other)?;
    if let Err(failure) = result {
        ui::show_error(&failure.error);
    }
    Ok(())
}

fn step(title: &str) {
    anstream::eprintln!("\n{STEP}== {title}{STEP:#}");
}

fn row(label: &str, value: &str) {
    anstream::eprintln!("  {label:<10} {value}");
}

/// The files below the product's folder.
fn list(home: &Path) {
    let mut files = Vec::new();
    walk(&home.join(".modelkit"), &mut files);
    files.sort();
    for file in files {
        let size = std::fs::metadata(&file).map(|metadata| metadata.len()).unwrap_or_default();
        let name = file.strip_prefix(home).unwrap_or(&file).display().to_string();
        anstream::eprintln!("  {name:<60} {size:>5} bytes");
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

/// A model of one tensor with four numbers, in the safetensors format: the length of a JSON header, the header, the data.
fn tiny_model(home: &Path) -> io::Result<String> {
    let header = r#"{"weight":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]}}"#;
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend_from_slice(header.as_bytes());
    for number in [0.25_f32, -1.0, 3.5, 0.0] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    let path = home.join("tiny.safetensors");
    std::fs::write(&path, bytes)?;
    Ok(path.display().to_string())
}
