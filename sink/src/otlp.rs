//! What an OTLP collector says to logs over HTTP: a pure function, like the one of OneCollector. One table of the messages serves
//! both encodings: protobuf is read by it, and JSON is held to it.

use std::ops::Range;

use serde_json::{Map, Value, json};

use crate::http::{Message as Request, Reply};
use crate::onecollector::{Judgement, inflated};

/// The path of logs.
pub(crate) const PATH: &str = "/v1/logs";
/// Messages within messages; real decoders stop at a hundred.
const DEPTH: usize = 100;

struct Message {
    name: &'static str,
    fields: &'static [Field],
}

struct Field {
    number: u64,
    name: &'static str,
    kind: Kind,
    repeated: bool,
}

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Bool,
    Int64,
    Fixed64,
    Uint32,
    Fixed32,
    Double,
    /// Ids are hexadecimal in JSON, other bytes base64.
    Id(usize),
    Bytes,
    Message(&'static Message),
}

const fn one(number: u64, name: &'static str, kind: Kind) -> Field {
    Field { number, name, kind, repeated: false }
}

const fn many(number: u64, name: &'static str, message: &'static Message) -> Field {
    Field { number, name, kind: Kind::Message(message), repeated: true }
}

static REQUEST: Message =
    Message { name: "ExportLogsServiceRequest", fields: &[many(1, "resourceLogs", &RESOURCE_LOGS)] };
static RESOURCE_LOGS: Message = Message {
    name: "ResourceLogs",
    fields: &[
        one(1, "resource", Kind::Message(&RESOURCE)),
        many(2, "scopeLogs", &SCOPE_LOGS),
        one(3, "schemaUrl", Kind::Text),
    ],
};
static RESOURCE: Message = Message {
    name: "Resource",
    fields: &[many(1, "attributes", &KEY_VALUE), one(2, "droppedAttributesCount", Kind::Uint32)],
};
static SCOPE_LOGS: Message = Message {
    name: "ScopeLogs",
    fields: &[
        one(1, "scope", Kind::Message(&SCOPE)),
        many(2, "logRecords", &LOG_RECORD),
        one(3, "schemaUrl", Kind::Text),
    ],
};
static SCOPE: Message = Message {
    name: "InstrumentationScope",
    fields: &[
        one(1, "name", Kind::Text),
        one(2, "version", Kind::Text),
        many(3, "attributes", &KEY_VALUE),
        one(4, "droppedAttributesCount", Kind::Uint32),
    ],
};
static LOG_RECORD: Message = Message {
    name: "LogRecord",
    fields: &[
        one(1, "timeUnixNano", Kind::Fixed64),
        one(11, "observedTimeUnixNano", Kind::Fixed64),
        one(2, "severityNumber", Kind::Uint32),
        one(3, "severityText", Kind::Text),
        one(5, "body", Kind::Message(&ANY_VALUE)),
        many(6, "attributes", &KEY_VALUE),
        one(7, "droppedAttributesCount", Kind::Uint32),
        one(8, "flags", Kind::Fixed32),
        one(9, "traceId", Kind::Id(16)),
        one(10, "spanId", Kind::Id(8)),
        one(12, "eventName", Kind::Text),
    ],
};
static KEY_VALUE: Message =
    Message { name: "KeyValue", fields: &[one(1, "key", Kind::Text), one(2, "value", Kind::Message(&ANY_VALUE))] };
/// A `oneof`: at most one of its fields is there.
static ANY_VALUE: Message = Message {
    name: "AnyValue",
    fields: &[
        one(1, "stringValue", Kind::Text),
        one(2, "boolValue", Kind::Bool),
        one(3, "intValue", Kind::Int64),
        one(4, "doubleValue", Kind::Double),
        one(5, "arrayValue", Kind::Message(&ARRAY_VALUE)),
        one(6, "kvlistValue", Kind::Message(&KEY_VALUE_LIST)),
        one(7, "bytesValue", Kind::Bytes),
    ],
};
static ARRAY_VALUE: Message = Message { name: "ArrayValue", fields: &[many(1, "values", &ANY_VALUE)] };
static KEY_VALUE_LIST: Message = Message { name: "KeyValueList", fields: &[many(1, "values", &KEY_VALUE)] };

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Json,
    Protobuf,
}

/// Says what a collector would say to logs.
pub(crate) fn judge(request: &Request) -> Judgement {
    let encoding = encoding(request.head.header("content-type").unwrap_or_default());
    if request.head.method != "POST" {
        return refusal(encoding, 405, "the method is not POST");
    }
    if encoding.is_none() {
        return refusal(encoding, 415, "Content-Type is neither application/x-protobuf nor application/json");
    }
    let body = match inflated(request) {
        Ok(body) => body,
        Err((status, why)) => return refusal(encoding, status, &why),
    };
    let message = match encoding {
        Some(Encoding::Protobuf) => decode(&REQUEST, &body, 0),
        _ => parse(&body).and_then(|value| check(&REQUEST, &value, 0).map(|()| value)),
    };
    match message {
        Ok(message) => accept(encoding, &message),
        Err(why) => refusal(encoding, 400, &why),
    }
}

