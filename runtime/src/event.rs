//! What a generated event collects: one slot a field, filled by a few functions that no event needs its own copy of.

#[cfg(test)]
mod tests;
mod value;

use std::cell::Cell;
use std::fmt::{self, Display};
use std::time::Duration;

use candor_core::DurationUnit;

use crate::error::KnownError;
use crate::frames::Frames;
#[cfg(feature = "testing")]
use crate::identity::DigestSecret;
use crate::label::IntoLabel;
use crate::product::{Product, State};
pub use value::Item;
pub(crate) use value::{Value, reference};
use value::{bucket, list, saturated, text, version};

/// An event of a schema, generated as a constant.
#[derive(Debug)]
pub struct EventSpec {
    /// Its name on the wire.
    pub name: &'static str,
    /// The names of its fields, in the order of the schema.
    pub fields: &'static [&'static str],
}

/// An event that is being filled. With telemetry off it has no slots, and filling it does nothing. One word wide, since every
/// setter of a builder moves it.
pub struct Event(Option<Box<Filling>>);

/// The slots of an event or of a record, and where they go.
pub(crate) struct Filling {
    fate: Fate,
    values: Vec<Value>,
}

enum Fate {
    Emit(&'static Product, &'static EventSpec),
    /// A test looks.
    #[cfg(feature = "testing")]
    Record(crate::testing::Recording, &'static Product, &'static EventSpec),
    /// A record, which is a value of an event.
    Part(&'static EventSpec),
}

thread_local! {
    /// The memory of an event that this thread has emitted, for its next one.
    static SPARE: Cell<Option<Box<Filling>>> = const { Cell::new(None) };
}

impl Event {
    /// Begins an event; one atomic load when telemetry is off.
    #[inline]
    #[must_use]
    pub fn begin(product: &'static Product, spec: &'static EventSpec) -> Self {
        #[cfg(feature = "testing")]
        if let Some(recording) = crate::testing::Recording::current() {
            return Self(Some(Filling::new(spec, || Fate::Record(recording, product, spec))));
        }
        match product.state() {
            State::Off => Self(None),
            State::On => Self(Some(Filling::event(product, spec))),
            // Nobody has been asked yet: it goes nowhere, whenever it is emitted.
            State::NotInstalled => {
                product.count_early();
                Self(None)
            }
        }
    }

    /// Begins an event that is sent in a part of the runs, in thousandths of a percent. A recording has it in any case.
    #[must_use]
    pub fn begin_sampled(product: &'static Product, spec: &'static EventSpec, part: u32) -> Self {
        let event = Self::begin(product, spec);
        match event.0.as_deref() {
            Some(Filling { fate: Fate::Emit(..), .. }) if !product.is_in_sample(part) => Self(None),
            _ => event,
        }
    }

    /// Begins a record, to be filled as an event is.
    #[inline]
    #[must_use]
    pub fn part(product: &'static Product, spec: &'static EventSpec) -> Self {
        #[cfg(feature = "testing")]
        let is_recorded = crate::testing::Recording::current().is_some();
        #[cfg(not(feature = "testing"))]
        let is_recorded = false;
        let is_wanted = is_recorded || product.state() == State::On;
        if is_wanted { Self(Some(Filling::part(spec))) } else { Self(None) }
    }

    /// What a record holds; nothing where it was begun with telemetry off.
    #[inline(never)]
    fn into_value(self) -> Value {
        match self.0 {
            Some(filling) if matches!(filling.fate, Fate::Part(_)) => Value::Record(filling),
            _ => Value::Unset,
        }
    }

    /// An event past the date that its schema allows.
    #[must_use]
    pub fn expired() -> Self {
        Self(None)
    }

    /// Hands the event to its product.
    #[inline]
    pub fn emit(self) {
        if let Some(filling) = self.0 {
            filling.emit();
            // A caller that does this last would otherwise jump there, and save its registers before it asks whether to.
            std::hint::black_box(());
        }
    }

    /// The types of error that the product of this event has names for.
    pub(crate) fn known_errors(&self) -> &'static [KnownError] {
        match self.0.as_ref().map(|filling| &filling.fate) {
            Some(Fate::Emit(product, _)) => product.known_errors(),
            #[cfg(feature = "testing")]
            Some(Fate::Record(_, product, _)) => product.known_errors(),
            Some(Fate::Part(_)) | None => &[],
        }
    }

    /// Whether the event has slots.
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }
}

impl Fate {
    fn spec(&self) -> &'static EventSpec {
        match self {
            Self::Emit(_, spec) | Self::Part(spec) => spec,
            #[cfg(feature = "testing")]
            Self::Record(_, _, spec) => spec,
        }
    }
}

