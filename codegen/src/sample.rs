//! An example of an event, as a collector would receive it. The values are made up and always the same.

use candor_core::{ContextKey, DurationUnit};

use crate::json::Json;
use crate::model::{Destination, Event, FieldKind, Parts};

const TIME: &str = "2026-04-21T07:12:41.603Z";
const TIME_UNIX_NANO: &str = "1776755561603000000";
const TENANT: &str = "o:0123456789abcdef0123456789abcdef";
const DEVICE: &str = "r:6f1c2a34-5b6d-4e8f-9a0b-1c2d3e4f5a6b";
const SESSION: &str = "0d9c8b7a-6f5e-4d3c-8b1a-09f8e7d6c5b4";
const EPOCH: &str = "7a6b5c4d-3e2f-4a1b-9c8d-7e6f5a4b3c2d";
const EVENT: &str = "1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9";
const DIGEST: &str = "8b2e6f0c4d1a9e7350c8b6f2d4a1e3975f0b8c6d2e4a1f3957c0b8d6e2f4a193";
const MESSAGE: &str = "cannot open model.onnx: <scrubbed> has no access";

/// The forms in which a product's events go out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Forms {
    /// Envelopes of the Common Schema.
    pub(crate) envelope: bool,
    /// Log records of OpenTelemetry.
    pub(crate) log: bool,
}

pub(crate) fn forms(parts: &Parts) -> Forms {
    let is_envelope = |one: &Destination| matches!(one, Destination::OneCollector { .. });
    let destinations = &parts.product.destinations;
    // A product without any destination is none; its examples need a form all the same.
    let log = destinations.iter().any(|one| !is_envelope(one));
    Forms { envelope: !log || destinations.iter().any(is_envelope), log }
}

/// An event in the first form that the product has, every optional field set.
pub(crate) fn example(parts: &Parts, event: &Event) -> Json {
    if forms(parts).envelope { envelope(parts, event) } else { log(parts, event) }
}

/// The Common Schema 4.0 envelope of an event, every optional field set.
pub(crate) fn envelope(parts: &Parts, event: &Event) -> Json {
    let mut data: Vec<(String, Json)> =
        event.fields.iter().map(|field| (field.name.value.clone(), value(parts, &field.kind))).collect();
    let has = |key| parts.product.context.iter().any(|entry| entry.key.value == key);
    if has(ContextKey::EventId) {
        data.push(("event.id".to_owned(), Json::text(EVENT)));
    }
    let mut envelope = vec![
        ("ver", Json::text("4.0")),
        ("name", Json::text(&event.name.value)),
        ("time", Json::text(TIME)),
        ("iKey", Json::text(TENANT)),
        ("data", Json::Object(data)),
    ];
    let slots = [("device", device as Slots), ("os", os), ("app", app), ("sdk", sdk)];
    let ext: Vec<_> = slots
        .into_iter()
        .map(|(name, slots)| (name, slots(&has)))
        .filter(|(_, slots)| !slots.is_empty())
        .map(|(name, slots)| (name, Json::object(slots)))
        .collect();
    if !ext.is_empty() {
        envelope.push(("ext", Json::object(ext)));
    }
    Json::object(envelope)
}

/// The request to an OTLP collector that holds an event alone, as JSON; the same is a line of an exported file.
pub(crate) fn log(parts: &Parts, event: &Event) -> Json {
    let mut resource = vec![pair("service.name", Json::text(&parts.product.app.value))];
    let fields = event.fields.iter().map(|field| pair(&field.name.value, value(parts, &field.kind)));
    let mut record: Vec<Json> = fields.collect();
    for entry in &parts.product.context {
        let (of, values) = match entry.key.value {
            ContextKey::DeviceId => (&mut resource, vec![Json::text(DEVICE), Json::text("EXISTING")]),
            ContextKey::SessionId => (&mut resource, vec![Json::text(SESSION)]),
            ContextKey::OsName => (&mut resource, vec![Json::text("Linux")]),
            ContextKey::OsVersion => (&mut resource, vec![Json::text("6.8.0")]),
            ContextKey::OsArch => (&mut resource, vec![Json::text("x86_64")]),
            ContextKey::AppVersion => (&mut resource, vec![Json::text("1.4.2")]),
            ContextKey::SdkSequence => (&mut record, vec![Json::text(EPOCH), number(7)]),
            ContextKey::EventId => (&mut record, vec![Json::text(EVENT)]),
        };
        of.extend(entry.key.value.attributes().iter().zip(values).map(|(name, value)| pair(name, value)));
    }
    let one = |name: &str, value: Json| Json::object([(name, value)]);
    let record = Json::object([
        ("timeUnixNano", Json::text(TIME_UNIX_NANO)),
        ("observedTimeUnixNano", Json::text(TIME_UNIX_NANO)),
        ("eventName", Json::text(&event.name.value)),
        ("attributes", Json::List(record)),
    ]);
    let scope = Json::object([("scope", one("name", Json::text("candor"))), ("logRecords", Json::List(vec![record]))]);
    let logs =
        Json::object([("resource", one("attributes", Json::List(resource))), ("scopeLogs", Json::List(vec![scope]))]);
    one("resourceLogs", Json::List(vec![logs]))
}

