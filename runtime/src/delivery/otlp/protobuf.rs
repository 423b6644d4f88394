//! OTLP as `application/x-protobuf`: the few messages of `opentelemetry.proto` that an event needs, by the numbers of their fields.

use super::wire::{self, Content, bytes, head, message, size};
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
        wire::fixed(out, 1, time_ns);
        out.extend_from_slice(attributes);
        wire::fixed(out, 11, time_ns);
        text(out, 12, name)
    }

    fn request(logs: &[&Log]) -> Vec<u8> {
        let of_records = |run: &[&Log]| run.iter().map(|log| size(log.bytes.len())).sum::<usize>();
        let mut out = Vec::with_capacity(of_records(logs) + 1024);
        for run in runs(logs) {
            let resource: &[u8] = run.first().map_or(&[], |log| &log.resource);
            let scope = size(SCOPE.len());
            let scope_logs = size(scope) + of_records(run);
            head(&mut out, 1, size(resource.len()) + size(scope_logs));
            bytes(&mut out, 1, resource);
            head(&mut out, 2, scope_logs);
            head(&mut out, 1, scope);
            bytes(&mut out, 1, SCOPE.as_bytes());
            run.iter().for_each(|log| bytes(&mut out, 2, &log.bytes));
        }
        out
    }
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
        Kind::Null => {}
        Kind::Bool(value) => wire::bool(out, 2, value),
        Kind::Whole(value) => wire::int(out, 3, value),
        Kind::Float(value) => wire::double(out, 4, value),
        Kind::String => text(out, 1, value)?,
        Kind::Array => {
            message(out, 5, |out| raw::array(value, |value| message(out, 1, |out| any(out, value))).map(drop))?;
        }
        Kind::Object => {
            message(out, 6, |out| raw::object(value, |key, value| Protobuf::pair(out, 1, key, value)).map(drop))?;
        }
    }
    Some(())
}

/// What an `ExportLogsServiceResponse` says; nothing where the body is none.
pub(super) fn partial_success(body: &[u8]) -> Option<Answer> {
    let mut answer = Answer::default();
    for (number, content) in wire::fields(body)? {
        let (1, Content::Bytes(partial)) = (number, content) else { continue };
        for field in wire::fields(partial)? {
            match field {
                // It is an `int64`, and what is below 0 is no number of records.
                (1, Content::Varint(rejected)) => answer.rejected = u64::try_from(rejected.cast_signed()).unwrap_or(0),
                (2, Content::Bytes(words)) => answer.message = String::from_utf8(words.to_vec()).ok()?,
                _ => {}
            }
        }
    }
    Some(answer)
}

/// The message of a `google.rpc.Status`, the body of a refusal.
pub(super) fn status_message(body: &[u8]) -> Option<String> {
    let mut message = String::new();
    for (number, content) in wire::fields(body)? {
        let (2, Content::Bytes(words)) = (number, content) else { continue };
        message = String::from_utf8(words.to_vec()).ok()?;
    }
    Some(message)
}