impl Filling {
    #[inline(never)]
    fn event(product: &'static Product, spec: &'static EventSpec) -> Box<Self> {
        Self::new(spec, || Fate::Emit(product, spec))
    }

    #[inline(never)]
    fn part(spec: &'static EventSpec) -> Box<Self> {
        Self::new(spec, || Fate::Part(spec))
    }

    /// Whose fate is made where it will be, since a value that is moved after it was put together is waited for.
    #[inline]
    fn new(spec: &'static EventSpec, fate: impl FnOnce() -> Fate) -> Box<Self> {
        // A thread that ends has no spare.
        let mut filling = match SPARE.try_with(Cell::take) {
            Ok(Some(mut spare)) => {
                spare.fate = fate();
                spare
            }
            _ => Box::new(Self { fate: fate(), values: Vec::new() }),
        };
        // Those that a spare one has are empty.
        filling.values.resize_with(spec.fields.len(), || Value::Unset);
        filling
    }

    /// What it is, and its values.
    pub(crate) fn into_parts(self) -> (&'static EventSpec, Vec<Value>) {
        (self.fate.spec(), self.values)
    }

    #[inline(never)]
    fn emit(mut self: Box<Self>) {
        match &self.fate {
            Fate::Part(_) => {}
            Fate::Emit(product, spec) => {
                product.emit(spec, &mut self.values);
                self.values.iter_mut().for_each(Value::empty);
                let _ = SPARE.try_with(|spare| spare.set(Some(self)));
            }
            #[cfg(feature = "testing")]
            Fate::Record(recording, product, spec) => recording.take(product, spec, self.values),
        }
    }

    fn digest(&self, value: &[u8]) -> Value {
        let treated = match &self.fate {
            Fate::Emit(product, _) => product.pipeline().and_then(|pipeline| pipeline.digest(value)),
            #[cfg(feature = "testing")]
            Fate::Record(..) => Some(DigestSecret::of_a_test().digest(value)),
            Fate::Part(_) => None,
        };
        treated.map_or(Value::Unset, Value::Treated)
    }
}

impl fmt::Debug for Event {
    /// Without the values: what an event holds goes nowhere but through the scrubber.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").finish_non_exhaustive()
    }
}

impl fmt::Debug for Filling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple(self.fate.spec().name).field(&self.values).finish()
    }
}

/// The setters of generated builders. Each asks in the caller's code whether the event has slots, and says of what it gives back
/// whether it has some: so the compiler sees that what was decided when the event was begun is decided for all of them, and with
/// telemetry off nothing is called. The rest is compiled once. They take the event and give it back, since a caller that only
/// lends it would need code of its own that drops it in a panic.
impl Event {
    /// Sets a `bool` field.
    #[inline]
    #[must_use]
    pub fn set_bool(self, index: usize, value: bool) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_bool(index, value))),
            None => Self(None),
        }
    }

    /// Sets an `int` field.
    #[inline]
    #[must_use]
    pub fn set_int(self, index: usize, value: i64) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_int(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `uint` field, which saturates at `i64::MAX`: what every consumer of JSON and OTLP can hold.
    #[inline]
    #[must_use]
    pub fn set_uint(self, index: usize, value: u64) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_uint(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `float` field.
    #[inline]
    #[must_use]
    pub fn set_float(self, index: usize, value: f64) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_float(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `duration` field, rounded down to the unit.
    #[inline]
    #[must_use]
    pub fn set_duration(self, index: usize, value: Duration, unit: DurationUnit) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_duration(index, value, unit))),
            None => Self(None),
        }
    }

    /// Sets an `enum` field to the spelling of a generated enum.
    #[inline]
    #[must_use]
    pub fn set_enum(self, index: usize, spelling: &'static str) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_enum(index, spelling))),
            None => Self(None),
        }
    }

    /// Sets a `label` field.
    #[inline]
    #[must_use]
    pub fn set_label(self, index: usize, value: impl IntoLabel) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_label(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `version` field; what is none leaves it `null`.
    #[inline]
    #[must_use]
    pub fn set_version(self, index: usize, value: &str) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_version(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `bucket` field. The number goes no further than here.
    #[inline]
    #[must_use]
    pub fn set_bucket(self, index: usize, value: f64, edges: &[u64], labels: &[&'static str]) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_bucket(index, value, edges, labels))),
            None => Self(None),
        }
    }

    /// Sets a `reference` field. A public identifier still goes through the scrubber: it may be somebody's name.
    #[inline]
    #[must_use]
    pub fn set_reference(self, index: usize, value: &str, extensions: &[&'static str]) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_reference(index, value, extensions))),
            None => Self(None),
        }
    }

    /// Sets a `digest` field. What is hashed goes no further than here; without a secret to hash it with the field is `null`.
    #[inline]
    #[must_use]
    pub fn set_digest(self, index: usize, value: &[u8]) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_digest(index, value))),
            None => Self(None),
        }
    }

    /// Sets a `text` field. The text is formatted only when telemetry is on, and at most as far as it is scanned.
    #[inline]
    #[must_use]
    pub fn set_text(self, index: usize, value: &dyn Display, max_chars: usize) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_text(index, value, max_chars))),
            None => Self(None),
        }
    }

    /// Sets a `record` field.
    #[inline]
    #[must_use]
    pub fn set_record(self, index: usize, record: Event) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_record(index, record))),
            None => Self(None),
        }
    }

    /// Sets a `list` field to the first items. With telemetry off nothing is asked for a value.
    #[inline]
    #[must_use]
    pub fn set_list(self, index: usize, max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_list(index, max_items, items))),
            None => Self(None),
        }
    }

    /// Sets a `frames` field.
    #[inline]
    #[must_use]
    pub fn set_frames(self, index: usize, value: Frames) -> Self {
        match self.0 {
            Some(filling) => Self(Some(filling.put_frames(index, value))),
            None => Self(None),
        }
    }
}

