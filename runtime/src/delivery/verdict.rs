//! What a reply means for the events of a request. Pure.

use std::time::Duration;

use serde_json::Value;

use super::key::EnvelopeIKey;
use super::otlp::{Answer, Encoding};
use candor_core::limits;

/// What a collector answered, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// Of HTTP; 0 where there is none.
    pub(super) status: u16,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Reply {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers_named(name).next()
    }

    fn headers_named(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The collector's explanation, printable and bounded.
    pub(super) fn explanation(&self, protocol: &Protocol) -> Option<String> {
        let text = match protocol {
            Protocol::OneCollector { .. } => self.header("collector-error")?.to_owned(),
            Protocol::Otlp(encoding) if matches!(self.status, 200..=299) => {
                Answer::of_success(*encoding, &self.body).message
            }
            Protocol::Otlp(encoding) => Answer::of_refusal(*encoding, &self.body).message,
            Protocol::Lines => return None,
        };
        let text = text.chars().filter(|c| matches!(c, ' '..='~'));
        let text: String = text.take(limits::COLLECTOR_ERROR_CHARS).collect();
        (!text.is_empty()).then_some(text)
    }
}

/// The contract that a collector speaks.
#[derive(Clone, Debug)]
pub(super) enum Protocol {
    OneCollector {
        tenant: EnvelopeIKey,
    },
    Otlp(Encoding),
    /// A file or a stream, which takes all or nothing.
    Lines,
}

/// What becomes of the events of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The collector has them, but for those that it refused one by one.
    Accepted { refused: u64 },
    /// Drop and count them.
    Rejected,
    /// At least one of them is poison: send halves.
    Split,
    /// Keep them and try again, not before the time that the collector names.
    Retry { after: Option<Duration> },
    /// Send nothing for a while.
    Killed { duration: Duration, batch: KilledBatch },
}

/// What becomes of the very events that a kill answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KilledBatch {
    /// The collector has them.
    Accepted { refused: u64 },
    /// They wait until the kill ends.
    Waits,
    /// The kill is for this request only, and drops them.
    Dropped,
}

impl Verdict {
    /// The word for it in files and in `telemetry status`.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Rejected => "rejected",
            Self::Split => "split",
            Self::Retry { .. } => "retry",
            Self::Killed { .. } => "killed",
        }
    }
}

/// Reads a reply to a request of `sent` events. `now_ms` counts only for a date without a `Date` header beside it.
pub(super) fn verdict(protocol: &Protocol, reply: &Reply, sent: u64, now_ms: u64) -> Verdict {
    let tenant = match protocol {
        Protocol::OneCollector { tenant } => tenant,
        Protocol::Otlp(encoding) => return otlp(*encoding, reply, sent, now_ms),
        Protocol::Lines => return Verdict::Accepted { refused: 0 },
    };
    let verdict = by_status(reply, sent, now_ms);
    match kill(tenant, reply) {
        None => verdict,
        Some(kill) => Verdict::Killed {
            duration: kill.unwrap_or_default(),
            batch: match (verdict, kill) {
                (Verdict::Accepted { refused }, _) => KilledBatch::Accepted { refused },
                (_, Some(_)) => KilledBatch::Waits,
                (_, None) => KilledBatch::Dropped,
            },
        },
    }
}

/// The table of the OTLP specification, with two additions: where a batch may be wrong because of one event, halves of it are
/// other requests than the one that must not be repeated; and a redirect, which is not followed, is no reason to lose events.
fn otlp(encoding: Encoding, reply: &Reply, sent: u64, now_ms: u64) -> Verdict {
    match reply.status {
        200..=299 => Verdict::Accepted { refused: Answer::of_success(encoding, &reply.body).rejected.min(sent) },
        400 | 413 => Verdict::Split,
        429 | 502..=504 => Verdict::Retry { after: retry_after(reply, now_ms) },
        401..=599 => Verdict::Rejected,
        _ => Verdict::Retry { after: retry_after(reply, now_ms) },
    }
}

