//! The README's first command.

use assert_cmd::Command;
use serde_json::Value;

#[test]
fn the_demonstration_delivers_what_the_schema_says_and_nothing_of_the_user() {
    let output = Command::cargo_bin("modelkit").unwrap().arg("demo").output().unwrap();
    let (out, told) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(output.status.success(), "{told}");
    let envelopes: Vec<Value> =
        out.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<_> = envelopes.iter().map(|event| event["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ModelKitHeartbeat", "ModelKitAction", "ModelKitAction", "ModelKitAction", "ModelKitError"]);
    let actions: Vec<_> = envelopes[1..4].iter().map(|event| &event["data"]["action_name"]).collect();
    assert_eq!(actions, ["analyze", "build", "quantize"]);
    assert_eq!(envelopes[3]["data"]["success"], false);

    let error = &envelopes[4]["data"];
    assert_eq!(error["exception_type"], "FileNotFoundError");
    assert_eq!(error["exception_message"], "model file not found: mobilenet.onnx");
    assert_eq!(error["root_cause_type"], "std::io::error::Error");
    assert!(error["root_cause_message"].as_str().unwrap().contains("os error"), "{error}");
    let frames = error["exception_stack"].as_array().unwrap();
    assert!(!frames.is_empty());
    for frame in frames {
        let file = frame["file"].as_str().unwrap_or_default();
        assert!(!std::path::Path::new(file).is_absolute() && !file.contains(':'), "{file}");
    }
    assert!(!envelopes.iter().any(|event| event.to_string().contains("alice")), "{out}");
}

#[test]
fn the_demonstration_asks_shows_what_is_kept_and_erases_it() {
    let output = Command::cargo_bin("modelkit").unwrap().arg("demo").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("Enable telemetry? [Y/n]: y\n"), "{told}");
    assert!(told.contains("model file not found: "), "the user sees the whole path: {told}");
    let (before, after) = told.split_once("Consent is withdrawn").unwrap();
    assert!(before.replace('\\', "/").contains("telemetry/device_id"), "{before}");
    assert!(!after.contains("device_id") && !after.contains("spool"), "{after}");
    let home = told.lines().find_map(|line| line.trim().strip_prefix("home")).unwrap().trim();
    assert!(!std::path::Path::new(home).exists(), "{home} is left behind");
}
