use std::panic::{AssertUnwindSafe, catch_unwind};
use std::str::FromStr;
use std::time::Duration;

use candor_core::{ContextKey, DurationUnit};
use serde_json::Value as Json;

use super::*;
use crate::consent::testing::SPEC as PRODUCT_SPEC;
use crate::event::Event;
use crate::frames::Frames;
use crate::spec::ProductSpec;
use crate::typed::spelled;
use crate::unknown_value::UnknownValue;

static SPEC: ProductSpec = ProductSpec { context: &ContextKey::ALL, ..PRODUCT_SPEC };
static PRODUCT: Product = Product::new(&SPEC);
static DONE: EventSpec =
    EventSpec { name: "ModelKitDone", fields: &["device", "took_ms", "message", "count", "ratio", "stack"] };
static STARTED: EventSpec = EventSpec { name: "ModelKitStarted", fields: &[] };

#[derive(Clone, Copy, Debug, PartialEq)]
enum Device {
    Cpu,
}

impl FromStr for Device {
    type Err = UnknownValue;

    fn from_str(text: &str) -> Result<Self, UnknownValue> {
        spelled(text, &[Self::Cpu], &["CPU"])
    }
}

impl Spelled for Device {}

struct Done;
impl EventType for Done {
    const SPEC: &'static EventSpec = &DONE;
}

struct Started;
impl EventType for Started {
    const SPEC: &'static EventSpec = &STARTED;
}

const DEVICE: Key<Done, Option<Device>> = Key::new(0);
const TOOK: Key<Done, Duration> = Key::new(1);
const MESSAGE: Key<Done, String> = Key::new(2);
const COUNT: Key<Done, u64> = Key::new(3);
const RATIO: Key<Done, f64> = Key::new(4);
const STACK: Key<Done, Vec<RecordedFrame>> = Key::new(5);

fn started() {
    Event::begin(&PRODUCT, &STARTED).emit();
}

fn done(device: Option<&'static str>, message: &str) {
    let mut event = Event::begin(&PRODUCT, &DONE);
    if let Some(device) = device {
        event = event.set_enum(0, device);
    }
    event = event.set_duration(1, Duration::from_micros(1_999), DurationUnit::Milliseconds);
    event = event.set_text(2, &message, 200);
    event = event.set_uint(3, 7);
    event = event.set_float(4, 0.5);
    event = event.set_frames(5, Frames::at(std::panic::Location::caller()));
    event.emit();
}

fn panic_of(f: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(f)).expect_err("it should have panicked");
    *panic.downcast::<String>().unwrap()
}

#[test]
fn events_are_recorded_in_order_and_read_as_they_were_given() {
    let events = record(|| {
        started();
        done(Some("CPU"), "cannot open /home/alice/secret/model.onnx");
        done(None, "fine");
    });
    assert_names(&events, &["ModelKitStarted", "ModelKitDone", "ModelKitDone"]);
    assert_eq!(events[1].get(DEVICE), Some(Device::Cpu));
    assert_eq!(events[2].get(DEVICE), None);
    assert_eq!(events[1].get(TOOK), Duration::from_millis(1));
    assert_eq!(events[1].get(MESSAGE), "cannot open model.onnx");
    assert_eq!((events[1].get(COUNT), events[1].get(RATIO)), (7, 0.5));
    let frames = events[1].get(STACK);
    assert!(frames[0].line.is_some() && frames[0].file.as_deref().unwrap().ends_with("tests.rs"), "{frames:?}");
    assert_nowhere(&events, "ALICE");
}

#[test]
fn the_envelope_is_what_would_be_posted() {
    let events = record(|| done(Some("CPU"), "a\"b"));
    let envelope: Json = serde_json::from_str(events[0].envelope()).unwrap();
    assert_eq!(envelope["ver"], "4.0");
    assert_eq!(envelope["name"], "ModelKitDone");
    assert_eq!(envelope["iKey"], "o:00000000000000000000000000000000");
    assert_eq!(envelope["data"]["took_ms"], 1);
    assert_eq!(envelope["data"]["message"], "a\"b");
    assert_eq!(envelope["ext"]["device"]["localId"], "r:00000000-0000-0000-0000-000000000000");
    assert_eq!(envelope["ext"]["app"]["ver"], "0.1.0");
}

