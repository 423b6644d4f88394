//! What the documents of a product say about OTLP is what an OTLP collector gets from it: the example and the statement name each
//! attribute that is sent, and no slot of the Common Schema.
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use candor::{Answer, OtlpProtocol};
use candor_codegen::{Date, Sources, check};
use candor_sink::{Response, Sink};
use candor_tests::{Device, Ep, Home, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat, telemetry};
use serde_json::Value;

/// The schema of the repository, with an OTLP collector in place of the other.
fn schema() -> Sources {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    let read = |file: &str| std::fs::read_to_string(folder.join(file)).unwrap().replace('\r', "");
    let product = read("product.yaml");
    let (before, _) = product.split_once("\nexport:\n").unwrap();
    let product =
        format!("{before}\nexport:\n  otlp: {{ endpoint: https://otel.example.com/v1/logs, protocol: http/json }}\n");
    let events = ["events/action.yaml", "events/error.yaml", "events/heartbeat.yaml"].map(|file| (file, read(file)));
    let texts = events.iter().map(|(name, text)| (*name, text.as_str()));
    Sources::from_texts(texts.chain([("product.yaml", product.as_str())])).with_lock()
}

/// The request without what differs from event to event: numbers of a list, and texts that are no names.
fn shape(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().take(if is_pairs(items) { usize::MAX } else { 1 }).map(shape).collect(),
        Value::Object(entries) => {
            let kept = |name: &str, value: &Value| if name == "key" { value.clone() } else { shape(value) };
            entries.iter().map(|(name, value)| (name.clone(), kept(name, value))).collect()
        }
        _ => Value::Null,
    }
}

fn is_pairs(items: &[Value]) -> bool {
    items.first().is_some_and(|item| item.get("key").is_some())
}

fn keys(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
        Value::Object(entries) => {
            found.extend(entries.get("key").and_then(Value::as_str).map(str::to_owned));
            entries.values().for_each(|value| keys(value, found));
        }
        _ => {}
    }
}

#[test]
fn an_otlp_collector_gets_what_sample_and_statement_say() {
    let (home, sink, sources) = (Home::new(), Sink::start().unwrap(), schema());
    sink.respond([Response::status(503).forever()]);
    let telemetry =
        telemetry().loopback(sink.addr(), Answer::Accept).home(home.path()).speaking_otlp(OtlpProtocol::HttpJson);
    let guard = telemetry.clone().install();
    let action = ModelKitAction::new().invoked_from(InvokedFrom::Script).action_name("build").device(Device::Npu);
    action.ep(Ep::CpuExecutionProvider).duration_ms(Duration::from_secs(1)).success(true).emit();
    ModelKitError::new()
        .exception_type("ReadError")
        .exception_message("cannot read")
        .exception_stack(candor::Frames::capture())
        .root_cause_type("NotFound")
        .root_cause_message("not found")
        .emit();
    ModelKitHeartbeat::new().emit();
    let sent: Vec<Value> = telemetry.waiting().iter().map(|line| serde_json::from_str(line).unwrap()).collect();
    drop(guard);

    let model = check(&sources, Date::constant(2026, 7, 14)).model.unwrap();
    let statement = model.statement(&sources).unwrap_or_else(|_| panic!("the lock fits")).markdown();
    let mut names = BTreeSet::new();
    assert_eq!(sent.len(), 3);
    for (request, event) in sent.iter().zip(model.event_names()) {
        let sample: Value = serde_json::from_str(&model.sample(event, false).unwrap()).unwrap();
        assert_eq!(shape(request), shape(&sample), "{event}");
        keys(request, &mut names);
    }
    // Its examples have them all, which the first half of this test holds.
    let without_examples: String = statement.split("```").step_by(2).collect();
    for name in names.iter().filter(|name| name.contains('.')) {
        assert!(without_examples.contains(name.as_str()), "{name} is not in the statement");
    }
    for foreign in ["iKey", "ext.device", "ext.app", "\"ver\""] {
        assert!(!statement.contains(foreign), "{foreign} is in the statement");
    }
}
