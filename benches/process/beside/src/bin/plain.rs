//! A command without telemetry.

use std::time::Duration;

fn main() {
    let arguments = bench_harness::program::Arguments::read(&["work_ms", "peak"]);
    std::thread::sleep(Duration::from_millis(arguments.get("work_ms", 0)));
    bench_harness::program::tell_the_time();
    if arguments.get("peak", false) {
        bench_harness::program::tell_the_peak();
    }
}
