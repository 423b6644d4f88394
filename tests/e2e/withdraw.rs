//! A user who agreed and then thinks better of it: queue and device id are gone, and nothing is sent afterwards, not even
//! by another process that is still appending.

use std::time::{Duration, Instant};

use candor::Answer;
use candor_sink::{Response, Sink};
use candor_tests::{Child, Home, Stage, action, telemetry};

#[test]
fn queue_and_device_id_are_gone_and_nothing_is_sent() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::status(503).forever()]);
    let telemetry = telemetry().loopback(sink.addr(), Answer::Accept).home(home.path());
    let guard = telemetry.clone().install();
    action(1);
    action(2);
    assert!(!guard.flush(Duration::from_secs(5)));
    let mut other = Child::run("appends", &home, sink.addr(), "");
    other.wait_for("appended");
    assert!(telemetry.status().waiting_events() >= 3);
    assert!(telemetry.status().device_id().is_some());
    let refused = sink.requests().len();

    assert!(telemetry.withdraw());
    sink.respond([Response::contract().forever()]);
    action(3);
    let left = ["home", "home/.modelkit", "home/.modelkit/config.json", "home/.modelkit/config.json.lock"];
    let rest = |file: &String| !left.contains(&file.as_str()) && file != "work" && file != "home/.modelkit/telemetry";
    let allowed = ["home/.modelkit/telemetry/state.json", "home/.modelkit/telemetry/sender.lock"];
    let unexpected =
        || home.files().into_iter().filter(rest).filter(|file| !allowed.contains(&file.as_str())).collect::<Vec<_>>();
    assert_eq!(unexpected(), Vec::<String>::new());
    let status = telemetry.status();
    assert_eq!((status.reason_name(), status.device_id(), status.waiting_events()), ("declined", None, 0));

    // It emits on; whatever it believed, it finds the no.
    other.wait_for("still appending");
    other.finish();
    assert_eq!(unexpected(), Vec::<String>::new());
    drop(guard);
    Child::run("runs_again", &home, sink.addr(), "").finish();
    assert_eq!(unexpected(), Vec::<String>::new());
    assert_eq!(sink.requests().len(), refused, "a request after the no");
    assert!(sink.received().is_empty());
}

#[test]
#[ignore = "runs as a child of the test above"]
fn appends() {
    let Some(stage) = Stage::of_child() else { return };
    let _guard = stage.install();
    action(100);
    println!("\nappended");
    let telemetry = telemetry().loopback(stage.collector, Answer::Accept).home(&stage.home);
    // The no is seen when a new segment is due, which is after five seconds at the latest.
    let deadline = Instant::now() + Duration::from_secs(30);
    let withdrawn = || telemetry.status().losses().iter().any(|(reason, _)| *reason == "withdrawn");
    while !withdrawn() || stage.home.join(".modelkit/telemetry/spool").exists() {
        assert!(Instant::now() < deadline, "{:?}", telemetry.status());
        action(101);
        std::thread::sleep(Duration::from_millis(20));
    }
    println!("\nstill appending");
    for _ in 0..20 {
        action(102);
    }
}

#[test]
#[ignore = "runs as a child of the test above"]
fn runs_again() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = stage.install();
    action(103);
    assert!(guard.flush(Duration::from_millis(200)));
    assert_eq!(
        telemetry().loopback(stage.collector, Answer::Accept).home(&stage.home).status().reason_name(),
        "declined"
    );
}
