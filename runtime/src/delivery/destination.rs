//! Where events go, and in which form each place wants them. A new kind of destination is a variant of [`Contract`]; the
//! compiler names the rest.

use std::borrow::Cow;
use std::time::Duration;

use candor_core::limits;

use super::envelope::{self, Unencodable};
use super::http::{Client, Endpoint, EndpointError};
use super::key::{ApiKey, KeyError};
use super::otlp::{self, Encoding, Log};
use super::sender::{Collector, Packed, Sender};
use super::verdict::{Protocol, Reply};
use super::{Places, local};
use crate::spec::{DestinationSpec, OtlpProtocol, ProductSpec};

/// One place that a product's events go to.
#[derive(Clone, Debug)]
pub(crate) struct Destination {
    pub(super) id: u32,
    contract: Contract,
}

#[derive(Clone, Debug)]
enum Contract {
    OneCollector { endpoint: Endpoint, key: ApiKey },
    Otlp { endpoint: Endpoint, encoding: Encoding, headers: Headers, service: &'static str },
    File { path: &'static str, service: &'static str },
    Stdout { service: &'static str },
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
    /// The address is `https`, which this build cannot speak.
    WithoutTls,
}

impl From<KeyError> for DestinationError {
    fn from(_: KeyError) -> Self {
        Self::Key
    }
}

impl From<EndpointError> for DestinationError {
    fn from(error: EndpointError) -> Self {
        match error {
            EndpointError::Malformed | EndpointError::Credentials | EndpointError::Insecure => Self::Endpoint,
            EndpointError::WithoutTls => Self::WithoutTls,
        }
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
                Ok(Self::new(Contract::OneCollector { endpoint: Endpoint::parse(endpoint)?, key }))
            }
            DestinationSpec::Otlp { endpoint, protocol, headers } => {
                let encoding = match protocol {
                    OtlpProtocol::HttpProtobuf => Encoding::Protobuf,
                    OtlpProtocol::HttpJson => Encoding::Json,
                };
                let headers = Headers::parse(headers.flatten().unwrap_or_default())?;
                let endpoint = Endpoint::parse(endpoint)?;
                Ok(Self::new(Contract::Otlp { endpoint, encoding, headers, service: app }))
            }
            DestinationSpec::File { path } => Ok(Self::new(Contract::File { path, service: app })),
            DestinationSpec::Stdout => Ok(Self::new(Contract::Stdout { service: app })),
        }
    }

    fn new(contract: Contract) -> Self {
        let place = match &contract {
            Contract::OneCollector { endpoint, .. } | Contract::Otlp { endpoint, .. } => endpoint.origin(),
            Contract::File { path, .. } => path,
            Contract::Stdout { .. } => "",
        };
        // The same place is the same destination for every process and version of the product.
        let id = crc32fast::hash(format!("{} {place}", contract.name()).as_bytes());
        Self { id, contract }
    }

    /// Its key in the schema's `export:`.
    pub(super) fn name(&self) -> &'static str {
        self.contract.name()
    }

    /// The name of the copy of what was sent last. What stays on the machine needs none.
    pub(super) fn last_sent(&self) -> Option<&'static str> {
        match self.contract {
            Contract::OneCollector { .. } => Some("last-sent.ndjson"),
            Contract::Otlp { .. } => Some("last-sent-otlp.ndjson"),
            Contract::File { .. } | Contract::Stdout { .. } => None,
        }
    }

    pub(super) fn protocol(&self) -> Protocol {
        match &self.contract {
            Contract::OneCollector { key, .. } => Protocol::OneCollector { tenant: key.envelope_key() },
            Contract::Otlp { encoding, .. } => Protocol::Otlp(*encoding),
            Contract::File { .. } | Contract::Stdout { .. } => Protocol::Lines,
        }
    }

    /// What makes the form of its records, one after the other.
    pub(super) fn encoder(&self) -> Encoder {
        match self.contract {
            Contract::OneCollector { ref key, .. } => Encoder::Envelopes(envelope::Encoder::new(&key.envelope_key())),
            Contract::Otlp { encoding, service, .. } => Encoder::Logs(otlp::Encoder::new(encoding, service)),
            Contract::File { service, .. } | Contract::Stdout { service } => {
                Encoder::Requests(otlp::Encoder::new(Encoding::Json, service))
            }
        }
    }

    /// A record as people can read it before it is sent, on one line; nothing if it cannot be sent.
    pub(crate) fn show(&self, record: &str) -> Option<String> {
        self.encoder().encode(record.to_owned()).ok().map(|encoded| encoded.readable().into_owned())
    }

    /// The body of a request with these events.
    pub(super) fn body<'e>(&self, events: impl Iterator<Item = &'e Encoded> + Clone) -> Vec<u8> {
        match &self.contract {
            Contract::Otlp { encoding, .. } => encoding.request(&events.filter_map(Encoded::log).collect::<Vec<_>>()),
            Contract::OneCollector { .. } | Contract::File { .. } | Contract::Stdout { .. } => lines(events),
        }
    }

    pub(super) fn content_type(&self) -> &'static str {
        match &self.contract {
            Contract::OneCollector { .. } => "application/x-json-stream; charset=utf-8",
            Contract::Otlp { encoding: Encoding::Protobuf, .. } => "application/x-protobuf",
            Contract::Otlp { encoding: Encoding::Json, .. } => "application/json",
            Contract::File { .. } | Contract::Stdout { .. } => "application/jsonl",
        }
    }

    /// The headers by which the collector knows the product.
    pub(super) fn credentials(&self) -> Vec<(&str, &str)> {
        match &self.contract {
            Contract::OneCollector { key, .. } => vec![("x-apikey", key.header_value())],
            Contract::Otlp { headers: Headers(headers), .. } => {
                headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
            }
            Contract::File { .. } | Contract::Stdout { .. } => Vec::new(),
        }
    }
}

