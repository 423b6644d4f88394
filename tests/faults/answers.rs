//! Collectors that refuse, break off, lie or send elsewhere. What they have not taken waits or is counted.

use std::time::{Duration, Instant};

use candor_sink::{Response, Sink};

use crate::{Emission, Home, Outcome, PATIENCE, alone, nobody};

pub(crate) const EVENTS: u64 = 3;

/// What becomes of the three events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Delivered,
    Waits,
    Rejected,
    /// The collector has them, but its answer did not arrive: they are sent again.
    Unsure,
}

impl Fate {
    /// What waits and what is counted as lost.
    fn expected(self) -> (u64, Vec<(&'static str, u64)>) {
        match self {
            Self::Delivered => (0, vec![]),
            Self::Waits | Self::Unsure => (EVENTS, vec![]),
            Self::Rejected => (0, vec![("rejected", EVENTS)]),
        }
    }
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
        ("silence".to_owned(), Response::silence(), Fate::Waits),
        ("a byte a second".to_owned(), Response::slow(Duration::from_secs(1)), Fate::Unsure),
        ("the connection closed".to_owned(), Response::close(), Fate::Unsure),
        ("the connection reset".to_owned(), Response::reset(), Fate::Unsure),
        ("no HTTP".to_owned(), Response::garbage(), Fate::Unsure),
    ]);
    table
}

/// What became of the events after that answer, and after the collector has recovered. Without an answer nobody listens.
pub(crate) fn run(answer: Option<Response>, fate: Fate) -> (Outcome, Outcome) {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let is_listening = answer.is_some();
    sink.respond(answer.map(Response::forever));
    let collector = if is_listening { sink.addr() } else { nobody() };
    Emission { flush: PATIENCE, ..home.emission(collector, 0, EVENTS) }.finish();
    let deadline = Instant::now() + Duration::from_secs(20);
    let (waiting, counted) = fate.expected();
    let answered = loop {
        let outcome = home.outcome(&sink, 1);
        let has_asked = !sink.requests().is_empty() || home.telemetry(collector).status().last_verdict().is_some();
        if has_asked && (outcome.waiting, &outcome.counted) == (waiting, &counted) || Instant::now() > deadline {
            break outcome;
        }
        // On a busy machine the answer came too late for the process that waited for it.
        home.forget_pauses();
        home.send(collector);
    };
    sink.respond([Response::contract().forever()]);
    (answered, home.settle(&sink, 1))
}

/// Each row of the table, and nobody at all.
pub(crate) fn all(elsewhere: &str) -> Vec<(String, Fate, Outcome)> {
    let nobody = ("the connection refused".to_owned(), None, Fate::Waits);
    let answers = table(elsewhere).into_iter().map(|(name, response, fate)| (name, Some(response), fate));
    let rows = std::iter::once(nobody).chain(answers).map(|(name, answer, fate)| {
        let (answered, settled) = run(answer, fate);
        assert_eq!(answered.emitted, EVENTS, "{name}");
        assert_eq!((answered.waiting, &answered.counted), (fate.expected().0, &fate.expected().1), "{name}");
        let lost = if fate == Fate::Rejected { EVENTS } else { 0 };
        assert_eq!((settled.missing(), settled.waiting, settled.counted()), (0, 0, lost), "{name}: {settled:?}");
        (name, fate, settled)
    });
    rows.collect()
}

#[test]
fn every_answer_has_the_outcome_that_its_row_says() {
    let _alone = alone();
    let elsewhere = Sink::start().unwrap();
    all(&elsewhere.url());
    assert!(elsewhere.requests().is_empty(), "a redirect was followed");
}
