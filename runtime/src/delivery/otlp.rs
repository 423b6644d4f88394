//! OTLP logs: the few messages of `opentelemetry.proto` that an event needs, and both encodings of them. The test
//! `tests/peers` holds them to the published definitions.

use std::fmt::Write as _;

use jiff::Timestamp;
use prost::Message;
use serde_json::{Map, Value};

use candor_core::ContextKey;

use super::envelope::Unencodable;

/// What the records of a product come from; fixed, like `ver` and `name` of an envelope.
const SCOPE: &str = "candor";

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct AnyValue {
    /// Unset is OTLP's null.
    #[prost(oneof = "any_value::Kind", tags = "1, 2, 3, 4, 5, 6")]
    pub(super) kind: Option<any_value::Kind>,
}

pub(super) mod any_value {
    #[derive(Clone, PartialEq, prost::Oneof)]
    pub(in super::super) enum Kind {
        #[prost(string, tag = "1")]
        String(String),
        #[prost(bool, tag = "2")]
        Bool(bool),
        #[prost(int64, tag = "3")]
        Int(i64),
        #[prost(double, tag = "4")]
        Double(f64),
        #[prost(message, tag = "5")]
        Array(super::ArrayValue),
        #[prost(message, tag = "6")]
        Map(super::KeyValueList),
    }
}

