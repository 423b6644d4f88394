#![deny(unused_must_use)]

use candor_tests::{ModelKitHeartbeat, telemetry};

fn main() {
    let _telemetry = telemetry().install();
    ModelKitHeartbeat::new();
}
