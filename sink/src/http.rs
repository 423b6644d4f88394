//! HTTP/1.1 as far as a collector needs it: one request after the other from a connection, in bounded memory.

use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use candor_core::limits::{COLLECTOR_REQUEST_BYTES, SINK_HEAD_BYTES, SINK_HEADERS, SINK_IDLE};

/// A request, read to its end.
pub(crate) struct Message {
    pub(crate) head: Head,
    pub(crate) body: Vec<u8>,
}

/// The request line and the headers, their names in lower case.
pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) target: String,
    minor: u8,
    pub(crate) headers: Vec<(String, String)>,
}

/// Why no request came.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// The client left, or stayed silent for too long.
    Gone,
    /// What it sent is not HTTP, or more than is read: the status to answer with, and the reason.
    Refused(u16, String),
}

impl From<io::Error> for ReadError {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Framing {
    Length(usize),
    Chunked,
}

impl Head {
    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.values(name).first().copied()
    }

    fn values(&self, name: &str) -> Vec<&str> {
        self.headers.iter().filter(|(own, _)| own == name).map(|(_, value)| value.as_str()).collect()
    }

    /// Whether the client wants to send another request on this connection.
    pub(crate) fn keep_alive(&self) -> bool {
        let connection = self.header("connection").unwrap_or_default().to_ascii_lowercase();
        let has = |word: &str| connection.split(',').any(|w| w.trim() == word);
        if self.minor == 0 { has("keep-alive") } else { !has("close") }
    }

    fn framing(&self) -> Result<Framing, ReadError> {
        let encoding = self.header("transfer-encoding");
        match (encoding, self.values("content-length").as_slice()) {
            (Some(_), [_, ..]) => Err(refused(400, "both Content-Length and Transfer-Encoding")),
            (Some(e), []) if e.eq_ignore_ascii_case("chunked") => Ok(Framing::Chunked),
            (Some(_), []) => Err(refused(501, "a Transfer-Encoding other than chunked")),
            (None, []) if self.method == "POST" => Err(refused(411, "neither Content-Length nor Transfer-Encoding")),
            (None, []) => Ok(Framing::Length(0)),
            (None, [one]) => content_length(one),
            (None, _) => Err(refused(400, "more than one Content-Length")),
        }
    }
}

fn content_length(text: &str) -> Result<Framing, ReadError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(refused(400, "a Content-Length that is not a number"));
    }
    match text.parse() {
        Ok(length) if length <= COLLECTOR_REQUEST_BYTES => Ok(Framing::Length(length)),
        _ => Err(too_large()),
    }
}

fn refused(status: u16, reason: &str) -> ReadError {
    ReadError::Refused(status, reason.to_owned())
}

fn too_large() -> ReadError {
    refused(413, "the body is larger than 3145728 bytes")
}

/// The reading half of a connection.
pub(crate) struct Reader {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Reader {
    pub(crate) fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_read_timeout(Some(SINK_IDLE))?;
        stream.set_write_timeout(Some(SINK_IDLE))?;
        Ok(Self { stream, buffer: Vec::new() })
    }

    /// The next request.
    pub(crate) fn next(&mut self) -> Result<Message, ReadError> {
        let head = self.head()?;
        if head.minor == 1 && head.values("host").len() != 1 {
            return Err(refused(400, "not exactly one Host header"));
        }
        let framing = head.framing()?;
        self.answer_expectation(&head)?;
        let body = match framing {
            Framing::Length(length) => self.take(length)?,
            Framing::Chunked => self.chunks()?,
        };
        Ok(Message { head, body })
    }

    /// Reads and forgets until the client leaves, the connection is shut down, or nothing came for this long.
    pub(crate) fn drain(&mut self, silence: Option<Duration>) {
        let _ = self.stream.set_read_timeout(silence);
        let mut scratch = [0; 16 * 1024];
        while matches!(self.stream.read(&mut scratch), Ok(1..)) {}
    }

    fn head(&mut self) -> Result<Head, ReadError> {
        loop {
            let mut headers = [httparse::EMPTY_HEADER; SINK_HEADERS];
            let mut request = httparse::Request::new(&mut headers);
            match request.parse(&self.buffer) {
                Ok(httparse::Status::Complete(length)) => {
                    let head = owned(&request)?;
                    self.buffer.drain(..length);
                    return Ok(head);
                }
                Ok(httparse::Status::Partial) if self.buffer.len() >= SINK_HEAD_BYTES => {
                    return Err(refused(431, "the head is larger than 16 KiB"));
                }
                Ok(httparse::Status::Partial) => self.fill()?,
                Err(httparse::Error::TooManyHeaders) => return Err(refused(431, "more than 64 headers")),
                Err(error) => return Err(refused(400, &format!("not HTTP/1.1: {error}"))),
            }
        }
    }

    fn answer_expectation(&mut self, head: &Head) -> Result<(), ReadError> {
        match head.header("expect") {
            None => Ok(()),
            Some(e) if e.eq_ignore_ascii_case("100-continue") => {
                Ok(self.stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?)
            }
            Some(_) => Err(refused(417, "an Expect other than 100-continue")),
        }
    }

