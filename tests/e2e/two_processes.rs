//! Two processes on one home: each event of either arrives, and arrives once.

use std::time::Duration;

use candor_sink::Sink;
use candor_tests::{Child, Home, Stage, action, numbers};

#[test]
fn each_event_arrives_once() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let children: Vec<_> = ["0", "100"].iter().map(|from| Child::run("emits", &home, sink.addr(), from)).collect();
    children.into_iter().for_each(Child::finish);
    let guard = Stage { home: home.path(), collector: sink.addr(), order: String::new() }.install();
    assert!(guard.flush(Duration::from_secs(20)));
    assert_eq!(numbers(&sink.received()), (0..200).collect::<Vec<_>>());
    let devices: std::collections::HashSet<_> =
        sink.received().iter().map(|event| event.event()["ext"]["device"]["localId"].to_string()).collect();
    assert_eq!(devices.len(), 1, "they made a device id each");
    assert!(devices.iter().all(|id| id.starts_with("\"r:")), "{devices:?}");
}

#[test]
#[ignore = "runs as a child of the test above"]
fn emits() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = stage.install();
    let from: u64 = stage.order.parse().unwrap();
    for number in from..from + 100 {
        action(number);
        if number % 25 == 0 {
            guard.flush(Duration::from_millis(50));
        }
    }
}
