//! A collector that costs next to nothing: it reads each request to its end and takes it, or never answers. It prints its address,
//! and ends when its standard input does, so that it cannot outlive who started it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

fn main() -> io::Result<()> {
    let answers = match std::env::args().nth(1).as_deref() {
        Some("answering") => true,
        Some("silent") => false,
        _ => return Err(io::Error::other("usage: collector answering|silent")),
    };
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            thread::spawn(move || serve(stream, answers));
        }
    });
    io::copy(&mut io::stdin(), &mut io::sink()).map(drop)
}

fn serve(stream: TcpStream, answers: bool) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut client = BufReader::new(stream);
    while let Some((length, is_protobuf)) = read_head(&mut client)? {
        io::copy(&mut client.by_ref().take(length), &mut io::sink())?;
        if answers {
            // An empty body is an empty message of protobuf; OneCollector and OTLP in JSON have nothing to say either.
            let reply: &[u8] = if is_protobuf {
                b"HTTP/1.1 200 OK\r\ncontent-type: application/x-protobuf\r\ncontent-length: 0\r\n\r\n"
            } else {
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}"
            };
            client.get_mut().write_all(reply)?;
        }
    }
    Ok(())
}

/// The length of a request's body, and whether it is protobuf; nothing at the end of the connection.
fn read_head(client: &mut BufReader<TcpStream>) -> io::Result<Option<(u64, bool)>> {
    let (mut length, mut is_protobuf) = (0, false);
    loop {
        let mut line = String::new();
        if client.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let line = line.trim_end().to_ascii_lowercase();
        if line.is_empty() {
            return Ok(Some((length, is_protobuf)));
        }
        if let Some(value) = line.strip_prefix("content-length:") {
            length = value.trim().parse().map_err(io::Error::other)?;
        }
        is_protobuf |= line.starts_with("content-type:") && line.contains("protobuf");
    }
}
