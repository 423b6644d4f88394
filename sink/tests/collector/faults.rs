//! Every fault reaches the client as that fault and no other, and says whether the events were received.

use std::io::{self, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::{connect, exchange, good, post, read_answer};
use candor_sink::{Response, Sink, parse_responses};

fn faulty(response: Response) -> Sink {
    let sink = Sink::start().unwrap();
    sink.respond([response]);
    sink
}

/// Everything that comes back, and how it ends.
fn raw(sink: &Sink) -> (Vec<u8>, io::Result<usize>) {
    let mut stream = connect(sink.addr());
    stream.write_all(&post(&good())).unwrap();
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes);
    (bytes, end)
}

#[test]
fn a_status_comes_with_its_headers_and_then_the_contract_again() {
    let sink = faulty(Response::status(503).header("Retry-After", "2").body("busy"));
    let answer = exchange(&sink, &post(&good())).unwrap();
    assert_eq!((answer.status, answer.header("retry-after"), answer.body.as_str()), (503, Some("2"), "busy"));
    assert!(sink.received().is_empty());
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
    assert_eq!(sink.received().len(), 1);
    let statuses: Vec<_> = sink.requests().iter().map(candor_sink::Request::status).collect();
    assert_eq!(statuses, [Some(503), Some(200)]);
}

#[test]
fn every_status_of_the_field_is_a_whole_answer() {
    let sink = Sink::start().unwrap();
    for status in [200, 204, 400, 401, 408, 413, 415, 429, 500, 502, 503, 504] {
        sink.respond([Response::status(status)]);
        let mut stream = connect(sink.addr());
        for expected in [status, 200] {
            stream.write_all(&post(&good())).unwrap();
            assert_eq!(read_answer(&mut stream).unwrap().status, expected);
        }
    }
}

#[test]
fn a_success_never_covers_a_breach() {
    let sink = faulty(Response::status(204));
    assert_eq!(exchange(&sink, &post("{}")).unwrap().status, 401);
}

#[test]
fn a_kill_names_the_tenant_and_the_time() {
    let sink = faulty(Response::kill("abc", 60));
    let answer = exchange(&sink, &post(&good())).unwrap();
    assert_eq!(answer.header("kill-tokens"), Some("o:abc:all"));
    assert_eq!(answer.header("kill-duration"), Some("60"));
    assert_eq!(answer.header("kill-duration-seconds"), Some("60"));
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"acc":1}"#));
}

#[test]
fn a_redirect_says_where() {
    let sink = faulty(Response::redirect("http://127.0.0.1:9/"));
    let answer = exchange(&sink, &post(&good())).unwrap();
    assert_eq!((answer.status, answer.header("location")), (307, Some("http://127.0.0.1:9/")));
    assert!(sink.received().is_empty());
}

#[test]
fn silence_lasts_until_the_double_goes() {
    let sink = faulty(Response::silence());
    let mut stream = connect(sink.addr());
    stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
    stream.write_all(&post(&good())).unwrap();
    let error = stream.read(&mut [0]).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");
    assert!(sink.wait_for_requests(1, Duration::from_secs(5)));
    assert_eq!(sink.requests()[0].status(), None);
    assert!(sink.received().is_empty());
    let start = Instant::now();
    drop(sink);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_slow_answer_comes_byte_by_byte() {
    let pause = Duration::from_millis(2);
    let sink = faulty(Response::slow(pause));
    let mut stream = connect(sink.addr());
    let start = Instant::now();
    stream.write_all(&post(&good())).unwrap();
    let answer = read_answer(&mut stream).unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"acc":1}"#));
    assert!(start.elapsed() >= pause * 70, "{:?}", start.elapsed());
    assert_eq!(sink.received().len(), 1);
}

#[test]
fn a_slow_answer_does_not_keep_the_double_alive() {
    let sink = faulty(Response::slow(Duration::from_secs(1000)));
    let mut stream = connect(sink.addr());
    stream.write_all(&post(&good())).unwrap();
    assert_eq!(stream.read(&mut [0; 9]).unwrap(), 1);
    let start = Instant::now();
    drop(sink);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn half_an_answer_ends_in_the_body_or_in_the_head() {
    let sink = faulty(Response::half_body());
    let (bytes, end) = raw(&sink);
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.ends_with("Content-Length: 9\r\n\r\n{\"ac"), "{text}");
    assert!(end.is_ok());
    assert_eq!(sink.received().len(), 1);

    let (bytes, end) = raw(&faulty(Response::half_head()));
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.starts_with("HTTP/1.1 200 OK\r\n") && !text.contains("\r\n\r\n"), "{text}");
    assert!(end.is_ok());
}

