//! Collectors that refuse, break off, lie or send elsewhere. What they have not taken waits or is counted.

use std::time::{Duration, Instant};

use candor_sink::{Response, Sink};

use crate::{FaultsTick, Home, Outcome, alone};

const EVENTS: u64 = 3;

/// What becomes of the three events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Delivered,
    Waits,
    Rejected,
    /// The collector has them, but its answer did not arrive: they are sent again.
    Unsure,
}

/// Every answer with what it has to lead to.
pub(crate) fn table(elsewhere: &str) -> Vec<(String, Response, Fate)> {
    let mut table = Vec::new();
    for (status, fate) in [
        (200, Fate::Delivered),
        (204, Fate::Delivered),
        (400, Fate::Rejected),
        (401, Fate::Rejected),
        (408, Fate::Waits),
        (413, Fate::Rejected),
        (415, Fate::Rejected),
        (429, Fate::Waits),
        (500, Fate::Waits),
        (502, Fate::Waits),
        (503, Fate::Waits),
        (504, Fate::Waits),
    ] {
        table.push((format!("{status}"), Response::status(status), fate));
        let answer = Response::status(status).header("Retry-After", "3600");
        table.push((format!("{status} with Retry-After"), answer, fate));
    }
    let garbage = Response::status(503).header("Retry-After", "soon").header("Kill-Duration", "\u{7f}-1");
    table.extend([
        ("503 with garbage in its headers".to_owned(), garbage, Fate::Waits),
        ("a redirect elsewhere".to_owned(), Response::redirect(elsewhere), Fate::Waits),
        ("a reply of 1 GiB".to_owned(), Response::huge(1 << 30), Fate::Delivered),
        ("half a head".to_owned(), Response::half_head(), Fate::Unsure),
        ("half a body".to_owned(), Response::half_body(), Fate::Delivered),
        ("the connection closed".to_owned(), Response::close(), Fate::Unsure),
        ("the connection reset".to_owned(), Response::reset(), Fate::Unsure),
        ("no HTTP".to_owned(), Response::garbage(), Fate::Unsure),
    ]);
    table
}

/// The outcome after that answer, as soon as it is the expected one.
fn run(response: Response, expected: &(u64, Vec<(&'static str, u64)>)) -> Outcome {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([response.forever()]);
    let guard = home.telemetry(sink.addr()).install();
    for number in 0..EVENTS {
        FaultsTick::new().process(0).number(number).emit();
    }
    std::fs::write(home.journal(0), "...").unwrap();
    guard.flush(Duration::from_millis(20));
    let deadline = Instant::now() + Duration::from_secs(10);
    while Instant::now() < deadline {
        let answered = home.telemetry(sink.addr()).status().last_verdict().is_some();
        let outcome = home.outcome(&sink, 1);
        if answered && (outcome.waiting, &outcome.counted) == (expected.0, &expected.1) {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    drop(guard);
    home.outcome(&sink, 1)
}

#[test]
fn every_answer_has_the_outcome_that_its_row_says() {
    let _alone = alone();
    let elsewhere = Sink::start().unwrap();
    for (name, response, fate) in table(&elsewhere.url()) {
        let expected = match fate {
            Fate::Delivered => (0, vec![]),
            Fate::Waits | Fate::Unsure => (EVENTS, vec![]),
            Fate::Rejected => (0, vec![("rejected", EVENTS)]),
        };
        let outcome = run(response, &expected);
        assert_eq!(outcome.emitted, EVENTS, "{name}");
        assert_eq!((outcome.waiting, outcome.counted), expected, "{name}");
    }
    assert!(elsewhere.requests().is_empty(), "a redirect was followed");
}
