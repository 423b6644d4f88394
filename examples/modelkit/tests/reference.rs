//! One scenario, once with ModelKit and once with the Python telemetry that it follows: `ActionGroup` of winml-cli, with a dummy
//! key, at a collector on this machine. A command that succeeds, one that names a target, and one that fails, in one process.
//!
//! Both tell the same events in the same order with the same data, but for what [`ERROR_FOLLOWS`], [`PRODUCTS`] and
//! [`NOT_COLLECTED`] say.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use candor_sink::{Received, Sink};
use candor_tests::Peers;
use serde_json::Value;

/// The reference tells of the error from within its handler, before the command has ended. Here the command's end is told first:
/// a process that dies while an error is put into words has told how its command went.
const ERROR_FOLLOWS: [&str; 2] = ["Error", "Action"];

/// Each product's events begin with its name.
const PRODUCTS: [&str; 2] = ["ModelKit", "WinMLCLI"];

/// What the reference collects and ModelKit does not: the event, the field, and why. A field that the schema lists is told in
/// every event, and is then compared like any other.
const NOT_COLLECTED: &[(&str, &str, &str)] = &[
    ("Action", "model_id", "the schema does not ask which model a command is given, and its notice does not tell that"),
    ("Error", "root_cause_type", "the first version of the notice tells of the error alone"),
    ("Error", "root_cause_message", "the first version of the notice tells of the error alone"),
];

/// An event: its name without the product's, and its data.
type Event = (String, Value);

fn event(product: &str, envelope: &Value) -> Event {
    let name = envelope["name"].as_str().unwrap();
    let name = name.strip_prefix(product).unwrap_or_else(|| panic!("{name} is no event of {product}"));
    (name.to_owned(), envelope["data"].clone())
}

/// `modelkit demo` runs `analyze`, `build` and `quantize`, and prints what its collector took.
fn ours() -> Vec<Event> {
    let output = Command::new(env!("CARGO_BIN_EXE_modelkit")).arg("demo").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let out = String::from_utf8(output.stdout).unwrap();
    let envelopes = out.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).unwrap());
    envelopes.map(|envelope: Value| event(PRODUCTS[0], &envelope)).collect()
}

/// The same command lines in the reference, at the strict collector.
fn theirs(peers: &Peers) -> Vec<Event> {
    let model = tempfile::Builder::new().suffix(".safetensors").tempfile().unwrap();
    let sink = Sink::start().unwrap();
    let mut python = peers.python("reference.py");
    python.args(["commands", &sink.url()]).arg(model.path()).arg("/home/alice/models/mobilenet.onnx");
    let output = python.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(sink.wait_for(5, Duration::from_secs(20)), "{:?}", sink.requests());
    let envelopes: Vec<Value> = sink.received().iter().map(Received::event).collect();
    envelopes.iter().map(|envelope| event(PRODUCTS[1], envelope)).collect()
}

/// The fields of an event's data: the value, or its kind where each run has another.
fn fields(data: &Value) -> BTreeMap<&str, String> {
    let field = |(name, value): (&'_ String, &Value)| match name.as_str() {
        "duration_ms" => format!("a number of milliseconds: {}", value.is_u64()),
        "exception_stack" => format!("frames: {}", are_frames(value)),
        "root_cause_type" | "root_cause_message" => format!("a text or null: {}", value.is_string() || value.is_null()),
        _ => value.to_string(),
    };
    data.as_object().unwrap().iter().map(|(name, value)| (name.as_str(), field((name, value)))).collect()
}

/// A list of `{file, line, function}`; file and line may be unknown in a program without debug information.
fn are_frames(value: &Value) -> bool {
    let text = |value: &Value| value.as_str().is_some_and(|text| !text.contains("alice"));
    let is_frame = |frame: &Value| {
        let [file, line, function] = ["file", "line", "function"].map(|slot| &frame[slot]);
        let known = (file.is_null() || text(file)) && (line.is_null() || line.is_u64());
        known && text(function) && frame.as_object().is_some_and(|frame| frame.len() == 3)
    };
    value.as_array().is_some_and(|frames| !frames.is_empty() && frames.iter().all(is_frame))
}

/// The reference's events in the order in which they are told here.
fn in_our_order(mut events: Vec<Event>) -> Vec<Event> {
    for at in 1..events.len() {
        if [&events[at - 1].0, &events[at].0] == ERROR_FOLLOWS {
            events.swap(at - 1, at);
        }
    }
    events
}

#[test]
fn the_reference_tells_the_same_of_the_same_commands() {
    let Some(peers) = Peers::of("the reference") else { return };
    let (ours, reference) = (ours(), theirs(&peers));
    let names = |events: &[Event]| events.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&reference), ["Heartbeat", "Action", "Action", "Error", "Action"]);
    let theirs = in_our_order(reference);
    assert_eq!(names(&ours), names(&theirs));
    for ((name, ours), (_, theirs)) in ours.iter().zip(&theirs) {
        let (ours, mut theirs) = (fields(ours), fields(theirs));
        for (_, field, why) in NOT_COLLECTED.iter().filter(|(event, ..)| event == name) {
            assert!(theirs.contains_key(field), "the reference does not collect {field} either: no difference ({why})");
            if !ours.contains_key(field) {
                theirs.remove(field);
            }
        }
        assert_eq!(ours, theirs, "{name}");
    }
    let told: Vec<_> =
        ours.iter().filter_map(|(_, data)| Some((data["action_name"].as_str()?, &data["success"]))).collect();
    assert_eq!(told, [("analyze", &true.into()), ("build", &true.into()), ("quantize", &false.into())]);
}
