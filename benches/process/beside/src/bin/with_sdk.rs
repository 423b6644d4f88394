//! The command with the OpenTelemetry SDK and its OTLP exporter, as their documentation shows it.

use std::hint::black_box;
use std::time::Duration;

use bench_harness::program::{Arguments, tell_the_peak, tell_the_time};
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger, LoggerProvider as _, Severity};
use opentelemetry_otlp::{Compression, LogExporter, Protocol, WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::logs::{BatchConfigBuilder, BatchLogProcessor, SdkLoggerProvider};

fn main() {
    let arguments = Arguments::read(&["to", "events", "work_ms", "protocol", "gzip", "unbounded", "peak"]);
    let events = arguments.get("events", 0);
    let processor = BatchLogProcessor::builder(exporter(&arguments));
    let processor = if arguments.get("unbounded", false) {
        processor.with_batch_config(BatchConfigBuilder::default().with_max_queue_size(events + 1).build())
    } else {
        processor
    };
    let provider = SdkLoggerProvider::builder().with_log_processor(processor.build()).build();
    let logger = provider.logger("bench");
    (0..events).for_each(|_| emit(&logger));
    std::thread::sleep(Duration::from_millis(arguments.get("work_ms", 0)));
    tell_the_time();
    // Where the collector is down this fails, as it must.
    let _ = provider.shutdown();
    if arguments.get("peak", false) {
        tell_the_peak();
    }
}

fn exporter(arguments: &Arguments) -> LogExporter {
    let protocol = match arguments.text("protocol") {
        None | Some("protobuf") => Protocol::HttpBinary,
        Some("json") => Protocol::HttpJson,
        Some(other) => panic!("no protocol: {other}"),
    };
    let exporter = LogExporter::builder()
        .with_http()
        .with_endpoint(format!("http://{}/v1/logs", arguments.collector()))
        .with_protocol(protocol);
    let exporter = if arguments.get("gzip", false) { exporter.with_compression(Compression::Gzip) } else { exporter };
    exporter.build().expect("an exporter")
}

fn emit(logger: &impl Logger) {
    let mut record = logger.create_log_record();
    record.set_event_name("BenchStep");
    record.set_severity_number(Severity::Info);
    record.add_attribute("invoked_from", black_box("Interactive"));
    record.add_attribute("action_name", "build");
    record.add_attribute("target", black_box("NPU"));
    record.add_attribute("items", AnyValue::Int(black_box(3)));
    record.add_attribute("duration_ms", AnyValue::Int(black_box(12)));
    record.add_attribute("success", AnyValue::Boolean(black_box(true)));
    logger.emit(record);
}
