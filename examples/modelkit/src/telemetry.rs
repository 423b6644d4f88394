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
    use candor::testing;

    use super::*;

    fn analyze(file: &std::path::Path) -> Command {
        #[derive(clap::Parser)]
        struct Line {
            #[command(subcommand)]
            command: Command,
        }
        let args = [std::ffi::OsStr::new("modelkit"), "analyze".as_ref(), file.as_os_str()];
        <Line as clap::Parser>::parse_from(args).command
    }

    #[test]
    fn a_command_that_fails_tells_that_and_not_on_what() {
        let home = tempfile::tempdir().unwrap();
        let model = home.path().join("alice").join("secret-model.onnx");
        let _ = configured();
        let events = testing::record(|| {
            observe(&analyze(&model));
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
