//! What the tests of this module share: a home, a clock and a consent that they set, collectors that answer as told.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use super::http::{Body, Endpoint};
use super::line::{self, Line};
use super::losses::Losses;
use super::queue;
use super::segment::Stamp as SegmentStamp;
use super::sender::{Collector, Host, Outcome, Packed, Sender};
use super::state::{Route, State};
use super::verdict::Reply;
use super::writer::Writer;
use super::{Clock, Config, Consent, Delivery, Destination, Limits, Places, Stamp};
use crate::event::{EventSpec, Value};
use crate::record::EncodedRecord;

pub(super) const RECORD: &str = r#"{"name":"A","time":"2026-04-21T07:12:41.603Z","context":{},"data":{}}"#;
const DESTINATION: u32 = 7;

pub(super) static SPEC: EventSpec = EventSpec { name: "A", fields: &["n"] };

/// What becomes a record by [`as_it_is`].
pub(super) fn filled(record: &str) -> Vec<Value> {
    vec![Value::Text { text: record.into(), max_chars: 0 }]
}

/// An encoder for events whose only text is their record.
pub(super) fn as_it_is(_: &'static EventSpec, _: SystemTime, values: &mut [Value]) -> EncodedRecord {
    match values {
        [Value::Text { text, .. }] => EncodedRecord::for_tests(text),
        other => panic!("{other:?}"),
    }
}

/// A record whose envelope can be told from others.
pub(super) fn record(n: u64) -> String {
    RECORD.replace(r#""data":{}"#, &format!(r#""data":{{"n":{n}}}"#))
}

/// The `n` of each envelope in a request.
pub(super) fn numbers(lines: &str) -> Vec<u64> {
    lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["data"]["n"].as_u64().unwrap())
        .collect()
}

pub(super) struct Home {
    folder: tempfile::TempDir,
    pub(super) below: &'static str,
    pub(super) consent: Arc<AtomicU32>,
    pub(super) now_ms: Arc<AtomicU64>,
    pub(super) limits: Limits,
    pub(super) buffered: bool,
}

impl Home {
    pub(super) fn new() -> Self {
        let (consent, now_ms) = (Arc::new(AtomicU32::new(1)), Arc::new(AtomicU64::new(1_776_755_561_000)));
        let folder = tempfile::tempdir().unwrap();
        Self { folder, below: "product/telemetry", consent, now_ms, limits: Limits::default(), buffered: false }
    }

    /// The user's.
    pub(super) fn user(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub(super) fn directory(&self) -> PathBuf {
        self.folder.path().join(self.below)
    }

    pub(super) fn places(&self) -> Places {
        Places::below(&self.directory())
    }

    /// 0 is no consent.
    fn consent(&self) -> Consent {
        let consent = Arc::clone(&self.consent);
        Consent(Arc::new(move || Some(consent.load(Ordering::SeqCst)).filter(|version| *version > 0)))
    }

    fn clock(&self) -> Clock {
        let now = Arc::clone(&self.now_ms);
        Arc::new(move || now.load(Ordering::SeqCst))
    }

    pub(super) fn advance(&self, time: Duration) {
        self.now_ms.fetch_add(u64::try_from(time.as_millis()).unwrap(), Ordering::SeqCst);
    }

    pub(super) fn writer(&self) -> Writer {
        self.writer_under(1)
    }

    pub(super) fn writer_under(&self, consent: u32) -> Writer {
        let stamp = SegmentStamp { consent, schema: "0".into(), destinations: vec![DESTINATION] };
        Writer::new(self.places(), stamp, self.consent(), self.limits, self.clock())
    }

    pub(super) fn writer_for(&self, destinations: &[u32]) -> Writer {
        let stamp = SegmentStamp { consent: 1, schema: "0".into(), destinations: destinations.to_vec() };
        Writer::new(self.places(), stamp, self.consent(), self.limits, self.clock())
    }

    /// A segment for each list of events, as processes leave them that end in order.
    pub(super) fn leave(&self, segments: &[&[u64]]) {
        for numbers in segments {
            let mut writer = self.writer();
            numbers.iter().for_each(|n| {
                writer.append(&record(*n));
            });
            writer.close();
            self.advance(Duration::from_millis(1));
        }
    }

    pub(super) fn sender(&self) -> Sender {
        Sender {
            places: self.places(),
            destinations: vec![Destination::onecollector(Server::refusing()).with_id(DESTINATION)],
            stamp: SegmentStamp { consent: 1, schema: "0".into(), destinations: vec![DESTINATION] },
            import: None,
            consent: self.consent(),
            limits: self.limits,
            body: Body::Gzip,
            clock: self.clock(),
            random: || u64::MAX,
        }
    }

    pub(super) fn pass(&self, collector: &mut dyn Collector) -> Outcome {
        self.sender().pass(&Process::default(), collector).0
    }

    pub(super) fn state(&self) -> State {
        State::load(&self.places().state)
    }

    pub(super) fn route(&self) -> Route {
        self.state().routes.remove(&DESTINATION).unwrap_or_default()
    }

    pub(super) fn losses(&self) -> Losses {
        self.state().all_losses()
    }

    /// As an earlier pass would have written it down.
    pub(super) fn remember(&self, segment: &str, progress: u64) {
        let mut state = State::default();
        state.route(DESTINATION).progress.insert(segment.to_owned(), progress);
        state.save(&self.places().state).unwrap();
    }

    /// Names in the spool, sorted.
    pub(super) fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.places().spool).into_iter().flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub(super) fn lines(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for segment in queue::list(&self.places().spool).unwrap() {
            let (bytes, mut from) = (segment.read().unwrap(), 0);
            while let Some((line, end)) = line::next(&bytes, from) {
                lines.push(line);
                from = end;
            }
        }
        lines
    }

