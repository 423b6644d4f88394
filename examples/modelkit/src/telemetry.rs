//! What ModelKit tells of itself, and nothing else: the schema in `schema/` says what that may be, and its `commands:` when.

use candor::{KnownError, known_errors};

use crate::error::Error;
use crate::format::Malformed;

candor::schema!("../../schema");

/// The errors that are told by name, ModelKit's own and what causes them.
static KNOWN_ERRORS: &[KnownError] = known_errors![Error => Error::type_name, Malformed, std::io::Error];

/// Telemetry as every command begins it.
pub(crate) fn configured() -> candor::Telemetry {
    telemetry().known_errors(KNOWN_ERRORS)
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use candor::testing;
    use candor::verify::{self, Claim, Planted};
    use clap::CommandFactory as _;
    use serde_json::json;

    use super::*;
    use crate::Cli;
    use crate::error::Failure;

    /// Runs a command line as `main` does.
    fn run(args: &[&str]) -> Result<std::process::ExitCode, Failure> {
        configured().try_run_from([&["modelkit"], args].concat(), |cli: Cli| cli.run()).unwrap()
    }

    /// A command line that may be none.
    fn any(command: &str, args: &[&OsStr]) {
        let line = ["modelkit".as_ref(), command.as_ref()].into_iter().chain(args.iter().copied());
        let _ = configured().try_run_from(line, |cli: Cli| cli.run());
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
                    any("quantize", &[model.as_os_str()]);
                }
                std::fs::write(&model, text).unwrap();
                any("analyze", &[model.as_os_str()]);
            }
            if planted.claim() == Some(Claim::CommandArguments) {
                for command in ["analyze", "build", "quantize"] {
                    any(command, &[text.as_ref(), model.as_os_str()]);
                    any(command, &[model.as_os_str(), text.as_ref()]);
                    any(command, &[model.as_os_str(), "--output".as_ref(), home.path().join(text).join("x").as_ref()]);
                }
            }
            // Where there are network paths, to open one is to call a server.
            if planted.claim() == Some(Claim::Paths) && !text.starts_with(r"\\") {
                ["analyze", "build", "quantize"].iter().for_each(|command| any(command, &[text.as_ref()]));
            }
        });
    }

    #[test]
    fn the_schema_knows_the_commands_and_their_options() {
        telemetry().verify_commands(&Cli::command()).unwrap();
    }

    #[test]
    fn a_command_that_fails_tells_that_and_not_on_what() {
        let home = tempfile::tempdir().unwrap();
        let model = home.path().join("alice").join("secret-model.onnx");
        let events = testing::record(|| {
            run(&["analyze", model.to_str().unwrap()]).unwrap_err();
        });
        testing::assert_names(&events, &["ModelKitHeartbeat", "ModelKitAction", "ModelKitError"]);

        let action = testing::only::<ModelKitAction>(&events);
        action.assert(ModelKitAction::ACTION_NAME, "analyze".to_owned());
        action.assert(ModelKitAction::DEVICE, None);
        action.assert(ModelKitAction::SUCCESS, false);

        let error = testing::only::<ModelKitError>(&events);
        error.assert(ModelKitError::EXCEPTION_TYPE, "FileNotFoundError".to_owned());
        error.assert(ModelKitError::EXCEPTION_MESSAGE, "model file not found: secret-model.onnx".to_owned());
        assert!(error.get(ModelKitError::EXCEPTION_STACK).is_some_and(|frames| !frames.is_empty()));
        testing::assert_nowhere(&events, "alice");
    }

    #[test]
    fn a_target_is_told_in_the_words_of_the_schema() {
        let events = testing::record(|| {
            run(&["build", "net.onnx", "--device", "npu", "--ep", "cudaexecutionprovider"]).unwrap_err();
            run(&["build", "net.onnx"]).unwrap_err();
        });
        let actions = testing::all::<ModelKitAction>(&events);
        actions[0].assert(ModelKitAction::DEVICE, Some(Device::Npu));
        actions[0].assert(ModelKitAction::EP, Some(Ep::CudaExecutionProvider));
        actions[1].assert(ModelKitAction::DEVICE, None);
        actions[1].assert(ModelKitAction::EP, None);
    }

    #[test]
    fn looking_at_telemetry_tells_nothing() {
        let events = testing::record(|| {
            run(&["telemetry", "notice"]).unwrap();
        });
        testing::assert_names(&events, &[]);
    }
}
