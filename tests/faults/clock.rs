//! The clock of the machine is set while events wait and the collector has asked for a pause.

use std::fs;
use std::time::Duration;

use candor_sink::{Response, Sink};

use crate::{Emission, Home, Outcome, PATIENCE, alone};

pub(crate) const DAY_MS: i64 = 24 * 3600 * 1000;
pub(crate) const HOUR: Duration = Duration::from_secs(3600);

/// As if the clock had been set forward by so much: all that was written down lies further back. With a negative number, as
/// if it had been set back.
pub(crate) fn set_forward(home: &Home, ms: i64) {
    let back = |at: u64| at.saturating_add_signed(-ms);
    for entry in fs::read_dir(home.spool()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let Some((created, rest)) = name.split_once('-').filter(|_| name.ends_with(".seg")) else { continue };
        let Ok(created) = created.parse() else { continue };
        fs::rename(&path, path.with_file_name(format!("{:013}-{rest}", back(created)))).unwrap();
    }
    home.edit_state(|_, value| {
        for key in ["set", "until", "at"] {
            if let Some(at) = value.get(key).and_then(serde_json::Value::as_u64) {
                value[key] = back(at).into();
            }
        }
    });
}

/// Leaves events to a collector that asks for an hour's pause.
pub(crate) fn leave(home: &Home, sink: &Sink, events: u64) {
    sink.respond([Response::status(503).header("Retry-After", "3600").forever()]);
    Emission { flush: PATIENCE, ..home.emission(sink.addr(), 0, events) }.finish();
    while home.telemetry(sink.addr()).status().last_verdict().is_none() {
        home.send(sink.addr());
    }
    sink.respond([Response::contract().forever()]);
}

/// What became of the events, and whether the pause was over at once.
pub(crate) fn run(ms: i64, events: u64) -> (Outcome, bool) {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    leave(&home, &sink, events);
    set_forward(&home, ms);
    let before = sink.requests().len();
    home.send(sink.addr());
    let is_over = sink.requests().len() > before;
    (home.settle(&sink, 1), is_over)
}

#[test]
fn a_clock_that_jumps_neither_loses_events_nor_silences_a_product() {
    let _alone = alone();
    for (ms, is_over, expired) in [(0, false, 0), (DAY_MS, true, 0), (-DAY_MS, false, 0), (-400 * DAY_MS, false, 0)] {
        let (outcome, over) = run(ms, 10);
        assert_eq!((outcome.missing(), outcome.counted()), (0, expired), "{ms}: {outcome:?}");
        assert_eq!(over, is_over, "{ms}");
    }
    let (outcome, _) = run(4000 * DAY_MS, 10);
    assert_eq!((outcome.missing(), outcome.counted), (0, vec![("expired", 10)]));
}

/// Else a clock that stood in the future once would silence the product until then.
#[test]
fn a_pause_that_lies_in_the_future_begins_anew_and_is_no_longer_than_it_was_meant() {
    let _alone = alone();
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    leave(&home, &sink, 10);
    set_forward(&home, -4000 * DAY_MS);
    home.send(sink.addr());
    let requests = sink.requests().len();
    set_forward(&home, i64::try_from(2 * HOUR.as_millis()).unwrap());
    home.send(sink.addr());
    assert!(sink.requests().len() > requests, "two hours later it is over");
}