    pub(super) fn events(&self) -> Vec<String> {
        let events = self.lines().into_iter();
        events.filter_map(|line| if let Line::Event(json) = line { Some(json) } else { None }).collect()
    }

    /// A delivery as a process of its own would start it, by the real clock.
    pub(super) fn delivery(&self, endpoint: Endpoint) -> Delivery {
        let consent = self.consent();
        Delivery::start(Config {
            encode: Box::new(as_it_is),
            directory: self.directory(),
            destinations: vec![Destination::onecollector(endpoint)],
            stamp: Stamp { consent_version: 1, schema_digest: "0f1e2d3c" },
            consent: Box::new(move || consent.granted()),
            limits: self.limits,
            import: None,
            buffered: self.buffered,
            body: Body::Gzip,
            exit_budget: candor_core::limits::EXIT_BUDGET,
        })
    }
}

/// A process that neither leaves nor loses anything, unless told so.
#[derive(Default)]
pub(super) struct Process {
    pub(super) leaving: AtomicBool,
    pub(super) lost: Mutex<Losses>,
}

impl Host for Process {
    fn begin_request(&self) -> bool {
        !self.leaving.load(Ordering::SeqCst)
    }
    fn end_request(&self) {}
    fn take_lost(&self) -> Losses {
        std::mem::take(&mut self.lost.lock().unwrap())
    }
    fn give_back_lost(&self, lost: Losses) {
        self.lost.lock().unwrap().merge(lost);
    }
}

/// A collector without a network.
pub(super) struct Told<F> {
    pub(super) answer: F,
    /// The numbers of the events of each request.
    pub(super) requests: Vec<Vec<u64>>,
}

pub(super) fn told<F: FnMut(&[u64]) -> Result<Reply, String>>(answer: F) -> Told<F> {
    Told { answer, requests: Vec::new() }
}

impl<F: FnMut(&[u64]) -> Result<Reply, String>> Collector for Told<F> {
    fn post(&mut self, _: &Destination, Packed(lines): &Packed) -> Result<Reply, String> {
        let numbers = numbers(std::str::from_utf8(lines).unwrap());
        let reply = (self.answer)(&numbers);
        self.requests.push(numbers);
        reply
    }
}

pub(super) fn status(status: u16) -> Result<Reply, String> {
    Ok(Reply { status, ..Reply::default() })
}

pub(super) fn status_with(status: u16, headers: &[(&str, &str)]) -> Result<Reply, String> {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Ok(Reply { status, headers, body: Vec::new() })
}

/// A whole HTTP reply.
pub(super) fn reply(status: u16, headers: &str, body: &str) -> String {
    format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

#[derive(Clone, Debug)]
pub(super) struct Request {
    pub(super) line: String,
    /// Names in lower case.
    pub(super) headers: Vec<(String, String)>,
    /// Unpacked.
    pub(super) body: String,
}

impl Request {
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    pub(super) fn read(stream: &TcpStream) -> Option<Self> {
        let mut reader = BufReader::new(stream);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            match line.trim_end() {
                "" => break,
                line => lines.push(line.to_owned()),
            }
        }
        let headers = lines[1..].iter().filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        let mut request = Self { line: lines.remove(0), headers, body: String::new() };
        let mut body = vec![0; request.header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body).ok()?;
        let is_zipped = request.headers.iter().any(|(name, _)| name == "content-encoding");
        let mut body: Box<dyn Read + '_> =
            if is_zipped { Box::new(flate2::read::GzDecoder::new(&body[..])) } else { Box::new(&body[..]) };
        body.read_to_string(&mut request.body).ok()?;
        Some(request)
    }
}

/// A collector on loopback. It gives its replies one after the other, then accepts everything; or it never replies.
pub(super) struct Server {
    address: std::net::SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    pub(super) fn replying(replies: impl IntoIterator<Item = String>) -> Self {
        Self::start(replies.into_iter().collect(), false)
    }

    pub(super) fn silent() -> Self {
        Self::start(VecDeque::new(), true)
    }

    /// An address at which nobody listens.
    pub(super) fn refusing() -> Endpoint {
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Endpoint::parse(&format!("http://{address}/")).unwrap()
    }

    fn start(mut replies: VecDeque<String>, silent: bool) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), requests: Arc::default() };
        let requests = Arc::clone(&server.requests);
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(request) = Request::read(&stream) else { continue };
                requests.lock().unwrap().push(request);
                if silent {
                    kept.push(stream);
                    continue;
                }
                let reply = replies.pop_front().unwrap_or_else(|| reply(200, "", ""));
                let _ = stream.write_all(reply.as_bytes());
            }
        });
        server
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/OneCollector/1.0/", self.address)
    }

    pub(super) fn endpoint(&self) -> Endpoint {
        Endpoint::parse(&self.url()).unwrap()
    }

    pub(super) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    /// The numbers of all events that arrived, sorted.
    pub(super) fn received(&self) -> Vec<u64> {
        let mut numbers: Vec<u64> = self.requests().iter().flat_map(|request| numbers(&request.body)).collect();
        numbers.sort_unstable();
        numbers
    }
}

/// Waits until something is so; a test that waits too long fails.
pub(super) fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(2));
    }
}
