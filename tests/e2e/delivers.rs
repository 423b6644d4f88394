//! A user who agreed: three events reach the collector as the schema describes them.

use std::time::Duration;

use candor::{Answer, Frames};
use candor_sink::Sink;
use candor_tests::{Device, Ep, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat, telemetry};
use serde_json::{Value, json};

#[test]
fn three_events_arrive() {
    let sink = Sink::start().unwrap();
    let guard = telemetry().loopback(sink.addr(), Answer::Accept).install();
    ModelKitHeartbeat::new().emit();
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Interactive)
        .action_name("build")
        .device(Device::Npu)
        .ep(Ep::QnnExecutionProvider)
        .duration_ms(Duration::from_millis(4321))
        .success(true)
        .emit();
    let error = std::io::Error::other("model file not found: C:\\Users\\Alice\\models\\mobilenet.onnx");
    let line = line!() + 4;
    ModelKitError::new()
        .exception_type("FileNotFoundError")
        .exception_message(&error)
        .exception_stack(Frames::capture())
        .emit();
    assert!(guard.flush(Duration::from_secs(10)), "{:?}", telemetry().status());
    let events: Vec<_> = sink.received().iter().map(candor_sink::Received::event).collect();
    let names: Vec<_> = events.iter().map(|event| event["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["ModelKitHeartbeat", "ModelKitAction", "ModelKitError"]);
    assert_eq!(events[0]["data"], json!({}));
    assert_eq!(
        events[1]["data"],
        json!({
            "invoked_from": "Interactive",
            "action_name": "build",
            "device": "NPU",
            "ep": "QNNExecutionProvider",
            "duration_ms": 4321,
            "success": true,
        })
    );
    assert_eq!(events[2]["data"]["exception_type"], "FileNotFoundError");
    assert_eq!(events[2]["data"]["exception_message"], "model file not found: mobilenet.onnx");
    let frames = events[2]["data"]["exception_stack"].as_array().unwrap();
    let frame = &frames[0];
    assert_eq!(
        (frame["file"].as_str(), frame["line"].as_u64()),
        (Some("tests/e2e/delivers.rs"), Some(u64::from(line)))
    );
    // Without debug information the place and the function are two frames.
    let is_here = |frame: &Value| frame["function"].as_str().unwrap().ends_with("three_events_arrive");
    assert!(frames[..2].iter().any(is_here), "{frames:?}");
    for event in &events {
        assert_eq!(event["ext"], events[0]["ext"]);
        assert_eq!(event["iKey"], "o:00000000000000000000000000000000");
    }
}
