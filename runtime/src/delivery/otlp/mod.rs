//! OTLP logs, in both encodings. The test `tests/peers` holds them to the published definitions.

mod json;
mod protobuf;
#[cfg(test)]
mod tests;
mod wire;

use std::rc::Rc;

use candor_core::ContextKey;
use jiff::Timestamp;
use serde_json::Value;

use super::envelope::Unencodable;
use super::raw::{self, Parts};
use json::Json;
use protobuf::Protobuf;

/// What the records of a product come from; fixed, like `ver` and `name` of an envelope.
const SCOPE: &str = "candor";

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Protobuf,
    Json,
}

/// The messages of an encoding. What an event has of them is written as it is met: a tree of them, with a text for each name, was most
/// of what sending cost.
trait Form {
    /// A `KeyValue`, which is an element of the field `tag`, from a name and a JSON value.
    fn pair(out: &mut Vec<u8>, tag: u32, key: &str, value: &str) -> Option<()>;
    /// Appends pairs to others.
    fn join(out: &mut Vec<u8>, pairs: &[u8]);
    /// A `LogRecord`, whose attributes are pairs of the field [`ATTRIBUTES`]; the name is a JSON string.
    fn record(out: &mut Vec<u8>, time_ns: u64, name: &str, attributes: &[u8]) -> Option<()>;
    /// An `ExportLogsServiceRequest`.
    fn request(logs: &[&Log]) -> Vec<u8>;
}

/// `LogRecord.attributes`.
const ATTRIBUTES: u32 = 6;
/// `Resource.attributes`.
const RESOURCE_ATTRIBUTES: u32 = 1;

/// One event in an encoding: what it comes from, and what it says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Log {
    service: &'static str,
    record: String,
    /// The attributes of its `Resource`. Those of most events are the same.
    resource: Rc<[u8]>,
    /// Its `LogRecord`.
    bytes: Vec<u8>,
}

impl Log {
    /// Its `LogRecord`.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// A request with this event alone, as JSON on one line.
    pub(super) fn readable(&self) -> String {
        let log = Encoder::new(Encoding::Json, self.service).log(self.record.clone());
        let json = log.map(|log| Json::request(&[&log])).unwrap_or_default();
        String::from_utf8(json).unwrap_or_default()
    }
}

impl Encoding {
    /// The body of a request. The logs of one resource stand together.
    pub(super) fn request(self, logs: &[&Log]) -> Vec<u8> {
        match self {
            Self::Protobuf => Protobuf::request(logs),
            Self::Json => Json::request(logs),
        }
    }
}

/// Logs in a row that have one resource.
fn runs<'l, 'r>(logs: &'r [&'l Log]) -> impl Iterator<Item = &'r [&'l Log]> {
    logs.chunk_by(|one, next| Rc::ptr_eq(&one.resource, &next.resource) || one.resource == next.resource)
}

/// Encodes one record after the other.
#[derive(Debug)]
pub(super) struct Encoder {
    encoding: Encoding,
    /// `service.name`.
    service: &'static str,
    last: Context,
    attributes: Vec<u8>,
}

/// What a context becomes: of the record before, since most are the same.
#[derive(Debug, Default)]
struct Context {
    text: String,
    resource: Rc<[u8]>,
    attributes: Vec<u8>,
}

impl Encoder {
    pub(super) fn new(encoding: Encoding, service: &'static str) -> Self {
        Self { encoding, service, last: Context::default(), attributes: Vec::new() }
    }

    /// From a record as it waits in the spool.
    pub(super) fn log(&mut self, record: String) -> Result<Log, Unencodable> {
        match self.encoding {
            Encoding::Protobuf => self.log_in::<Protobuf>(record),
            Encoding::Json => self.log_in::<Json>(record),
        }
    }

    fn log_in<F: Form>(&mut self, record: String) -> Result<Log, Unencodable> {
        let Parts { name, time, context, data } = Parts::of(&record, &self.last.text).ok_or(Unencodable::Record)?;
        if context != self.last.text {
            self.last = Context::of::<F>(context, self.service, &self.last).ok_or(Unencodable::Context)?;
        }
        self.attributes.clear();
        let mut bytes = Vec::with_capacity(record.len() * 2);
        let mut written = || {
            raw::object(data, |key, value| F::pair(&mut self.attributes, ATTRIBUTES, key, value))?;
            F::join(&mut self.attributes, &self.last.attributes);
            F::record(&mut bytes, nanoseconds(raw::string(time)?)?, name, &self.attributes)
        };
        written().ok_or(Unencodable::Record)?;
        Ok(Log { service: self.service, resource: Rc::clone(&self.last.resource), bytes, record })
    }
}

fn nanoseconds(time: &str) -> Option<u64> {
    let time: Timestamp = time.parse().ok()?;
    u64::try_from(time.as_nanosecond()).ok()
}

impl Context {
    /// What of it is the event's own is an attribute of the record. `docs/context.md` has the table.
    fn of<F: Form>(text: &str, service: &str, last: &Self) -> Option<Self> {
        let (mut resource, mut attributes) = (Vec::new(), Vec::new());
        // A name of the program, without a character that JSON would escape.
        F::pair(&mut resource, RESOURCE_ATTRIBUTES, "service.name", &format!("\"{service}\""))?;
        raw::object(text, |key, value| {
            let mut of_resource = |name, value| F::pair(&mut resource, RESOURCE_ATTRIBUTES, name, value);
            let mut of_record = |name, value| F::pair(&mut attributes, ATTRIBUTES, name, value);
            let key: ContextKey = key.parse().ok()?;
            let (first, last) = (key.attributes().first()?, key.attributes().last()?);
            match key {
                ContextKey::DeviceId => {
                    let [id, status] = raw::two(value, ["id", "status"])?;
                    of_resource(first, raw::text(id)?)?;
                    of_resource(last, raw::text(status)?)
                }
                ContextKey::SessionId
                | ContextKey::OsName
                | ContextKey::OsVersion
                | ContextKey::OsArch
                | ContextKey::AppVersion => of_resource(first, raw::text(value)?),
                ContextKey::SdkSequence => {
                    let [epoch, number] = raw::two(value, ["epoch", "seq"])?;
                    of_record(first, raw::text(epoch)?)?;
                    of_record(last, raw::natural(number)?)
                }
                ContextKey::EventId => of_record(first, raw::text(value)?),
            }
        })?;
        let same = *last.resource == *resource;
        let resource = if same { Rc::clone(&last.resource) } else { resource.into() };
        Some(Self { text: text.to_owned(), resource, attributes })
    }
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
            Encoding::Protobuf => protobuf::partial_success(body).unwrap_or_default(),
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
            Encoding::Protobuf => protobuf::status_message(body).unwrap_or_default(),
            Encoding::Json => {
                let body: Value = serde_json::from_slice(body).unwrap_or_default();
                body["message"].as_str().unwrap_or_default().to_owned()
            }
        };
        Self { rejected: 0, message }
    }
}
