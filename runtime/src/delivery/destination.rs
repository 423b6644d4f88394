//! Where events go, and in which form each place wants them. A new kind of destination is a variant of [`Contract`]; the
//! compiler names the rest.

use super::envelope::{Unencodable, envelope};
use super::http::{Endpoint, EndpointError};
use super::key::{ApiKey, KeyError};
use super::otlp::{self, Encoding, Log};
use super::verdict::Protocol;
use crate::spec::{DestinationSpec, OtlpProtocol, ProductSpec};

/// One collector of a product.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(super) id: u32,
    pub(super) endpoint: Endpoint,
    contract: Contract,
}

#[derive(Clone, Debug)]
enum Contract {
    OneCollector { key: ApiKey },
    Otlp { encoding: Encoding, headers: Headers, service: &'static str },
}

/// Headers that a collector wants, read when the product was built. They may be secrets, and `Debug` hides them.
#[derive(Clone, Default)]
struct Headers(Vec<(String, String)>);

impl std::fmt::Debug for Headers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Headers(…)")
    }
}

/// Why a destination that was built in cannot be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DestinationError {
    /// The key or the headers are malformed.
    Key,
    /// The address is none that events may go to.
    Endpoint,
}

impl From<KeyError> for DestinationError {
    fn from(_: KeyError) -> Self {
        Self::Key
    }
}

impl From<EndpointError> for DestinationError {
    fn from(_: EndpointError) -> Self {
        Self::Endpoint
    }
}

impl Destination {
    /// Those that were built in; one whose key was not there when the product was built is left out.
    pub(crate) fn of(spec: &ProductSpec) -> Result<Vec<Self>, DestinationError> {
        let built_in = spec.destinations.iter().filter(|destination| destination.is_built_in());
        built_in.map(|destination| Self::parse(destination, spec.app)).collect()
    }

    fn parse(spec: &DestinationSpec, app: &'static str) -> Result<Self, DestinationError> {
        match *spec {
            DestinationSpec::OneCollector { endpoint, key } => {
                let key = ApiKey::parse(key.unwrap_or_default())?;
                Ok(Self::new(Endpoint::parse(endpoint)?, Contract::OneCollector { key }))
            }
            DestinationSpec::Otlp { endpoint, protocol, headers } => {
                let encoding = match protocol {
                    OtlpProtocol::HttpProtobuf => Encoding::Protobuf,
                    OtlpProtocol::HttpJson => Encoding::Json,
                };
                let headers = Headers::parse(headers.flatten().unwrap_or_default())?;
                Ok(Self::new(Endpoint::parse(endpoint)?, Contract::Otlp { encoding, headers, service: app }))
            }
        }
    }

    fn new(endpoint: Endpoint, contract: Contract) -> Self {
        let name = match &contract {
            Contract::OneCollector { .. } => "onecollector",
            Contract::Otlp { .. } => "otlp",
        };
        // The same collector is the same destination for every process and version of the product.
        let id = crc32fast::hash(format!("{name} {}", endpoint.origin()).as_bytes());
        Self { id, endpoint, contract }
    }

    /// Its key in the schema's `export:`.
    pub(super) fn name(&self) -> &'static str {
        match self.contract {
            Contract::OneCollector { .. } => "onecollector",
            Contract::Otlp { .. } => "otlp",
        }
    }

    /// The name of the copy of what was sent last.
    pub(super) fn last_sent(&self) -> &'static str {
        match self.contract {
            Contract::OneCollector { .. } => "last-sent.ndjson",
            Contract::Otlp { .. } => "last-sent-otlp.ndjson",
        }
    }

    pub(super) fn protocol(&self) -> Protocol {
        match &self.contract {
            Contract::OneCollector { key } => Protocol::OneCollector { tenant: key.envelope_key() },
            Contract::Otlp { encoding, .. } => Protocol::Otlp(*encoding),
        }
    }

    /// The form of one record.
    pub(super) fn encode(&self, record: &str) -> Result<Encoded, Unencodable> {
        match &self.contract {
            Contract::OneCollector { key } => envelope(record, &key.envelope_key()).map(Encoded::Line),
            Contract::Otlp { service, .. } => Log::of(record, service).map(|log| Encoded::Log(Box::new(log))),
        }
    }

    /// A record as people can read it before it is sent, on one line; nothing if it cannot be sent.
    pub(crate) fn show(&self, record: &str) -> Option<String> {
        self.encode(record).ok().map(|encoded| encoded.readable())
    }

    /// The body of a request with these events.
    pub(super) fn body<'e>(&self, events: impl Iterator<Item = &'e Encoded> + Clone) -> Vec<u8> {
        let logs = || events.clone().filter_map(Encoded::log);
        match &self.contract {
            Contract::OneCollector { .. } => lines(events),
            Contract::Otlp { encoding: Encoding::Protobuf, .. } => otlp::protobuf(logs()),
            Contract::Otlp { encoding: Encoding::Json, .. } => otlp::json(logs()).into_bytes(),
        }
    }

    pub(super) fn content_type(&self) -> &'static str {
        match &self.contract {
            Contract::OneCollector { .. } => "application/x-json-stream; charset=utf-8",
            Contract::Otlp { encoding: Encoding::Protobuf, .. } => "application/x-protobuf",
            Contract::Otlp { encoding: Encoding::Json, .. } => "application/json",
        }
    }

    /// The headers by which the collector knows the product.
    pub(super) fn credentials(&self) -> Vec<(&str, &str)> {
        match &self.contract {
            Contract::OneCollector { key } => vec![("x-apikey", key.header_value())],
            Contract::Otlp { headers: Headers(headers), .. } => {
                headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
            }
        }
    }
}

