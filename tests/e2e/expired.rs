//! An event past the date that its schema allows: a program that has it still builds, is warned, and sends nothing.

use std::time::Duration;

use candor::Answer;
use candor_sink::Sink;

candor::schema!("e2e/expired");

#[test]
#[expect(deprecated, reason = "that is the warning")]
fn an_expired_event_is_not_sent() {
    let sink = Sink::start().unwrap();
    let guard = telemetry().loopback(sink.addr(), Answer::Accept).install();
    GreeterGreeting::new().warm(true).emit();
    GreeterParting::new().emit();
    assert!(guard.flush(Duration::from_secs(10)));
    let names: Vec<_> = sink.received().iter().map(|event| event.event()["name"].clone()).collect();
    assert_eq!(names, ["GreeterParting"]);
}
