//! Errors that hold what is personal: what arrives is scrubbed first and capped then, and no file holds more.

use std::time::Duration;

use candor::{Answer, Frames};
use candor_sink::{Response, Sink};
use candor_tests::{Home, ModelKitError, telemetry};

const MESSAGES: [(&str, &str); 9] = [
    (r"model file not found: C:\Users\Alice\models\mobilenet.onnx", "model file not found: mobilenet.onnx"),
    ("cannot open \"/home/alice/My Models/net.onnx\"", "cannot open \"net.onnx\""),
    ("/opt/src/winml/modelkit/build.py failed", "winml/modelkit/build.py failed"),
    ("failed to reach alice@example.com", "failed to reach <scrubbed>"),
    ("job 12345678-1234-5678-1234-567812345678 failed", "job <scrubbed> failed"),
    ("connection to 10.0.0.1 refused", "connection to <scrubbed> refused"),
    ("bind 2001:db8::1 failed", "bind <scrubbed> failed"),
    ("Bearer example_token_1234567890abcdefghij", "Bearer <scrubbed>"),
    ("expected version 1.18.999.1 at 12:34:56", "expected version 1.18.999.1 at 12:34:56"),
];

#[test]
fn what_is_personal_does_not_arrive() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::status(503).header("Retry-After", "1")]);
    let telemetry = telemetry().loopback(sink.addr(), Answer::Accept).home(home.path());
    let guard = telemetry.clone().install();
    let emit = |message: &str| {
        let error = std::io::Error::other(message.to_owned());
        ModelKitError::new().exception_type("io").exception_message(&error).exception_stack(Frames::capture()).emit();
    };
    MESSAGES.iter().for_each(|(message, _)| emit(message));
    // The cap falls into the address: cut first, half of it would pass.
    emit(&format!("{} alice@example.com is not reachable", "x ".repeat(95)));
    emit(&"word ".repeat(1000));
    let _ = guard.flush(Duration::from_millis(500));
    for waiting in telemetry.waiting() {
        assert!(!waiting.to_lowercase().contains("alice"), "{waiting}");
    }
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    while !guard.flush(Duration::from_secs(2)) {
        assert!(std::time::Instant::now() < deadline, "{:?}", telemetry.status());
    }
    let received = sink.received();
    assert_eq!(received.len(), MESSAGES.len() + 2);
    for (received, (_, expected)) in received.iter().zip(MESSAGES) {
        assert_eq!(received.event()["data"]["exception_message"], expected);
    }
    for event in &received {
        assert!(!event.line().to_lowercase().contains("alice"), "{}", event.line());
        let event = event.event();
        let message = event["data"]["exception_message"].as_str().unwrap();
        assert!(message.chars().count() <= 200, "{message}");
        for frame in event["data"]["exception_stack"].as_array().unwrap() {
            let file = frame["file"].as_str().unwrap_or_default();
            assert!(!file.starts_with('/') && !file.contains(':'), "{file}");
        }
    }
    assert!(received.last().unwrap().event()["data"]["exception_message"].as_str().unwrap().ends_with('…'));
}
