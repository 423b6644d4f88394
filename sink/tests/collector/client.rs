//! A client without opinions: it sends the bytes that it is given.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use candor_sink::{Sink, TEST_KEY};

pub(crate) const JSON_STREAM: &str = "application/x-json-stream; charset=utf-8";

pub(crate) fn envelope(change: impl FnOnce(&mut serde_json::Value)) -> String {
    let mut envelope = serde_json::json!({
        "ver": "4.0",
        "name": "ModelKitAction",
        "time": "2026-04-21T07:12:41.603Z",
        "iKey": "o:0123456789abcdef0123456789abcdef",
        "data": {"action_name": "build", "device": null},
        "ext": {
            "device": {"localId": "r:6f1b", "authId": "NEW", "deviceClass": "AMD64"},
            "os": {"name": "Windows", "ver": "10.0.26310"},
            "app": {"ver": "0.0.1", "sesId": "s"},
            "sdk": {"epoch": "e", "seq": 1},
        },
    });
    change(&mut envelope);
    envelope.to_string()
}

pub(crate) fn good() -> String {
    envelope(|_| ())
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (own, value) = line.split_once(": ")?;
            own.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

pub(crate) fn connect(addr: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(addr).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The bytes of a request.
pub(crate) fn request(method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// The bytes of a request that breaks no rule.
pub(crate) fn post(body: &str) -> Vec<u8> {
    request("POST", "/OneCollector/1.0/", &[("Content-Type", JSON_STREAM), ("x-apikey", TEST_KEY)], body.as_bytes())
}

/// Reads one answer and leaves the connection open.
pub(crate) fn read_answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    let status = line.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, headers: headers.to_owned(), body: String::new() };
    let length = answer.header("content-length").unwrap_or("0").parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    answer.body = String::from_utf8(body).unwrap();
    Ok(answer)
}

/// Sends bytes on a connection of their own and reads one answer.
pub(crate) fn exchange(sink: &Sink, bytes: &[u8]) -> io::Result<Answer> {
    let mut stream = connect(sink.addr());
    stream.write_all(bytes)?;
    read_answer(&mut stream)
}
