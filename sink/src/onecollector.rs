//! What OneCollector says to a request: a pure function from the request to the reply and the accepted events.

use std::io::Read;
use std::ops::Range;

use candor_core::limits::{COLLECTOR_EVENT_BYTES, COLLECTOR_REQUEST_BYTES};
use flate2::read::MultiGzDecoder;
use serde_json::{Map, Value, json};

use crate::http::{Message, Reply};
use crate::slots;

/// The path of the collector.
pub(crate) const PATH: &str = "/OneCollector/1.0/";

/// The verdict on one request.
#[derive(Debug)]
pub(crate) struct Judgement {
    pub(crate) reply: Reply,
    /// The body, inflated.
    pub(crate) text: String,
    /// Where in `text` the accepted events are, each one line.
    pub(crate) accepted: Vec<Range<usize>>,
    /// Why a request or some of its events are refused.
    pub(crate) refusals: Vec<String>,
}

/// Why a whole request is refused.
struct Refusal {
    status: u16,
    reason: &'static str,
    detail: String,
}

impl Refusal {
    fn new(status: u16, reason: &'static str, detail: impl Into<String>) -> Self {
        Self { status, reason, detail: detail.into() }
    }

    fn format(detail: impl Into<String>) -> Self {
        Self::new(400, "InvalidEventFormat", detail)
    }

    fn explain(&self) -> String {
        format!("{}: {}", self.reason, self.detail)
    }

    fn judgement(self, text: String, rejected: usize) -> Judgement {
        let body = json!({"acc": 0, "rej": rejected, "efi": {self.reason: "all"}});
        let mut reply = reply(self.status, &body);
        reply.headers.push(("Collector-Error".to_owned(), self.explain()));
        if self.status == 405 {
            reply.headers.push(("Allow".to_owned(), "POST".to_owned()));
        }
        Judgement { reply, text, accepted: Vec::new(), refusals: vec![self.explain()] }
    }
}

fn reply(status: u16, body: &Value) -> Reply {
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    Reply { status, headers, body: body.to_string().into_bytes() }
}

/// Says what the collector would say.
pub(crate) fn judge(message: &Message) -> Judgement {
    let tenant = match accept_headers(message) {
        Ok(tenant) => tenant,
        Err(refusal) => return refusal.judgement(String::new(), 0),
    };
    match inflate(message) {
        Ok(text) => judge_events(tenant, text),
        Err(refusal) => refusal.judgement(String::new(), 0),
    }
}

/// The tenant token of the request's key.
fn accept_headers(message: &Message) -> Result<&str, Refusal> {
    let head = &message.head;
    if !matches!(head.path(), PATH | "/OneCollector/1.0") {
        return Err(Refusal::new(404, "NotFound", format!("the path is neither {PATH} nor {}", crate::otlp::PATH)));
    }
    if head.method != "POST" {
        return Err(Refusal::new(405, "MethodNotAllowed", "the method is not POST"));
    }
    if !is_json_stream(head.header("content-type").unwrap_or_default()) {
        let detail = "Content-Type is not application/x-json-stream; charset=utf-8";
        return Err(Refusal::new(415, "UnsupportedMediaType", detail));
    }
    // The vendor's own client spells the header without the prefix.
    let Some(key) = head.header("x-apikey").or_else(|| head.header("apikey")) else {
        return Err(Refusal::new(401, "MissingApiKey", "no x-apikey header"));
    };
    tenant(key).ok_or_else(|| Refusal::new(401, "InvalidApiKey", "x-apikey is not <tenant token>-<GUID>-<token>"))
}

/// The vendor's own client leaves the charset out; any other than UTF-8 is refused.
fn is_json_stream(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    parts.next().as_deref() == Some("application/x-json-stream")
        && parts.all(|p| matches!(p.as_str(), "charset=utf-8" | "charset=\"utf-8\""))
}

/// The part of an instrumentation key before its first dash, if the whole is `<tenant token>-<GUID>-<token>`.
fn tenant(key: &str) -> Option<&str> {
    let parts: Vec<&str> = key.split('-').collect();
    let [tenant, guid @ .., token] = parts.as_slice() else { return None };
    let alphanumeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let hex = |part: &str| part.bytes().all(|b| b.is_ascii_hexdigit());
    let is_guid = guid.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12]) && guid.iter().all(|part| hex(part));
    (alphanumeric(tenant) && is_guid && alphanumeric(token)).then_some(tenant)
}

fn inflate(message: &Message) -> Result<String, Refusal> {
    String::from_utf8(inflate_bytes(message)?).map_err(|_| Refusal::format("the body is not UTF-8"))
}

/// The body, or the status and the reason of its refusal.
pub(crate) fn inflated(message: &Message) -> Result<Vec<u8>, (u16, String)> {
    inflate_bytes(message).map_err(|refusal| (refusal.status, refusal.detail))
}

