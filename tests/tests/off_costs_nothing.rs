//! With telemetry off no event formats, captures or allocates anything.
#![allow(clippy::panic, reason = "a call that must not be is a failure")]

use std::fmt;
use std::time::Duration;

use candor::Frames;
use candor_tests::{Device, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat};

/// An error that must not be asked for anything.
#[derive(Debug)]
struct Untouchable;

impl fmt::Display for Untouchable {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        panic!("it was formatted")
    }
}

impl std::error::Error for Untouchable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        panic!("it was asked for its cause")
    }
}

#[allow(clippy::borrowed_box, reason = "a product has one and lends it")]
fn emit_all(boxed: &Box<dyn std::error::Error>, backtrace: &std::backtrace::Backtrace) {
    ModelKitHeartbeat::new().emit();
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Script)
        .action_name("build")
        .device(Device::Npu)
        .duration_ms(Duration::from_millis(5))
        .success(true)
        .emit();
    ModelKitError::new().exception_type("io").exception_message(Untouchable).exception_stack(Frames::capture()).emit();
    ModelKitError::from_error(&Untouchable).emit();
    ModelKitError::from_error(boxed).exception_stack(Frames::of_backtrace(backtrace)).emit();
    ModelKitError::from_error(&**boxed).exception_stack(Frames::at(std::panic::Location::caller())).emit();
}

#[test]
fn an_event_that_goes_nowhere_allocates_nothing() {
    let (boxed, backtrace) =
        (Box::<dyn std::error::Error>::from(Untouchable), std::backtrace::Backtrace::force_capture());
    let measured = allocation_counter::measure(|| emit_all(&boxed, &backtrace));
    assert_eq!((measured.count_total, measured.bytes_total), (0, 0));
    // The measure itself measures.
    let events = |emit: fn()| allocation_counter::measure(|| drop(candor::testing::record(emit))).count_total;
    assert!(events(|| ModelKitHeartbeat::new().emit()) > 0);
}
