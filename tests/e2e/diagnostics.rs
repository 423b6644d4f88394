//! What the runtime says of itself to a logger of the product: that it is on, what a collector made of a request, what went wrong;
//! and nothing of what an event held.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::sync::Mutex;
use std::time::Duration;

use candor::Answer;
use candor_sink::{Response, Sink};
use candor_tests::{Home, ModelKitError, telemetry};

static LINES: Mutex<Vec<String>> = Mutex::new(Vec::new());

struct Logger;

impl log::Log for Logger {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        LINES.lock().unwrap().push(format!("{} {} {}", record.target(), record.level(), record.args()));
    }

    fn flush(&self) {}
}

#[test]
fn the_runtime_tells_what_it_does_and_nothing_of_an_event() {
    log::set_logger(&Logger).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    sink.respond([Response::status(400).body("the event said diary")]);

    let staged = telemetry().loopback(sink.addr(), Answer::Accept).home(home.path());
    let guard = staged.clone().install();
    ModelKitError::new().exception_type("DiaryError").exception_message("cannot read diary").emit();
    assert!(guard.flush(Duration::from_secs(20)));
    drop(guard);
    assert!(staged.withdraw());
    let _off = staged.install();

    let lines: Vec<String> = LINES.lock().unwrap().clone();
    let ours: Vec<_> = lines.iter().filter(|line| line.starts_with("candor ")).map(String::as_str).collect();
    assert!(ours.contains(&"candor INFO telemetry of ModelKit is on: granted"), "{ours:?}");
    assert!(ours.contains(&"candor INFO telemetry of ModelKit is off: declined"), "{ours:?}");
    assert!(ours.iter().any(|line| line.starts_with("candor DEBUG onecollector: 1 events ")), "{ours:?}");
    assert!(!lines.iter().any(|line| line.to_lowercase().contains("diary")), "{lines:?}");
}