fn inflate_bytes(message: &Message) -> Result<Vec<u8>, Refusal> {
    let encoding = message.head.header("content-encoding").unwrap_or("identity").to_ascii_lowercase();
    match encoding.as_str() {
        "identity" => Ok(message.body.clone()),
        "gzip" => gunzip(&message.body),
        _ => Err(Refusal::new(415, "UnsupportedEncoding", "Content-Encoding is neither gzip nor identity")),
    }
}

fn gunzip(body: &[u8]) -> Result<Vec<u8>, Refusal> {
    match read_at_most(COLLECTOR_REQUEST_BYTES, MultiGzDecoder::new(body)) {
        Err(_) => Err(Refusal::new(400, "InvalidEncoding", "the body is not what Content-Encoding: gzip says")),
        Ok(None) => Err(Refusal::new(413, "RequestTooLarge", "the inflated body is larger than 3145728 bytes")),
        Ok(Some(bytes)) => Ok(bytes),
    }
}

/// All bytes, or `None` when there are more; never keeps more than one beyond the limit.
fn read_at_most(limit: usize, reader: impl Read) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}

fn judge_events(tenant: &str, text: String) -> Judgement {
    if text.trim_start().starts_with('[') {
        let detail = "the body is a JSON array, not one object a line";
        return Refusal::new(415, "UnsupportedMediaType", detail).judgement(text, 0);
    }
    let lines = lines(&text);
    if lines.is_empty() {
        return Refusal::new(400, "EmptyBody", "the body has no event").judgement(text, 0);
    }
    let verdicts: Vec<Result<(), Refusal>> = lines.iter().map(|line| event(tenant, &text[line.clone()])).collect();
    conclude(text, &lines, verdicts)
}

/// The lines of a body; the last may or may not end in a line break.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut lines: Vec<Range<usize>> = text
        .split('\n')
        .map(|line| {
            let range = start..start + line.len();
            start = range.end + 1;
            range
        })
        .collect();
    if lines.last().is_some_and(Range::is_empty) {
        lines.pop();
    }
    lines
}

/// One event out of place is refused alone, a wrong tenant refuses the request, as does a request with no good event.
fn conclude(text: String, lines: &[Range<usize>], verdicts: Vec<Result<(), Refusal>>) -> Judgement {
    let total = lines.len();
    let mut accepted = Vec::new();
    let mut refused: Vec<(usize, Refusal)> = Vec::new();
    for (index, verdict) in verdicts.into_iter().enumerate() {
        match verdict {
            Ok(()) => accepted.push(lines[index].clone()),
            Err(refusal) => refused.push((index, refusal)),
        }
    }
    for (index, refusal) in &mut refused {
        refusal.detail = format!("event {index}: {}", refusal.detail);
    }
    let whole = refused.iter().position(|(_, refusal)| refusal.status == 401).or(accepted.is_empty().then_some(0));
    match whole {
        Some(position) if position < refused.len() => refused.swap_remove(position).1.judgement(text, total),
        _ => partial(text, accepted, &refused),
    }
}

fn partial(text: String, accepted: Vec<Range<usize>>, refused: &[(usize, Refusal)]) -> Judgement {
    let mut body = Map::from_iter([("acc".to_owned(), json!(accepted.len()))]);
    if !refused.is_empty() {
        let mut reasons: Map<String, Value> = Map::new();
        for (index, refusal) in refused {
            let indices = reasons.entry(refusal.reason).or_insert_with(|| json!([]));
            if let Some(indices) = indices.as_array_mut() {
                indices.push(json!(index));
            }
        }
        body.insert("rej".to_owned(), json!(refused.len()));
        body.insert("efi".to_owned(), Value::Object(reasons));
    }
    let mut reply = reply(200, &Value::Object(body));
    if let Some((_, first)) = refused.first() {
        reply.headers.push(("Collector-Error".to_owned(), first.explain()));
    }
    Judgement { reply, text, accepted, refusals: refused.iter().map(|(_, refusal)| refusal.explain()).collect() }
}

fn event(tenant: &str, line: &str) -> Result<(), Refusal> {
    if line.len() > COLLECTOR_EVENT_BYTES {
        return Err(Refusal::new(400, "EventSizeExceeded", "the event is larger than 2000000 bytes"));
    }
    let Ok(Value::Object(envelope)) = serde_json::from_str::<Value>(line) else {
        return Err(Refusal::format("the line is not one JSON object"));
    };
    check_tenant(tenant, &envelope)?;
    let faults = [required(&envelope), slots::fault(&envelope), shapes(&envelope)];
    match faults.into_iter().flatten().next() {
        Some(detail) => Err(Refusal::format(detail)),
        None => Ok(()),
    }
}

fn check_tenant(tenant: &str, envelope: &Map<String, Value>) -> Result<(), Refusal> {
    let Some(key) = envelope.get("iKey").and_then(Value::as_str) else {
        return Err(Refusal::new(401, "InvalidTenantToken", "iKey is missing or not a string"));
    };
    match key.strip_prefix("o:") {
        None => Err(Refusal::new(401, "InvalidTenantToken", "iKey is not o:<tenant token>")),
        Some(own) if own != tenant => {
            Err(Refusal::new(401, "InvalidTenantToken", "iKey is not the part of x-apikey before its first dash"))
        }
        Some(_) => Ok(()),
    }
}

