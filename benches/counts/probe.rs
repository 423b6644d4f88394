//! Does one thing a thousand times in `measured`, the only function whose instructions are counted: `probe off|clean|dirty`.

use std::hint::black_box;
use std::process::ExitCode;
use std::time::Duration;

use candor::scrub::Scrubber;

candor::schema!("schema");

const TIMES: usize = 1_000;
const CLEAN: &str = "failed to convert the model to the target format: operator LayerNormalization is not supported by this provider, skipped";
const DIRTY: &str = r"failed to reach alice@example.com at 10.0.0.1, job 12345678-1234-5678-1234-567812345678, C:\Users\Alice\models\net.onnx";

/// Not inlined, so that callgrind finds it by its name.
#[inline(never)]
fn measured(act: &dyn Fn()) {
    for _ in 0..TIMES {
        act();
    }
}

fn main() -> ExitCode {
    // Built without a key: off.
    let _telemetry = telemetry().install();
    let scrubber = Scrubber::new(&["winml/modelkit"]);
    let scrub = |text: &'static str| {
        // The first call compiles what is compiled once.
        black_box(scrubber.scrub_unbounded(text));
        measured(&|| drop(black_box(scrubber.scrub_unbounded(black_box(text)))));
    };
    match std::env::args().nth(1).as_deref() {
        Some("off") => measured(&emit),
        Some("clean") => scrub(CLEAN),
        Some("dirty") => scrub(DIRTY),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

fn emit() {
    MeasuredStep0::new()
        .outcome0(black_box(Outcome0::Done))
        .action_name("build")
        .took_ms(black_box(Duration::from_millis(5)))
        .items(black_box(7))
        .cached(true)
        .reason("no such operator")
        .emit();
}
