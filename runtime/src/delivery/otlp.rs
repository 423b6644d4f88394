//! OTLP logs: the few messages of `opentelemetry.proto` that an event needs, and both encodings of them. The test
//! `tests/peers` holds them to the published definitions.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::{Map, Value};

use candor_core::ContextKey;

use super::envelope::Unencodable;
use super::protobuf::{self, Content};

/// What the records of a product come from; fixed, like `ver` and `name` of an envelope.
const SCOPE: &str = "candor";

/// Unset is OTLP's null.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct AnyValue(Option<Kind>);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    String(String),
    Bool(bool),
    Int(i64),
    Double(f64),
    Array(Vec<AnyValue>),
    Map(Vec<KeyValue>),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct KeyValue {
    key: String,
    value: Option<AnyValue>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Resource {
    attributes: Vec<KeyValue>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct LogRecord {
    time_unix_nano: u64,
    event_name: String,
    attributes: Vec<KeyValue>,
}

/// One event: what it comes from, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Log {
    pub(super) resource: Resource,
    pub(super) record: LogRecord,
}

impl Log {
    /// From a record as it waits in the spool, of the product `service`.
    pub(super) fn of(record: &str, service: &str) -> Result<Self, Unencodable> {
        let Ok(Value::Object(mut record)) = serde_json::from_str(record) else { return Err(Unencodable::Record) };
        let parts = (record.remove("name"), record.remove("time"), record.remove("context"), record.remove("data"));
        let (
            Some(Value::String(name)),
            Some(Value::String(time)),
            Some(Value::Object(context)),
            Some(Value::Object(data)),
        ) = parts
        else {
            return Err(Unencodable::Record);
        };
        if !record.is_empty() {
            return Err(Unencodable::Record);
        }
        let time: Timestamp = time.parse().map_err(|_| Unencodable::Record)?;
        let time = u64::try_from(time.as_nanosecond()).map_err(|_| Unencodable::Record)?;
        let mut resource = vec![pair("service.name", Value::from(service))];
        let mut attributes: Vec<KeyValue> = data.into_iter().map(|(key, value)| pair(&key, value)).collect();
        for (key, value) in context {
            let key: ContextKey = key.parse().map_err(|()| Unencodable::Context)?;
            fill(key, value, &mut resource, &mut attributes).ok_or(Unencodable::Context)?;
        }
        let record = LogRecord { time_unix_nano: time, event_name: name, attributes };
        Ok(Self { resource: Resource { attributes: resource }, record })
    }
}

/// The attributes of a context entry, by OpenTelemetry's names where it has one. `docs/context.md` has the table.
fn fill(key: ContextKey, value: Value, resource: &mut Vec<KeyValue>, record: &mut Vec<KeyValue>) -> Option<()> {
    let text = |value: Option<Value>| value.filter(Value::is_string);
    match key {
        ContextKey::DeviceId => {
            let mut parts = two_parts(value)?;
            resource.push(pair("device.id", text(parts.remove("id"))?));
            resource.push(pair("device.id_status", text(parts.remove("status"))?));
        }
        ContextKey::SessionId => resource.push(pair("session.id", text(Some(value))?)),
        ContextKey::OsName => resource.push(pair("os.name", text(Some(value))?)),
        ContextKey::OsVersion => resource.push(pair("os.version", text(Some(value))?)),
        ContextKey::OsArch => resource.push(pair("host.arch", text(Some(value))?)),
        ContextKey::AppVersion => resource.push(pair("service.version", text(Some(value))?)),
        ContextKey::SdkSequence => {
            let mut parts = two_parts(value)?;
            record.push(pair("event.epoch", text(parts.remove("epoch"))?));
            record.push(pair("event.sequence", parts.remove("seq").filter(Value::is_u64)?));
        }
        ContextKey::EventId => record.push(pair("event.id", text(Some(value))?)),
    }
    Some(())
}

fn two_parts(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(parts) if parts.len() == 2 => Some(parts),
        _ => None,
    }
}

