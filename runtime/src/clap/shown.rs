//! What was sent, or waits to be, taken apart into values: a Common Schema envelope, or a request of OTLP JSON with one event.

use jiff::Timestamp;
use serde_json::{Map, Value};

/// One event as it is sent.
pub(super) struct Shown {
    pub(super) name: String,
    pub(super) time: String,
    pub(super) slots: Vec<Slot>,
}

/// One value, and what it is: the event's own field, or an entry of the context.
pub(super) struct Slot {
    pub(super) name: String,
    pub(super) value: Value,
    pub(super) context: Option<&'static str>,
}

impl Shown {
    /// Of a line that is whole.
    pub(super) fn read(line: &str) -> Option<Self> {
        let Value::Object(mut sent) = serde_json::from_str(line).ok()? else { return None };
        match sent.remove("resourceLogs") {
            Some(logs) => Self::of_request(&logs),
            None => Self::of_envelope(&sent),
        }
    }

    /// The data, then what goes out with every event.
    fn of_envelope(envelope: &Map<String, Value>) -> Option<Self> {
        let text = |key| envelope.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let data = envelope.get("data")?.as_object()?.iter();
        let mut slots: Vec<Slot> = data.map(|(name, value)| Slot::new(name.clone(), value.clone())).collect();
        for (group, values) in envelope.get("ext").and_then(Value::as_object).into_iter().flatten() {
            let values = values.as_object().into_iter().flatten();
            slots.extend(values.map(|(name, value)| Slot::new(format!("ext.{group}.{name}"), value.clone())));
        }
        envelope.get("name")?.as_str()?;
        Some(Self { name: text("name"), time: text("time"), slots })
    }

    /// The attributes of the record, then those of its resource.
    fn of_request(logs: &Value) -> Option<Self> {
        let record = logs.pointer("/0/scopeLogs/0/logRecords/0")?;
        let nanoseconds = record.get("timeUnixNano")?.as_str()?.parse().ok()?;
        let attributes = [record.get("attributes"), logs.pointer("/0/resource/attributes")];
        let attributes = attributes.into_iter().flatten().filter_map(Value::as_array).flatten();
        let slots = attributes.filter_map(|pair| {
            let name = pair.get("key")?.as_str()?.to_owned();
            // The product's name: fixed, like `ver` and `iKey` of an envelope.
            (name != "service.name").then(|| Slot::new(name, pair.get("value").map(plain).unwrap_or_default()))
        });
        Some(Self {
            name: record.get("eventName")?.as_str()?.to_owned(),
            time: Timestamp::from_nanosecond(nanoseconds).map(|time| format!("{time:.3}")).unwrap_or_default(),
            slots: slots.collect(),
        })
    }
}

impl Slot {
    fn new(name: String, value: Value) -> Self {
        let context = CONTEXT.iter().find(|(slot, _)| *slot == name).map(|(_, key)| *key);
        Self { name, value, context }
    }
}

/// A typed value of OTLP as JSON would write it.
fn plain(value: &Value) -> Value {
    let Some((kind, value)) = value.as_object().and_then(|object| object.iter().next()) else { return Value::Null };
    let values = || value.get("values").and_then(Value::as_array).into_iter().flatten();
    match kind.as_str() {
        "intValue" => value.as_str().and_then(|number| number.parse::<i64>().ok()).map_or(Value::Null, Value::from),
        "arrayValue" => values().map(plain).collect(),
        "kvlistValue" => {
            let pairs = values().filter_map(|pair| Some((pair.get("key")?.as_str()?.to_owned(), pair.get("value"))));
            Value::Object(pairs.map(|(key, value)| (key, value.map(plain).unwrap_or_default())).collect())
        }
        _ => value.clone(),
    }
}

/// Where an envelope and a request have the entries of the context. No field has a dot in its name.
const CONTEXT: [(&str, &str); 19] = [
    ("ext.device.localId", "device_id"),
    ("ext.device.authId", "device_id"),
    ("ext.device.deviceClass", "os_arch"),
    ("ext.os.name", "os_name"),
    ("ext.os.ver", "os_version"),
    ("ext.app.ver", "app_version"),
    ("ext.app.sesId", "session_id"),
    ("ext.sdk.epoch", "sdk_sequence"),
    ("ext.sdk.seq", "sdk_sequence"),
    ("event.id", "event_id"),
    ("device.id", "device_id"),
    ("device.id_status", "device_id"),
    ("host.arch", "os_arch"),
    ("os.name", "os_name"),
    ("os.version", "os_version"),
    ("service.version", "app_version"),
    ("session.id", "session_id"),
    ("event.epoch", "sdk_sequence"),
    ("event.sequence", "sdk_sequence"),
];
