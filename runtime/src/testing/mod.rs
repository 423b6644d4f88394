//! For the tests of a product: what would be sent, without files, network, consent or a key.
//!
//! ```
//! # mod sketch {
//! #     use candor::__private::{Answer, Ask, ConsentSpec, EventSpec, EventType, Event, Key, Product, ProductSpec};
//! #     static SPEC: ProductSpec = ProductSpec {
//! #         name: "ModelKit", app: "modelkit", version: "0.1.0",
//! #         consent: ConsentSpec { version: 1, ask: Ask::Terminal, default: Answer::Accept, notice: "", notice_sha256: "" },
//! #         storage: ".modelkit", context: &[], scrub_roots: &[], scrub_patterns: &[],
//! #         destinations: &[], schema_digest: "",
//! #     };
//! #     static PRODUCT: Product = Product::new(&SPEC);
//! #     static EVENT: EventSpec = EventSpec { name: "ModelKitAction", fields: &["action_name", "success"] };
//! #     pub struct ModelKitAction(Event);
//! #     impl EventType for ModelKitAction { const SPEC: &'static EventSpec = &EVENT; }
//! #     impl ModelKitAction {
//! #         pub const ACTION_NAME: Key<Self, String> = Key::new(0);
//! #         pub const SUCCESS: Key<Self, bool> = Key::new(1);
//! #         pub fn new() -> Self { Self(Event::begin(&PRODUCT, &EVENT)) }
//! #         pub fn action_name(self, v: &'static str) -> Self { Self(self.0.set_label(0, v)) }
//! #         pub fn success(self, v: bool) -> Self { Self(self.0.set_bool(1, v)) }
//! #         pub fn emit(self) { self.0.emit() }
//! #     }
//! # }
//! # use sketch::ModelKitAction; // in a product: candor::schema!("schema");
//! use candor::testing;
//!
//! let events = testing::record(|| ModelKitAction::new().action_name("build").success(true).emit());
//!
//! let action = testing::only::<ModelKitAction>(&events);
//! action.assert(ModelKitAction::ACTION_NAME, "build".to_owned());
//! assert!(action.get(ModelKitAction::SUCCESS));
//! testing::assert_nowhere(&events, "alice");
//! ```
//!
//! Text is scrubbed as on the way to a collector, and [`Recorded::envelope`] is what would be posted. A recording belongs to
//! its thread, so that tests which run beside each other do not see each other's events; a thread that the product starts is
//! let in with [`Recording::run`]. While one runs, `install()` neither asks nor looks for a home, and changes nothing.

// A test fails by panicking, and it is the test's own mistake.
#![allow(clippy::panic)]

mod assert;
mod mask;
mod read;

pub use crate::typed::{EventType, Key, RecordedFrame, RecordedRecord, Spelled};
pub use assert::{all, assert_names, assert_none, assert_nowhere, only, snapshot};
pub use read::Read;
pub(crate) use read::Stored;

use std::cell::RefCell;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::context::Context;
use crate::delivery;
use crate::event::{EventSpec, Value};
use crate::loopback::DUMMY_KEY;
use crate::product::Product;
use crate::record::{EncodedRecord, Safe};
use crate::scrub::Scrubber;

thread_local! {
    static CURRENT: RefCell<Option<Recording>> = const { RefCell::new(None) };
}

/// Runs `f`, and returns the events that it emitted on this thread, of whatever product, in order.
pub fn record(f: impl FnOnce()) -> Vec<Recorded> {
    record_with(f).1
}

/// As [`record`], for an `f` whose result matters too.
pub fn record_with<T>(f: impl FnOnce() -> T) -> (T, Vec<Recorded>) {
    let recording = Recording::default();
    let result = recording.run(f);
    let events = std::mem::take(&mut *recording.events());
    (result, events)
}

/// A recording that is going on, for threads that the product starts.
///
/// ```
/// let events = candor::testing::record(|| {
///     let recording = candor::testing::Recording::current().unwrap();
///     std::thread::spawn(move || recording.run(|| { /* events of this thread are recorded too */ })).join().unwrap();
/// });
/// assert!(events.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Recording {
    events: Arc<Mutex<Vec<Recorded>>>,
    /// Instead of the product's own.
    scrubber: Option<Arc<Scrubber>>,
    /// The products that started within it.
    #[cfg(feature = "clap")]
    started: Arc<Mutex<Vec<&'static str>>>,
}

impl Recording {
    /// That of this thread.
    #[must_use]
    pub fn current() -> Option<Self> {
        CURRENT.try_with(|current| current.borrow().clone()).ok().flatten()
    }

    /// Runs `f` with its events recorded here.
    pub fn run<T>(&self, f: impl FnOnce() -> T) -> T {
        let _outer = Outer(CURRENT.replace(Some(self.clone())));
        f()
    }

    pub(crate) fn scrubbed_by(scrubber: Arc<Scrubber>) -> Self {
        Self { scrubber: Some(scrubber), ..Self::default() }
    }