fn required(envelope: &Map<String, Value>) -> Option<String> {
    ["ver", "name", "time", "data"]
        .into_iter()
        .find(|slot| !envelope.contains_key(*slot))
        .map(|slot| format!("{slot} is missing"))
}

fn shapes(envelope: &Map<String, Value>) -> Option<String> {
    let text = |slot: &str| envelope.get(slot).and_then(Value::as_str).unwrap_or_default();
    if text("ver") != "4.0" {
        return Some("ver is not \"4.0\"".to_owned());
    }
    if !is_event_name(text("name")) {
        return Some("name is not 4 to 100 letters, digits, dots and underscores".to_owned());
    }
    if !is_time(text("time")) {
        return Some("time is not a UTC time in milliseconds like 2026-04-21T07:12:41.603Z".to_owned());
    }
    let local = envelope.get("ext").and_then(|ext| ext.pointer("/device/localId")).and_then(Value::as_str);
    if local.is_some_and(|id| !id.is_empty() && !has_kind(id)) {
        return Some("ext.device.localId does not begin with its kind, like r:".to_owned());
    }
    None
}

/// The shape that the vendor's clients hold names to, because the collector does.
fn is_event_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.');
    let outer = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = name.as_bytes();
    (4..=100).contains(&bytes.len()) && bytes.iter().all(|b| allowed(*b)) && outer(bytes.first()) && outer(bytes.last())
}

fn is_time(text: &str) -> bool {
    const SHAPE: &[u8] = b"0000-00-00T00:00:00.000Z";
    let shaped = text.len() == SHAPE.len()
        && text.bytes().zip(SHAPE).all(|(b, s)| if *s == b'0' { b.is_ascii_digit() } else { b == *s });
    shaped && text.parse::<jiff::Timestamp>().is_ok()
}

fn has_kind(id: &str) -> bool {
    let bytes = id.as_bytes();
    bytes.len() > 2 && bytes[0].is_ascii_lowercase() && bytes[1] == b':'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_a_tenant_a_guid_and_a_token() {
        assert_eq!(tenant("abc1-01234567-89ab-cdef-0123-456789abcdef-7000"), Some("abc1"));
        for bad in [
            "",
            "abc",
            "abc-",
            "-01234567-89ab-cdef-0123-456789abcdef-7000",
            "abc1-01234567-89ab-cdef-0123-456789abcdef",
            "abc1-01234567-89ab-cdef-0123-456789abcdef-",
            "abc1-01234567-89ab-cdef-0123-456789abcdeg-7000",
            "o:abc1-01234567-89ab-cdef-0123-456789abcdef-7000",
        ] {
            assert_eq!(tenant(bad), None, "{bad}");
        }
    }

    #[test]
    fn times_are_utc_milliseconds() {
        assert!(is_time("2026-04-21T07:12:41.603Z"));
        for bad in [
            "2026-04-21T07:12:41Z",
            "2026-04-21T07:12:41.603123Z",
            "2026-04-21T07:12:41.603+00:00",
            "2026-04-21 07:12:41.603Z",
            "2026-13-21T07:12:41.603Z",
            "2026-02-30T07:12:41.603Z",
            "1776755561",
            "",
        ] {
            assert!(!is_time(bad), "{bad}");
        }
    }

    #[test]
    fn names_are_four_to_a_hundred_characters() {
        assert!(is_event_name("ModelKitAction") && is_event_name("a.b_c") && is_event_name(&"a".repeat(100)));
        for bad in ["", "abc", "_abcd", "abcd_", "ab cd", "abcdé", &"a".repeat(101)] {
            assert!(!is_event_name(bad), "{bad}");
        }
    }

    #[test]
    fn content_types_are_a_json_stream_in_utf_8() {
        assert!(is_json_stream("application/x-json-stream; charset=utf-8"));
        assert!(is_json_stream("Application/X-JSON-Stream;charset=UTF-8"));
        assert!(is_json_stream("application/x-json-stream"));
        for bad in ["", "application/json", "application/x-json-stream; charset=latin-1", "text/x-json-stream"] {
            assert!(!is_json_stream(bad), "{bad}");
        }
    }

    #[test]
    fn a_source_without_end_is_not_read_to_its_end() {
        struct Endless(usize);
        impl Read for Endless {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.0 += buffer.len();
                assert!(self.0 < 4096, "read on and on");
                Ok(buffer.len())
            }
        }
        assert_eq!(read_at_most(1000, Endless(0)).unwrap(), None);
        assert_eq!(read_at_most(2, &b"ab"[..]).unwrap(), Some(b"ab".to_vec()));
        assert_eq!(read_at_most(1, &b"ab"[..]).unwrap(), None);
    }

    #[test]
    fn lines_know_their_place() {
        assert_eq!(lines("ab\nc\n"), [0..2, 3..4]);
        assert_eq!(lines("ab\n\nc"), [0..2, 3..3, 4..5]);
        assert!(lines("").is_empty());
    }
}
