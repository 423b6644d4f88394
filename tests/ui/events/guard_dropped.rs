#![deny(unused_must_use)]

use candor_tests::telemetry;

fn main() {
    telemetry().install();
}