fn encoding(content_type: &str) -> Option<Encoding> {
    match content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
        "application/json" => Some(Encoding::Json),
        "application/x-protobuf" => Some(Encoding::Protobuf),
        _ => None,
    }
}

fn reply(encoding: Option<Encoding>, status: u16, body: Vec<u8>) -> Reply {
    let content_type = match encoding {
        Some(Encoding::Protobuf) => "application/x-protobuf",
        _ => "application/json",
    };
    Reply { status, headers: vec![("Content-Type".to_owned(), content_type.to_owned())], body }
}

/// The body is a `google.rpc.Status`, in the encoding of the request.
fn refusal(encoding: Option<Encoding>, status: u16, why: &str) -> Judgement {
    let body = match encoding {
        Some(Encoding::Protobuf) => {
            let text: String = why.chars().take(100).filter(char::is_ascii).collect();
            [&[0x08, 3, 0x12, u8::try_from(text.len()).unwrap_or(0)], text.as_bytes()].concat()
        }
        _ => json!({"code": 3, "message": why}).to_string().into_bytes(),
    };
    let mut reply = reply(encoding, status, body);
    if status == 405 {
        reply.headers.push(("Allow".to_owned(), "POST".to_owned()));
    }
    Judgement { reply, text: String::new(), accepted: Vec::new(), refusals: vec![format!("OTLP: {why}")] }
}

/// Every record is kept as a line of its own: a request in JSON with this record alone.
fn accept(encoding: Option<Encoding>, message: &Value) -> Judgement {
    let (mut text, mut accepted): (String, Vec<Range<usize>>) = (String::new(), Vec::new());
    for resource_logs in items(message, "resourceLogs") {
        for scope_logs in items(resource_logs, "scopeLogs") {
            for record in items(scope_logs, "logRecords") {
                let scope_logs = json!({"scope": scope_logs["scope"], "logRecords": [record]});
                let alone = json!({"resource": resource_logs["resource"], "scopeLogs": [scope_logs]});
                let start = text.len();
                text.push_str(&json!({"resourceLogs": [alone]}).to_string());
                accepted.push(start..text.len());
                text.push('\n');
            }
        }
    }
    let body = if encoding == Some(Encoding::Protobuf) { Vec::new() } else { b"{}".to_vec() };
    Judgement { reply: reply(encoding, 200, body), text, accepted, refusals: Vec::new() }
}

fn items<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = &'v Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn parse(body: &[u8]) -> Result<Value, String> {
    serde_json::from_slice(body).map_err(|error| format!("the body is not JSON: line {}", error.line()))
}

/// Whether JSON is what the protobuf mapping makes of a message. Names of keys may be told, values not.
fn check(message: &Message, value: &Value, depth: usize) -> Result<(), String> {
    let Value::Object(entries) = value else { return Err(format!("{} is not an object", message.name)) };
    if depth > DEPTH {
        return Err("it is nested too deeply".to_owned());
    }
    // The mapping allows an empty one, and collectors were met that refuse it.
    if message.name == ANY_VALUE.name && entries.len() != 1 {
        return Err("AnyValue has not exactly one value".to_owned());
    }
    for (name, value) in entries {
        let Some(field) = message.fields.iter().find(|field| field.name == name) else {
            return Err(format!("{} has no field {name}", message.name));
        };
        let wrong = |what: &str| format!("{}.{name} is not {what}", message.name);
        match (value, field.repeated) {
            (Value::Null, _) => {}
            (Value::Array(values), true) => {
                values.iter().try_for_each(|value| check_kind(field.kind, value, depth, wrong))?;
            }
            (_, true) => return Err(wrong("an array")),
            (value, false) => check_kind(field.kind, value, depth, wrong)?,
        }
    }
    Ok(())
}

