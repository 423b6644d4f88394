//! An event of six fields while telemetry is off: one that nobody formats, allocates for or waits for.

use std::hint::black_box;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use bench_harness::{Contender, NANOSECONDS, Role, Table, print, rounds};
use opentelemetry::logs::{AnyValue, LogRecord as _, LoggerProvider as _, Severity};
use opentelemetry_sdk::logs::SdkLoggerProvider;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

candor::schema!("../schema");

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

fn main() {
    // Built without a key, and so switched off for good.
    let _guard = telemetry().install();
    assert!(!telemetry().status().is_on(), "the benchmark was built with a key");
    let state = AtomicU8::new(0);
    let logger = SdkLoggerProvider::builder().build().logger("bench");
    let _subscriber = tracing::subscriber::set_default(
        tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::sink).finish(),
    );

    let region = Region::new(ALLOCATOR);
    (0..1000).for_each(|_| candor(black_box(&STEP)));
    let allocations = region.change().allocations;
    print(
        Table { title: "emit, telemetry off", goal: "at most 1.5 ns and no allocation", digits: 2, ..NANOSECONDS },
        rounds(25),
        vec![
            Contender::new("Candor", Role::Candor, || candor(black_box(&STEP))),
            Contender::new("opentelemetry_sdk 0.33, asked first", Role::Peer, || sdk(&logger, black_box(&STEP))),
            Contender::new("tracing, a level that is off", Role::Peer, || tracing_event(black_box(&STEP))),
            Contender::new("one atomic load", Role::Floor, || black_box(&state).load(Ordering::Acquire)),
        ],
    );
    println!("Allocations of 1,000 events of Candor: {allocations}.");
    assert_eq!(allocations, 0);
}

/// What a product has at hand when it tells an event; the compiler knows nothing of it.
struct Step {
    invoked_from: InvokedFrom,
    target: Target,
    items: u64,
    took: Duration,
    success: bool,
}

const STEP: Step = Step {
    invoked_from: InvokedFrom::Interactive,
    target: Target::Npu,
    items: 3,
    took: Duration::from_millis(12),
    success: true,
};

fn candor(step: &Step) {
    BenchStep::new()
        .invoked_from(step.invoked_from)
        .action_name("build")
        .target(step.target)
        .items(step.items)
        .duration_ms(step.took)
        .success(step.success)
        .emit();
}

fn sdk(logger: &impl opentelemetry::logs::Logger, step: &Step) {
    if !logger.event_enabled(Severity::Info, "bench", Some("BenchStep")) {
        return;
    }
    let mut record = logger.create_log_record();
    record.set_event_name("BenchStep");
    record.add_attribute("invoked_from", step.invoked_from.as_str());
    record.add_attribute("action_name", "build");
    record.add_attribute("target", step.target.as_str());
    record.add_attribute("items", AnyValue::Int(step.items as i64));
    record.add_attribute("duration_ms", AnyValue::Int(step.took.as_millis() as i64));
    record.add_attribute("success", step.success);
    logger.emit(record);
}

fn tracing_event(step: &Step) {
    tracing::info!(
        invoked_from = step.invoked_from.as_str(),
        action_name = "build",
        target_name = step.target.as_str(),
        items = step.items,
        duration_ms = step.took.as_millis() as u64,
        success = step.success
    );
}
