//! What real collectors and the published definitions make of ModelKit's events, and what other producers send for them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod collector;
mod common_schema;
mod definitions;

use std::sync::Mutex;
use std::time::Duration;

use candor::{Frames, Guard};
use candor_tests::{Device, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat, telemetry};

/// A product is installed once in a process.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn emit_three(guard: &Guard) {
    ModelKitHeartbeat::new().emit();
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Script)
        .action_name("build")
        .device(Device::Npu)
        .duration_ms(Duration::from_millis(4321))
        .success(true)
        .emit();
    ModelKitError::new()
        .exception_type("FileNotFoundError")
        .exception_message("model file not found: C:\\Users\\Alice\\models\\mobilenet.onnx")
        .exception_stack(Frames::capture())
        .emit();
    assert!(guard.flush(Duration::from_secs(20)), "{:?}", telemetry().status());
}