/// What the setters do with telemetry on.
impl Filling {
    #[inline(never)]
    fn put_bool(self: Box<Self>, index: usize, value: bool) -> Box<Self> {
        self.put(index, || Value::Bool(value))
    }

    #[inline(never)]
    fn put_int(self: Box<Self>, index: usize, value: i64) -> Box<Self> {
        self.put(index, || Value::Int(value))
    }

    #[inline(never)]
    fn put_uint(self: Box<Self>, index: usize, value: u64) -> Box<Self> {
        self.put(index, || saturated(value))
    }

    #[inline(never)]
    fn put_float(self: Box<Self>, index: usize, value: f64) -> Box<Self> {
        self.put(index, || Value::Float(value))
    }

    #[inline(never)]
    fn put_duration(self: Box<Self>, index: usize, value: Duration, unit: DurationUnit) -> Box<Self> {
        self.put(index, || Value::Duration(value, unit))
    }

    #[inline(never)]
    fn put_enum(self: Box<Self>, index: usize, spelling: &'static str) -> Box<Self> {
        self.put(index, || Value::Name(spelling))
    }

    #[inline(never)]
    fn put_label(self: Box<Self>, index: usize, value: impl IntoLabel) -> Box<Self> {
        self.put_enum(index, value.into_label().as_str())
    }

    #[inline(never)]
    fn put_version(self: Box<Self>, index: usize, value: &str) -> Box<Self> {
        self.put(index, || version(value))
    }

    #[inline(never)]
    fn put_bucket(self: Box<Self>, index: usize, value: f64, edges: &[u64], labels: &[&'static str]) -> Box<Self> {
        self.put(index, || bucket(value, edges, labels))
    }

    #[inline(never)]
    fn put_reference(self: Box<Self>, index: usize, value: &str, extensions: &[&'static str]) -> Box<Self> {
        self.put(index, || reference(value, extensions))
    }

    #[inline(never)]
    fn put_digest(self: Box<Self>, index: usize, value: &[u8]) -> Box<Self> {
        let digest = self.digest(value);
        self.put(index, || digest)
    }

    #[inline(never)]
    fn put_text(self: Box<Self>, index: usize, value: &dyn Display, max_chars: usize) -> Box<Self> {
        self.put(index, || text(value, max_chars))
    }

    #[inline(never)]
    fn put_record(self: Box<Self>, index: usize, record: Event) -> Box<Self> {
        self.put(index, || record.into_value())
    }

    #[inline(never)]
    fn put_list(self: Box<Self>, index: usize, max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Box<Self> {
        self.put(index, || list(max_items, items))
    }

    #[inline(never)]
    fn put_frames(self: Box<Self>, index: usize, value: Frames) -> Box<Self> {
        self.put(index, || Value::Frames(value))
    }

    /// Puts what `make` makes into a slot. Made there, since a value that is moved after it was put together is waited for.
    #[inline]
    fn put(mut self: Box<Self>, index: usize, make: impl FnOnce() -> Value) -> Box<Self> {
        if let Some(slot) = self.values.get_mut(index) {
            slot.empty();
            // There is nothing in it to drop.
            std::mem::forget(std::mem::replace(slot, make()));
        }
        self
    }
}
