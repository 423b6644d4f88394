//! Does one thing often in `measured`, the only function whose instructions are counted:
//! `probe off|buffered|clean|dirty|check|expand [SCHEMA]`. Prints how often.

use std::hint::black_box;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use candor::scrub::Scrubber;
use candor_codegen::{Date, Sources, check, generate_text};

candor::schema!("schema");

const TIMES: usize = 1_000;
const CLEAN: &str = "failed to convert the model to the target format: operator LayerNormalization is not supported by this provider, skipped";
const DIRTY: &str = r"failed to reach alice@example.com at 10.0.0.1, job 12345678-1234-5678-1234-567812345678, C:\Users\Alice\models\net.onnx";
const TODAY: Date = Date::constant(2026, 4, 21);

/// Not inlined, so that callgrind finds it by its name.
#[inline(never)]
fn measured(times: usize, act: &dyn Fn()) {
    println!("{times}");
    for _ in 0..times {
        act();
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["off"] => off(),
        #[cfg(feature = "testing")]
        ["buffered"] => buffered(),
        ["clean"] => scrub(CLEAN),
        ["dirty"] => scrub(DIRTY),
        ["check", schema] => measured(1, &|| {
            black_box(check(&Sources::read(Path::new(schema)), TODAY));
        }),
        ["expand", schema] => measured(1, &|| {
            black_box(generate_text(&Sources::read(Path::new(schema)), TODAY).is_ok());
        }),
        _ => return ExitCode::from(2),
    }
    ExitCode::SUCCESS
}

fn off() {
    // Built without a key.
    let _telemetry = telemetry().install();
    measured(TIMES, &emit);
}

#[cfg(feature = "testing")]
fn buffered() {
    // Nobody listens there: what is counted is the caller's part alone.
    let nobody = std::net::SocketAddr::from(([127, 0, 0, 1], 9));
    let _telemetry = telemetry().buffered().loopback(nobody, candor::Answer::Accept).install();
    assert!(telemetry().status().is_on(), "{}", telemetry().status().reason());
    // The first event makes the identity and the spool.
    emit();
    measured(TIMES, &emit);
}

fn scrub(text: &'static str) {
    let scrubber = Scrubber::new(&["winml/modelkit"]);
    // The first call compiles what is compiled once.
    black_box(scrubber.scrub_unbounded(text));
    measured(TIMES, &|| drop(black_box(scrubber.scrub_unbounded(black_box(text)))));
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
