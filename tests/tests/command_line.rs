//! What is told of commands that a test runs in its own process, as the tests of a product do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::error::Error;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use candor::clap::CommandFailure;
use candor::{Frames, Label, testing};
use clap::{Arg, ArgMatches, Command};

candor::schema!("commander/schema");

const NAMES: [&str; 9] =
    ["code", "error", "exit", "bare-exit", "panic", "panic-caught", "panic-elsewhere", "wait", "twice"];

fn built() -> Command {
    let mode = Arg::new("mode").long("mode").value_parser(["fast", "slow"]).ignore_case(true).global(true);
    Command::new("commander")
        .subcommand_required(true)
        .args([mode, Arg::new("model").long("model").global(true)])
        .subcommands(NAMES.map(Command::new))
        .subcommand(Command::new("models").subcommand_required(true).subcommand(Command::new("list").alias("ls")))
        .subcommand(Command::new("quiet"))
}

/// Runs a line of a command line that is built; `false` is failure.
fn run(line: &str, works: impl FnOnce(ArgMatches) -> bool) -> ExitCode {
    let body = |matches| if works(matches) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    telemetry().try_run_command_from(built(), line.split(' '), body).unwrap()
}

#[test]
fn a_command_line_that_is_built_tells_the_same() {
    let events = testing::record(|| {
        run("commander models ls --mode FAST", |matches| matches.subcommand_name() == Some("models"));
        run("commander code", |_| false);
    });
    testing::assert_names(&events, &["CommanderStarted", "CommanderEnded", "CommanderEnded"]);
    let ended = testing::all::<CommanderEnded>(&events);
    ended[0].assert(CommanderEnded::COMMAND, "models.list".to_owned());
    ended[0].assert(CommanderEnded::MODE, Some(Mode::Fast));
    ended[0].assert(CommanderEnded::OUTCOME, Outcome::Success);
    ended[1].assert(CommanderEnded::OUTCOME, Outcome::Failure);
    ended[1].assert(CommanderEnded::SUCCESS, false);
}

#[test]
fn each_recording_has_its_own_start() {
    for _ in 0..2 {
        let events = testing::record(|| _ = run("commander code", |_| true));
        testing::assert_names(&events, &["CommanderStarted", "CommanderEnded"]);
    }
}

#[test]
fn a_usage_error_is_handed_back_and_tells_nothing() {
    let events = testing::record(|| {
        let never = |_| -> ExitCode { panic!("it must not run") };
        let error = telemetry().try_run_command_from(built(), ["commander", "/home/alice"], never);
        assert_eq!(error.unwrap_err().kind(), clap::error::ErrorKind::InvalidSubcommand);
    });
    testing::assert_names(&events, &[]);
}

/// Runs a command that ends with `result`, and returns what is told of its error.
fn told<T, E, Via>(result: Result<T, E>) -> (String, Option<String>)
where
    Result<T, E>: candor::clap::CommandResult<Via>,
{
    let events = testing::record(|| {
        let result = telemetry().try_run_command_from(built(), ["commander", "code"], |_| result).unwrap();
        assert!(result.is_err());
    });
    testing::only::<CommanderEnded>(&events).assert(CommanderEnded::OUTCOME, Outcome::Error);
    let failed = testing::only::<CommanderFailed>(&events);
    (failed.get(CommanderFailed::KIND), Some(failed.get(CommanderFailed::MESSAGE)))
}

#[test]
fn errors_of_every_shape_are_told_scrubbed() {
    struct Failure(std::fmt::Error);
    impl CommandFailure for Failure {
        fn error(&self) -> &(dyn Error + 'static) {
            &self.0
        }
        fn kind(&self) -> Option<Label> {
            Some(candor::label!("FormatError"))
        }
        fn frames(&self) -> Frames {
            Frames::at(std::panic::Location::caller())
        }
    }
    let fault = || std::io::Error::other("cannot read /home/alice/diary.txt");
    let message = Some("cannot read diary.txt".to_owned());
    assert_eq!(told(Err::<(), _>(fault())), ("std::io::error::Error".to_owned(), message.clone()));
    assert_eq!(told(Err::<ExitCode, Box<dyn Error>>(fault().into())), ("unknown".to_owned(), message.clone()));
    assert_eq!(told(Err::<(), Box<dyn Error + Send + Sync>>(fault().into())), ("unknown".to_owned(), message));
    let (kind, message) = told(Err::<(), _>(Failure(std::fmt::Error)));
    assert_eq!((kind.as_str(), message), ("FormatError", Some(std::fmt::Error.to_string())));
}

#[test]
fn a_panic_goes_on_after_it_was_told() {
    let diary = std::hint::black_box("/home/alice/diary.txt");
    let events = testing::record(|| {
        let panic = catch_unwind(AssertUnwindSafe(|| run("commander panic", |_| panic!("lost {diary}"))));
        assert_eq!(*panic.unwrap_err().downcast::<String>().unwrap(), "lost /home/alice/diary.txt");
    });
    testing::assert_names(&events, &["CommanderStarted", "CommanderEnded", "CommanderFailed"]);
    let failed = testing::only::<CommanderFailed>(&events);
    failed.assert(CommanderFailed::MESSAGE, "lost diary.txt".to_owned());
    assert!(!failed.get(CommanderFailed::STACK).is_empty());
}

#[test]
fn a_schema_that_forgot_a_command_is_found_by_the_test_of_the_product() {
    telemetry().verify_commands(&built()).unwrap();
    let mismatch = telemetry().verify_commands(&built().subcommand(Command::new("forgotten"))).unwrap_err();
    assert_eq!(
        mismatch.to_string(),
        "`commands` in product.yaml and the command line of Commander differ:\n  - the command `forgotten` is in neither \
         list: add it to `names`, or to `silent` if it shall start no telemetry"
    );
}
