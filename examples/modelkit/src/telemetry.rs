//! What ModelKit tells of itself, and nothing else: the schema in `schema/` says what that may be, and its `commands:` when.

candor::schema!("../../schema");

#[cfg(test)]
mod tests {
    use candor::testing;
    use clap::CommandFactory as _;

    use super::*;
    use crate::Cli;
    use crate::error::Failure;

    /// Runs a command line as `main` does.
    fn run(args: &[&str]) -> Result<std::process::ExitCode, Failure> {
        telemetry().try_run_from([&["modelkit"], args].concat(), |cli: Cli| cli.run()).unwrap()
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