#[test]
fn a_snapshot_has_nothing_that_differs_from_run_to_run() {
    let take = || snapshot(&record(|| done(Some("CPU"), "fine")));
    let first = take();
    std::thread::sleep(Duration::from_millis(2));
    assert_eq!(first, take());
    let expected = r#"{
  "ver": "4.0",
  "name": "ModelKitDone",
  "time": "<time>",
  "iKey": "<key>",
  "data": {
    "device": "CPU",
    "took_ms": "<duration>",
    "message": "fine",
    "count": 7,
    "ratio": 0.5,
    "stack": "<frames>",
    "event.id": "<id>"
  },
  "ext": {
    "device": {
      "localId": "<id>",
      "authId": "EXISTING",
      "deviceClass": "<architecture>"
    },
    "os": {
      "name": "<os>",
      "ver": "<version>"
    },
    "app": {
      "ver": "<version>",
      "sesId": "<id>"
    },
    "sdk": {
      "epoch": "<id>",
      "seq": "<number>"
    }
  }
}
"#;
    assert_eq!(first, expected);
}

#[test]
fn recordings_beside_each_other_do_not_mix() {
    std::thread::scope(|scope| {
        for n in 0..8 {
            scope.spawn(move || {
                let events = record(|| (0..n).for_each(|_| started()));
                assert_eq!(events.len(), n);
            });
        }
    });
    assert!(Recording::current().is_none());
}

#[test]
fn a_recording_within_another_takes_its_own_and_gives_back_in_a_panic_too() {
    let outer = record(|| {
        started();
        assert_eq!(record(|| done(None, "inner")).len(), 1);
        panic_of(|| drop(record(|| panic!("{}", "a test fails"))));
        started();
    });
    assert_names(&outer, &["ModelKitStarted", "ModelKitStarted"]);
}

#[test]
fn a_thread_that_is_let_in_is_recorded_and_another_is_not() {
    let events = record(|| {
        let recording = Recording::current().unwrap();
        std::thread::spawn(|| done(None, "alone")).join().unwrap();
        std::thread::spawn(move || recording.run(started)).join().unwrap();
    });
    assert_names(&events, &["ModelKitStarted"]);
}

#[test]
fn a_recording_does_not_touch_the_product() {
    static OTHER: Product = Product::new(&SPEC);
    let events = record(|| {
        let telemetry = crate::Telemetry::new(&OTHER);
        let _guard = telemetry.clone().install();
        Event::begin(&OTHER, &STARTED).emit();
        assert!(!telemetry.grant() && !telemetry.withdraw() && !telemetry.reset_id());
        assert_eq!(telemetry.status().directory(), None);
    });
    assert_eq!(events.len(), 1);
    assert_eq!((OTHER.state(), OTHER.early()), (crate::product::State::NotInstalled, 0));
}

#[test]
fn failures_say_what_was_recorded() {
    let events = record(|| {
        started();
        done(None, "fine");
    });
    let found = panic_of(|| {
        let _ = only::<Started>(&[]);
    });
    assert_eq!(found, "expected one ModelKitStarted, found 0; nothing was recorded");
    let two = [events[0].clone(), events[0].clone()];
    assert!(
        panic_of(|| drop(only::<Started>(&two).clone()))
            .starts_with("expected one ModelKitStarted, found 2; recorded:\n{")
    );
    assert!(panic_of(|| assert_none::<Done>(&events)).starts_with("expected no ModelKitDone; recorded:\n{"));
    let found = panic_of(|| assert_names(&events, &["ModelKitDone"]));
    assert!(
        found.starts_with(r#"expected events ["ModelKitDone"], found ["ModelKitStarted", "ModelKitDone"]; "#),
        "{found}"
    );
    let found = panic_of(|| events[1].assert(COUNT, 8));
    assert!(found.starts_with("ModelKitDone.count is 7, expected 8, in:\n{"), "{found}");
    let found = panic_of(|| {
        let _ = events[0].get(COUNT);
    });
    assert!(found.starts_with("this is no ModelKitDone but:\n{"), "{found}");
    let found = panic_of(|| assert_nowhere(&events, "Fine"));
    assert!(found.starts_with("`Fine` would be sent, in:\n{"), "{found}");
}

#[test]
fn a_required_text_that_could_not_be_formatted_is_told() {
    struct Panics;
    impl fmt::Display for Panics {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("a bug of the product")
        }
    }
    let events = record(|| {
        let mut event = Event::begin(&PRODUCT, &DONE);
        event = event.set_text(2, &Panics, 200);
        event.emit();
    });
    let found = panic_of(|| {
        let _ = events[0].get(MESSAGE);
    });
    assert!(found.starts_with("`message` is null in:\n{"), "{found}");
}
