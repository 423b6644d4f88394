//! A collector double for tests and demonstrations: it speaks the contract of OneCollector as strictly as the real one,
//! answers with faults on request, listens on loopback only and keeps what it received.
//!
//! Strict means that what the real collector refuses is refused here, with the status and the body that it would give:
//! 415 for a JSON array or another content type, 401 for an `iKey` that does not belong to the `x-apikey`,
//! `InvalidEventFormat` for a slot that Common Schema 4.0 does not know. A batch in which some events are wrong is
//! answered with 200 and their indices, `{"acc":1,"rej":1,"efi":{"InvalidEventFormat":[1]}}`; one in which all are
//! wrong with 400 and `"all"`; the header `Collector-Error` says why.
//!
//! At `/v1/logs` it is an OTLP collector: protobuf or JSON, and 400 for JSON that breaks the protobuf mapping, such as a name in
//! snake_case or a number where a string belongs. Each log record counts as an event; its [`Received::event`] is a JSON request
//! with that record alone.
//!
//! ```
//! use std::io::{Read, Write};
//! use std::time::Duration;
//! use candor_sink::{Response, Sink};
//!
//! # fn main() -> std::io::Result<()> {
//! let sink = Sink::start()?;
//! sink.respond([Response::status(503).header("Retry-After", "2")]);
//!
//! let mut client = std::net::TcpStream::connect(sink.addr())?;
//! client.write_all(b"POST /OneCollector/1.0/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")?;
//! let mut reply = String::new();
//! client.read_to_string(&mut reply)?;
//!
//! assert!(reply.starts_with("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n"));
//! assert!(sink.received().is_empty());
//! assert!(!sink.wait_for(1, Duration::from_millis(10)));
//! # Ok(())
//! # }
//! ```

mod http;
mod onecollector;
mod otlp;
mod response;
mod server;
mod slots;
mod spec;
mod store;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

pub use response::Response;
pub use spec::{RESPONSES_HELP, ResponsesError, parse_responses};
pub use store::{Received, Request};

use candor_core::limits::SINK_KEPT_BYTES;
use store::Shared;

/// A key of the right shape, for a client of the double. It belongs to nobody.
pub const TEST_KEY: &str = "0123456789abcdef0123456789abcdef-00000000-0000-4000-8000-000000000000-0000";

/// A running collector double. Dropping it closes its connections, stops its threads and waits for them.
#[derive(Debug)]
pub struct Sink {
    addr: SocketAddr,
    shared: Arc<Shared>,
    server: Option<JoinHandle<()>>,
}

impl Sink {
    /// Starts a double on a free port of 127.0.0.1.
    ///
    /// # Errors
    ///
    /// Those of binding the port and of starting a thread.
    pub fn start() -> io::Result<Self> {
        Self::start_on(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))
    }

    /// Starts a double on `addr`; port 0 means a free one.
    ///
    /// # Errors
    ///
    /// `InvalidInput` if `addr` is not a loopback address, and those of [`Sink::start`].
    pub fn start_on(addr: SocketAddr) -> io::Result<Self> {
        if !addr.ip().to_canonical().is_loopback() {
            let why =
                format!("{addr} is not a loopback address; the collector double listens on 127.0.0.1 or [::1] only");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        }
        Self::keeping(addr, SINK_KEPT_BYTES)
    }

    fn keeping(addr: SocketAddr, bytes: usize) -> io::Result<Self> {
        let (addr, shared, server) = server::start(addr, bytes)?;
        Ok(Self { addr, shared, server: Some(server) })
    }

    /// Where it listens.
    #[must_use]
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The URL that batches are posted to.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}{}", self.addr, onecollector::PATH)
    }

    /// The answers to the next requests, instead of those that were set before. Afterwards the contract decides again.
    pub fn respond(&self, responses: impl IntoIterator<Item = Response>) {
        self.shared.set_script(responses.into_iter().collect());
        server::close_port_if_due(&self.shared, self.addr);
    }

    /// Asks `responder` for the answer to each request that [`Sink::respond`] has none for.
    ///
    /// With it a test makes a collector that refuses one poisoned event and whatever comes along with it.
    pub fn respond_with(&self, responder: impl Fn(&Request) -> Response + Send + Sync + 'static) {
        self.shared.set_responder(Arc::new(responder));
    }

    /// The events that the collector took, in the order of their arrival, since the last [`Sink::take`].
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.shared.received()
    }

    /// The requests that arrived whole, whatever was answered, since the last [`Sink::take`].
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        self.shared.requests()
    }

    /// Waits until `events` events have been received in all, those taken included; whether they were in time.
    #[must_use]
    pub fn wait_for(&self, events: usize, timeout: Duration) -> bool {
        self.shared.wait(timeout, |counts| counts.events >= events)
    }

    /// Waits until `requests` requests have arrived in all, whatever was answered; whether they were in time.
    #[must_use]
    pub fn wait_for_requests(&self, requests: usize, timeout: Duration) -> bool {
        self.shared.wait(timeout, |counts| counts.requests >= requests)
    }

    /// Removes and returns what arrived, so that a long-lived double stays small.
    #[must_use]
    pub fn take(&self) -> (Vec<Request>, Vec<Received>) {
        self.shared.take()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        self.shared.stop();
        server::wake(self.addr);
        if let Some(server) = self.server.take() {
            let _ = server.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[test]
    fn a_full_double_says_so_until_it_is_emptied() {
        let event = format!(
            r#"{{"ver":"4.0","name":"Event","time":"2026-04-21T07:12:41.603Z","iKey":"o:{}","data":{{}}}}"#,
            &TEST_KEY[..32]
        );
        let sink = Sink::keeping(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), event.len()).unwrap();
        let post = || {
            let mut stream = std::net::TcpStream::connect(sink.addr()).unwrap();
            let head = format!(
                "POST /OneCollector/1.0/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\
                 Content-Type: application/x-json-stream\r\nx-apikey: {TEST_KEY}\r\n\r\n{event}",
                event.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).unwrap();
            answer[9..12].to_owned()
        };
        assert_eq!([post(), post()], ["200", "507"]);
        assert_eq!(sink.take().1.len(), 1);
        assert_eq!(post(), "200");
    }
}
