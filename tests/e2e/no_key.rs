//! A product that was built without a key: nothing at all happens.
#![cfg(unix)]

use candor::Answer;
use candor_tests::{Home, ModelKitHeartbeat, Terminal, action, telemetry};

#[test]
fn no_prompt_no_file_no_thread() {
    let home = Home::new();
    let terminal = Terminal::new();
    let mut command = home.command(std::env::current_exe().unwrap());
    command.args(["--exact", "child", "--ignored", "--nocapture"]).env("CANDOR_TESTS_CHILD", "1");
    command.stdin(terminal.stream()).stderr(terminal.stream()).stdout(std::process::Stdio::piped());
    let (shown, said) = terminal.run(&mut command).finish();
    assert_eq!(shown, "");
    assert!(said.contains("\nno_key: nothing happened\n"), "{said}");
    assert_eq!(home.files(), ["home", "work"]);
}

#[test]
#[ignore = "runs as a child of the test above"]
fn child() {
    if std::env::var_os("CANDOR_TESTS_CHILD").is_none() {
        return;
    }
    let threads = || std::fs::read_dir("/proc/self/task").map_or(0, Iterator::count);
    let before = threads();
    let guard = telemetry().install();
    ModelKitHeartbeat::new().emit();
    action(1);
    assert!(!telemetry().grant() && !telemetry().withdraw() && !telemetry().reset_id());
    assert_eq!(telemetry().waiting(), Vec::<String>::new());
    assert_eq!(threads(), before);
    let status = telemetry().status();
    assert_eq!((status.is_on(), status.directory(), status.problem()), (false, None, None));
    drop(guard);
    println!("\n{}: nothing happened", telemetry().status().reason_name());
}

#[test]
fn another_address_than_a_loopback_one_gets_no_key() {
    let home = Home::new();
    let elsewhere = "192.0.2.1:443".parse().unwrap();
    let telemetry = telemetry().loopback(elsewhere, Answer::Accept).home(home.path());
    let _guard = telemetry.clone().install();
    action(1);
    assert_eq!(telemetry.status().reason_name(), "no_key");
    assert_eq!(home.files(), ["home", "work"]);
}