fn pair(key: &str, value: Value) -> KeyValue {
    // A null is a key without a value: some collectors refuse the empty `AnyValue` that the mapping allows.
    KeyValue { key: key.to_owned(), value: (!value.is_null()).then(|| any(value)) }
}

fn any(value: Value) -> AnyValue {
    let kind = match value {
        Value::Null => None,
        Value::Bool(value) => Some(Kind::Bool(value)),
        Value::Number(number) => Some(match number.as_i64() {
            Some(value) => Kind::Int(value),
            None => Kind::Double(number.as_f64().unwrap_or_default()),
        }),
        Value::String(text) => Some(Kind::String(text)),
        Value::Array(values) => Some(Kind::Array(values.into_iter().map(any).collect())),
        Value::Object(map) => Some(Kind::Map(map.into_iter().map(|(key, value)| pair(&key, value)).collect())),
    };
    AnyValue(kind)
}

/// The logs of one resource that follow each other stand together.
fn by_resource<'l>(logs: impl IntoIterator<Item = &'l Log>) -> Vec<(&'l Resource, Vec<&'l LogRecord>)> {
    let mut grouped: Vec<(&Resource, Vec<&LogRecord>)> = Vec::new();
    for Log { resource, record } in logs {
        match grouped.last_mut() {
            Some((last, records)) if *last == resource => records.push(record),
            _ => grouped.push((resource, vec![record])),
        }
    }
    grouped
}

/// The body of a request, `application/x-protobuf`: an `ExportLogsServiceRequest`.
pub(super) fn protobuf<'l>(logs: impl IntoIterator<Item = &'l Log>) -> Vec<u8> {
    let mut out = Vec::new();
    for (resource, records) in by_resource(logs) {
        protobuf::message(&mut out, 1, |out| {
            protobuf::message(out, 1, |out| pairs_protobuf(out, 1, &resource.attributes));
            protobuf::message(out, 2, |out| {
                protobuf::message(out, 1, |out| protobuf::text(out, 1, SCOPE));
                for record in records {
                    protobuf::message(out, 2, |out| record_protobuf(out, record));
                }
            });
        });
    }
    out
}

fn record_protobuf(out: &mut Vec<u8>, record: &LogRecord) {
    protobuf::fixed(out, 1, record.time_unix_nano);
    pairs_protobuf(out, 6, &record.attributes);
    protobuf::fixed(out, 11, record.time_unix_nano);
    protobuf::text(out, 12, &record.event_name);
}

fn pairs_protobuf(out: &mut Vec<u8>, number: u32, pairs: &[KeyValue]) {
    for pair in pairs {
        protobuf::message(out, number, |out| {
            protobuf::text(out, 1, &pair.key);
            if let Some(value) = &pair.value {
                protobuf::message(out, 2, |out| any_protobuf(out, value));
            }
        });
    }
}

fn any_protobuf(out: &mut Vec<u8>, AnyValue(kind): &AnyValue) {
    match kind {
        None => {}
        Some(Kind::String(text)) => protobuf::text(out, 1, text),
        Some(Kind::Bool(value)) => protobuf::bool(out, 2, *value),
        Some(Kind::Int(value)) => protobuf::int(out, 3, *value),
        Some(Kind::Double(value)) => protobuf::double(out, 4, *value),
        Some(Kind::Array(values)) => protobuf::message(out, 5, |out| {
            for value in values {
                protobuf::message(out, 1, |out| any_protobuf(out, value));
            }
        }),
        Some(Kind::Map(pairs)) => protobuf::message(out, 6, |out| pairs_protobuf(out, 1, pairs)),
    }
}