    /// Runs `f`, and returns what it emitted.
    pub(crate) fn into_events(self, f: impl FnOnce()) -> Vec<Recorded> {
        self.run(f);
        std::mem::take(&mut *self.events())
    }

    fn events(&self) -> std::sync::MutexGuard<'_, Vec<Recorded>> {
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `emit` the first time that `product` starts within this recording.
    #[cfg(feature = "clap")]
    pub(crate) fn once(&self, product: &'static str, emit: fn()) {
        let mut started = self.started.lock().unwrap_or_else(PoisonError::into_inner);
        if !started.contains(&product) {
            started.push(product);
            drop(started);
            emit();
        }
    }

    pub(crate) fn take(&self, product: &Product, event: &'static EventSpec, values: Vec<Value>) {
        let scrubber = self.scrubber.as_deref().unwrap_or_else(|| product.scrubber());
        let recorded = Recorded::new(product, scrubber, event, values);
        self.events().push(recorded);
    }
}

/// What was current before, and is again when this goes, also in a panic.
struct Outer(Option<Recording>);

impl Drop for Outer {
    fn drop(&mut self) {
        CURRENT.set(self.0.take());
    }
}

/// How long an installation sends nothing after the `failures`th failure in a row of a collector that names no time by itself,
/// for simulations of a fleet. Pure: `random` is what it draws, evenly from all numbers.
///
/// ```
/// use std::time::Duration;
/// assert_eq!(candor::testing::pause_after(1, 0), Duration::ZERO);
/// assert_eq!(candor::testing::pause_after(2, u64::MAX), Duration::from_secs(50));
/// ```
#[must_use]
pub fn pause_after(failures: u32, random: u64) -> std::time::Duration {
    delivery::delay(failures, None, random)
}

/// An event that was recorded.
#[derive(Clone)]
pub struct Recorded {
    event: &'static EventSpec,
    values: Vec<Stored>,
    envelope: String,
    record: EncodedRecord,
}

impl Recorded {
    fn new(product: &Product, scrubber: &Scrubber, event: &'static EventSpec, values: Vec<Value>) -> Self {
        let safe: Vec<_> = values.into_iter().map(|value| Safe::of(value, scrubber)).collect();
        let stored = safe.iter().map(Stored::new).collect();
        let context = Context::of_a_test(product.spec());
        let record = EncodedRecord::new(event.name, Timestamp::now().as_millisecond(), &context, |data| {
            event.fields.iter().zip(&safe).for_each(|(field, value)| data.field(field, value));
        });
        let envelope = delivery::envelope_of(record.json(), DUMMY_KEY);
        Self { event, values: stored, envelope: envelope.unwrap_or_default(), record }
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.event.name
    }

    /// Whether it is an `E`, such as `recorded.is::<ModelKitAction>()`.
    #[must_use]
    pub fn is<E: EventType>(&self) -> bool {
        std::ptr::eq(self.event, E::SPEC)
    }

    /// The value of a field, such as `recorded.get(ModelKitAction::SUCCESS)`; text as it was scrubbed, a duration as it
    /// was rounded. That of an optional field is an `Option`.
    ///
    /// # Panics
    ///
    /// When this is another event, or when a required text could not be formatted and so is null.
    #[must_use]
    #[track_caller]
    pub fn get<E: EventType, T: Read>(&self, key: Key<E, T>) -> T {
        assert!(self.is::<E>(), "this is no {} but:\n{self}", E::SPEC.name);
        let value = self.values.get(key.index()).and_then(T::read);
        value.unwrap_or_else(|| panic!("`{}` is null in:\n{self}", self.field(key.index())))
    }

    /// Compares the value of a field.
    ///
    /// # Panics
    ///
    /// When it differs: with the field, both values, and the event.
    #[track_caller]
    pub fn assert<E: EventType, T: Read + PartialEq + fmt::Debug>(&self, key: Key<E, T>, expected: T) {
        let found = self.get(key);
        assert!(
            found == expected,
            "{}.{} is {found:?}, expected {expected:?}, in:\n{self}",
            self.name(),
            self.field(key.index())
        );
    }

    /// The line that a collector would get, with a dummy key and the id of no device.
    #[must_use]
    pub fn envelope(&self) -> &str {
        &self.envelope
    }

    /// The envelope as indented JSON in which everything that differs from run to run, from machine to machine and from
    /// release to release is masked: times, durations, ids, versions, platform, frames. For snapshots, as with `insta`.
    #[must_use]
    pub fn snapshot(&self) -> String {
        mask::mask(&self.envelope, self.event.fields.iter().copied().zip(&self.values))
    }

    /// What would wait in the spool.
    pub(crate) fn record(&self) -> &str {
        self.record.json()
    }

    fn field(&self, index: usize) -> &'static str {
        self.event.fields.get(index).copied().unwrap_or_default()
    }
}

impl fmt::Display for Recorded {
    /// As [`Recorded::snapshot`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.snapshot())
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.envelope)
    }
}

#[cfg(test)]
mod tests;