fn pair(key: &str, value: Json) -> Json {
    let key = ("key", Json::text(key));
    if value == Json::Null { Json::object([key]) } else { Json::object([key, ("value", any_value(value))]) }
}

/// A value as OTLP has it in JSON, where an integer is a text.
fn any_value(value: Json) -> Json {
    let values = |values: Vec<Json>| Json::object([("values", Json::List(values))]);
    match value {
        Json::Null => Json::Object(Vec::new()),
        Json::Bool(_) => Json::object([("boolValue", value)]),
        Json::Number(number) if number.contains('.') => Json::object([("doubleValue", Json::Number(number))]),
        Json::Number(number) => Json::object([("intValue", Json::Text(number))]),
        Json::Text(_) => Json::object([("stringValue", value)]),
        Json::List(items) => Json::object([("arrayValue", values(items.into_iter().map(any_value).collect()))]),
        Json::Object(entries) => {
            let pairs = entries.into_iter().map(|(key, value)| pair(&key, value)).collect();
            Json::object([("kvlistValue", values(pairs))])
        }
    }
}

type Slots = fn(&dyn Fn(ContextKey) -> bool) -> Vec<(&'static str, Json)>;

fn device(has: &dyn Fn(ContextKey) -> bool) -> Vec<(&'static str, Json)> {
    let mut slots = Vec::new();
    if has(ContextKey::DeviceId) {
        slots.extend([("localId", Json::text(DEVICE)), ("authId", Json::text("EXISTING"))]);
    }
    if has(ContextKey::OsArch) {
        slots.push(("deviceClass", Json::text("x86_64")));
    }
    slots
}

fn os(has: &dyn Fn(ContextKey) -> bool) -> Vec<(&'static str, Json)> {
    let slots = [(ContextKey::OsName, "name", "Linux"), (ContextKey::OsVersion, "ver", "6.8.0")];
    slots.into_iter().filter(|(key, ..)| has(*key)).map(|(_, slot, value)| (slot, Json::text(value))).collect()
}

fn app(has: &dyn Fn(ContextKey) -> bool) -> Vec<(&'static str, Json)> {
    let slots = [(ContextKey::AppVersion, "ver", "1.4.2"), (ContextKey::SessionId, "sesId", SESSION)];
    slots.into_iter().filter(|(key, ..)| has(*key)).map(|(_, slot, value)| (slot, Json::text(value))).collect()
}

fn sdk(has: &dyn Fn(ContextKey) -> bool) -> Vec<(&'static str, Json)> {
    if !has(ContextKey::SdkSequence) {
        return Vec::new();
    }
    vec![("epoch", Json::text(EPOCH)), ("seq", number(7))]
}

fn number(number: i64) -> Json {
    Json::Number(number.to_string())
}

/// An example value of a field.
pub(crate) fn value(parts: &Parts, kind: &FieldKind) -> Json {
    match kind {
        FieldKind::Bool => Json::Bool(true),
        FieldKind::Int => number(3),
        FieldKind::Uint => number(42),
        FieldKind::Float => Json::Number("0.75".to_owned()),
        FieldKind::Duration(DurationUnit::Seconds) => number(4),
        FieldKind::Duration(DurationUnit::Milliseconds) => number(4_321),
        FieldKind::Duration(DurationUnit::Microseconds) => number(4_321_000),
        FieldKind::Enum(one) => Json::or_null(one.values.first().map(|value| Json::text(&value.value))),
        FieldKind::Label => Json::text("example"),
        FieldKind::Text { max_chars } => Json::text(cap(MESSAGE, *max_chars as usize)),
        FieldKind::Frames => Json::List(vec![frame(parts)]),
        FieldKind::Version => Json::text("1.2.3-rc.1"),
        FieldKind::Bucket { edges } => {
            let labels = crate::model::bucket_labels(edges);
            Json::or_null(labels.get(1).map(Json::text))
        }
        FieldKind::Reference { .. } => Json::text("org/name"),
        FieldKind::Digest => Json::text(DIGEST),
        FieldKind::List { of, .. } => Json::List(vec![value(parts, of)]),
        FieldKind::Record(record) => {
            Json::object(record.fields.iter().map(|field| (&field.name.value, value(parts, &field.kind))))
        }
    }
}

fn frame(parts: &Parts) -> Json {
    let root = parts.product.scrub.roots.first().map_or(String::new(), |root| format!("{}/", root.value));
    Json::object([
        ("file", Json::Text(format!("{root}src/main.rs"))),
        ("line", number(42)),
        ("function", Json::text("main")),
    ])
}

/// As the runtime caps a text: a word that would be cut goes whole.
fn cap(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let room: String = text.chars().take(max_chars.saturating_sub(1)).collect();
    let kept = if text[room.len()..].starts_with(' ') {
        room.as_str()
    } else {
        room.rsplit_once(' ').map_or("", |(kept, _)| kept)
    };
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::cap;

    #[test]
    fn a_capped_example_is_no_longer_than_its_limit() {
        assert_eq!(cap("one two three", 13), "one two three");
        assert_eq!(cap("one two three", 12), "one two…");
        assert_eq!(cap("one two three", 8), "one two…");
        assert_eq!(cap("one two three", 2), "…");
        assert_eq!(cap("one two three", 1), "…");
    }
}
