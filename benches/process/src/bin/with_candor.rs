//! The command with Candor.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use bench_harness::program::{Arguments, tell_the_peak, tell_the_time};
use candor::{Answer, OtlpProtocol, Telemetry};

candor::schema!("../schema");

/// For those who measure sending, and not leaving.
const PATIENCE: Duration = Duration::from_secs(60);
const KNOWN: [&str; 12] = [
    "to",
    "home",
    "events",
    "threads",
    "work_ms",
    "protocol",
    "gzip",
    "buffered",
    "unbounded",
    "flush",
    "count",
    "peak",
];

fn main() {
    let arguments = Arguments::read(&KNOWN);
    let telemetry = product(&arguments);
    if arguments.get("count", false) {
        return println!("{}", telemetry.waiting().len());
    }
    let guard = telemetry.clone().install();
    let (events, threads) = (arguments.get("events", 0), arguments.get("threads", 1));
    std::thread::scope(|scope| {
        (1..threads).for_each(|_| drop(scope.spawn(|| emit(events))));
        emit(events);
    });
    std::thread::sleep(Duration::from_millis(arguments.get("work_ms", 0)));
    tell_the_time();
    if arguments.get("flush", false) {
        assert!(guard.flush(PATIENCE), "not everything has an answer");
        let status = telemetry.status();
        let lost: u64 = status.losses().iter().map(|(_, count)| count).sum();
        assert!(status.is_on(), "{}", status.reason());
        assert!(lost == 0 && status.waiting_events() == 0, "not everything arrived");
    }
    drop(guard);
    if arguments.get("peak", false) {
        tell_the_peak();
    }
}

fn product(arguments: &Arguments) -> Telemetry {
    let home = arguments.text("home").expect("home=FOLDER");
    let telemetry = telemetry().loopback(arguments.collector(), Answer::Accept).home(Path::new(home));
    let telemetry = match arguments.text("protocol") {
        None | Some("onecollector") => telemetry,
        Some("protobuf") => telemetry.speaking_otlp(OtlpProtocol::HttpProtobuf),
        Some("json") => telemetry.speaking_otlp(OtlpProtocol::HttpJson),
        Some(other) => panic!("no protocol: {other}"),
    };
    let telemetry = if arguments.get("gzip", true) { telemetry } else { telemetry.uncompressed() };
    let telemetry = if arguments.get("buffered", false) { telemetry.buffered() } else { telemetry };
    if arguments.get("unbounded", false) {
        return telemetry.spool_bounds(u64::MAX / 4, u64::MAX, Duration::from_secs(3_600));
    }
    telemetry
}

fn emit(events: usize) {
    for _ in 0..events {
        BenchStep::new()
            .invoked_from(black_box(InvokedFrom::Interactive))
            .action_name("build")
            .target(black_box(Target::Npu))
            .items(black_box(3))
            .duration_ms(black_box(Duration::from_millis(12)))
            .success(black_box(true))
            .emit();
    }
}
