//! OTLP as `application/x-protobuf`: the few messages of `opentelemetry.proto` that an event needs, by the numbers of their fields.

use prost::encoding::{
    DecodeContext, WireType, bool, decode_key, decode_varint, double, encode_key, encode_varint, encoded_len_varint,
    fixed64, int64, skip_field,
};

use super::{Answer, Form, Log, SCOPE, runs};
use crate::delivery::raw::{self, Kind};

pub(super) struct Protobuf;

impl Form for Protobuf {
    fn pair(out: &mut Vec<u8>, tag: u32, key: &str, value: &str) -> Option<()> {
        message(out, tag, |out| {
            bytes(out, 1, key.as_bytes());
            if value == "null" { Some(()) } else { message(out, 2, |out| any(out, value)) }
        })
    }

    fn join(out: &mut Vec<u8>, pairs: &[u8]) {
        out.extend_from_slice(pairs);
    }

    fn record(out: &mut Vec<u8>, time_ns: u64, name: &str, attributes: &[u8]) -> Option<()> {
        fixed64::encode(1, &time_ns, out);
        out.extend_from_slice(attributes);
        fixed64::encode(11, &time_ns, out);
        text(out, 12, name)
    }

    fn request(logs: &[&Log]) -> Vec<u8> {
        let of_records = |run: &[&Log]| run.iter().map(|log| length_of(log.bytes.len())).sum::<usize>();
        let mut out = Vec::with_capacity(of_records(logs) + 1024);
        for run in runs(logs) {
            let resource: &[u8] = run.first().map_or(&[], |log| &log.resource);
            let scope = length_of(SCOPE.len());
            let scope_logs = length_of(scope) + of_records(run);
            head(&mut out, 1, length_of(resource.len()) + length_of(scope_logs));
            bytes(&mut out, 1, resource);
            head(&mut out, 2, scope_logs);
            head(&mut out, 1, scope);
            bytes(&mut out, 1, SCOPE.as_bytes());
            run.iter().for_each(|log| bytes(&mut out, 2, &log.bytes));
        }
        out
    }
}

/// What so many bytes take as a field with a number below 16: key, length, and themselves.
fn length_of(bytes: usize) -> usize {
    1 + encoded_len_varint(bytes as u64) + bytes
}

fn head(out: &mut Vec<u8>, tag: u32, length: usize) {
    encode_key(tag, WireType::LengthDelimited, out);
    encode_varint(length as u64, out);
}

fn bytes(out: &mut Vec<u8>, tag: u32, bytes: &[u8]) {
    head(out, tag, bytes.len());
    out.extend_from_slice(bytes);
}

/// A message whose length is known when it is written.
fn message(out: &mut Vec<u8>, tag: u32, write: impl FnOnce(&mut Vec<u8>) -> Option<()>) -> Option<()> {
    encode_key(tag, WireType::LengthDelimited, out);
    let length_at = out.len();
    out.push(0);
    write(out)?;
    let length = out.len() - length_at - 1;
    match u8::try_from(length) {
        // Most are short, and their length has one byte.
        Ok(length) if length < 0x80 => out[length_at] = length,
        _ => {
            let mut varint = Vec::with_capacity(10);
            encode_varint(length as u64, &mut varint);
            out.splice(length_at..=length_at, varint);
        }
    }
    Some(())
}

/// A string, from its JSON.
fn text(out: &mut Vec<u8>, tag: u32, json: &str) -> Option<()> {
    match raw::string(json)? {
        plain if !plain.contains('\\') => bytes(out, tag, plain.as_bytes()),
        _ => bytes(out, tag, serde_json::from_str::<String>(json).ok()?.as_bytes()),
    }
    Some(())
}

/// The one field of an `AnyValue`; none for null.
fn any(out: &mut Vec<u8>, value: &str) -> Option<()> {
    match Kind::of(value)? {
        Kind::Null => Some(()),
        Kind::String => text(out, 1, value),
        Kind::Bool(value) => Some(bool::encode(2, &value, out)),
        Kind::Whole(value) => Some(int64::encode(3, &value, out)),
        Kind::Float(value) => Some(double::encode(4, &value, out)),
        Kind::Array => {
            message(out, 5, |out| raw::array(value, |value| message(out, 1, |out| any(out, value))).map(drop))
        }
        Kind::Object => {
            message(out, 6, |out| raw::object(value, |key, value| Protobuf::pair(out, 1, key, value)).map(drop))
        }
    }
}

/// `ExportLogsServiceResponse.partial_success`; nothing where the body is none.
pub(super) fn partial_success(body: &[u8]) -> Option<Answer> {
    let mut answer = Answer::default();
    fields(body, |tag, field| {
        let (1, Field::Bytes(partial)) = (tag, field) else { return Some(()) };
        fields(partial, |tag, field| {
            match (tag, field) {
                // A number below zero is none.
                (1, Field::Number(rejected)) => answer.rejected = i64::try_from(rejected).map_or(0, |_| rejected),
                (2, Field::Bytes(message)) => answer.message = std::str::from_utf8(message).ok()?.to_owned(),
                _ => {}
            }
            Some(())
        })
    })?;
    Some(answer)
}

/// `google.rpc.Status.message`, the body of a refusal.
pub(super) fn status_message(body: &[u8]) -> Option<String> {
    let mut message = String::new();
    fields(body, |tag, field| {
        if let (2, Field::Bytes(bytes)) = (tag, field) {
            std::str::from_utf8(bytes).ok()?.clone_into(&mut message);
        }
        Some(())
    })?;
    Some(message)
}

/// A field of a message that was received.
enum Field<'b> {
    Number(u64),
    Bytes(&'b [u8]),
}

/// Calls `each` with the number of every field that is a number or has a length, and with what it is.
fn fields<'b>(mut body: &'b [u8], mut each: impl FnMut(u32, Field<'b>) -> Option<()>) -> Option<()> {
    while !body.is_empty() {
        let (tag, kind) = decode_key(&mut body).ok()?;
        match kind {
            WireType::Varint => each(tag, Field::Number(decode_varint(&mut body).ok()?))?,
            WireType::LengthDelimited => {
                let length = usize::try_from(decode_varint(&mut body).ok()?).ok()?;
                let (bytes, rest) = body.split_at_checked(length)?;
                body = rest;
                each(tag, Field::Bytes(bytes))?;
            }
            other => skip_field(other, tag, &mut body, DecodeContext::default()).ok()?,
        }
    }
    Some(())
}