#[test]
fn a_close_is_an_end_and_a_reset_is_a_reset() {
    let sink = faulty(Response::close());
    let (bytes, end) = raw(&sink);
    assert_eq!((bytes.len(), end.unwrap()), (0, 0));
    assert!(sink.received().is_empty());

    let (bytes, end) = raw(&faulty(Response::reset()));
    assert_eq!(bytes.len(), 0);
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[test]
fn garbage_is_no_http() {
    let (bytes, _) = raw(&faulty(Response::garbage()));
    let mut headers = [httparse::EMPTY_HEADER; 16];
    assert!(httparse::Response::new(&mut headers).parse(&bytes).is_err());
    assert!(bytes.starts_with(b"HTTP/1.1 200 OK\r\n"));
}

#[test]
fn a_huge_answer_is_as_long_as_it_says_and_ends_when_the_client_leaves() {
    let sink = faulty(Response::huge(200_000));
    assert_eq!(exchange(&sink, &post(&good())).unwrap().body.len(), 200_000);

    let sink = faulty(Response::huge(1 << 40));
    let mut stream = connect(sink.addr());
    stream.write_all(&post(&good())).unwrap();
    let mut head = [0; 200];
    stream.read_exact(&mut head).unwrap();
    assert!(String::from_utf8_lossy(&head).contains("Content-Length: 1099511627776\r\n"));
    let start = Instant::now();
    drop((stream, sink));
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_delay_comes_before_the_answer() {
    let delay = Duration::from_millis(80);
    let sink = faulty(Response::contract().delay(delay));
    let start = Instant::now();
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
    assert!(start.elapsed() >= delay);
}

#[test]
fn a_closed_port_refuses_and_opens_again() {
    let sink = faulty(Response::refuse(Duration::from_millis(300)));
    assert_eq!(TcpStream::connect(sink.addr()).unwrap_err().kind(), ErrorKind::ConnectionRefused);
    let start = Instant::now();
    while TcpStream::connect(sink.addr()).is_err() {
        assert!(start.elapsed() < Duration::from_secs(10), "the port stays closed");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
}

#[test]
fn a_port_closes_after_the_answer_before_it_and_takes_idle_connections_along() {
    let sink = Sink::start().unwrap();
    sink.respond([Response::contract(), Response::refuse(Duration::MAX)]);
    let mut idle = connect(sink.addr());
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
    assert!(matches!(idle.read(&mut [0]), Ok(0) | Err(_)));
    let start = Instant::now();
    while TcpStream::connect(sink.addr()).is_ok() {
        assert!(start.elapsed() < Duration::from_secs(10), "the port stays open");
    }
    drop(sink);
}

#[test]
fn a_responder_sees_the_request() {
    let sink = Sink::start().unwrap();
    sink.respond_with(
        |request| {
            if request.body().contains("poison") { Response::status(400) } else { Response::contract() }
        },
    );
    let poison = crate::client::envelope(|e| e["data"]["x"] = "poison".into());
    assert_eq!(exchange(&sink, &post(&format!("{}\n{poison}", good()))).unwrap().status, 400);
    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
    assert_eq!(sink.received().len(), 1);
}

#[test]
fn a_spelled_script_is_played() {
    let sink = Sink::start().unwrap();
    sink.respond(parse_responses("503,retry-after=2;reset;200,x-a=b;429*").unwrap());
    assert_eq!(exchange(&sink, &post(&good())).unwrap().header("retry-after"), Some("2"));
    assert!(exchange(&sink, &post(&good())).is_err());
    assert_eq!(exchange(&sink, &post(&good())).unwrap().header("x-a"), Some("b"));
    for _ in 0..3 {
        assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 429);
    }
}

#[test]
fn many_clients_at_once_lose_nothing() {
    let sink = Sink::start().unwrap();
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert_eq!(exchange(&sink, &post(&good())).unwrap().status, 200);
                }
            });
        }
    });
    assert!(sink.wait_for(160, Duration::from_secs(5)));
    assert_eq!(sink.received().len(), 160);
}
