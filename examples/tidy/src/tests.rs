use std::time::Duration;

use candor::{Answer, testing};
use candor_sink::Sink;
use clap::CommandFactory as _;

use super::*;

/// Runs a command line as `main` does.
fn tidy(args: &[&str]) -> Result<ExitCode, io::Error> {
    telemetry().try_run_from([&["tidy"], args].concat(), |cli: Cli| run(&cli)).unwrap()
}

#[test]
fn the_schema_knows_every_command_and_its_options() {
    telemetry().verify_commands(&Cli::command()).unwrap();
}

#[test]
fn a_list_tells_how_many_files_and_not_which() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("diary-of-alice.txt"), "secret").unwrap();
    let events = testing::record(|| {
        tidy(&["list", folder.path().to_str().unwrap(), "--by", "age"]).unwrap();
    });

    testing::assert_names(&events, &["TidyStarted", "TidyListed", "TidyRan"]);
    testing::only::<TidyListed>(&events).assert(TidyListed::FILES, Some("<10".to_owned()));
    let ran = testing::only::<TidyRan>(&events);
    ran.assert(TidyRan::COMMAND, "list".to_owned());
    ran.assert(TidyRan::BY, Some(By::Age));
    ran.assert(TidyRan::SUCCESS, true);
    testing::assert_nowhere(&events, "alice");
    testing::assert_nowhere(&events, "secret");
}

#[test]
fn an_error_is_told_without_the_folder() {
    let events = testing::record(|| {
        tidy(&["remove", "/home/alice/no-such-folder"]).unwrap_err();
    });
    testing::only::<TidyRan>(&events).assert(TidyRan::SUCCESS, false);
    testing::only::<TidyFailed>(&events).assert(TidyFailed::KIND, "std::io::error::Error".to_owned());
    testing::assert_nowhere(&events, "alice");
}

#[test]
fn what_was_emitted_arrives() {
    let (collector, folder) = (Sink::start().unwrap(), tempfile::tempdir().unwrap());
    let staged = telemetry().loopback(collector.addr(), Answer::Accept);
    let guard = staged.clone().install();
    staged.try_run_from(["tidy", "list", folder.path().to_str().unwrap()], |cli: Cli| run(&cli)).unwrap().unwrap();
    assert!(guard.flush(Duration::from_secs(10)));
    let names: Vec<_> = collector.received().iter().map(|event| event.event()["name"].clone()).collect();
    assert_eq!(names, ["TidyStarted", "TidyListed", "TidyRan"]);
}
