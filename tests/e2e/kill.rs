//! A process that is killed right after `emit` returned: its events arrive with the next run.

use std::time::Duration;

use candor_sink::{Response, Sink};
use candor_tests::{Child, Home, Stage, action, numbers};

#[test]
fn what_was_emitted_survives() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::silence().forever()]);
    let mut child = Child::run("emits", &home, sink.addr(), "");
    child.wait_for("emitted");
    child.kill();
    sink.respond([]);
    let guard = Stage { home: home.path(), collector: sink.addr(), order: String::new() }.install();
    assert!(guard.flush(Duration::from_secs(20)));
    assert_eq!(numbers(&sink.received()), [1, 2, 3]);
}

#[test]
#[ignore = "runs as a child of the test above"]
fn emits() {
    let Some(stage) = Stage::of_child() else { return };
    let _guard = stage.install();
    (1..=3).for_each(action);
    println!("\nemitted");
    std::thread::sleep(Duration::from_secs(60));
}
