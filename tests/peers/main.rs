//! What real collectors and the published definitions make of ModelKit's events.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod collector;
mod definitions;

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use candor::{Frames, Guard};
use candor_tests::{Device, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat, telemetry};

/// Where `tests/peers/install` put them; `None` where the test may be skipped, which it says.
fn peers(test: &str) -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let peers = root.join(std::env::var_os("CANDOR_PEERS").unwrap_or_else(|| "target/peers".into()));
    if peers.join("installed.txt").exists() {
        return Some(peers);
    }
    let may_skip = cfg!(not(target_os = "linux")) || std::env::var_os("CANDOR_ALLOW_SKIP").is_some_and(|it| it == "1");
    assert!(may_skip, "the peers are not installed: run `bash tests/peers/install`, or set CANDOR_ALLOW_SKIP=1");
    eprintln!("SKIPPED: {test}, since the peers are not installed");
    None
}

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
        .exception_message(&"model file not found: C:\\Users\\Alice\\models\\mobilenet.onnx")
        .exception_stack(Frames::capture())
        .emit();
    assert!(guard.flush(Duration::from_secs(20)), "{:?}", telemetry().status());
}
