//! The subcommand `telemetry` as users run it, each time a process of its own.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

struct User(TempDir);

impl User {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("tally").unwrap();
        // Nothing of the machine that runs the tests: it may be a build service.
        command.env_clear().env("HOME", self.0.path()).env("USERPROFILE", self.0.path()).args(args);
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command
    }

    fn runs(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    fn succeeds(&self, args: &[&str]) -> String {
        let output = self.runs(args);
        assert!(output.status.success() && output.stderr.is_empty(), "{args:?}: {}", text(&output.stderr));
        text(&output.stdout)
    }

    fn status(&self) -> Value {
        serde_json::from_str(&self.succeeds(&["telemetry", "status", "--json"])).unwrap()
    }

    fn is_untouched(&self) -> bool {
        std::fs::read_dir(self.0.path()).unwrap().next().is_none()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_user_who_says_nothing_is_left_alone() {
    let user = User::new();
    user.succeeds(&["count"]);
    assert_eq!(user.status()["reason"], "not_asked");
    assert!(user.is_untouched());
}

#[test]
fn on_shows_what_is_collected_and_events_wait_from_then_on() {
    let user = User::new();
    let out = user.succeeds(&["telemetry", "on"]);
    assert!(out.starts_with("Tally can collect pseudonymous usage data to learn how large the files\n"), "{out}");
    assert!(out.ends_with("\nTelemetry is on, from the next command on.\n") && !out.contains("[y/N]"), "{out}");
    user.succeeds(&["count"]);
    let status = user.status();
    assert_eq!((&status["on"], &status["reason"]), (&true.into(), &"granted".into()));
    assert_eq!((&status["waiting"]["events"], &status["consent"]["answer"]), (&1.into(), &"yes".into()));
    let shown: Value = serde_json::from_str(&user.succeeds(&["telemetry", "show", "--json"])).unwrap();
    let waiting = &shown["waiting"][0];
    assert_eq!(
        (&waiting["envelope"]["name"], &waiting["envelope"]["data"]["files"]),
        (&"TallyCount".into(), &0.into())
    );
    let files = &waiting["fields"]["files"];
    assert_eq!(
        (&files["class"], &files["treatment"], &files["from"]),
        (&"usage".into(), &"uint".into(), &"events/count.yaml:6".into())
    );
    assert_eq!(waiting["fields"]["ext.device.localId"]["class"], "pseudonymous");
}

#[test]
fn off_says_what_it_erased() {
    let user = User::new();
    user.succeeds(&["telemetry", "on"]);
    user.succeeds(&["count"]);
    user.succeeds(&["count"]);
    let id = user.status()["device_id"].as_str().unwrap().to_owned();
    let out = user.succeeds(&["telemetry", "off"]);
    assert_eq!(out, format!("Telemetry is off. Erased: 2 waiting events, the device id {id}.\n"));
    user.succeeds(&["count"]);
    let status = user.status();
    assert_eq!((&status["reason"], &status["waiting"]["events"]), (&"declined".into(), &0.into()));
    assert_eq!(status["device_id"], Value::Null);
}

#[test]
fn on_is_refused_where_something_else_forbids_it_and_stores_nothing() {
    for (variable, value, why) in [
        ("DO_NOT_TRACK", "1", "The environment variable DO_NOT_TRACK switches telemetry off."),
        ("TALLY_TELEMETRY", "0", "The environment variable TALLY_TELEMETRY switches telemetry off."),
        ("CI", "true", "This looks like a build service: the environment variable CI is set."),
    ] {
        let user = User::new();
        let output = user.command(&["telemetry", "on"]).env(variable, value).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(text(&output.stderr), format!("error: telemetry stays off: {why}\n"));
        assert!(output.stdout.is_empty() && user.is_untouched());
    }
}

#[test]
fn a_no_counts_where_telemetry_is_forbidden_too() {
    let user = User::new();
    user.succeeds(&["telemetry", "on"]);
    user.succeeds(&["count"]);
    let output = user.command(&["telemetry", "off"]).env("CI", "true").output().unwrap();
    assert!(output.status.success() && text(&output.stdout).contains("1 waiting event"), "{}", text(&output.stdout));
    assert_eq!(user.status()["reason"], "declined");
}

#[test]
fn the_id_can_be_reset() {
    let user = User::new();
    user.succeeds(&["telemetry", "on"]);
    user.succeeds(&["count"]);
    let old = user.status()["device_id"].clone();
    let out = user.succeeds(&["telemetry", "reset-id"]);
    assert!(out.contains(old.as_str().unwrap()), "{out}");
    assert_ne!(user.status()["device_id"], old);
}

#[test]
fn an_unknown_word_is_a_usage_error_and_touches_nothing() {
    let user = User::new();
    for args in [&["telemetry", "maybe"][..], &["telemetry", "--help"], &["--version"]] {
        let output = user.runs(args);
        assert_eq!(output.status.code(), Some(if args.contains(&"maybe") { 2 } else { 0 }), "{args:?}");
        assert!(user.is_untouched(), "{args:?}");
    }
}
