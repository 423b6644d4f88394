//! For products that trace with [`tracing`]: how long a span took, for an event of the schema.
//!
//! The layer turns nothing into telemetry by itself. Names, fields and messages of spans and events are not looked at; what
//! goes out is an event of a schema that the product emits, and all that a span gives it is a [`Duration`].
//!
//! ```
//! # fn emit_build(_: std::time::Duration) {} // ModelKitAction::new()….duration_ms(took).emit()
//! use tracing_subscriber::layer::SubscriberExt as _;
//!
//! let subscriber = tracing_subscriber::registry().with(candor::tracing::Spans::new());
//! tracing::subscriber::with_default(subscriber, || {
//!     let span = tracing::info_span!("build", model = "/home/alice/secret.onnx"); // goes nowhere
//!     candor::tracing::at_close(&span, |took| emit_build(took));
//!     let took = span.in_scope(candor::tracing::elapsed);
//!     assert!(took.is_some());
//! });
//! ```

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use ::tracing::span::{Attributes, Id};
use ::tracing::{Span, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::{LookupSpan, Registry};

use crate::telemetry::quietly;

/// The layer: it notes when a span began, and calls back when it is closed. Put it on a
/// [`Registry`], whatever other layers there are.
#[derive(Clone, Copy, Debug, Default)]
pub struct Spans(());

impl Spans {
    /// A layer that keeps nothing of its own.
    #[must_use]
    pub const fn new() -> Self {
        Self(())
    }
}

struct Opened(Instant);

type Callback = Box<dyn FnOnce(Duration) + Send>;

/// A callback is called once, and the registry hands out what may be shared.
struct AtClose(Mutex<Vec<Callback>>);

impl<S: Subscriber + for<'s> LookupSpan<'s>> Layer<S> for Spans {
    fn on_new_span(&self, _: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Opened(Instant::now()));
        }
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else { return };
        let Some(took) = span.extensions().get::<Opened>().map(|opened| opened.0.elapsed()) else { return };
        // Taken before they are called: what they do may open spans.
        let callbacks = span.extensions_mut().remove::<AtClose>();
        let callbacks = callbacks.map(|at_close| at_close.0.into_inner().unwrap_or_else(PoisonError::into_inner));
        for callback in callbacks.into_iter().flatten() {
            quietly(|| callback(took));
        }
    }
}

/// The time since the current span began; `None` outside of spans, and without the layer.
#[must_use]
pub fn elapsed() -> Option<Duration> {
    of(&Span::current(), |registry, id| {
        registry.span(id)?.extensions().get::<Opened>().map(|opened| opened.0.elapsed())
    })
}

/// Calls `emit` with the time that the span took, when it is closed: once its last handle is gone. Callbacks of one span are
/// called in the order in which they came.
///
/// Returns whether that will happen: not for a span that is disabled, and not without the layer.
pub fn at_close(span: &Span, emit: impl FnOnce(Duration) + Send + 'static) -> bool {
    let add = |registry: &Registry, id: &Id| {
        let span = registry.span(id)?;
        let mut extensions = span.extensions_mut();
        extensions.get_mut::<Opened>()?;
        if extensions.get_mut::<AtClose>().is_none() {
            extensions.insert(AtClose(Mutex::new(Vec::new())));
        }
        let callbacks = &mut extensions.get_mut::<AtClose>()?.0;
        callbacks.get_mut().unwrap_or_else(PoisonError::into_inner).push(Box::new(emit));
        Some(())
    };
    of(span, add).is_some()
}

fn of<T>(span: &Span, look: impl FnOnce(&Registry, &Id) -> Option<T>) -> Option<T> {
    span.with_subscriber(|(id, dispatch)| look(dispatch.downcast_ref::<Registry>()?, id)).flatten()
}
