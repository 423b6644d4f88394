//! The question at a real terminal: what it looks like, and what each answer does.
#![cfg(unix)]

use std::process::Stdio;

use candor_tests::{Home, Terminal};

const PROMPT: &str = "\
Greeter can collect pseudonymous usage data to learn which greetings are
    used.

What is collected:
  - Whether a greeting was formal or casual
  - A random identifier of this installation

What is never collected:
  - Names, file paths

Enable telemetry? [Y/n]: ";

const YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 2}}"#;
const OLD_YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 1}}"#;
const OLD_NO: &str = r#"{"telemetry": {"consent": "disabled", "consent_version": 1}}"#;

/// Installs and emits at a terminal, at which `answers` are typed when it asks: what it showed, and what the product said.
fn run(home: &Home, answers: &[&str]) -> (String, String) {
    run_with(home, answers, &["install", "emit", "status"], &[])
}

fn run_with(home: &Home, answers: &[&str], words: &[&str], variables: &[(&str, &str)]) -> (String, String) {
    let terminal = Terminal::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
    command.args(words).envs(variables.iter().copied());
    command.stdin(terminal.stream()).stderr(terminal.stream()).stdout(Stdio::piped());
    let mut screen = terminal.run(&mut command);
    for (n, keys) in answers.iter().enumerate() {
        let question = if n == 0 { PROMPT } else { "Please answer yes or no.\nEnable telemetry? [Y/n]: " };
        screen.answer(&question.replace('\n', "\r\n"), keys);
    }
    screen.finish()
}

fn stored(home: &Home) -> Option<String> {
    let config = std::fs::read_to_string(home.join(".greeter/config.json")).ok()?;
    let config: serde_json::Value = serde_json::from_str(&config).ok()?;
    Some(format!("{} {}", config["telemetry"]["consent"].as_str()?, config["telemetry"]["consent_version"]))
}

#[test]
fn enter_and_yes_are_yes_and_the_prompt_is_as_designed() {
    for keys in ["\n", "y\n", "YES\n"] {
        let home = Home::new();
        let (shown, said) = run(&home, &[keys]);
        assert_eq!(shown, format!("{PROMPT}{keys}"));
        assert_eq!(said, "granted early=0 waiting=1 problem=none\n");
        assert_eq!(stored(&home).unwrap(), "enabled 2");
        let (shown, said) = run(&home, &[]);
        assert_eq!((shown.as_str(), said.as_str()), ("", "granted early=0 waiting=2 problem=none\n"));
    }
}

#[test]
fn a_no_is_stored_and_lasts() {
    let home = Home::new();
    let (shown, said) = run(&home, &["n\n"]);
    assert_eq!(shown, format!("{PROMPT}n\n"));
    assert_eq!(said, "declined early=0 waiting=0 problem=none\n");
    assert_eq!(stored(&home).unwrap(), "disabled 2");
    assert_eq!(run(&home, &[]), (String::new(), said));
    assert!(!home.join(".greeter/telemetry").exists());
}

#[test]
fn what_is_neither_is_asked_once_more_and_then_no() {
    let home = Home::new();
    let (shown, said) = run(&home, &["maybe\n", "what\n"]);
    assert_eq!(shown, format!("{PROMPT}maybe\nPlease answer yes or no.\nEnable telemetry? [Y/n]: what\n"));
    assert_eq!(said, "no_answer early=0 waiting=0 problem=none\n");
    assert_eq!(home.files(), ["home", "work"]);
    let (_, said) = run(&home, &["maybe\n", "yes\n"]);
    assert_eq!(said, "granted early=0 waiting=1 problem=none\n");
}

#[test]
fn the_end_of_input_is_no_and_not_stored() {
    let home = Home::new();
    let (shown, said) = run(&home, &["\u{4}"]);
    assert!(shown.starts_with(PROMPT) && shown.ends_with('\n'), "{shown:?}");
    assert_eq!(said, "no_answer early=0 waiting=0 problem=none\n");
    assert_eq!(home.files(), ["home", "work"]);
}

#[test]
fn what_follows_the_answer_is_the_products() {
    let home = Home::new();
    let (_, said) = run_with(&home, &["y\nhello\nworld\n"], &["install", "line", "line"], &[]);
    assert_eq!(said, "line: hello\nline: world\n");
}

#[test]
fn an_old_yes_is_asked_again_and_an_old_no_is_not() {
    let home = Home::new();
    home.write(".greeter/config.json", OLD_YES);
    let (shown, said) = run(&home, &["n\n"]);
    assert_eq!((shown, said.as_str()), (format!("{PROMPT}n\n"), "declined early=0 waiting=0 problem=none\n"));
    let home = Home::new();
    home.write(".greeter/config.json", OLD_NO);
    let (shown, said) = run(&home, &[]);
    assert_eq!((shown.as_str(), said.as_str()), ("", "declined early=0 waiting=0 problem=none\n"));
}

#[test]
fn a_redirected_output_does_not_swallow_the_question() {
    let home = Home::new();
    let (shown, said) = run_with(&home, &["y\n"], &["install", "result"], &[]);
    assert_eq!((shown, said.as_str()), (format!("{PROMPT}y\n"), "result\n"));
}

#[test]
fn without_both_terminals_nobody_is_asked() {
    for (stdin, reason) in [(false, "stdin_not_terminal"), (true, "stderr_not_terminal")] {
        let home = Home::new();
        let terminal = Terminal::new();
        let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
        command.args(["install", "emit", "status"]).stdout(Stdio::piped());
        command.stdin(if stdin { terminal.stream() } else { Stdio::null() });
        command.stderr(if stdin { Stdio::null() } else { terminal.stream() });
        let (shown, said) = terminal.run(&mut command).finish();
        assert_eq!((shown.as_str(), said), ("", format!("{reason} early=0 waiting=0 problem=none\n")));
        assert_eq!(home.files(), ["home", "work"]);
    }
}

#[test]
fn variables_and_build_services_switch_off_and_touch_nothing() {
    for (name, value, reason) in [
        ("DO_NOT_TRACK", "1", "variable"),
        ("GREETER_TELEMETRY", "0", "variable"),
        ("CI", "true", "ci"),
        ("TF_BUILD", "True", "ci"),
    ] {
        let home = Home::new();
        let words = ["install", "emit", "status"];
        let off = format!("{reason} early=0 waiting=0 problem=none\n");
        assert_eq!(run_with(&home, &[], &words, &[(name, value)]), (String::new(), off), "{name}");
        assert_eq!(home.files(), ["home", "work"]);
        home.write(".greeter/config.json", YES);
        assert_eq!(run(&home, &[]).1, "granted early=0 waiting=1 problem=none\n");
        let before = home.files();
        let off = format!("{reason} early=0 waiting=1 problem=none\n");
        assert_eq!(run_with(&home, &[], &words, &[(name, value)]), (String::new(), off), "{name}");
        assert_eq!(home.files(), before);
    }
}