fn check_kind(kind: Kind, value: &Value, depth: usize, wrong: impl Fn(&str) -> String) -> Result<(), String> {
    let text = value.as_str();
    // 64-bit integers are strings, and parsers take numbers too; 32-bit ones the other way round.
    let integer = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
    let integer = integer.or_else(|| text.filter(|text| is_decimal(text))?.parse().ok());
    let within = |min: i128, max: i128| integer.is_some_and(|value| (min..=max).contains(&value));
    let (is_right, what) = match kind {
        Kind::Message(message) => return check(message, value, depth + 1),
        Kind::Text => (text.is_some(), "a string"),
        Kind::Bool => (value.is_boolean(), "a boolean"),
        Kind::Int64 => (within(i64::MIN.into(), i64::MAX.into()), "a 64-bit integer"),
        Kind::Fixed64 => (within(0, u64::MAX.into()), "an unsigned 64-bit integer"),
        Kind::Uint32 | Kind::Fixed32 => (within(0, u32::MAX.into()), "an unsigned 32-bit integer"),
        Kind::Double => (value.is_number() || matches!(text, Some("NaN" | "Infinity" | "-Infinity")), "a number"),
        Kind::Id(bytes) => (text.is_some_and(|text| is_hex(text) && [0, 2 * bytes].contains(&text.len())), "an id"),
        Kind::Bytes => (text.is_some_and(is_base64), "base64"),
    };
    if is_right { Ok(()) } else { Err(wrong(what)) }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn is_base64(text: &str) -> bool {
    text.trim_end_matches('=').bytes().all(|b| b.is_ascii_alphanumeric() || b"+/-_".contains(&b))
}

/// A message in protobuf, as its JSON.
fn decode(message: &Message, bytes: &[u8], depth: usize) -> Result<Value, String> {
    if depth > DEPTH {
        return Err("it is nested too deeply".to_owned());
    }
    let mut wire = Wire(bytes);
    let mut value = Map::new();
    while !wire.0.is_empty() {
        let tag = wire.varint()?;
        let raw = wire.value(tag & 7)?;
        // What a later version of the protocol adds is passed over, as protobuf has it.
        let Some(field) = message.fields.iter().find(|field| field.number == tag >> 3) else { continue };
        let one = of_raw(field.kind, raw, depth)
            .ok_or_else(|| format!("{}.{} has the wrong wire type", message.name, field.name))??;
        if field.repeated {
            if let Some(list) = value.entry(field.name).or_insert_with(|| json!([])).as_array_mut() {
                list.push(one);
            }
        } else {
            // Of a `oneof` the last counts, as of any field.
            if message.name == ANY_VALUE.name {
                value.clear();
            }
            value.insert(field.name.to_owned(), one);
        }
    }
    Ok(Value::Object(value))
}

enum Raw<'b> {
    Varint(u64),
    Fixed64(u64),
    Fixed32(u32),
    Bytes(&'b [u8]),
}

/// `None` where the wire type is not the field's.
fn of_raw(kind: Kind, raw: Raw<'_>, depth: usize) -> Option<Result<Value, String>> {
    Some(Ok(match (kind, raw) {
        (Kind::Message(message), Raw::Bytes(bytes)) => return Some(decode(message, bytes, depth + 1)),
        (Kind::Text, Raw::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => text.into(),
            Err(_) => return Some(Err("a string is not UTF-8".to_owned())),
        },
        (Kind::Bool, Raw::Varint(value)) => (value != 0).into(),
        (Kind::Int64, Raw::Varint(value)) => value.cast_signed().to_string().into(),
        (Kind::Uint32, Raw::Varint(value)) => value.into(),
        (Kind::Fixed64, Raw::Fixed64(value)) => value.to_string().into(),
        (Kind::Double, Raw::Fixed64(value)) => f64::from_bits(value).into(),
        (Kind::Fixed32, Raw::Fixed32(value)) => value.into(),
        (Kind::Id(_) | Kind::Bytes, Raw::Bytes(bytes)) => {
            bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
        }
        _ => return None,
    }))
}

/// What is left to read.
struct Wire<'b>(&'b [u8]);

impl<'b> Wire<'b> {
    fn varint(&mut self) -> Result<u64, String> {
        let mut value = 0_u64;
        for shift in (0..70).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err("a varint has more than ten bytes".to_owned())
    }

