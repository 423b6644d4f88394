//! What else emits an event of six fields, each up to where it could be forgotten: into memory, for somebody who sends it later.

use std::hint::black_box;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex};

use data_privacy::simple_redactor::{SimpleRedactor, SimpleRedactorMode};
use observed::metadata::EventDescription;
use observed::processing::{EventProcessor, EventView};
use observed::{FlushError, Sink, Value, emit, event};
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger, Severity};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::logs::{LogBatch, LogExporter};
use tracing_subscriber::fmt::MakeWriter;

/// An event through `logger`, whose texts are made by `text`.
pub fn sdk<T: Into<AnyValue>>(logger: &impl Logger, text: fn(&'static str) -> T) {
    let mut record = logger.create_log_record();
    record.set_event_name("BenchStep");
    record.set_severity_number(Severity::Info);
    record.add_attribute("invoked_from", text(black_box("Interactive")));
    record.add_attribute("action_name", text("build"));
    record.add_attribute("target", text(black_box("NPU")));
    record.add_attribute("items", AnyValue::Int(black_box(3)));
    record.add_attribute("duration_ms", AnyValue::Int(black_box(12)));
    record.add_attribute("success", AnyValue::Boolean(black_box(true)));
    logger.emit(record);
}

/// Takes everything at once.
#[derive(Debug)]
pub struct Nowhere;

impl LogExporter for Nowhere {
    async fn export(&self, batch: LogBatch<'_>) -> OTelSdkResult {
        batch.iter().for_each(|record| {
            black_box(record);
        });
        Ok(())
    }
}

#[event("BenchStep")]
#[info]
struct Step {
    #[unredacted]
    invoked_from: &'static str,
    #[unredacted]
    action_name: &'static str,
    #[unredacted]
    target: &'static str,
    #[unredacted]
    items: i64,
    #[unredacted]
    duration_ms: i64,
    #[unredacted]
    success: bool,
}

/// An event through `observed`, none of whose fields is redacted: the cheapest that it can do.
pub fn observed(sink: &Sink) {
    emit!(
        sink,
        Step {
            invoked_from: black_box("Interactive"),
            action_name: "build",
            target: black_box("NPU"),
            items: black_box(3),
            duration_ms: black_box(12),
            success: black_box(true),
        }
    );
}

/// A processor of `observed` that keeps the values, as one for a collector has to.
#[derive(Debug, Default)]
pub struct Kept(Mutex<Vec<Value>>);

impl Kept {
    pub fn sink(self: &Arc<Self>) -> Sink {
        Sink::builder("bench").processors(vec![Arc::clone(self) as Arc<dyn EventProcessor>]).build()
    }

    pub fn clear(&self) {
        self.0.lock().expect("nobody panics").clear();
    }
}

impl EventProcessor for Kept {
    fn is_interested(&self, _description: &EventDescription) -> bool {
        true
    }

    fn process(&self, event: &EventView<'_>) {
        black_box((event.name(), event.timestamp()));
        let as_it_is = SimpleRedactor::with_mode(SimpleRedactorMode::Passthrough);
        let mut kept = self.0.lock().expect("nobody panics");
        let _ = event.visit_fields(&mut |_, value| {
            kept.push(value(&as_it_is));
            ControlFlow::Continue(())
        });
    }

    fn flush(&self) -> Result<(), FlushError> {
        Ok(())
    }
}

/// An event through `tracing`.
pub fn tracing() {
    tracing::info!(
        invoked_from = black_box("Interactive"),
        action_name = "build",
        target_name = black_box("NPU"),
        items = black_box(3),
        duration_ms = black_box(12),
        success = black_box(true)
    );
}

/// A buffer that `tracing_subscriber` writes lines of JSON into.
#[derive(Clone, Debug, Default)]
pub struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub fn clear(&self) {
        self.0.lock().expect("nobody panics").clear();
    }
}

impl std::io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
