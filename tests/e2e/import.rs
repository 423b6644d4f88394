//! A user of the program that was written in Python moves to this one: what waits in its cache is sent once, as far as the schema
//! allows it, and after a no it is gone. `import/left.cache` was written by the encoder of winml-cli 0.4.0.

use std::time::Duration;

use candor::Answer;
use candor_sink::{Response, Sink};
use candor_tests::Home;
use serde_json::{Value, json};

candor::schema!("e2e/import");

const CACHE: &str = ".winml/telemetry/winmlcli.cache";
const LEFT: &str = include_str!("import/left.cache");

#[test]
fn what_the_earlier_program_left_is_sent_as_far_as_the_schema_allows() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    home.write(CACHE, LEFT);
    home.write(".winml/telemetry/winmlcli.cache.lock", "");
    home.write(".winml/config.json", r#"{"telemetry": {"consent": "enabled", "consent_version": 2}, "theme": "dark"}"#);

    // A no, to the question that names the file: it is erased unsent. What is beside it is not ours.
    let declined = telemetry().loopback(sink.addr(), Answer::Decline).home(home.path());
    assert!(declined.notice().contains(&format!("wait in ~/{CACHE}")), "{}", declined.notice());
    drop(declined.install());
    assert!(sink.requests().is_empty() && !home.join(CACHE).exists());
    assert!(home.join(".winml/telemetry/winmlcli.cache.lock").exists());

    home.write(CACHE, LEFT);
    home.write(".winml/config.json", r#"{"telemetry": {"consent": "enabled", "consent_version": 2}, "theme": "dark"}"#);
    let telemetry = telemetry().loopback(sink.addr(), Answer::Accept).home(home.path());
    let guard = telemetry.clone().install();
    assert!(guard.flush(Duration::from_secs(10)), "{:?}", telemetry.status());
    assert!(!home.join(CACHE).exists());
    let events: Vec<Value> = sink.take().1.iter().map(|event| event.event().clone()).collect();
    let named = |name: &str| events.iter().find(|event| event["name"] == name).unwrap();
    assert_eq!(events.len(), 3, "{events:?}");
    assert_eq!(named("WinMLCLIHeartbeat")["data"].as_object().unwrap().len(), 1, "its own id");

    let action = named("WinMLCLIAction");
    let mut data = action["data"].clone();
    assert!(data.as_object_mut().unwrap().remove("event.id").is_some());
    assert_eq!(
        data,
        json!({"action_name": "build", "device": "NPU", "ep": null, "duration_ms": 1234, "success": true}),
        "model_id is not in the schema"
    );
    assert_eq!(action["ext"]["app"], json!({"ver": "0.4.0"}), "its version, and no run");
    assert_eq!(action["ext"]["device"]["localId"], telemetry.status().device_id().unwrap());

    let error = &named("WinMLCLIError")["data"];
    assert_eq!(error["exception_type"], "FileNotFoundError");
    assert_eq!(error["exception_message"], "[Errno 2] No such file: 'my thesis.onnx' ü");
    let frames = json!([
        {"file": "site.py", "line": null, "function": "load"},
        {"file": "winml/modelkit/cli.py", "line": 12, "function": "main"},
    ]);
    assert_eq!(error["exception_stack"], frames, "innermost first");
    let text = Value::from(events.clone()).to_string();
    // Where the system of this machine has another name than theirs.
    let system = if cfg!(windows) { None } else { Some("Windows") };
    for theirs in ["alice", "11111111-2222", "99999999-2222", "private"].into_iter().chain(system) {
        assert!(!text.contains(theirs), "{theirs} in {text}");
    }
    let status = telemetry.status();
    let lost: Vec<_> = status.losses().iter().copied().filter(|(_, count)| *count > 0).collect();
    assert_eq!(lost, [("unencodable", 1)], "an event that the schema does not know");
    assert!(guard.flush(Duration::from_secs(10)) && sink.take().1.is_empty(), "once");

    // It waits like every other event, and goes like every other.
    sink.respond([Response::status(503).forever()]);
    home.write(CACHE, LEFT);
    assert!(!guard.flush(Duration::from_secs(5)));
    assert_eq!((telemetry.status().waiting_events(), home.join(CACHE).exists()), (3, false));
    home.write(CACHE, LEFT);
    assert!(telemetry.withdraw());
    assert!(!home.join(CACHE).exists());
    assert_eq!(telemetry.status().waiting_events(), 0);
    drop(guard);
}