impl Headers {
    /// `name=value,name=value`, as OpenTelemetry writes it; values may be percent-encoded.
    fn parse(text: &str) -> Result<Self, DestinationError> {
        let pairs = text.split(',').map(str::trim).filter(|pair| !pair.is_empty());
        let pairs = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').ok_or(DestinationError::Key)?;
            let (name, value) = (name.trim().to_ascii_lowercase(), percent_decode(value.trim())?);
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
            let is_name = !name.is_empty() && name.bytes().all(is_token);
            // These are the runtime's own, and a second one of either would make the request ambiguous.
            let is_ours = name.starts_with("content-") || matches!(name.as_str(), "host" | "transfer-encoding");
            let is_value = value.bytes().all(|byte| matches!(byte, b' '..=b'~'));
            if is_name && is_value && !is_ours { Ok((name, value)) } else { Err(DestinationError::Key) }
        });
        pairs.collect::<Result<_, _>>().map(Self)
    }
}

fn percent_decode(text: &str) -> Result<String, DestinationError> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        let byte = after.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).ok_or(DestinationError::Key)?;
        out.push_str(before);
        out.push(char::from(byte));
        rest = &after[2..];
    }
    out.push_str(rest);
    Ok(out)
}

fn lines<'e>(events: impl Iterator<Item = &'e Encoded>) -> Vec<u8> {
    let mut lines = Vec::new();
    for event in events {
        lines.extend_from_slice(event.readable().as_bytes());
        lines.push(b'\n');
    }
    lines
}

/// An event in the form of its destination.
#[derive(Debug)]
pub(super) enum Encoded {
    Line(String),
    Log(Box<Log>),
}

impl Encoded {
    fn log(&self) -> Option<&Log> {
        match self {
            Self::Line(_) => None,
            Self::Log(log) => Some(log),
        }
    }

    /// One line of JSON: what is sent, or for OTLP a request with this event alone.
    pub(super) fn readable(&self) -> String {
        match self {
            Self::Line(line) => line.clone(),
            Self::Log(log) => otlp::json([&**log]),
        }
    }
}

/// The events as people read them, one a line.
pub(super) fn readable<'e>(events: impl Iterator<Item = &'e Encoded>) -> Vec<u8> {
    lines(events)
}

#[cfg(test)]
impl Destination {
    pub(super) fn onecollector(endpoint: Endpoint) -> Self {
        Self::new(endpoint, Contract::OneCollector { key: ApiKey::parse("tenant-secret").unwrap() })
    }

    pub(super) fn with_id(self, id: u32) -> Self {
        Self { id, ..self }
    }

    pub(super) fn otlp(endpoint: Endpoint, encoding: Encoding) -> Self {
        let headers = Headers::parse("authorization=Bearer%20x").unwrap();
        Self::new(endpoint, Contract::Otlp { encoding, headers, service: "modelkit" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_opentelemetry_writes_them() {
        let parse = |text: &str| Headers::parse(text).map(|headers| headers.0);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(parse(""), Ok(vec![]));
        assert_eq!(
            parse("Api-Key=a=b, authorization=Bearer%20x,"),
            Ok(vec![pair("api-key", "a=b"), pair("authorization", "Bearer x")])
        );
        for text in ["x", "=v", "a b=c", "a=%zz", "a=%0d%0aevil: 1", "a=é", "a=%e9", "content-type=x", "Host=x"] {
            assert_eq!(parse(text), Err(DestinationError::Key), "{text:?}");
        }
        assert_eq!(format!("{:?}", Headers::parse("a=secret").unwrap()), "Headers(…)");
    }

    #[test]
    fn two_contracts_on_one_host_are_two_destinations() {
        let endpoint = || Endpoint::parse("https://collector.example/").unwrap();
        let ids =
            [Destination::onecollector(endpoint()), Destination::otlp(endpoint(), Encoding::Json)].map(|it| it.id);
        assert_ne!(ids[0], ids[1]);
        assert_eq!(ids[1], Destination::otlp(endpoint(), Encoding::Protobuf).id, "an encoding is no other place");
    }
}