/// The body of a request, `application/json`: 64-bit integers are strings, names are in camelCase. Written as text at once: as a
/// tree of values, which is copied into each it becomes a part of, it was two thirds of what sending costs.
pub(super) fn json<'l>(logs: impl IntoIterator<Item = &'l Log>) -> String {
    let mut out = String::from(r#"{"resourceLogs":"#);
    list_json(&mut out, &by_resource(logs), |out, (resource, records)| {
        out.push_str(r#"{"resource":{"attributes":"#);
        pairs_json(out, &resource.attributes);
        out.push_str(r#"},"scopeLogs":[{"scope":{"name":"#);
        text_json(out, SCOPE);
        out.push_str(r#"},"logRecords":"#);
        list_json(out, records, |out, record| record_json(out, record));
        out.push_str("}]}");
    });
    out.push('}');
    out
}

fn list_json<T>(out: &mut String, items: &[T], write: impl Fn(&mut String, &T)) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

/// Quoted and escaped.
fn text_json(out: &mut String, text: &str) {
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}

fn record_json(out: &mut String, record: &LogRecord) {
    let time = record.time_unix_nano;
    let _ = write!(out, r#"{{"timeUnixNano":"{time}","observedTimeUnixNano":"{time}","eventName":"#);
    text_json(out, &record.event_name);
    out.push_str(r#","attributes":"#);
    pairs_json(out, &record.attributes);
    out.push('}');
}

fn pairs_json(out: &mut String, pairs: &[KeyValue]) {
    list_json(out, pairs, |out, pair| {
        out.push_str(r#"{"key":"#);
        text_json(out, &pair.key);
        if let Some(value) = &pair.value {
            out.push_str(r#","value":"#);
            any_json(out, value);
        }
        out.push('}');
    });
}

fn any_json(out: &mut String, AnyValue(kind): &AnyValue) {
    out.push('{');
    match kind {
        None => {}
        Some(Kind::String(text)) => {
            out.push_str(r#""stringValue":"#);
            text_json(out, text);
        }
        Some(Kind::Bool(value)) => drop(write!(out, r#""boolValue":{value}"#)),
        Some(Kind::Int(value)) => drop(write!(out, r#""intValue":"{value}""#)),
        Some(Kind::Double(value)) => drop(write!(out, r#""doubleValue":{}"#, Value::from(*value))),
        Some(Kind::Array(values)) => {
            out.push_str(r#""arrayValue":{"values":"#);
            list_json(out, values, any_json);
            out.push('}');
        }
        Some(Kind::Map(pairs)) => {
            out.push_str(r#""kvlistValue":{"values":"#);
            pairs_json(out, pairs);
            out.push('}');
        }
    }
    out.push('}');
}

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Protobuf,
    Json,
}

/// What the body of a reply says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Answer {
    /// Records that were refused although the others were taken.
    pub(super) rejected: u64,
    /// The collector's words.
    pub(super) message: String,
}

impl Answer {
    /// Of a request that was taken, at least in part. A body that cannot be read says nothing.
    pub(super) fn of_success(encoding: Encoding, body: &[u8]) -> Self {
        match encoding {
            Encoding::Protobuf => Self::of_response(body).unwrap_or_default(),
            Encoding::Json => {
                let body: Value = serde_json::from_slice(body).unwrap_or_default();
                let partial = &body["partialSuccess"];
                // The JSON mapping writes 64-bit integers as strings and reads both.
                let rejected = &partial["rejectedLogRecords"];
                let rejected = rejected.as_u64().or_else(|| rejected.as_str()?.parse().ok()).unwrap_or(0);
                Self { rejected, message: partial["errorMessage"].as_str().unwrap_or_default().to_owned() }
            }
        }
    }

    /// Of a request that was refused whole.
    pub(super) fn of_refusal(encoding: Encoding, body: &[u8]) -> Self {
        let message = match encoding {
            Encoding::Protobuf => message_of_status(body).unwrap_or_default(),
            Encoding::Json => {
                let body: Value = serde_json::from_slice(body).unwrap_or_default();
                body["message"].as_str().unwrap_or_default().to_owned()
            }
        };
        Self { rejected: 0, message }
    }

    /// Of an `ExportLogsServiceResponse`.
    fn of_response(body: &[u8]) -> Option<Self> {
        let mut answer = Self::default();
        for (number, content) in protobuf::fields(body)? {
            let (1, Content::Bytes(partial)) = (number, content) else { continue };
            for field in protobuf::fields(partial)? {
                match field {
                    // It is an `int64`, and what is below 0 is no number of records.
                    (1, Content::Varint(rejected)) => {
                        answer.rejected = u64::try_from(rejected.cast_signed()).unwrap_or(0);
                    }
                    (2, Content::Bytes(words)) => answer.message = String::from_utf8(words.to_vec()).ok()?,
                    _ => {}
                }
            }
        }
        Some(answer)
    }
}

/// Of a `google.rpc.Status`, the body of a refusal.
fn message_of_status(body: &[u8]) -> Option<String> {
    let mut message = String::new();
    for (number, content) in protobuf::fields(body)? {
        let (2, Content::Bytes(words)) = (number, content) else { continue };
        message = String::from_utf8(words.to_vec()).ok()?;
    }
    Some(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"name":"ModelKitAction","time":"2026-04-21T07:12:41.603Z","context":{"device_id":{"id":"r:1","status":"EXISTING"},"session_id":"s","os_name":"Linux","os_version":"6.1","os_arch":"x86_64","app_version":"0.1.0","sdk_sequence":{"epoch":"e","seq":1},"event_id":"i"},"data":{"success":true,"ep":null,"ms":-3,"ratio":2.0,"stack":[{"line":7}]}}"#;

    fn log(record: &str) -> Result<Log, Unencodable> {
        Log::of(record, "modelkit")
    }

    #[test]
    fn a_full_record_is_a_resource_and_a_typed_log() {
        let expected = concat!(
            r#"{"resourceLogs":[{"resource":{"attributes":["#,
            r#"{"key":"service.name","value":{"stringValue":"modelkit"}},"#,
            r#"{"key":"device.id","value":{"stringValue":"r:1"}},"#,
            r#"{"key":"device.id_status","value":{"stringValue":"EXISTING"}},"#,
            r#"{"key":"session.id","value":{"stringValue":"s"}},"#,
            r#"{"key":"os.name","value":{"stringValue":"Linux"}},"#,
            r#"{"key":"os.version","value":{"stringValue":"6.1"}},"#,
            r#"{"key":"host.arch","value":{"stringValue":"x86_64"}},"#,
            r#"{"key":"service.version","value":{"stringValue":"0.1.0"}}]},"#,
            r#""scopeLogs":[{"scope":{"name":"candor"},"logRecords":[{"#,
            r#""timeUnixNano":"1776755561603000000","observedTimeUnixNano":"1776755561603000000","#,
            r#""eventName":"ModelKitAction","attributes":["#,
            r#"{"key":"success","value":{"boolValue":true}},"#,
            r#"{"key":"ep"},"#,
            r#"{"key":"ms","value":{"intValue":"-3"}},"#,
            r#"{"key":"ratio","value":{"doubleValue":2.0}},"#,
            r#"{"key":"stack","value":{"arrayValue":{"values":[{"kvlistValue":{"values":["#,
            r#"{"key":"line","value":{"intValue":"7"}}]}}]}}},"#,
            r#"{"key":"event.epoch","value":{"stringValue":"e"}},"#,
            r#"{"key":"event.sequence","value":{"intValue":"1"}},"#,
            r#"{"key":"event.id","value":{"stringValue":"i"}}]}]}]}]}"#
        );
        assert_eq!(json(&[log(RECORD).unwrap()]), expected);
    }

    #[test]
    fn the_logs_of_one_resource_stand_together() {
        let other = log(&RECORD.replace(r#""session_id":"s""#, r#""session_id":"t""#)).unwrap();
        let one = log(RECORD).unwrap();
        let body: Value = serde_json::from_str(&json([&one, &one, &other, &one])).unwrap();
        let sizes = body["resourceLogs"].as_array().unwrap().iter();
        let sizes: Vec<_> = sizes.map(|it| it["scopeLogs"][0]["logRecords"].as_array().unwrap().len()).collect();
        assert_eq!(sizes, [2, 1, 1]);
    }

    /// The messages as OpenTelemetry publishes them, for a reader that is not ours.
    mod published {
        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct ExportLogsServiceRequest {
            #[prost(message, repeated, tag = "1")]
            pub(super) resource_logs: Vec<ResourceLogs>,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct ResourceLogs {
            #[prost(message, optional, tag = "1")]
            pub(super) resource: Option<KeyValues>,
            #[prost(message, repeated, tag = "2")]
            pub(super) scope_logs: Vec<ScopeLogs>,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct ScopeLogs {
            #[prost(message, optional, tag = "1")]
            pub(super) scope: Option<Scope>,
            #[prost(message, repeated, tag = "2")]
            pub(super) log_records: Vec<LogRecord>,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct Scope {
            #[prost(string, tag = "1")]
            pub(super) name: String,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct LogRecord {
            #[prost(fixed64, tag = "1")]
            pub(super) time_unix_nano: u64,
            #[prost(message, repeated, tag = "6")]
            pub(super) attributes: Vec<KeyValue>,
            #[prost(fixed64, tag = "11")]
            pub(super) observed_time_unix_nano: u64,
            #[prost(string, tag = "12")]
            pub(super) event_name: String,
        }

        /// `Resource` and `KeyValueList`.
        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct KeyValues {
            #[prost(message, repeated, tag = "1")]
            pub(super) pairs: Vec<KeyValue>,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct KeyValue {
            #[prost(string, tag = "1")]
            pub(super) key: String,
            #[prost(message, optional, tag = "2")]
            pub(super) value: Option<AnyValue>,
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct AnyValue {
            #[prost(oneof = "Kind", tags = "1, 2, 3, 4, 5, 6")]
            pub(super) kind: Option<Kind>,
        }

        #[derive(Clone, PartialEq, prost::Oneof)]
        pub(super) enum Kind {
            #[prost(string, tag = "1")]
            String(String),
            #[prost(bool, tag = "2")]
            Bool(bool),
            #[prost(int64, tag = "3")]
            Int(i64),
            #[prost(double, tag = "4")]
            Double(f64),
            #[prost(message, tag = "5")]
            Array(ArrayValue),
            #[prost(message, tag = "6")]
            Map(KeyValues),
        }

        #[derive(Clone, PartialEq, prost::Message)]
        pub(super) struct ArrayValue {
            #[prost(message, repeated, tag = "1")]
            pub(super) values: Vec<AnyValue>,
        }
    }

    use prost::Message as _;
    use serde_json::json;

    fn in_json(pairs: &[published::KeyValue]) -> Value {
        pairs
            .iter()
            .map(|pair| match &pair.value {
                None => json!({"key": pair.key}),
                Some(value) => json!({"key": pair.key, "value": any_in_json(value)}),
            })
            .collect()
    }

    fn any_in_json(value: &published::AnyValue) -> Value {
        use published::Kind::{Array, Bool, Double, Int, Map, String};
        match value.kind.as_ref() {
            None => json!({}),
            Some(String(text)) => json!({"stringValue": text}),
            Some(Bool(value)) => json!({"boolValue": value}),
            Some(Int(value)) => json!({"intValue": value.to_string()}),
            Some(Double(value)) => json!({"doubleValue": value}),
            Some(Array(list)) => {
                json!({"arrayValue": {"values": list.values.iter().map(any_in_json).collect::<Value>()}})
            }
            Some(Map(map)) => json!({"kvlistValue": {"values": in_json(&map.pairs)}}),
        }
    }

    #[test]
    fn protobuf_says_what_json_says() {
        let long = format!(
            r#""long":"{}","zero":0,"no":false,"nothing":"","big":9e300,"list":[[null],{{}}],"#,
            "ä".repeat(9_000)
        );
        for record in [RECORD.to_owned(), RECORD.replace(r#""success""#, &(long + r#""success""#))] {
            let log = log(&record).unwrap();
            let bytes = protobuf([&log, &log]);
            let back = published::ExportLogsServiceRequest::decode(&bytes[..]).unwrap();
            assert_eq!(
                back.encode_to_vec(),
                bytes,
                "something that the definitions do not know, or longer than need be"
            );
            let body = json!({"resourceLogs": back.resource_logs.iter().map(|logs| json!({
                "resource": {"attributes": in_json(&logs.resource.as_ref().unwrap().pairs)},
                "scopeLogs": logs.scope_logs.iter().map(|logs| json!({
                    "scope": {"name": logs.scope.as_ref().unwrap().name},
                    "logRecords": logs.log_records.iter().map(|record| json!({
                        "timeUnixNano": record.time_unix_nano.to_string(),
                        "observedTimeUnixNano": record.observed_time_unix_nano.to_string(),
                        "eventName": record.event_name,
                        "attributes": in_json(&record.attributes),
                    })).collect::<Value>(),
                })).collect::<Value>(),
            })).collect::<Value>()});
            assert_eq!(body.to_string(), json([&log, &log]));
        }
    }

    #[test]
    fn what_has_no_place_cannot_be_sent() {
        for (what, record, error) in [
            ("no JSON", RECORD[..20].to_owned(), Unencodable::Record),
            ("a fifth part", RECORD.replacen('{', r#"{"tags":{},"#, 1), Unencodable::Record),
            ("no time", RECORD.replace("2026-04-21T07", "yesterday"), Unencodable::Record),
            ("a time before 1970", RECORD.replace("2026-04", "1926-04"), Unencodable::Record),
            ("an unknown slot", RECORD.replace("os_name", "os_release"), Unencodable::Context),
            ("a number", RECORD.replace(r#""s","os"#, r#"1,"os"#), Unencodable::Context),
            ("a part too many", RECORD.replace(r#""id":"r:1""#, r#""id":"r:1","mac":"x""#), Unencodable::Context),
            ("a negative sequence", RECORD.replace(r#""seq":1"#, r#""seq":-1"#), Unencodable::Context),
        ] {
            assert_eq!(log(&record), Err(error), "{what}");
        }
    }

    #[test]
    fn a_reply_is_read_in_either_encoding() {
        let expected = Answer { rejected: 2, message: "too old".to_owned() };
        // A collector of tomorrow may say more.
        for body in [&b"\x0a\x0b\x08\x02\x12\x07too old"[..], b"\x0a\x0d\x08\x02\x12\x07too old\x18\x01\x12\x01x"] {
            assert_eq!(Answer::of_success(Encoding::Protobuf, body), expected);
        }
        // A negative number is written in ten bytes, and none were refused.
        let negative = b"\x0a\x0b\x08\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01";
        assert_eq!(Answer::of_success(Encoding::Protobuf, negative).rejected, 0);
        for number in [r#""2""#, "2"] {
            let body = format!(r#"{{"partialSuccess":{{"rejectedLogRecords":{number},"errorMessage":"too old"}}}}"#);
            assert_eq!(Answer::of_success(Encoding::Json, body.as_bytes()), expected);
        }
        for body in [&b""[..], b"{}", b"\xff\xff", b"[1]", br#"{"partialSuccess":7}"#, b"\x0a\x04\x08\x02\x12\x07"] {
            assert_eq!(Answer::of_success(Encoding::Json, body), Answer::default());
            assert_eq!(Answer::of_success(Encoding::Protobuf, body), Answer::default());
        }
        assert_eq!(Answer::of_refusal(Encoding::Json, br#"{"code":3,"message":"no"}"#).message, "no");
        assert_eq!(Answer::of_refusal(Encoding::Protobuf, b"\x08\x03\x12\x02no").message, "no");
    }
}
