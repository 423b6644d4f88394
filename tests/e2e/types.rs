//! The types that ModelKit does not need, from their setters to a collector, in both encodings.

use std::time::Duration;

use candor::{Answer, Guard, Telemetry};
use candor_sink::Sink;
use candor_tests::Home;
use serde_json::Value;

candor::schema!("e2e/types");

/// Sorter of a user who says yes.
fn sorter(home: &Home, sink: &Sink) -> Telemetry {
    telemetry().loopback(sink.addr(), Answer::Accept).home(home.path())
}

/// The data of the events that came since the last look.
fn arrived(guard: &Guard, sink: &Sink) -> Vec<Value> {
    assert!(guard.flush(Duration::from_secs(10)), "{:?}", telemetry().status());
    sink.take().1.iter().map(|event| event.event()["data"].clone()).collect()
}

#[test]
fn a_digest_is_the_same_until_the_device_id_is_reset_or_consent_withdrawn() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let secret = home.join(".sorter/telemetry/digest_secret");
    let digest = |guard: &Guard| {
        SorterDigested::new().project("alice/thesis").emit();
        let data = arrived(guard, &sink);
        assert_eq!(data[0]["folder"], Value::Null);
        data[0]["project"].as_str().unwrap().to_owned()
    };
    let guard = sorter(&home, &sink).install();
    assert!(!secret.exists(), "before the first digest");
    let first = digest(&guard);
    assert!(first.len() == 64 && first.bytes().all(|b| b.is_ascii_hexdigit()), "{first}");
    SorterDigested::new().project(b"alice/thesis".as_slice()).folder("").emit();
    let data = arrived(&guard, &sink);
    assert!(data[0]["project"] == first && data[0]["folder"] != first);
    drop(guard);

    let guard = sorter(&home, &sink).install();
    assert_eq!(digest(&guard), first, "in the next run");
    assert!(!home.read(".sorter/telemetry/digest_secret").contains("alice"));
    assert!(sorter(&home, &sink).reset_id());
    let second = digest(&guard);
    assert_ne!(second, first);
    assert!(sorter(&home, &sink).withdraw());
    assert!(!secret.exists());
    SorterDigested::new().project("alice/thesis").emit();
    assert!(!secret.exists(), "after a no");
}
