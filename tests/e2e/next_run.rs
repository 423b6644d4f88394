//! A collector that refuses: what one process could not send, a later one delivers.

use std::time::Duration;

use candor_sink::{Response, Sink};
use candor_tests::{Child, Home, Stage, action, numbers};

#[test]
fn a_later_process_delivers() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::status(503).header("Retry-After", "1").forever()]);
    Child::run("emits", &home, sink.addr(), "1").finish();
    assert!(sink.wait_for_requests(1, Duration::from_secs(1)));
    assert!(sink.received().is_empty());
    sink.respond([]);
    Child::run("delivers", &home, sink.addr(), "").finish();
    assert_eq!(numbers(&sink.received()), [1, 2]);
}

#[test]
fn a_process_that_only_left_has_asked_nobody() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    Child::run("leaves", &home, sink.addr(), "").finish();
    assert!(sink.requests().is_empty());
    Child::run("delivers", &home, sink.addr(), "").finish();
    assert_eq!(numbers(&sink.received()), [1]);
}

#[test]
#[ignore = "runs as a child of the tests above"]
fn emits() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = stage.install();
    action(1);
    action(2);
    assert!(!guard.flush(Duration::from_millis(500)));
}

#[test]
#[ignore = "runs as a child of the tests above"]
fn leaves() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = stage.install();
    action(1);
    drop(guard);
}

#[test]
#[ignore = "runs as a child of the tests above"]
fn delivers() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = stage.install();
    // The pause that the collector asked for lasts.
    let deadline = std::time::Instant::now() + Duration::from_secs(20);
    while !guard.flush(Duration::from_secs(1)) {
        assert!(std::time::Instant::now() < deadline);
        std::thread::sleep(Duration::from_millis(50));
    }
}
