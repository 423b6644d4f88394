//! Before `install()` found a yes, an event is dropped and counted, and nothing else happens: no file, no thread, no prompt.
#![cfg(unix)]

use candor_tests::{Home, Terminal};

/// What a process does at a terminal: what the terminal shows, and standard output.
fn run(home: &Home, words: &[&str]) -> (String, String) {
    let terminal = Terminal::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
    command.args(words).stdin(terminal.stream()).stderr(terminal.stream()).stdout(std::process::Stdio::piped());
    terminal.run(&mut command).finish()
}

#[test]
fn an_event_before_install_is_counted_and_leaves_no_trace() {
    let home = Home::new();
    let (shown, said) = run(&home, &["emit", "emit", "threads", "status"]);
    assert_eq!(shown, "");
    assert_eq!(said, "threads: 1\nnot_installed early=2 waiting=0 problem=none\n");
    assert_eq!(home.files(), ["home", "work"]);
}

#[test]
fn while_the_question_is_open_there_is_no_thread_and_no_file() {
    let home = Home::new();
    let terminal = Terminal::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
    command.args(["install"]).stdin(terminal.stream()).stderr(terminal.stream()).stdout(terminal.stream());
    let mut screen = terminal.run(&mut command);
    screen.answer("[Y/n]: ", "");
    if cfg!(target_os = "linux") {
        assert_eq!(screen.threads(), 1);
    }
    assert_eq!(home.files(), ["home", "work"]);
    screen.answer("[Y/n]: ", "n\n");
    let _ = screen.finish();
}

#[test]
fn a_yes_makes_the_device_id_only_with_the_first_event() {
    let home = Home::new();
    home.write(".greeter/config.json", r#"{"telemetry": {"consent": "enabled", "consent_version": 2}}"#);
    let _ = run(&home, &["install"]);
    assert!(!home.join(".greeter/telemetry/device_id").exists());
    assert!(!home.join(".greeter/telemetry/spool").exists());
    let _ = run(&home, &["install", "emit"]);
    assert!(home.join(".greeter/telemetry/device_id").exists());
    assert!(home.join(".greeter/telemetry/spool").exists());
}
