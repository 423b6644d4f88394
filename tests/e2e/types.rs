//! The types that ModelKit does not need, from their setters to a collector, in both encodings.

#![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use candor::{Answer, Filled, Guard, OtlpProtocol, Telemetry, testing};
use candor_sink::Sink;
use candor_tests::Home;
use serde_json::{Value, json};

candor::schema!("e2e/types");

/// A product is installed once in a process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

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
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
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

/// The attributes of each OTLP record that `emit` sends.
fn attributes(protocol: OtlpProtocol, emit: impl FnOnce()) -> Vec<Value> {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let guard = sorter(&home, &sink).speaking_otlp(protocol).install();
    emit();
    assert!(guard.flush(Duration::from_secs(10)), "{:?}", telemetry().status());
    let attributes = "/resourceLogs/0/scopeLogs/0/logRecords/0/attributes";
    sink.take().1.iter().map(|request| request.event().pointer(attributes).unwrap().clone()).collect()
}

fn list() {
    SorterListed::new()
        .orders([Order::Descending; 9])
        .took([Duration::from_micros(1_999), Duration::from_secs(2), Duration::MAX])
        .ratios(vec![0.5, f64::NAN, 2.0])
        .sizes([7_u64, 5_000])
        .versions(["1.2.3+alice", "alice"])
        .emit();
}

#[test]
fn a_list_is_capped_and_an_array_in_every_encoding() {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let guard = sorter(&home, &sink).install();
    list();
    SorterListed::new().orders([]).took([]).ratios([]).sizes([f32::NAN]).emit();
    let data = arrived(&guard, &sink);
    drop(guard);
    assert_eq!(
        data,
        [
            json!({
                "orders": ["Descending", "Descending", "Descending"],
                "took": [1, 2000],
                "ratios": [0.5, 2.0],
                "sizes": ["<10", "100+"],
                "versions": ["1.2.3"],
            }),
            json!({"orders": [], "took": [], "ratios": [], "sizes": [], "versions": null}),
        ]
    );
    let array = |kind: &str, values: &[Value]| {
        let values: Vec<_> = values.iter().map(|value| json!({ kind: value })).collect();
        json!({"arrayValue": {"values": values}})
    };
    for protocol in [OtlpProtocol::HttpJson, OtlpProtocol::HttpProtobuf] {
        let sent = attributes(protocol, list);
        let took = array("intValue", &["1".into(), "2000".into()]);
        assert_eq!(sent[0][1], json!({"key": "took", "value": took}), "{sent:?}");
        let sizes = array("stringValue", &["<10".into(), "100+".into()]);
        assert_eq!(sent[0][3], json!({"key": "sizes", "value": sizes}));
    }
}

#[test]
fn a_recorded_list_reads_back_as_what_was_given() {
    let events = testing::record(list);
    let listed = testing::only::<SorterListed>(&events);
    listed.assert(SorterListed::ORDERS, vec![Order::Descending; 3]);
    listed.assert(SorterListed::TOOK, vec![Duration::from_millis(1), Duration::from_secs(2)]);
    listed.assert(SorterListed::VERSIONS, Some(vec!["1.2.3".to_owned()]));
    assert!(listed.snapshot().contains("\"<duration>\",\n"), "{listed}");
    let digests = testing::record(|| SorterDigested::new().project("alice").emit());
    let digest = testing::only::<SorterDigested>(&digests).get(SorterDigested::PROJECT).unwrap();
    assert_eq!(digest, "ce3837f76a54a635191b1704ac7672264fc17c3397ff52e7dacfc1ef3603a493");
}

fn pass(ms: u64, moved: Option<f64>) -> impl Filled<Pass> {
    Pass::new().order(Order::Ascending).took(Duration::from_millis(ms)).moved(moved)
}

fn record() {
    SorterRecorded::new().last(pass(3, Some(0.5))).passes((1..).map(|ms| pass(ms, None))).emit();
}

#[test]
fn a_record_is_an_object_in_every_encoding() {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let guard = sorter(&home, &sink).install();
    record();
    SorterRecorded::new().passes([pass(1, Some(f64::NAN))]).emit();
    let data = arrived(&guard, &sink);
    drop(guard);
    let object = |ms: i64, moved: Value| json!({"order": "Ascending", "took": ms, "moved": moved});
    let passes = [object(1, Value::Null), object(2, Value::Null)];
    assert_eq!(
        data,
        [
            json!({"last": object(3, 0.5.into()), "passes": passes}),
            json!({"last": null, "passes": [object(1, Value::Null)]}),
        ]
    );
    for protocol in [OtlpProtocol::HttpJson, OtlpProtocol::HttpProtobuf] {
        let sent = attributes(protocol, record);
        let pairs = json!([
            {"key": "order", "value": {"stringValue": "Ascending"}},
            {"key": "took", "value": {"intValue": "3"}},
            {"key": "moved", "value": {"doubleValue": 0.5}},
        ]);
        assert_eq!(sent[0][0], json!({"key": "last", "value": {"kvlistValue": {"values": pairs}}}));
        let first = &sent[0][1]["value"]["arrayValue"]["values"][0]["kvlistValue"]["values"];
        assert_eq!(first[1], json!({"key": "took", "value": {"intValue": "1"}}));
        assert_eq!(first[2], json!({"key": "moved"}), "a null is a key without a value");
    }
}

#[test]
fn a_recorded_record_reads_back_by_typed_keys() {
    let events = testing::record(record);
    let recorded = testing::only::<SorterRecorded>(&events);
    let last = recorded.get(SorterRecorded::LAST).unwrap();
    assert_eq!(last.get(Pass::ORDER), Order::Ascending);
    assert_eq!((last.get(Pass::TOOK), last.get(Pass::MOVED)), (Duration::from_millis(3), Some(0.5)));
    let passes = recorded.get(SorterRecorded::PASSES);
    let took: Vec<_> = passes.iter().map(|pass| pass.get(Pass::TOOK).as_millis()).collect();
    assert_eq!(took, [1, 2]);
    assert_eq!(recorded.snapshot().matches("\"took\": \"<duration>\"").count(), 3, "{recorded}");
}

#[test]
fn a_run_sends_all_of_a_sampled_event_or_nothing_and_a_recording_has_it() {
    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let guard = sorter(&home, &sink).install();
    (0..20).for_each(|_| SorterSampled::new().emit());
    let sent = arrived(&guard, &sink).len();
    assert!(sent == 0 || sent == 20, "{sent}");
    let recorded = testing::record(|| (0..20).for_each(|_| SorterSampled::new().emit()));
    assert_eq!(recorded.len(), 20);
}
