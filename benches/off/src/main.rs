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
    (0..1000).for_each(|_| candor());
    let allocations = region.change().allocations;
    print(
        Table {
            title: "emit, telemetry off",
            goal: "at most 1.5 ns and no allocation",
            digits: 2,
            ..NANOSECONDS
        },
        rounds(25),
        vec![
            Contender::new("Candor", Role::Candor, candor),
            Contender::new("opentelemetry_sdk 0.33, asked first", Role::Peer, || sdk(&logger)),
            Contender::new("tracing, a level that is off", Role::Peer, tracing_event),
            Contender::new("one atomic load", Role::Floor, || black_box(&state).load(Ordering::Acquire)),
        ],
    );
    println!("Allocations of 1,000 events of Candor: {allocations}.");
    assert_eq!(allocations, 0);
}

fn candor() {
    BenchStep::new()
        .invoked_from(black_box(InvokedFrom::Interactive))
        .action_name("build")
        .target(black_box(Target::Npu))
        .items(black_box(3))
        .duration_ms(black_box(Duration::from_millis(12)))
        .success(black_box(true))
        .emit();
}

fn sdk(logger: &impl opentelemetry::logs::Logger) {
    if !logger.event_enabled(Severity::Info, "bench", Some("BenchStep")) {
        return;
    }
    let mut record = logger.create_log_record();
    record.set_event_name("BenchStep");
    record.add_attribute("items", AnyValue::Int(black_box(3)));
    logger.emit(record);
}

fn tracing_event() {
    tracing::info!(
        invoked_from = "Interactive",
        action_name = "build",
        target_name = "NPU",
        items = black_box(3),
        duration_ms = black_box(12),
        success = black_box(true)
    );
}
