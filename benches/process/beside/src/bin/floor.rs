//! What nobody can be faster than: the events as lines of JSON, posted over one connection.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use bench_harness::json_line;
use bench_harness::program::{Arguments, tell_the_time};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Events of one request, as many as Candor and the SDK send.
const BATCH: usize = 500;

fn main() -> io::Result<()> {
    let arguments = Arguments::read(&["to", "events", "gzip"]);
    let (events, gzip) = (arguments.get("events", 0), arguments.get("gzip", false));
    let mut collector = BufReader::new(TcpStream::connect(arguments.collector())?);
    let mut lines = String::new();
    for sent in (0..events).step_by(BATCH) {
        lines.clear();
        (sent..events.min(sent + BATCH)).for_each(|_| json_line(&mut lines));
        post(&mut collector, lines.as_bytes(), gzip)?;
    }
    tell_the_time();
    Ok(())
}

fn post(collector: &mut BufReader<TcpStream>, lines: &[u8], gzip: bool) -> io::Result<()> {
    let zipped;
    let (body, encoding) = if gzip {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(lines)?;
        zipped = encoder.finish()?;
        (&zipped[..], "content-encoding: gzip\r\n")
    } else {
        (lines, "")
    };
    let head = format!("POST / HTTP/1.1\r\nhost: collector\r\n{encoding}content-length: {}\r\n\r\n", body.len());
    collector.get_mut().write_all(head.as_bytes())?;
    collector.get_mut().write_all(body)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        collector.read_line(&mut line)?;
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.trim().parse().unwrap_or(0);
        }
        if line.trim().is_empty() {
            break;
        }
    }
    io::copy(&mut collector.by_ref().take(length), &mut io::sink()).map(drop)
}