    fn take(&mut self, length: usize) -> Result<&'b [u8], String> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or("the body ends within a field")?;
        self.0 = rest;
        Ok(taken)
    }

    fn value(&mut self, wire_type: u64) -> Result<Raw<'b>, String> {
        Ok(match wire_type {
            0 => Raw::Varint(self.varint()?),
            1 => Raw::Fixed64(self.take(8)?.iter().rev().fold(0, |value, byte| value << 8 | u64::from(*byte))),
            2 => {
                let length = usize::try_from(self.varint()?).unwrap_or(usize::MAX);
                Raw::Bytes(self.take(length)?)
            }
            5 => Raw::Fixed32(self.take(4)?.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte))),
            _ => return Err("a field has a wire type that no longer exists".to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORD: &str = r#"{"timeUnixNano":"1776755561603000000","eventName":"A","attributes":[{"key":"n","value":{"intValue":"-3"}},{"key":"u"}]}"#;

    fn body(record: &str) -> String {
        format!(
            r#"{{"resourceLogs":[{{"resource":{{}},"scopeLogs":[{{"scope":{{"name":"x"}},"logRecords":[{record}]}}]}}]}}"#
        )
    }

    fn json(text: &str) -> Result<(), String> {
        check(&REQUEST, &parse(text.as_bytes())?, 0)
    }

    #[test]
    fn json_that_breaks_the_mapping_is_refused() {
        assert_eq!(json(&body(RECORD)), Ok(()));
        assert_eq!(json("{}"), Ok(()));
        for (from, to, why) in [
            ("timeUnixNano", "time_unix_nano", "LogRecord has no field time_unix_nano"),
            (
                "\"1776755561603000000\"",
                "\"2026\u{2d}04-21\"",
                "LogRecord.timeUnixNano is not an unsigned 64-bit integer",
            ),
            ("\"1776755561603000000\"", "-1", "LogRecord.timeUnixNano is not an unsigned 64-bit integer"),
            ("\"1776755561603000000\"", "1.5", "LogRecord.timeUnixNano is not an unsigned 64-bit integer"),
            ("\"A\"", "1", "LogRecord.eventName is not a string"),
            ("\"-3\"", "\"-3.0\"", "AnyValue.intValue is not a 64-bit integer"),
            ("\"-3\"", "9223372036854775808", "AnyValue.intValue is not a 64-bit integer"),
            ("\"intValue\":\"-3\"", "\"boolValue\":\"true\"", "AnyValue.boolValue is not a boolean"),
            ("\"intValue\":\"-3\"", "\"intValue\":\"1\",\"boolValue\":true", "AnyValue has not exactly one value"),
            ("{\"intValue\":\"-3\"}", "{}", "AnyValue has not exactly one value"),
            ("{\"intValue\":\"-3\"}", "\"-3\"", "AnyValue is not an object"),
            ("\"eventName\"", "\"traceId\":\"xyz\",\"eventName\"", "LogRecord.traceId is not an id"),
            ("\"scope\":{\"name\":\"x\"}", "\"scope\":[]", "InstrumentationScope is not an object"),
            ("[{\"key\":\"n\"", "{\"key\":\"n\"", "the body is not JSON: line 1"),
        ] {
            let broken = body(RECORD).replace(from, to);
            assert_ne!(broken, body(RECORD), "{from}");
            assert_eq!(json(&broken), Err(why.to_owned()), "{to}");
        }
    }

    #[test]
    fn nesting_has_an_end() {
        // 0x2a is arrayValue, 0x0a is values; every level holds the next.
        let mut bytes = Vec::new();
        for _ in 0..51 {
            for tag in [0x0a, 0x2a] {
                let length = bytes.len();
                let varint =
                    if length < 128 { vec![length as u8] } else { vec![length as u8 | 0x80, (length >> 7) as u8] };
                bytes = [&[tag][..], &varint, &bytes].concat();
            }
        }
        assert_eq!(decode(&ANY_VALUE, &bytes, 0), Err("it is nested too deeply".to_owned()));
        let deep = format!("{}{{\"intValue\":1}}{}", "{\"arrayValue\":{\"values\":[".repeat(60), "]}}".repeat(60));
        assert!(parse(deep.as_bytes()).is_err());
    }

    #[test]
    fn integers_may_be_numbers_too() {
        assert_eq!(json(&body(RECORD).replace("\"-3\"", "-3")), Ok(()));
    }

    #[test]
    fn protobuf_is_read_as_its_json() {
        let attribute = b"\x0a\x01n\x12\x0b\x18\xfd\xff\xff\xff\xff\xff\xff\xff\xff\x01";
        assert_eq!(decode(&KEY_VALUE, attribute, 0), Ok(json!({"key": "n", "value": {"intValue": "-3"}})));
        assert_eq!(decode(&ANY_VALUE, b"\x21\0\0\0\0\0\0\xf8\x3f", 0), Ok(json!({"doubleValue": 1.5})));
        assert_eq!(decode(&ANY_VALUE, b"\x10\x01\x0a\x01x", 0), Ok(json!({"stringValue": "x"})), "the last counts");
        assert_eq!(decode(&LOG_RECORD, b"\x62\x01A\x9a\x06\x01?", 0), Ok(json!({"eventName": "A"})));
    }

    #[test]
    fn no_bytes_make_the_reader_panic() {
        let good = b"\x09\0\x2a\x2f\x5a\x5f\x4b\xa8\x18\x32\x11\x0a\x01n\x12\x0c\x18\xfd\xff\xff\xff\xff\xff\xff\xff\xff\x01\x62\x01A";
        for at in 0..good.len() {
            assert!(decode(&LOG_RECORD, &good[..at], 0).is_err() || at == 0 || at == 9 || at == 28, "{at}");
            for byte in [0, 0x7f, 0xff] {
                let mut bytes = good.to_vec();
                bytes[at] = byte;
                let _ = decode(&LOG_RECORD, &bytes, 0);
            }
        }
    }
}