impl Contract {
    fn name(&self) -> &'static str {
        match self {
            Self::OneCollector { .. } => "onecollector",
            Self::Otlp { .. } => "otlp",
            Self::File { .. } => "file",
            Self::Stdout { .. } => "stdout",
        }
    }
}

/// The ways out of this process, for passes that follow one another.
pub(super) struct Outlets<'a> {
    client: Client,
    places: &'a Places,
}

impl<'a> Outlets<'a> {
    pub(super) fn new(sender: &'a Sender) -> Self {
        Self { client: Client::new(sender.body), places: &sender.places }
    }

    /// Closes connections that are not needed any more when nothing was sent for so long; how long until then.
    pub(super) fn close_if_idle(&mut self, idle: Duration) -> Option<Duration> {
        let left = limits::CONNECTION_IDLE.saturating_sub(idle);
        if left.is_zero() {
            self.client.close();
        }
        self.client.is_open().then_some(left)
    }
}

impl Collector for Outlets<'_> {
    fn pack(&mut self, to: &Destination, body: Vec<u8>) -> Result<Packed, String> {
        match &to.contract {
            Contract::OneCollector { endpoint, .. } | Contract::Otlp { endpoint, .. } => {
                self.client.pack(endpoint, body)
            }
            Contract::File { .. } | Contract::Stdout { .. } => Ok(Packed(body)),
        }
    }

    fn post(&mut self, to: &Destination, body: &Packed) -> Result<Reply, String> {
        let local = match &to.contract {
            Contract::OneCollector { endpoint, .. } | Contract::Otlp { endpoint, .. } => {
                return self.client.post(endpoint, to, body);
            }
            Contract::File { path, .. } => local::append(self.places.storage(), path, &body.0),
            Contract::Stdout { .. } => local::print(&body.0),
        };
        local.map(|()| Reply::default()).map_err(|error| format!("cannot be written: {error}"))
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

fn lines<'e>(events: impl Iterator<Item = &'e Encoded> + Clone) -> Vec<u8> {
    let events = || events.clone().filter_map(Encoded::line);
    let mut lines = Vec::with_capacity(events().map(|line| line.len() + 1).sum());
    events().for_each(|line| {
        lines.extend_from_slice(line.as_bytes());
        lines.push(b'\n');
    });
    lines
}

/// Makes the form of its records that a destination wants.
pub(super) enum Encoder {
    /// A line is an envelope.
    Envelopes(envelope::Encoder),
    /// A request holds many logs.
    Logs(otlp::Encoder),
    /// A line is a request with one log.
    Requests(otlp::Encoder),
}

impl Encoder {
    pub(super) fn encode(&mut self, record: String) -> Result<Encoded, Unencodable> {
        match self {
            Self::Envelopes(encoder) => encoder.envelope(&record).map(Encoded::Line),
            Self::Logs(encoder) => encoder.log(record).map(Encoded::Log),
            Self::Requests(encoder) => encoder.log(record).map(|log| Encoded::Line(log.readable())),
        }
    }
}

/// An event in the form of its destination.
#[derive(Clone, Debug)]
pub(super) enum Encoded {
    Line(String),
    Log(Log),
}

impl Encoded {
    fn line(&self) -> Option<&str> {
        match self {
            Self::Line(line) => Some(line),
            Self::Log(_) => None,
        }
    }

    fn log(&self) -> Option<&Log> {
        match self {
            Self::Line(_) => None,
            Self::Log(log) => Some(log),
        }
    }

    /// What of a request is this event's.
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Line(line) => line.as_bytes(),
            Self::Log(log) => log.bytes(),
        }
    }

    /// One line of JSON: what is sent, or for OTLP a request with this event alone.
    pub(super) fn readable(&self) -> Cow<'_, str> {
        match self {
            Self::Line(line) => Cow::Borrowed(line),
            Self::Log(log) => Cow::Owned(log.readable()),
        }
    }
}

