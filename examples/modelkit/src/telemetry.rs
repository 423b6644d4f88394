//! What ModelKit tells of itself, and nothing else: the schema in `schema/` says what that may be.

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::Once;
use std::time::Instant;

use candor::{KnownError, known_errors};

use crate::commands::Command;
use crate::error::{Error, Failure};
use crate::format::Malformed;
use crate::target;
use crate::ui;

candor::schema!("../../schema");

/// The errors that are told by name, ModelKit's own and what causes them.
static KNOWN_ERRORS: &[KnownError] = known_errors![Error => Error::type_name, Malformed, std::io::Error];

/// Telemetry as every command begins it.
pub(crate) fn configured() -> candor::Telemetry {
    telemetry().known_errors(KNOWN_ERRORS)
}

/// Runs a command, shows its result, and tells how it went.
pub(crate) fn observe(command: &Command) -> ExitCode {
    static HEARTBEAT: Once = Once::new();
    HEARTBEAT.call_once(|| ModelKitHeartbeat::new().emit());
    let start = Instant::now();
    let result = command.run();
    let elapsed = start.elapsed();
    let code = match &result {
        Ok(report) => ui::show(report),
        Err(failure) => ui::show_error(&failure.error),
    };
    ModelKitAction::new()
        .invoked_from(if std::io::stdin().is_terminal() { InvokedFrom::Interactive } else { InvokedFrom::Script })
        .action_name(command.name())
        .device(command.device().map(Device::from))
        .ep(command.ep().map(Ep::from))
        .duration_ms(elapsed)
        .success(result.is_ok())
        .emit();
    if let Err(Failure { error, frames }) = result {
        ModelKitError::from_error(&error).exception_stack(frames).emit();
    }
    code
}

impl From<target::Device> for Device {
    fn from(device: target::Device) -> Self {
        match device {
            target::Device::Cpu => Self::Cpu,
            target::Device::Gpu => Self::Gpu,
            target::Device::Npu => Self::Npu,
        }
    }
}

impl From<target::Ep> for Ep {
    fn from(ep: target::Ep) -> Self {
        match ep {
            target::Ep::Cpu => Self::CpuExecutionProvider,
            target::Ep::Cuda => Self::CudaExecutionProvider,
            target::Ep::Dml => Self::DmlExecutionProvider,
            target::Ep::MiGraphX => Self::MiGraphXExecutionProvider,
            target::Ep::NvTensorRtRtx => Self::NvTensorRtrtxExecutionProvider,
            target::Ep::OpenVino => Self::OpenVinoExecutionProvider,
            target::Ep::Qnn => Self::QnnExecutionProvider,
            target::Ep::VitisAi => Self::VitisAiExecutionProvider,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use candor::testing;
    use candor::verify::{self, Claim, Planted};
    use serde_json::json;

    use super::*;

    /// The command that somebody typed, unless it is none.
    fn typed(args: &[&OsStr]) -> Option<Command> {
        #[derive(clap::Parser)]
        struct Line {
            #[command(subcommand)]
            command: Command,
        }
        let args = [OsStr::new("modelkit")].into_iter().chain(args.iter().copied());
        Some(<Line as clap::Parser>::try_parse_from(args).ok()?.command)
    }

    fn run(command: &str, args: &[&OsStr]) {
        let args: Vec<&OsStr> = [OsStr::new(command)].into_iter().chain(args.iter().copied()).collect();
        if let Some(command) = typed(&args) {
            observe(&command);
        }
    }

    /// A model with these tensors of one F32 each.
    fn write_model(path: &Path, tensors: &[&str], value: f32) {
        let entry = |(at, name): (usize, &&str)| {
            let place = [4 * at, 4 * at + 4];
            ((*name).to_owned(), json!({"dtype": "F32", "shape": [1], "data_offsets": place}))
        };
        let header = serde_json::Value::Object(tensors.iter().enumerate().map(entry).collect()).to_string();
        let data = value.to_le_bytes().repeat(tensors.len());
        let bytes = [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), &data].concat();
        std::fs::write(path, bytes).unwrap();
    }

    #[test]
    fn what_users_are_promised_is_in_nothing_that_is_sent() {
        let home = tempfile::tempdir().unwrap();
        let model = home.path().join("net.safetensors");
        verify::claims(&telemetry(), |planted: &Planted| {
            let text = planted.as_str();
            if matches!(planted.claim(), Some(Claim::FileContents) | None) {
                for (tensors, value) in [(vec![text], f32::NAN), (vec![text, &format!("{text}.scale")], 1.0)] {
                    write_model(&model, &tensors, value);
                    run("quantize", &[model.as_os_str()]);
                }
                std::fs::write(&model, text).unwrap();
                run("analyze", &[model.as_os_str()]);
            }
            if planted.claim() == Some(Claim::CommandArguments) {
                for command in ["analyze", "build", "quantize"] {
                    run(command, &[text.as_ref(), model.as_os_str()]);
                    run(command, &[model.as_os_str(), text.as_ref()]);
                    run(command, &[model.as_os_str(), "--output".as_ref(), home.path().join(text).join("x").as_ref()]);
                }
            }
            // Where there are network paths, to open one is to call a server.
            if planted.claim() == Some(Claim::Paths) && !text.starts_with(r"\\") {
                ["analyze", "build", "quantize"].iter().for_each(|command| run(command, &[text.as_ref()]));
            }
        });
    }

    #[test]
    fn a_command_that_fails_tells_that_and_not_on_what() {
        let home = tempfile::tempdir().unwrap();
        let model = home.path().join("alice").join("secret-model.onnx");
        let _ = configured();
        let events = testing::record(|| {
            run("analyze", &[model.as_os_str()]);
        });

        let action = testing::only::<ModelKitAction>(&events);
        action.assert(ModelKitAction::ACTION_NAME, "analyze".to_owned());
        action.assert(ModelKitAction::DEVICE, None);
        action.assert(ModelKitAction::SUCCESS, false);

        let error = testing::only::<ModelKitError>(&events);
        error.assert(ModelKitError::EXCEPTION_TYPE, "FileNotFoundError".to_owned());
        error.assert(ModelKitError::EXCEPTION_MESSAGE, "model file not found: secret-model.onnx".to_owned());
        error.assert(ModelKitError::ROOT_CAUSE_TYPE, Some("std::io::error::Error".to_owned()));
        assert!(error.get(ModelKitError::ROOT_CAUSE_MESSAGE).is_some_and(|message| message.contains("os error")));
        assert!(error.get(ModelKitError::EXCEPTION_STACK).is_some_and(|frames| !frames.is_empty()));
        testing::assert_nowhere(&events, "alice");
    }

    #[test]
    fn targets_keep_their_names() {
        for device in [target::Device::Cpu, target::Device::Gpu, target::Device::Npu] {
            assert_eq!(Device::from(device).as_str(), device.name());
        }
        for ep in <target::Ep as clap::ValueEnum>::value_variants() {
            assert_eq!(Ep::from(*ep).as_str(), ep.name());
        }
    }
}
