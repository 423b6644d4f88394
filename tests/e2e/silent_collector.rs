//! A collector that takes a request and never answers: nobody waits for it, neither an event nor the end of the process.

use std::time::{Duration, Instant};

use candor::Answer;
use candor_sink::{Response, Sink};
use candor_tests::{Home, action, telemetry};

/// What a busy machine may add.
const MARGIN: Duration = Duration::from_millis(500);

#[test]
fn leaving_takes_at_most_the_exit_budget() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::silence().forever()]);
    let telemetry = telemetry().loopback(sink.addr(), Answer::Accept).home(home.path());
    let guard = telemetry.clone().install();
    action(0);
    assert!(!guard.flush(Duration::from_millis(200)));
    assert!(sink.wait_for_requests(1, Duration::from_secs(10)), "no request is in flight");
    let start = Instant::now();
    (1..=100).for_each(action);
    assert!(start.elapsed() < Duration::from_secs(2), "100 events took {:?}", start.elapsed());
    let start = Instant::now();
    drop(guard);
    let took = start.elapsed();
    assert!(took < Duration::from_millis(250) + MARGIN, "leaving took {took:?}");
    assert_eq!(telemetry.status().waiting_events(), 101);
}
