//! What is traced is not telemetry: a span gives an event its duration, and nothing else leaves.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::time::Duration;

use candor::testing::{self, Recorded};
use candor::tracing::{Spans, at_close, elapsed};
use candor_tests::{InvokedFrom, ModelKitAction};
use tracing_subscriber::layer::SubscriberExt as _;

/// What is emitted while `f` is traced.
fn traced(f: impl FnOnce()) -> Vec<Recorded> {
    let subscriber = tracing_subscriber::registry().with(Spans::new());
    testing::record(|| tracing::subscriber::with_default(subscriber, f))
}

fn action(name: &'static str, took: Duration) {
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Script)
        .action_name(candor::Label::new(name))
        .duration_ms(took)
        .success(true)
        .emit();
}

#[test]
fn what_is_traced_goes_nowhere_by_itself() {
    let events = traced(|| {
        let _span = tracing::error_span!("ModelKitAction", action_name = "build", user = "alice").entered();
        tracing::error!(name: "ModelKitError", exception_message = "cannot read /home/alice/diary.txt");
    });
    testing::assert_names(&events, &[]);
}

#[test]
fn a_span_gives_an_event_its_duration_when_it_closes() {
    let pause = Duration::from_millis(20);
    let events = traced(|| {
        let span = tracing::info_span!("build", model = "/home/alice/secret.onnx");
        assert!(at_close(&span, |took| action("first", took)));
        assert!(at_close(&span, |took| action("second", took)));
        let clone = span.clone();
        span.in_scope(|| std::thread::sleep(pause));
        drop(span);
        action("between", Duration::ZERO);
        drop(clone);
    });
    let actions = testing::all::<ModelKitAction>(&events);
    let names: Vec<_> = actions.iter().map(|action| action.get(ModelKitAction::ACTION_NAME)).collect();
    assert_eq!(names, ["between", "first", "second"]);
    let took = actions[1].get(ModelKitAction::DURATION_MS);
    assert!(took >= pause && took < pause * 50, "{took:?}");
    testing::assert_nowhere(&events, "secret");
}

#[test]
fn the_innermost_span_tells_the_time() {
    traced(|| {
        assert_eq!(elapsed(), None);
        let _outer = tracing::info_span!("outer").entered();
        std::thread::sleep(Duration::from_millis(20));
        let outer = elapsed().unwrap();
        let inner = tracing::info_span!("inner").in_scope(|| elapsed().unwrap());
        assert!(outer >= Duration::from_millis(20) && inner < outer, "{inner:?} {outer:?}");
    });
}

#[test]
fn a_callback_that_panics_or_traces_does_no_harm() {
    let events = traced(|| {
        let span = tracing::info_span!("build");
        at_close(&span, |_| panic!("a bug of the product"));
        at_close(&span, |took| tracing::info_span!("within").in_scope(|| action("after", took)));
        drop(span);
    });
    testing::assert_names(&events, &["ModelKitAction"]);
}

#[test]
fn without_the_layer_nobody_is_promised_anything() {
    let never = |_| panic!("it must not be called");
    assert!(!at_close(&tracing::info_span!("build"), never));
    let events = testing::record(|| {
        tracing::subscriber::with_default(tracing_subscriber::registry(), || {
            let span = tracing::info_span!("build");
            assert!(!at_close(&span, never));
            assert_eq!(span.in_scope(elapsed), None);
        });
    });
    testing::assert_names(&events, &[]);
}
