//! An event of six fields while telemetry is on, from the first setter until `emit` returns: into the file, or into memory.
//!
//! The collector refuses connections, so that no request is in flight. The spool has no bounds here: a full one refuses events, which
//! takes less than to write them.

mod peers;

use std::fs::File;
use std::hint::black_box;
use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bench_harness::{Contender, NANOSECONDS, Role, Table, json_line, print, rounds};
use candor::Answer;
use opentelemetry::logs::LoggerProvider as _;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use peers::{Kept, Lines, Nowhere, sdk};

candor::schema!("../schema");

/// Events a batch: no more than the queue of the SDK holds.
const BATCH: usize = 1_500;

fn main() {
    let rounds = rounds(40);
    let home = tempfile::tempdir().expect("a scratch folder");
    let nobody =
        std::net::TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("loopback");
    let unbounded = || telemetry().spool_bounds(u64::MAX / 4, u64::MAX, Duration::from_secs(3_600));

    // One product can be installed once: each kind of row has a guard of its own.
    let guard = unbounded().loopback(nobody, Answer::Accept).home(home.path()).install();
    assert!(telemetry().status().is_on(), "{}", telemetry().status().reason());
    candor();
    let line = bytes_of_the_spool(&home.path().join(".bench/telemetry/spool"));
    assert!(line > 0, "nothing waits");
    let written = File::options().create(true).append(true).open(home.path().join("floor")).expect("a file");
    let bytes = vec![b'x'; line];
    print(
        Table {
            title: "emit, durable",
            goal: "at most 1.5 times one write(2) of the same bytes",
            digits: 0,
            ..NANOSECONDS
        },
        rounds,
        vec![
            Contender::new("Candor, in the file when emit returns", Role::Candor, candor).batch(BATCH),
            Contender::new("one write(2) of as many bytes", Role::Floor, || (&written).write_all(black_box(&bytes)))
                .batch(BATCH),
        ],
    );
    assert_eq!(lost(), 0, "not every event was written");
    drop(guard);

    let home = tempfile::tempdir().expect("a scratch folder");
    let guard = unbounded().buffered().loopback(nobody, Answer::Accept).home(home.path()).install();
    assert!(telemetry().status().is_on(), "{}", telemetry().status().reason());
    let provider = SdkLoggerProvider::builder().with_batch_exporter(Nowhere).build();
    let logger = provider.logger("bench");
    let kept = Arc::new(Kept::default());
    let sink = kept.sink();
    let lines = Lines::default();
    let _subscriber =
        tracing::subscriber::set_default(tracing_subscriber::fmt().json().with_writer(lines.clone()).finish());
    let buffer = Mutex::new(String::new());
    // Without sleep: a core that wakes up is slow for a while, and those of the peers do not sleep between their batches.
    let pause = || {
        let start = Instant::now();
        while start.elapsed() < Duration::from_millis(60) {
            std::hint::spin_loop();
        }
    };
    print(
        Table { title: "emit, buffered", goal: "at most 120 ns and a third of the SDK", ..NANOSECONDS },
        rounds,
        vec![
            Contender::new("Candor, in the file within 50 ms", Role::Candor, candor).batch(BATCH).resting(pause),
            Contender::new("opentelemetry_sdk 0.33, batch, owned values", Role::Peer, || sdk(&logger, String::from))
                .batch(BATCH)
                .resting(|| drop(provider.force_flush())),
            Contender::new("opentelemetry_sdk 0.33, batch, static values", Role::Peer, || sdk(&logger, |text| text))
                .batch(BATCH)
                .resting(|| drop(provider.force_flush())),
            Contender::new("observed 0.29, values kept in a locked buffer", Role::Peer, || peers::observed(&sink))
                .batch(BATCH)
                .resting(|| kept.clear()),
            Contender::new("tracing, JSON into a locked buffer", Role::Peer, peers::tracing)
                .batch(BATCH)
                .resting(|| lines.clear()),
            Contender::new("clock, JSON and a locked buffer", Role::Floor, || floor(&buffer))
                .batch(BATCH)
                .resting(|| buffer.lock().expect("nobody panics").clear()),
        ],
    );
    assert_eq!(lost(), 0, "not every event was written");
    drop(guard);
}

fn lost() -> u64 {
    telemetry().status().losses().iter().map(|(_, events)| events).sum()
}

/// What is written to the disk for an event, where there is one.
fn bytes_of_the_spool(spool: &Path) -> usize {
    let files = std::fs::read_dir(spool).expect("a spool").flatten();
    let segments = files.filter(|file| file.path().extension().is_some_and(|end| end != "lock"));
    segments.map(|segment| segment.metadata().map_or(0, |metadata| metadata.len() as usize)).sum()
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

/// What every emitter has to do before the event may be forgotten.
fn floor(buffer: &Mutex<String>) {
    json_line(&mut buffer.lock().expect("nobody panics"));
}
