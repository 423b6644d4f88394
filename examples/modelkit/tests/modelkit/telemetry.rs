//! The subcommand with which users rule telemetry, in a build without a key: it works, and says why nothing is sent.

use serde_json::Value;

use crate::{Folder, modelkit, stderr, stdout};

const WHY: &str = "This build has no telemetry key, so nothing can be sent.";

#[test]
fn without_a_key_the_status_says_so() {
    let folder = Folder::new();
    for args in [&["telemetry"][..], &["telemetry", "status"]] {
        let out = stdout(&modelkit(&folder, args));
        assert!(out.starts_with(&format!("Telemetry is off. {WHY}\n")), "{out}");
    }
    let status: Value = serde_json::from_str(&stdout(&modelkit(&folder, &["telemetry", "status", "--json"]))).unwrap();
    assert_eq!((&status["on"], &status["reason"]), (&false.into(), &"no_key".into()));
    assert_eq!(status["notice"]["version"], 2);
    assert!(folder.names().is_empty());
}

#[test]
fn without_a_key_nothing_can_be_switched_on() {
    let folder = Folder::new();
    let told = stderr(&modelkit(&folder, &["telemetry", "on"]));
    assert_eq!(told, format!("error: telemetry stays off: {WHY}\n"));
    let out = stdout(&modelkit(&folder, &["telemetry", "off"]));
    assert_eq!(out, format!("Telemetry is off. {WHY}\n"));
    assert!(folder.names().is_empty());
}

#[test]
fn the_notice_is_what_the_prompt_tells() {
    let out = stdout(&modelkit(&Folder::new(), &["telemetry", "notice"]));
    assert!(
        out.starts_with("ModelKit can collect pseudonymous usage data to help improve the\n    product.\n"),
        "{out}"
    );
    assert!(out.contains("What is never collected:\n") && !out.contains("[Y/n]"), "{out}");
}

#[test]
fn what_is_shown_is_json_for_scripts() {
    let shown: Value =
        serde_json::from_str(&stdout(&modelkit(&Folder::new(), &["telemetry", "show", "--json"]))).unwrap();
    assert_eq!(shown, serde_json::json!({"waiting": [], "last_sent": []}));
}

#[test]
fn a_reader_that_has_left_is_no_failure() {
    use std::process::{Command, Stdio};
    let folder = Folder::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let status = Command::new(assert_cmd::cargo::cargo_bin("modelkit"))
        .args(["telemetry", "notice"])
        .env("HOME", folder.path())
        .env("USERPROFILE", folder.path())
        .stdout(writer)
        .stderr(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "{status}");
}
