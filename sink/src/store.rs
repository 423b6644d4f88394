//! What the double knows: the answers that are due, what arrived, and whether it is open.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::net::{Shutdown, TcpStream};
use std::ops::Range;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::Head;
use crate::onecollector::Judgement;
use crate::response::{Kind, Response, Times};

pub(crate) type Responder = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// A request that arrived whole.
#[derive(Clone, Debug)]
pub struct Request {
    method: Arc<str>,
    target: Arc<str>,
    headers: Arc<[(String, String)]>,
    body: Arc<str>,
    wire_bytes: usize,
    status: Option<u16>,
    refusals: Arc<[String]>,
}

impl Request {
    pub(crate) fn new(head: &Head, wire_bytes: usize, judgement: &Judgement) -> Self {
        Self {
            method: head.method.as_str().into(),
            target: head.target.as_str().into(),
            headers: head.headers.clone().into(),
            body: judgement.text.as_str().into(),
            wire_bytes,
            status: Some(judgement.reply.status),
            refusals: judgement.refusals.clone().into(),
        }
    }

    pub(crate) fn answered(mut self, status: Option<u16>) -> Self {
        self.status = status;
        self
    }

    /// The method, `POST` as a rule.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Path and query as they were sent.
    #[must_use]
    pub fn target(&self) -> &str {
        &self.target
    }

    /// All headers, their names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The first header of this name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        find(&self.headers, name)
    }

    /// The body, inflated; empty where the request was refused before its body counted.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Bytes of the body on the wire, before it was inflated.
    #[must_use]
    pub fn wire_bytes(&self) -> usize {
        self.wire_bytes
    }

    /// The status that was answered, or `None` where there was no answer. A [`Sink::respond_with`](crate::Sink::respond_with)
    /// function sees here what the contract says.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Why the contract refuses the request or some of its events; empty where it does not. Never holds event content
    /// but names of unknown slots.
    #[must_use]
    pub fn refusals(&self) -> &[String] {
        &self.refusals
    }
}

/// An event that the collector took.
#[derive(Clone)]
pub struct Received {
    request: Request,
    line: Range<usize>,
}

impl Received {
    /// The envelope.
    #[must_use]
    pub fn event(&self) -> Value {
        // The line was parsed before it was accepted.
        serde_json::from_str(self.line()).unwrap_or_default()
    }

    /// The envelope as it was sent, without its line break.
    #[must_use]
    pub fn line(&self) -> &str {
        &self.request.body[self.line.clone()]
    }

    /// The request that it came with.
    #[must_use]
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// The headers of that request, their names in lower case.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        self.request.headers()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Received").field(&self.line()).finish()
    }
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// What arrived since the start, what was taken included.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    pub(crate) requests: usize,
    pub(crate) events: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Port {
    Open,
    /// Shall be closed until then; `None` is for ever.
    Closing(Option<Instant>),
    Closed(Option<Instant>),
}

struct State {
    port: Port,
    stopping: bool,
    script: VecDeque<Response>,
    responder: Option<Responder>,
    connections: HashMap<u64, Connection>,
    requests: Vec<Request>,
    received: Vec<Received>,
    kept_bytes: usize,
    kept_bytes_max: usize,
    counts: Counts,
}

struct Connection {
    stream: TcpStream,
    /// Whether it may be cut at once; if not, an answer is on its way that the client shall still see.
    idle: bool,
}

pub(crate) struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl fmt::Debug for Shared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shared").finish_non_exhaustive()
    }
}

