//! OTLP as `application/json`: 64-bit integers are strings, names are in camelCase. What JSON has for a value already stays as it
//! stands.

use super::{Form, Log, SCOPE, runs};
use crate::delivery::raw::{self, Kind};
use crate::record::write_natural;

pub(super) struct Json;

impl Form for Json {
    fn pair(out: &mut Vec<u8>, _tag: u32, key: &str, value: &str) -> Option<()> {
        separate(out);
        put(out, &[r#"{"key":""#, key, "\""]);
        // A null is a key without a value: some collectors refuse the empty `AnyValue` that the mapping allows.
        if value != "null" {
            put(out, &[r#","value":"#]);
            any(out, value)?;
        }
        out.push(b'}');
        Some(())
    }

    fn join(out: &mut Vec<u8>, pairs: &[u8]) {
        if !pairs.is_empty() {
            separate(out);
            out.extend_from_slice(pairs);
        }
    }

    fn record(out: &mut Vec<u8>, time_ns: u64, name: &str, attributes: &[u8]) -> Option<()> {
        let mut time = String::with_capacity(20);
        write_natural(time_ns, &mut time);
        put(out, &[r#"{"timeUnixNano":""#, &time, r#"","observedTimeUnixNano":""#, &time, r#"","eventName":"#, name]);
        put(out, &[r#","attributes":["#]);
        out.extend_from_slice(attributes);
        put(out, &["]}"]);
        Some(())
    }

    fn request(logs: &[&Log]) -> Vec<u8> {
        let mut out = Vec::with_capacity(logs.iter().map(|log| log.bytes.len() + 1).sum::<usize>() + 1024);
        put(&mut out, &[r#"{"resourceLogs":["#]);
        for run in runs(logs) {
            separate(&mut out);
            put(&mut out, &[r#"{"resource":{"attributes":["#]);
            out.extend_from_slice(run.first().map_or(&[], |log| &log.resource));
            put(&mut out, &[r#"]},"scopeLogs":[{"scope":{"name":""#, SCOPE, r#""},"logRecords":["#]);
            for log in run {
                separate(&mut out);
                out.extend_from_slice(&log.bytes);
            }
            put(&mut out, &["]}]}"]);
        }
        put(&mut out, &["]}"]);
        out
    }
}

fn put(out: &mut Vec<u8>, texts: &[&str]) {
    texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
}

/// A comma, but before the first of a list.
fn separate(out: &mut Vec<u8>) {
    if !matches!(out.last(), None | Some(b'[')) {
        out.push(b',');
    }
}

/// `AnyValue`.
fn any(out: &mut Vec<u8>, value: &str) -> Option<()> {
    match Kind::of(value)? {
        Kind::Null => out.push(b'{'),
        Kind::Bool(_) => put(out, &[r#"{"boolValue":"#, value]),
        Kind::Whole(_) => put(out, &[r#"{"intValue":""#, value, "\""]),
        Kind::Float(_) => put(out, &[r#"{"doubleValue":"#, value]),
        Kind::String => put(out, &[r#"{"stringValue":"#, value]),
        Kind::Array => {
            put(out, &[r#"{"arrayValue":{"values":["#]);
            raw::array(value, |value| {
                separate(out);
                any(out, value)
            })?;
            put(out, &["]}"]);
        }
        Kind::Object => {
            put(out, &[r#"{"kvlistValue":{"values":["#]);
            raw::object(value, |key, value| Json::pair(out, 0, key, value))?;
            put(out, &["]}"]);
        }
    }
    out.push(b'}');
    Some(())
}
