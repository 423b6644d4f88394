//! The double speaks HTTP/1.1: connections are kept, bodies are framed in every way, and what is not HTTP is refused.

use std::io::{Read, Write};

use crate::client::{JSON_STREAM, connect, exchange, good, post, read_answer};
use candor_sink::{Sink, TEST_KEY};

fn head(rest: &str) -> String {
    format!(
        "POST /OneCollector/1.0/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_STREAM}\r\nx-apikey: {TEST_KEY}\r\n{rest}\r\n"
    )
}

#[test]
fn a_connection_carries_many_requests() {
    let sink = Sink::start().unwrap();
    let mut stream = connect(sink.addr());
    for _ in 0..3 {
        stream.write_all(&post(&good())).unwrap();
        assert_eq!(read_answer(&mut stream).unwrap().status, 200);
    }
    stream.write_all(&[post(&good()), post(&good())].concat()).unwrap();
    assert_eq!(read_answer(&mut stream).unwrap().status, 200);
    assert_eq!(read_answer(&mut stream).unwrap().status, 200);
    assert_eq!(sink.received().len(), 5);
}

#[test]
fn a_connection_ends_when_the_client_says_so() {
    let sink = Sink::start().unwrap();
    let mut stream = connect(sink.addr());
    stream.write_all(head("Content-Length: 0\r\nConnection: close\r\n").as_bytes()).unwrap();
    let answer = read_answer(&mut stream).unwrap();
    assert_eq!(answer.header("connection"), Some("close"));
    assert_eq!(stream.read(&mut [0]).unwrap(), 0);
}

#[test]
fn a_chunked_body_is_put_together() {
    let sink = Sink::start().unwrap();
    let event = good();
    let (first, rest) = event.split_at(20);
    let body = format!("14;ext=1\r\n{first}\r\n{:X}\r\n{rest}\r\n0\r\nTrailer: x\r\n\r\n", rest.len());
    let answer = exchange(&sink, format!("{}{body}", head("Transfer-Encoding: chunked\r\n")).as_bytes()).unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(sink.received()[0].line(), event);
}

#[test]
fn a_chunked_body_that_is_none_is_refused() {
    let sink = Sink::start().unwrap();
    for body in ["x\r\n", "3\r\nabcdef\r\n0\r\n\r\n", "-1\r\n"] {
        let answer = exchange(&sink, format!("{}{body}", head("Transfer-Encoding: chunked\r\n")).as_bytes()).unwrap();
        assert_eq!(answer.status, 400, "{body:?}");
    }
    let endless = format!("{}ffffffffffffff\r\n", head("Transfer-Encoding: chunked\r\n"));
    assert_eq!(exchange(&sink, endless.as_bytes()).unwrap().status, 413);
}

#[test]
fn a_client_that_asks_first_is_told_to_continue() {
    let sink = Sink::start().unwrap();
    let event = good();
    let mut stream = connect(sink.addr());
    let head = head(&format!("Content-Length: {}\r\nExpect: 100-continue\r\n", event.len()));
    stream.write_all(head.as_bytes()).unwrap();
    assert_eq!(read_answer(&mut stream).unwrap().status, 100);
    stream.write_all(event.as_bytes()).unwrap();
    assert_eq!(read_answer(&mut stream).unwrap().status, 200);
}

#[test]
fn what_is_not_http_is_refused() {
    let sink = Sink::start().unwrap();
    let many = "a: b\r\n".repeat(70);
    let long = format!("a: {}\r\n", "b".repeat(20_000));
    let table: [(u16, String); 9] = [
        (400, "\x16\x03\x01 hello\r\n\r\n".to_owned()),
        (400, "POST /OneCollector/1.0/ HTTP/1.1\r\nContent-Length: 0\r\n\r\n".to_owned()),
        (400, head("Content-Length: 1\r\nContent-Length: 2\r\n")),
        (411, head("")),
        (413, head("Content-Length: 3145729\r\n")),
        (417, head("Content-Length: 1\r\nExpect: tea\r\n")),
        (431, head(&many)),
        (431, head(&long)),
        (501, head("Transfer-Encoding: gzip\r\n")),
    ];
    for (status, bytes) in table {
        assert_eq!(exchange(&sink, bytes.as_bytes()).unwrap().status, status, "{bytes:.60}");
    }
    assert!(sink.requests().is_empty());
}

#[test]
fn a_body_beyond_the_limit_is_answered_even_while_it_is_sent() {
    let sink = Sink::start().unwrap();
    let body = vec![b' '; 64 * 1024 * 1024];
    let mut stream = connect(sink.addr());
    stream.write_all(head(&format!("Content-Length: {}\r\n", body.len())).as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
    assert_eq!(read_answer(&mut stream).unwrap().status, 413);
}

#[test]
fn a_request_that_is_never_finished_leaves_nothing() {
    let sink = Sink::start().unwrap();
    let bytes = post(&good());
    connect(sink.addr()).write_all(&bytes[..bytes.len() - 1]).unwrap();
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
    assert_eq!(sink.requests().len(), 1);
}

#[test]
fn dropping_the_double_ends_its_connections_and_frees_its_port() {
    let sink = Sink::start().unwrap();
    let addr = sink.addr();
    let mut idle = connect(addr);
    idle.write_all(&post(&good())).unwrap();
    read_answer(&mut idle).unwrap();
    drop(sink);
    assert!(matches!(idle.read(&mut [0]), Ok(0) | Err(_)));
    assert!(std::net::TcpStream::connect(addr).is_err());
}

#[test]
fn a_client_still_sees_its_answer_when_the_double_goes() {
    for _ in 0..50 {
        let sink = Sink::start().unwrap();
        let mut stream = connect(sink.addr());
        stream.write_all(&post(&good())).unwrap();
        assert!(sink.wait_for(1, std::time::Duration::from_secs(5)));
        drop(sink);
        assert_eq!(read_answer(&mut stream).unwrap().status, 200);
    }
}