impl Shared {
    /// A double that keeps at most `most` bytes of bodies.
    pub(crate) fn new(most: usize) -> Self {
        let state = State {
            port: Port::Open,
            stopping: false,
            script: VecDeque::new(),
            responder: None,
            connections: HashMap::new(),
            requests: Vec::new(),
            received: Vec::new(),
            kept_bytes: 0,
            kept_bytes_max: most,
            counts: Counts::default(),
        };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_script(&self, script: VecDeque<Response>) {
        self.lock().script = script;
    }

    pub(crate) fn set_responder(&self, responder: Responder) {
        self.lock().responder = Some(responder);
    }

    /// The answer that is due. The responder runs outside the lock, so that it may ask the double.
    pub(crate) fn next_response(&self, request: &Request) -> Response {
        let responder = {
            let mut state = self.lock();
            if let Some(response) = next(&mut state.script) {
                return response;
            }
            state.responder.clone()
        };
        responder.map_or_else(Response::contract, |responder| responder(request))
    }

    /// Takes a closing of the port off the script, if one is due; whether it was.
    pub(crate) fn begin_refusal(&self) -> bool {
        let mut state = self.lock();
        let Some(Response { kind: Kind::Refuse(time), .. }) = state.script.front() else { return false };
        state.port = Port::Closing(Instant::now().checked_add(*time));
        state.script.pop_front();
        for connection in state.connections.values().filter(|c| c.idle) {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        self.changed.notify_all();
        true
    }

    pub(crate) fn port(&self) -> Port {
        self.lock().port
    }

    pub(crate) fn set_port(&self, port: Port) {
        self.lock().port = port;
        self.changed.notify_all();
    }

    /// Waits until the port is closed, which takes the server thread a moment.
    pub(crate) fn wait_until_closed(&self) {
        let mut state = self.lock();
        while matches!(state.port, Port::Closing(_)) && !state.stopping {
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits until that moment or until the double stops; whether it stops.
    pub(crate) fn sleep_until(&self, until: Option<Instant>) -> bool {
        let mut state = self.lock();
        while !state.stopping {
            state = match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return false,
                Some(left) => self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
        true
    }

    /// Registers a connection, so that it can be shut down; `false` when the double has no place for it.
    pub(crate) fn connect(&self, id: u64, stream: TcpStream, most: usize) -> bool {
        let mut state = self.lock();
        let place = !state.stopping && state.port == Port::Open && state.connections.len() < most;
        if place {
            state.connections.insert(id, Connection { stream, idle: true });
        }
        place
    }

    pub(crate) fn disconnect(&self, id: u64) {
        self.lock().connections.remove(&id);
    }

    pub(crate) fn set_idle(&self, id: u64, idle: bool) {
        let mut state = self.lock();
        let stopping = state.stopping;
        if let Some(connection) = state.connections.get_mut(&id) {
            connection.idle = idle;
            if idle && stopping {
                let _ = connection.stream.shutdown(Shutdown::Both);
            }
        }
    }

    /// Whether another request may be read.
    pub(crate) fn is_open(&self) -> bool {
        let state = self.lock();
        !state.stopping && state.port == Port::Open
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.lock().stopping
    }

    pub(crate) fn stop(&self) {
        let mut state = self.lock();
        state.stopping = true;
        for connection in state.connections.values().filter(|c| c.idle) {
            let _ = connection.stream.shutdown(Shutdown::Both);
        }
        self.changed.notify_all();
    }

    /// Whether there is room for another body of this size.
    pub(crate) fn has_room(&self, bytes: usize) -> bool {
        let state = self.lock();
        state.kept_bytes.saturating_add(bytes) <= state.kept_bytes_max
    }

    pub(crate) fn record(&self, request: Request, lines: Vec<Range<usize>>) {
        let mut state = self.lock();
        state.kept_bytes += request.body.len();
        state.counts.requests += 1;
        state.counts.events += lines.len();
        state.received.extend(lines.into_iter().map(|line| Received { request: request.clone(), line }));
        state.requests.push(request);
        self.changed.notify_all();
    }

    pub(crate) fn received(&self) -> Vec<Received> {
        self.lock().received.clone()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.lock().requests.clone()
    }

    pub(crate) fn take(&self) -> (Vec<Request>, Vec<Received>) {
        let mut state = self.lock();
        state.kept_bytes = 0;
        (std::mem::take(&mut state.requests), std::mem::take(&mut state.received))
    }

    pub(crate) fn wait(&self, timeout: Duration, enough: impl Fn(Counts) -> bool) -> bool {
        let until = Instant::now().checked_add(timeout);
        let mut state = self.lock();
        while !enough(state.counts) {
            state = match until.map(|until| until.saturating_duration_since(Instant::now())) {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => return false,
                Some(left) => self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
        true
    }
}

/// Takes one use off the front of the script.
fn next(script: &mut VecDeque<Response>) -> Option<Response> {
    loop {
        let front = script.front_mut()?;
        match &mut front.times {
            Times::Forever => return Some(front.clone()),
            Times::Count(0 | 1) => {
                let last = script.pop_front()?;
                if last.times != Times::Count(0) {
                    return Some(last);
                }
            }
            Times::Count(left) => {
                *left -= 1;
                return Some(front.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_gives_each_answer_as_often_as_it_says() {
        let script = [Response::reset().times(2), Response::close().times(0), Response::silence()];
        let mut script = VecDeque::from(script);
        let kinds: Vec<Kind> = std::iter::from_fn(|| next(&mut script)).map(|response| response.kind).collect();
        assert_eq!(kinds, [Kind::Reset, Kind::Reset, Kind::Silence]);
    }

    #[test]
    fn a_lasting_answer_hides_what_follows() {
        let mut script = VecDeque::from([Response::reset().forever(), Response::close()]);
        for _ in 0..3 {
            assert_eq!(next(&mut script).map(|response| response.kind), Some(Kind::Reset));
        }
    }
}
