//! Sockets and threads: a thread that accepts, one for each connection, and the carrying out of what was decided.

use std::io::{self, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use candor_core::limits::SINK_CONNECTIONS;

use crate::http::{Message, ReadError, Reader, Reply};
use crate::onecollector::{self, Judgement};
use crate::otlp;
use crate::response::{Action, Plan, plan};
use crate::store::{Port, Request, Shared};

pub(crate) fn start(addr: SocketAddr, keep: usize) -> io::Result<(SocketAddr, Arc<Shared>, JoinHandle<()>)> {
    let listener = TcpListener::bind(addr)?;
    let addr = listener.local_addr()?;
    let shared = Arc::new(Shared::new(keep));
    let own = Arc::clone(&shared);
    let server = thread::Builder::new().name("candor-sink".to_owned()).spawn(move || run(listener, addr, &own))?;
    Ok((addr, shared, server))
}

/// Makes the accepting thread look around.
pub(crate) fn wake(addr: SocketAddr) {
    let _ = TcpStream::connect_timeout(&addr, Duration::from_secs(1));
}

/// Closes the port, if that is the next answer, and returns when it is closed.
pub(crate) fn close_port_if_due(shared: &Shared, addr: SocketAddr) {
    if shared.begin_refusal() {
        wake(addr);
        shared.wait_until_closed();
    }
}

fn run(listener: TcpListener, addr: SocketAddr, shared: &Arc<Shared>) {
    let mut connections: Vec<JoinHandle<()>> = Vec::new();
    let mut listener = Some(listener);
    let mut id = 0;
    while let Some(open) = listener.take() {
        let accepted = open.accept();
        connections.retain(|connection| !connection.is_finished());
        if shared.is_stopping() {
            break;
        }
        if let Port::Closing(until) = shared.port() {
            drop((accepted, open));
            shared.set_port(Port::Closed(until));
            listener = reopen(addr, until, shared);
            continue;
        }
        match accepted {
            Ok((stream, _)) => {
                id += 1;
                connections.extend(connect(stream, addr, id, shared));
            }
            // Out of file handles, as a rule: without a pause this would spin.
            Err(_) => thread::sleep(Duration::from_millis(10)),
        }
        listener = Some(open);
    }
    for connection in connections {
        let _ = connection.join();
    }
}

/// The port again, after its time; `None` when the double stops first.
fn reopen(addr: SocketAddr, until: Option<Instant>, shared: &Shared) -> Option<TcpListener> {
    if shared.sleep_until(until) {
        return None;
    }
    loop {
        if let Ok(listener) = TcpListener::bind(addr) {
            shared.set_port(Port::Open);
            return Some(listener);
        }
        if shared.sleep_until(Instant::now().checked_add(Duration::from_millis(50))) {
            return None;
        }
    }
}

fn connect(stream: TcpStream, addr: SocketAddr, id: u64, shared: &Arc<Shared>) -> Option<JoinHandle<()>> {
    let _ = stream.set_nodelay(true);
    if !shared.connect(id, stream.try_clone().ok()?, SINK_CONNECTIONS) {
        return None;
    }
    let own = Arc::clone(shared);
    let serve = move || {
        if let Ok(reader) = stream.try_clone().and_then(Reader::new) {
            serve(&stream, reader, addr, id, &own);
        }
        own.disconnect(id);
    };
    let spawned = thread::Builder::new().name("candor-sink-connection".to_owned()).spawn(serve);
    if spawned.is_err() {
        shared.disconnect(id);
    }
    spawned.ok()
}

fn serve(stream: &TcpStream, mut reader: Reader, addr: SocketAddr, id: u64, shared: &Shared) {
    while shared.is_open() {
        let message = match reader.next() {
            Ok(message) => message,
            Err(ReadError::Gone) => return,
            Err(ReadError::Refused(status, reason)) => {
                let _ = write(stream, &not_http(status, reason).encode(true).0);
                // Closing with unread bytes would reset the connection, and the client would not see the answer.
                let _ = stream.shutdown(Shutdown::Write);
                return reader.drain(Some(Duration::from_secs(1)));
            }
        };
        shared.set_idle(id, false);
        let keep = answer(&message, stream, &mut reader, id, shared);
        if shared.begin_refusal() {
            wake(addr);
            return;
        }
        if keep.is_err() || !message.head.keep_alive() {
            return;
        }
        shared.set_idle(id, true);
    }
}

fn not_http(status: u16, reason: String) -> Reply {
    Reply { status, headers: vec![("Collector-Error".to_owned(), reason)], body: Vec::new() }
}

/// Judges, records, replies. An error ends the connection.
fn answer(message: &Message, stream: &TcpStream, reader: &mut Reader, id: u64, shared: &Shared) -> io::Result<()> {
    let judgement = judge(message, shared);
    let request = Request::new(&message.head, message.body.len(), &judgement);
    let response = shared.next_response(&request);
    let Plan { received, action } = plan(&response, &judgement);
    let accepted = if received { judgement.accepted } else { Vec::new() };
    shared.record(request.answered(action.status()), accepted);
    if !response.delay.is_zero() && shared.sleep_until(Instant::now().checked_add(response.delay)) {
        return Err(io::ErrorKind::Interrupted.into());
    }
    if matches!(action, Action::Silence | Action::Huge(..)) {
        shared.set_idle(id, true);
    }
    carry_out(action, !message.head.keep_alive(), stream, reader, shared)
}

/// The one place that knows which contract a path speaks.
fn judge(message: &Message, shared: &Shared) -> Judgement {
    let judgement = match message.head.path() {
        otlp::PATH => otlp::judge(message),
        _ => onecollector::judge(message),
    };
    if shared.has_room(judgement.text.len()) {
        return judgement;
    }
    let reason = "the double keeps no more; take what it received".to_owned();
    let reply = not_http(507, reason.clone());
    Judgement { reply, text: String::new(), accepted: Vec::new(), refusals: vec![reason] }
}

fn carry_out(action: Action, close: bool, stream: &TcpStream, reader: &mut Reader, shared: &Shared) -> io::Result<()> {
    let end = || Err(io::ErrorKind::ConnectionAborted.into());
    match action {
        Action::Reply(reply) => write(stream, &reply.encode(close).0),
        Action::Slow(reply, pause) => drip(&reply.encode(close).0, pause, stream, shared),
        Action::HalfHead(reply) => {
            let (bytes, body) = reply.encode(close);
            write(stream, &bytes[..body / 2])?;
            end()
        }
        Action::HalfBody(reply) => {
            let (bytes, body) = reply.encode(close);
            write(stream, &bytes[..body + (bytes.len() - body) / 2])?;
            end()
        }
        Action::Huge(reply, length) => huge(&reply, length, close, stream),
        Action::Garbage => {
            write(stream, b"HTTP/1.1 200 OK\r\n\x00\xff: \x01\r\n: :\r\nno colon\r\n\r\n")?;
            end()
        }
        Action::Silence => {
            reader.drain(None);
            end()
        }
        Action::Close => end(),
        Action::Reset => {
            socket2::SockRef::from(stream).set_linger(Some(Duration::ZERO))?;
            end()
        }
    }
}

fn write(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<()> {
    stream.write_all(bytes)
}

fn drip(bytes: &[u8], pause: Duration, stream: &TcpStream, shared: &Shared) -> io::Result<()> {
    for byte in bytes {
        write(stream, &[*byte])?;
        if shared.sleep_until(Instant::now().checked_add(pause)) {
            return Err(io::ErrorKind::Interrupted.into());
        }
    }
    Ok(())
}

fn huge(reply: &Reply, length: u64, close: bool, stream: &TcpStream) -> io::Result<()> {
    write(stream, &reply.head(length, close))?;
    let piece = [b' '; 64 * 1024];
    let mut left = length;
    while left > 0 {
        let now = left.min(piece.len() as u64);
        write(stream, &piece[..usize::try_from(now).unwrap_or(piece.len())])?;
        left -= now;
    }
    Ok(())
}