fn by_status(reply: &Reply, sent: u64, now_ms: u64) -> Verdict {
    match reply.status {
        200..=299 => Verdict::Accepted { refused: Counts::of(&reply.body, sent).refused.min(sent) },
        // Some were taken: the others were named one by one, and nothing of the batch is left to send.
        400 => match Counts::of(&reply.body, sent) {
            Counts { accepted, refused } if accepted > 0 && accepted + refused >= sent => Verdict::Accepted { refused },
            _ => Verdict::Split,
        },
        413 => Verdict::Split,
        408 | 429 => Verdict::Retry { after: retry_after(reply, now_ms) },
        // The other ones say that the request was wrong in itself, and will be again.
        401..=499 | 501 | 505 => Verdict::Rejected,
        // A redirect is not followed, and is no reason to lose events either.
        _ => Verdict::Retry { after: retry_after(reply, now_ms) },
    }
}

/// `{"acc":1,"rej":2,"efi":{"InvalidEventFormat":[0,2]}}`, or `"all"` in place of the list.
struct Counts {
    accepted: u64,
    refused: u64,
}

impl Counts {
    fn of(body: &[u8], sent: u64) -> Self {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let count = |name: &str| body.get(name).and_then(Value::as_u64);
        let refused = count("rej").unwrap_or_else(|| Self::named(&body, sent));
        Self { accepted: count("acc").unwrap_or(0).min(sent), refused: refused.min(sent) }
    }

    fn named(body: &Value, sent: u64) -> u64 {
        let reasons = body.get("efi").and_then(Value::as_object);
        let counts = reasons.into_iter().flatten().map(|(_, which)| match which {
            Value::Array(indices) => indices.len() as u64,
            Value::String(all) if all == "all" => sent,
            _ => 0,
        });
        counts.fold(0, u64::saturating_add)
    }
}

/// `None`: no kill of this tenant. `Some(None)`: of this request only.
fn kill(tenant: &EnvelopeIKey, reply: &Reply) -> Option<Option<Duration>> {
    let tokens = reply.headers_named("kill-tokens").flat_map(|tokens| tokens.split(','));
    let names = |token: &str| {
        let token = token.strip_suffix(":all").unwrap_or(token);
        token == tenant.as_str() || Some(token) == tenant.as_str().strip_prefix("o:")
    };
    if !tokens.map(str::trim).any(names) {
        return None;
    }
    match reply.header("kill-duration").or_else(|| reply.header("kill-duration-seconds"))? {
        "this-request-only" => Some(None),
        seconds => Some(Some(Duration::from_secs(seconds.parse().ok()?).min(limits::KILL_MAX))),
    }
}

/// Seconds, or a date; a date is held against the collector's own clock if it tells it, since ours may be wrong.
fn retry_after(reply: &Reply, now_ms: u64) -> Option<Duration> {
    let value = reply.header("retry-after")?;
    let after = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => {
            let now = reply.header("date").and_then(http_date_ms).unwrap_or(now_ms);
            Duration::from_millis(http_date_ms(value)?.saturating_sub(now))
        }
    };
    Some(after.min(limits::RETRY_AFTER_MAX))
}