    fn chunks(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut body = Vec::new();
        loop {
            let line = self.line()?;
            let size = line.split(';').next().unwrap_or_default().trim();
            let size =
                usize::from_str_radix(size, 16).map_err(|_| refused(400, "a chunk size that is not a number"))?;
            if size == 0 {
                while !self.line()?.is_empty() {}
                return Ok(body);
            }
            if size > COLLECTOR_REQUEST_BYTES - body.len() {
                return Err(too_large());
            }
            body.extend(self.take(size)?);
            if !self.line()?.is_empty() {
                return Err(refused(400, "a chunk that is longer than its size"));
            }
        }
    }

    fn line(&mut self) -> Result<String, ReadError> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|w| w == b"\r\n") {
                let line: Vec<u8> = self.buffer.drain(..end + 2).take(end).collect();
                return String::from_utf8(line).map_err(|_| refused(400, "a chunk line that is not text"));
            }
            if self.buffer.len() > SINK_HEAD_BYTES {
                return Err(refused(400, "a chunk line without an end"));
            }
            self.fill()?;
        }
    }

    fn take(&mut self, length: usize) -> Result<Vec<u8>, ReadError> {
        while self.buffer.len() < length {
            self.fill()?;
        }
        let rest = self.buffer.split_off(length);
        Ok(std::mem::replace(&mut self.buffer, rest))
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        let mut piece = [0; 16 * 1024];
        match self.stream.read(&mut piece)? {
            0 => Err(ReadError::Gone),
            n => {
                self.buffer.extend_from_slice(&piece[..n]);
                Ok(())
            }
        }
    }
}

fn owned(request: &httparse::Request<'_, '_>) -> Result<Head, ReadError> {
    let headers = request.headers.iter().map(|header| {
        let value = std::str::from_utf8(header.value).map_err(|_| refused(400, "a header that is not text"))?;
        Ok((header.name.to_ascii_lowercase(), value.trim().to_owned()))
    });
    Ok(Head {
        method: request.method.unwrap_or_default().to_owned(),
        target: request.path.unwrap_or_default().to_owned(),
        minor: request.version.unwrap_or_default(),
        headers: headers.collect::<Result<_, ReadError>>()?,
    })
}

/// A whole reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// The bytes, and where in them the body begins.
    pub(crate) fn encode(&self, close: bool) -> (Vec<u8>, usize) {
        let mut bytes = self.head(self.body.len() as u64, close);
        let body = bytes.len();
        if has_body(self.status) {
            bytes.extend_from_slice(&self.body);
        }
        (bytes, body)
    }

    /// The head of a reply whose body has `length` bytes.
    pub(crate) fn head(&self, length: u64, close: bool) -> Vec<u8> {
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, phrase(self.status));
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if has_body(self.status) {
            head.push_str(&format!("Content-Length: {length}\r\n"));
        }
        if close {
            head.push_str("Connection: close\r\n");
        }
        head.push_str("\r\n");
        head.into_bytes()
    }
}

fn has_body(status: u16) -> bool {
    status >= 200 && status != 204 && status != 304
}

fn phrase(status: u16) -> &'static str {
    match status {
        200 => "OK",
        202 => "Accepted",
        204 => "No Content",
        307 => "Temporary Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        507 => "Insufficient Storage",
        _ => "Status",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(method: &str, minor: u8, headers: &[(&str, &str)]) -> Head {
        let headers = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        Head { method: method.to_owned(), target: "/".to_owned(), minor, headers }
    }

    #[test]
    fn framing_is_never_ambiguous() {
        let framing = |headers: &[(&str, &str)]| match head("POST", 1, headers).framing() {
            Ok(framing) => Ok(framing),
            Err(ReadError::Refused(status, _)) => Err(status),
            Err(ReadError::Gone) => Err(0),
        };
        assert_eq!(framing(&[("content-length", "3")]), Ok(Framing::Length(3)));
        assert_eq!(framing(&[("transfer-encoding", "Chunked")]), Ok(Framing::Chunked));
        assert_eq!(framing(&[]), Err(411));
        assert_eq!(framing(&[("content-length", "3"), ("transfer-encoding", "chunked")]), Err(400));
        assert_eq!(framing(&[("content-length", "3"), ("content-length", "3")]), Err(400));
        assert_eq!(framing(&[("content-length", "+3")]), Err(400));
        assert_eq!(framing(&[("content-length", "")]), Err(400));
        assert_eq!(framing(&[("content-length", "3145728")]), Ok(Framing::Length(COLLECTOR_REQUEST_BYTES)));
        assert_eq!(framing(&[("content-length", "3145729")]), Err(413));
        assert_eq!(framing(&[("content-length", "99999999999999999999999")]), Err(413));
        assert_eq!(framing(&[("transfer-encoding", "gzip")]), Err(501));
    }

    #[test]
    fn a_connection_is_kept_as_its_version_says() {
        assert!(head("POST", 1, &[]).keep_alive());
        assert!(!head("POST", 1, &[("connection", "TE, Close")]).keep_alive());
        assert!(!head("POST", 0, &[]).keep_alive());
        assert!(head("POST", 0, &[("connection", "keep-alive")]).keep_alive());
    }

    #[test]
    fn a_reply_without_content_has_no_length() {
        let reply = Reply { status: 204, headers: vec![], body: b"x".to_vec() };
        assert_eq!(reply.encode(false).0, b"HTTP/1.1 204 No Content\r\n\r\n");
    }
}