use any_value::Kind;

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct ArrayValue {
    #[prost(message, repeated, tag = "1")]
    values: Vec<AnyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct KeyValueList {
    #[prost(message, repeated, tag = "1")]
    values: Vec<KeyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct KeyValue {
    #[prost(string, tag = "1")]
    key: String,
    #[prost(message, optional, tag = "2")]
    value: Option<AnyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Resource {
    #[prost(message, repeated, tag = "1")]
    attributes: Vec<KeyValue>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct InstrumentationScope {
    #[prost(string, tag = "1")]
    name: String,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct LogRecord {
    #[prost(fixed64, tag = "1")]
    time_unix_nano: u64,
    #[prost(message, repeated, tag = "6")]
    attributes: Vec<KeyValue>,
    #[prost(fixed64, tag = "11")]
    observed_time_unix_nano: u64,
    #[prost(string, tag = "12")]
    event_name: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ScopeLogs {
    #[prost(message, optional, tag = "1")]
    scope: Option<InstrumentationScope>,
    #[prost(message, repeated, tag = "2")]
    log_records: Vec<LogRecord>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ResourceLogs {
    #[prost(message, optional, tag = "1")]
    resource: Option<Resource>,
    #[prost(message, repeated, tag = "2")]
    scope_logs: Vec<ScopeLogs>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExportLogsServiceRequest {
    #[prost(message, repeated, tag = "1")]
    resource_logs: Vec<ResourceLogs>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExportLogsServiceResponse {
    #[prost(message, optional, tag = "1")]
    partial_success: Option<ExportLogsPartialSuccess>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ExportLogsPartialSuccess {
    #[prost(int64, tag = "1")]
    rejected_log_records: i64,
    #[prost(string, tag = "2")]
    error_message: String,
}

/// `google.rpc.Status`, the body of a refusal.
#[derive(Clone, PartialEq, prost::Message)]
struct Status {
    #[prost(string, tag = "2")]
    message: String,
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
        let record = LogRecord { time_unix_nano: time, observed_time_unix_nano: time, event_name: name, attributes };
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
        Value::Array(values) => Some(Kind::Array(ArrayValue { values: values.into_iter().map(any).collect() })),
        Value::Object(map) => {
            Some(Kind::Map(KeyValueList { values: map.into_iter().map(|(key, value)| pair(&key, value)).collect() }))
        }
    };
    AnyValue { kind }
}

fn request<'l>(logs: impl IntoIterator<Item = &'l Log>) -> ExportLogsServiceRequest {
    let mut resource_logs: Vec<ResourceLogs> = Vec::new();
    for Log { resource, record } in logs {
        match resource_logs.last_mut() {
            Some(last) if last.resource.as_ref() == Some(resource) => {
                last.scope_logs.iter_mut().for_each(|scope| scope.log_records.push(record.clone()));
            }
            _ => resource_logs.push(ResourceLogs {
                resource: Some(resource.clone()),
                scope_logs: vec![ScopeLogs {
                    scope: Some(InstrumentationScope { name: SCOPE.to_owned() }),
                    log_records: vec![record.clone()],
                }],
            }),
        }
    }
    ExportLogsServiceRequest { resource_logs }
}

/// The body of a request, `application/x-protobuf`. The logs of one resource stand together.
pub(super) fn protobuf<'l>(logs: impl IntoIterator<Item = &'l Log>) -> Vec<u8> {
    request(logs).encode_to_vec()
}

/// The body of a request, `application/json`: 64-bit integers are strings, names are in camelCase. Written as text at once: as a
/// tree of values, which is copied into each it becomes a part of, it was two thirds of what sending costs.
pub(super) fn json<'l>(logs: impl IntoIterator<Item = &'l Log>) -> String {
    let mut out = String::from(r#"{"resourceLogs":"#);
    list_json(&mut out, &request(logs).resource_logs, |out, logs| {
        out.push_str(r#"{"resource":{"attributes":"#);
        pairs_json(out, logs.resource.as_ref().map_or(&[], |resource| &resource.attributes));
        out.push_str(r#"},"scopeLogs":"#);
        list_json(out, &logs.scope_logs, |out, logs| {
            out.push_str(r#"{"scope":{"name":"#);
            text_json(out, logs.scope.as_ref().map_or("", |scope| &scope.name));
            out.push_str(r#"},"logRecords":"#);
            list_json(out, &logs.log_records, record_json);
            out.push('}');
        });
        out.push('}');
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
    let (time, observed) = (record.time_unix_nano, record.observed_time_unix_nano);
    let _ = write!(out, r#"{{"timeUnixNano":"{time}","observedTimeUnixNano":"{observed}","eventName":"#);
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

fn any_json(out: &mut String, value: &AnyValue) {
    out.push('{');
    match &value.kind {
        None => {}
        Some(Kind::String(text)) => {
            out.push_str(r#""stringValue":"#);
            text_json(out, text);
        }
        Some(Kind::Bool(value)) => drop(write!(out, r#""boolValue":{value}"#)),
        Some(Kind::Int(value)) => drop(write!(out, r#""intValue":"{value}""#)),
        Some(Kind::Double(value)) => drop(write!(out, r#""doubleValue":{}"#, Value::from(*value))),
        Some(Kind::Array(list)) => {
            out.push_str(r#""arrayValue":{"values":"#);
            list_json(out, &list.values, any_json);
            out.push('}');
        }
        Some(Kind::Map(map)) => {
            out.push_str(r#""kvlistValue":{"values":"#);
            pairs_json(out, &map.values);
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
            Encoding::Protobuf => {
                let partial = ExportLogsServiceResponse::decode(body).unwrap_or_default().partial_success;
                let partial = partial.unwrap_or_default();
                let rejected = u64::try_from(partial.rejected_log_records).unwrap_or(0);
                Self { rejected, message: partial.error_message }
            }
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
            Encoding::Protobuf => Status::decode(body).unwrap_or_default().message,
            Encoding::Json => {
                let body: Value = serde_json::from_slice(body).unwrap_or_default();
                body["message"].as_str().unwrap_or_default().to_owned()
            }
        };
        Self { rejected: 0, message }
    }
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

    #[test]
    fn protobuf_says_what_json_says() {
        let log = log(RECORD).unwrap();
        let bytes = protobuf([&log]);
        let back = ExportLogsServiceRequest::decode(&bytes[..]).unwrap();
        assert_eq!(back, request([&log]));
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
        let partial = ExportLogsPartialSuccess { rejected_log_records: 2, error_message: "too old".to_owned() };
        let protobuf = ExportLogsServiceResponse { partial_success: Some(partial) }.encode_to_vec();
        let expected = Answer { rejected: 2, message: "too old".to_owned() };
        assert_eq!(Answer::of_success(Encoding::Protobuf, &protobuf), expected);
        for number in [r#""2""#, "2"] {
            let body = format!(r#"{{"partialSuccess":{{"rejectedLogRecords":{number},"errorMessage":"too old"}}}}"#);
            assert_eq!(Answer::of_success(Encoding::Json, body.as_bytes()), expected);
        }
        for body in [&b""[..], b"{}", b"\xff\xff", b"[1]", br#"{"partialSuccess":7}"#] {
            assert_eq!(Answer::of_success(Encoding::Json, body), Answer::default());
            assert_eq!(Answer::of_success(Encoding::Protobuf, body), Answer::default());
        }
        assert_eq!(Answer::of_refusal(Encoding::Json, br#"{"code":3,"message":"no"}"#).message, "no");
        assert_eq!(Answer::of_refusal(Encoding::Protobuf, b"\x08\x03\x12\x02no").message, "no");
    }
}