/// The last events, as many as so many bytes have room for.
pub(super) fn last<'e>(events: impl DoubleEndedIterator<Item = &'e Encoded>, room: usize) -> Vec<Encoded> {
    within(events.rev(), room, |event| event.bytes().len()).cloned().collect()
}

/// The last of these, the newest first, as people read them, one a line.
pub(super) fn last_lines(newest_first: &[Encoded], room: usize) -> Vec<u8> {
    let readable = newest_first.iter().map(Encoded::readable);
    let newest_first: Vec<_> = within(readable, room, |line| line.len() + 1).collect();
    newest_first.iter().rev().flat_map(|line| [line.as_bytes(), b"\n"]).collect::<Vec<_>>().concat()
}

/// The first of `items`, as many as `room` has room for.
fn within<T>(items: impl Iterator<Item = T>, mut room: usize, size: impl Fn(&T) -> usize) -> impl Iterator<Item = T> {
    items.take_while(move |item| match room.checked_sub(size(item)) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    })
}

#[cfg(test)]
impl Destination {
    pub(super) fn onecollector(endpoint: Endpoint) -> Self {
        Self::new(Contract::OneCollector { endpoint, key: ApiKey::parse("tenant-secret").unwrap() })
    }

    pub(super) fn with_id(self, id: u32) -> Self {
        Self { id, ..self }
    }

    pub(super) fn otlp(endpoint: Endpoint, encoding: Encoding) -> Self {
        let headers = Headers::parse("authorization=Bearer%20x").unwrap();
        Self::new(Contract::Otlp { endpoint, encoding, headers, service: "modelkit" })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

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
    fn the_last_events_are_whole_ones_in_their_order() {
        let events = ["a", "bb", "ccc"].map(|line| Encoded::Line(line.to_owned()));
        for (room, expected) in [(9, "a\nbb\nccc\n"), (8, "bb\nccc\n"), (4, "ccc\n"), (3, ""), (0, "")] {
            assert_eq!(last_lines(&last(events.iter(), room), room), expected.as_bytes(), "{room}");
        }
    }

    #[test]
    fn what_needs_tls_is_no_destination_without_it() {
        let found = Destination::of(&crate::consent::testing::SPEC).map(|all| all.len());
        assert_eq!(found, if cfg!(feature = "tls") { Ok(1) } else { Err(DestinationError::WithoutTls) });
    }

    #[test]
    fn two_contracts_on_one_host_are_two_destinations() {
        let endpoint = || Endpoint::parse("http://localhost/").unwrap();
        let ids =
            [Destination::onecollector(endpoint()), Destination::otlp(endpoint(), Encoding::Json)].map(|it| it.id);
        assert_ne!(ids[0], ids[1]);
        let file = |path| Destination::new(Contract::File { path, service: "modelkit" }).id;
        assert_ne!(file("a"), file("b"));
        assert_eq!(ids[1], Destination::otlp(endpoint(), Encoding::Protobuf).id, "an encoding is no other place");
    }

    /// A collector that takes any number of requests over a connection: the number of the connection of each.
    fn keeping_its_connections() -> (Endpoint, std::sync::mpsc::Receiver<usize>) {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let endpoint = Endpoint::parse(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (mut stream, tell) = (stream.unwrap(), tell.clone());
                std::thread::spawn(move || {
                    while crate::delivery::testing::Request::read(&stream).is_some() {
                        tell.send(number).unwrap();
                        stream.write_all(b"HTTP/1.1 200 X\r\nContent-Length: 0\r\n\r\n").unwrap();
                    }
                });
            }
        });
        (endpoint, told)
    }

    #[test]
    fn a_connection_is_kept_until_nothing_was_sent_for_a_while() {
        let (endpoint, connections) = keeping_its_connections();
        let (to, home) = (Destination::onecollector(endpoint), crate::delivery::testing::Home::new());
        let sender = home.sender();
        let mut outlets = Outlets::new(&sender);
        assert_eq!(outlets.close_if_idle(Duration::ZERO), None, "nothing is open before it is needed");
        let second = Duration::from_secs(1);
        for (idle, left, connection) in [
            (Duration::ZERO, Some(limits::CONNECTION_IDLE), 0),
            (limits::CONNECTION_IDLE - second, Some(second), 0),
            (limits::CONNECTION_IDLE, None, 0),
            (Duration::ZERO, Some(limits::CONNECTION_IDLE), 1),
        ] {
            let packed = outlets.pack(&to, b"{}\n".to_vec()).unwrap();
            outlets.post(&to, &packed).unwrap();
            assert_eq!(connections.recv().unwrap(), connection);
            assert_eq!(outlets.close_if_idle(idle), left);
        }
    }
}