fn http_date_ms(text: &str) -> Option<u64> {
    u64::try_from(jiff::fmt::rfc2822::parse(text).ok()?.timestamp().as_millisecond()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::key::ApiKey;

    const NOW: u64 = 1_776_755_561_000; // Tue, 21 Apr 2026 07:12:41 GMT
    const SENT: u64 = 3;

    fn one_collector() -> Protocol {
        Protocol::OneCollector { tenant: ApiKey::parse("tenant-secret").unwrap().envelope_key() }
    }

    fn judge(status: u16, headers: &[(&str, &str)], body: &str) -> Verdict {
        judge_by(&one_collector(), status, headers, body)
    }

    fn judge_by(protocol: &Protocol, status: u16, headers: &[(&str, &str)], body: &str) -> Verdict {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        verdict(protocol, &Reply { status, headers, body: body.into() }, SENT, NOW)
    }

    const fn accepted(refused: u64) -> Verdict {
        Verdict::Accepted { refused }
    }
    fn retry(seconds: u64) -> Verdict {
        Verdict::Retry { after: Some(Duration::from_secs(seconds)) }
    }
    const RETRY: Verdict = Verdict::Retry { after: None };

    #[test]
    fn statuses() {
        for (status, expected) in [
            (200, accepted(0)),
            (202, accepted(0)),
            (204, accepted(0)),
            (301, RETRY),
            (307, RETRY),
            (400, Verdict::Split),
            (401, Verdict::Rejected),
            (403, Verdict::Rejected),
            (404, Verdict::Rejected),
            (408, RETRY),
            (413, Verdict::Split),
            (415, Verdict::Rejected),
            (422, Verdict::Rejected),
            (429, RETRY),
            (500, RETRY),
            (501, Verdict::Rejected),
            (502, RETRY),
            (503, RETRY),
            (504, RETRY),
            (505, Verdict::Rejected),
            (599, RETRY),
            (100, RETRY),
            (999, RETRY),
        ] {
            assert_eq!(judge(status, &[], ""), expected, "{status}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let later = "Tue, 21 Apr 2026 07:14:41 GMT";
        let max = limits::RETRY_AFTER_MAX.as_secs();
        for status in [408, 429, 500, 502, 503, 504] {
            for (headers, expected) in [
                (&[("retry-after", "7")][..], retry(7)),
                (&[("retry-after", " 7 ")], retry(7)),
                (&[("retry-after", "0")], retry(0)),
                (&[("retry-after", later)], retry(120)),
                (&[("retry-after", later), ("date", "Tue, 21 Apr 2026 07:14:31 GMT")], retry(10)),
                (&[("retry-after", "Tue, 21 Apr 2020 07:14:41 GMT")], retry(0)),
                (&[("retry-after", "99999999999999")], retry(max)),
                (&[("retry-after", "Tue, 21 Apr 2099 07:14:41 GMT")], retry(max)),
                (&[("retry-after", "-1")], RETRY),
                (&[("retry-after", "soon")], RETRY),
                (&[("retry-after", "")], RETRY),
                (&[("date", later)], RETRY),
            ] {
                assert_eq!(judge(status, headers, ""), expected, "{status} {headers:?}");
            }
        }
        assert_eq!(judge(400, &[("retry-after", "7")], ""), Verdict::Split);
        assert_eq!(judge(403, &[("retry-after", "7")], ""), Verdict::Rejected);
    }

    #[test]
    fn refusals_of_single_events_are_counted() {
        for (status, body, expected) in [
            (200, r#"{"acc":3}"#, accepted(0)),
            (200, r#"{"acc":2,"rej":1,"efi":{"InvalidEventFormat":[1]}}"#, accepted(1)),
            (200, r#"{"acc":1,"efi":{"InvalidEventFormat":[0],"EventTooLarge":[2]}}"#, accepted(2)),
            (200, r#"{"acc":0,"efi":{"InvalidEventFormat":"all"}}"#, accepted(3)),
            (200, r#"{"acc":0,"rej":99}"#, accepted(3)),
            (200, r#"{"efi":[1,2]}"#, accepted(0)),
            (200, r#"{"rej":-1}"#, accepted(0)),
            (200, "<html>", accepted(0)),
            (400, r#"{"acc":2,"rej":1,"efi":{"InvalidEventFormat":[1]}}"#, accepted(1)),
            // A batch that was refused as a whole may hold one poison event and hundreds of good ones.
            (400, r#"{"acc":0,"rej":3,"efi":{"InvalidEventFormat":"all"}}"#, Verdict::Split),
            (400, r#"{"acc":0,"rej":1,"efi":{"InvalidEventFormat":[1]}}"#, Verdict::Split),
            (400, r#"{"acc":1,"rej":1}"#, Verdict::Split),
            (400, "\u{0}", Verdict::Split),
        ] {
            assert_eq!(judge(status, &[], body), expected, "{status} {body}");
        }
    }

    #[test]
    fn kills() {
        let hour = Duration::from_secs(3600);
        let killed = |duration, batch| Verdict::Killed { duration, batch };
        let one = KilledBatch::Accepted { refused: 0 };
        for (status, tokens, duration, expected) in [
            (503, "o:tenant", "3600", killed(hour, KilledBatch::Waits)),
            (403, "o:tenant", "3600", killed(hour, KilledBatch::Waits)),
            (200, "o:tenant", "3600", killed(hour, one)),
            (503, "tenant", "3600", killed(hour, KilledBatch::Waits)),
            (503, "o:tenant:all", "3600", killed(hour, KilledBatch::Waits)),
            (503, "tenant:all", "3600", killed(hour, KilledBatch::Waits)),
            (503, "o:tenant:other", "3600", RETRY),
            (503, ":all", "3600", RETRY),
            (503, "o:other, o:tenant", " 3600 ", killed(hour, KilledBatch::Waits)),
            (503, "o:tenant", "99999999999", killed(limits::KILL_MAX, KilledBatch::Waits)),
            (503, "o:tenant", "this-request-only", killed(Duration::ZERO, KilledBatch::Dropped)),
            (200, "o:tenant", "this-request-only", killed(Duration::ZERO, one)),
            (503, "o:other", "3600", RETRY),
            (200, "o:tenant2,o:tenan", "3600", accepted(0)),
            (503, "o:tenant", "for ever", RETRY),
            (503, "o:tenant", "", RETRY),
            (503, "", "3600", RETRY),
        ] {
            let headers = [("kill-tokens", tokens), ("kill-duration", duration)];
            assert_eq!(judge(status, &headers, ""), expected, "{status} {headers:?}");
        }
        assert_eq!(judge(503, &[("kill-tokens", "o:tenant")], ""), RETRY);
        let seconds = [("kill-tokens", "o:tenant"), ("kill-duration-seconds", "3600")];
        assert_eq!(judge(503, &seconds, ""), killed(hour, KilledBatch::Waits));
        let twice = [("kill-tokens", "o:other"), ("kill-tokens", "o:tenant"), ("kill-duration", "3600")];
        assert_eq!(judge(503, &twice, ""), killed(hour, KilledBatch::Waits));
    }

    #[test]
    fn otlp_by_its_own_table() {
        let partial = |rejected: &str| format!(r#"{{"partialSuccess":{{"rejectedLogRecords":{rejected}}}}}"#);
        let seven = [("retry-after", "7")];
        let kill = [("kill-tokens", "o:tenant"), ("kill-duration", "3600")];
        for (status, headers, body, expected) in [
            (200, &[][..], String::new(), accepted(0)),
            (200, &[], "{}".to_owned(), accepted(0)),
            (202, &[], "<html>".to_owned(), accepted(0)),
            (200, &[], partial(r#""2""#), accepted(2)),
            (200, &[], partial("2"), accepted(2)),
            (200, &[], partial("99"), accepted(3)),
            (200, &[], partial("-1"), accepted(0)),
            (200, &kill, String::new(), accepted(0)),
            (307, &[], String::new(), RETRY),
            (400, &[], String::new(), Verdict::Split),
            (401, &seven, String::new(), Verdict::Rejected),
            (403, &[], String::new(), Verdict::Rejected),
            (404, &[], String::new(), Verdict::Rejected),
            (408, &[], String::new(), Verdict::Rejected),
            (413, &[], String::new(), Verdict::Split),
            (415, &[], String::new(), Verdict::Rejected),
            (429, &seven, String::new(), retry(7)),
            (500, &seven, String::new(), Verdict::Rejected),
            (501, &[], String::new(), Verdict::Rejected),
            (502, &seven, String::new(), retry(7)),
            (503, &seven, String::new(), retry(7)),
            (503, &[], String::new(), RETRY),
            (504, &[], String::new(), RETRY),
            (999, &[], String::new(), RETRY),
        ] {
            let protocol = Protocol::Otlp(Encoding::Json);
            assert_eq!(judge_by(&protocol, status, headers, &body), expected, "{status} {headers:?} {body}");
        }
        let partial = "\u{a}\u{2}\u{8}\u{1}";
        assert_eq!(judge_by(&Protocol::Otlp(Encoding::Protobuf), 200, &[], partial), accepted(1));
    }

    #[test]
    fn the_collectors_explanation_is_printable_and_short() {
        let error = |value: &str| {
            let headers = vec![("collector-error".to_owned(), value.to_owned())];
            Reply { status: 400, headers, body: Vec::new() }.explanation(&one_collector())
        };
        assert_eq!(error("InvalidEventFormat").as_deref(), Some("InvalidEventFormat"));
        assert_eq!(error("a\u{1b}[31mb\u{e9}").as_deref(), Some("a[31mb"));
        assert_eq!(error("\u{7}"), None);
        assert_eq!(error(&"x".repeat(9_999)).unwrap().len(), limits::COLLECTOR_ERROR_CHARS);
    }
}
