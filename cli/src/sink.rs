//! `candor sink`: a collector double that prints what it receives.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use candor_core::limits::SINK_RUN;
use candor_sink::{RESPONSES_HELP, Received, Request, Response, Sink, parse_responses};

/// Run a collector double on loopback and print the events it receives, one a line.
///
/// It refuses what OneCollector refuses, and at /v1/logs what an OTLP collector does, says why on standard error, and stops by
/// itself.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Address to listen on, of this machine only; port 0 means a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    listen: SocketAddr,

    /// Answers to the first requests, such as '503,retry-after=2;reset;ok'
    #[arg(long, value_name = "SPEC", value_parser = script, long_help = RESPONSES_HELP)]
    respond: Option<Script>,

    /// Seconds after which it stops
    #[arg(long = "for", value_name = "SECONDS", default_value_t = SINK_RUN.as_secs())]
    seconds: u64,

    /// Events after which it stops
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    max: Option<u64>,
}

#[derive(Clone, Debug)]
struct Script(Vec<Response>);

fn script(spec: &str) -> Result<Script, candor_sink::ResponsesError> {
    parse_responses(spec).map(Script)
}

/// Exits with 0 when the time is over or the events are there, with 2 when it cannot listen or print.
pub(crate) fn run(args: Args) -> ExitCode {
    match serve(args, &mut io::stdout().lock(), &mut io::stderr().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads along has seen enough: `candor sink | head -1`.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: candor sink: {error}");
            ExitCode::from(2)
        }
    }
}

fn serve(args: Args, events: &mut impl Write, diagnostics: &mut impl Write) -> io::Result<()> {
    let sink = Sink::start_on(args.listen).map_err(|error| naming(args.listen, error))?;
    if let Some(Script(responses)) = args.respond {
        sink.respond(responses);
    }
    writeln!(diagnostics, "listening on {} (OTLP at /v1/logs) for {} s", sink.url(), args.seconds)?;
    let tally = collect(&sink, Duration::from_secs(args.seconds), args.max, events, diagnostics)?;
    writeln!(diagnostics, "{} events received in {} requests, {} refused", tally.events, tally.requests, tally.refused)
}

fn naming(addr: SocketAddr, error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidInput => error,
        kind => io::Error::new(kind, format!("cannot listen on {addr}: {error}")),
    }
}

#[derive(Default)]
struct Tally {
    requests: usize,
    events: u64,
    refused: usize,
}

fn collect(
    sink: &Sink,
    time: Duration,
    max: Option<u64>,
    events: &mut impl Write,
    diagnostics: &mut impl Write,
) -> io::Result<Tally> {
    let start = Instant::now();
    let mut tally = Tally::default();
    loop {
        let more = sink.wait_for_requests(tally.requests + 1, time.saturating_sub(start.elapsed()));
        let (requests, received) = sink.take();
        for request in &requests {
            tally.requests += 1;
            tally.refused += usize::from(!request.refusals().is_empty());
            explain(tally.requests, request, diagnostics)?;
        }
        for received in &received {
            tally.events += 1;
            print(received, events)?;
        }
        events.flush()?;
        if !more || max.is_some_and(|max| tally.events >= max) {
            return Ok(tally);
        }
    }
}

fn print(received: &Received, events: &mut impl Write) -> io::Result<()> {
    writeln!(events, "{}", received.line().trim_end())
}

/// Says what was answered, unless it was a plain success. Never shows what an event holds.
fn explain(number: usize, request: &Request, diagnostics: &mut impl Write) -> io::Result<()> {
    let answer = request.status().map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    if request.refusals().is_empty() && request.status() != Some(200) {
        writeln!(diagnostics, "request {number}: {answer}, as told")?;
    }
    for refusal in request.refusals() {
        writeln!(diagnostics, "request {number}: {answer} {refusal}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::net::TcpStream;

    use super::*;

    fn post(sink: &Sink, body: &str) {
        let mut stream = TcpStream::connect(sink.addr()).unwrap();
        let head = format!(
            "POST /OneCollector/1.0/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\
             Content-Type: application/x-json-stream\r\nx-apikey: {}\r\n\r\n",
            body.len(),
            candor_sink::TEST_KEY,
        );
        stream.write_all(&[head.as_bytes(), body.as_bytes()].concat()).unwrap();
        io::copy(&mut stream, &mut io::sink()).unwrap();
    }

    const EVENT: &str = r#"{"ver":"4.0","name":"Event","time":"2026-04-21T07:12:41.603Z","iKey":"o:0123456789abcdef0123456789abcdef","data":{"a":"private"}}"#;

    #[test]
    fn events_go_to_one_side_and_refusals_to_the_other() {
        let sink = Sink::start().unwrap();
        sink.respond([Response::contract(), Response::status(503)]);
        post(&sink, &format!("{EVENT}\n{{\"iKey\":\"o:0123456789abcdef0123456789abcdef\",\"x\":\"private\"}}"));
        post(&sink, EVENT);
        let (mut events, mut diagnostics) = (Vec::new(), Vec::new());
        let tally = collect(&sink, Duration::ZERO, None, &mut events, &mut diagnostics).unwrap();
        assert_eq!((tally.requests, tally.events, tally.refused), (2, 1, 1));
        assert_eq!(String::from_utf8(events).unwrap(), format!("{EVENT}\n"));
        assert_eq!(
            String::from_utf8(diagnostics).unwrap(),
            "request 1: 200 InvalidEventFormat: event 1: ver is missing\nrequest 2: 503, as told\n"
        );
    }

    #[test]
    fn it_stops_when_the_events_are_there() {
        let sink = Sink::start().unwrap();
        post(&sink, EVENT);
        let tally = collect(&sink, Duration::from_secs(3600), Some(1), &mut io::sink(), &mut io::sink()).unwrap();
        assert_eq!(tally.events, 1);
    }

    #[test]
    fn an_address_of_another_machine_is_an_error_that_names_it() {
        let args = Args { listen: "192.0.2.1:0".parse().unwrap(), respond: None, seconds: 0, max: None };
        let error = serve(args, &mut io::sink(), &mut io::sink()).unwrap_err();
        assert!(error.to_string().starts_with("192.0.2.1:0 is not a loopback address"), "{error}");
    }
}
