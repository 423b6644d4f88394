//! Events on many threads at once: each arrives, and arrives once.

use std::time::Duration;

use candor::Answer;
use candor_sink::Sink;
use candor_tests::{action, numbers, telemetry};

#[test]
fn each_event_arrives_once() {
    let sink = Sink::start().unwrap();
    let guard = telemetry().loopback(sink.addr(), Answer::Accept).install();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            scope.spawn(move || (thread * 100..thread * 100 + 100).for_each(action));
        }
    });
    assert!(guard.flush(Duration::from_secs(20)), "{:?}", telemetry().status());
    assert_eq!(numbers(&sink.received()), (0..800).collect::<Vec<_>>());
}
