//! What a generated event collects: one slot a field, filled by a few functions that no event needs its own copy of.

use std::fmt::{self, Display, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use candor_core::DurationUnit;
use candor_core::limits::{REFERENCE_CHARS_MAX, TEXT_SCAN_BYTES};

use crate::error::KnownError;
use crate::frames::Frames;
#[cfg(feature = "testing")]
use crate::identity::DigestSecret;
use crate::label::IntoLabel;
use crate::product::{Product, State};
use crate::treat::{self, Treated};

/// An event of a schema, generated as a constant.
#[derive(Debug)]
pub struct EventSpec {
    /// Its name on the wire.
    pub name: &'static str,
    /// The names of its fields, in the order of the schema.
    pub fields: &'static [&'static str],
}

/// A value as the product gave it, not yet scrubbed.
#[derive(Debug)]
pub(crate) enum Value {
    Unset,
    Bool(bool),
    Int(i64),
    Duration(Duration, DurationUnit),
    Float(f64),
    /// An enum's spelling or a label: known when the product was compiled.
    Name(&'static str),
    Text {
        text: String,
        max_chars: usize,
    },
    Frames(Frames),
    /// What a treatment left.
    Treated(Treated),
    List(Vec<Value>),
    Record(&'static EventSpec, Vec<Value>),
}

impl Value {
    /// About how many bytes of JSON it will be, for a bound in memory.
    pub(crate) fn bytes(&self) -> usize {
        const SCALAR: usize = 24;
        match self {
            Self::Text { text, .. } => SCALAR + text.len(),
            Self::Treated(treated) => SCALAR + treated.as_str().len(),
            // Addresses, and names that are found out later.
            Self::Frames(_) => 4096,
            Self::List(values) | Self::Record(_, values) => SCALAR + values.iter().map(Self::bytes).sum::<usize>(),
            _ => SCALAR,
        }
    }
}

/// An item of a list, made by the function of its type.
#[derive(Debug)]
pub struct Item(Value);

impl Item {
    /// Of a list of `bool`.
    #[must_use]
    pub const fn bool(value: bool) -> Self {
        Self(Value::Bool(value))
    }

    /// Of a list of `int`.
    #[must_use]
    pub const fn int(value: i64) -> Self {
        Self(Value::Int(value))
    }

    /// Of a list of `uint`, which saturates as a field does.
    #[must_use]
    pub fn uint(value: u64) -> Self {
        Self(saturated(value))
    }

    /// Of a list of `float`. What is not finite is left out.
    #[must_use]
    pub fn float(value: f64) -> Self {
        Self(if value.is_finite() { Value::Float(value) } else { Value::Unset })
    }

    /// Of a list of `duration`.
    #[must_use]
    pub const fn duration(value: Duration, unit: DurationUnit) -> Self {
        Self(Value::Duration(value, unit))
    }

    /// Of a list of `enum`: the spelling of a generated one.
    #[must_use]
    pub const fn name(spelling: &'static str) -> Self {
        Self(Value::Name(spelling))
    }

    /// Of a list of `label`.
    #[must_use]
    pub fn label(value: impl IntoLabel) -> Self {
        Self(Value::Name(value.into_label().as_str()))
    }

    /// Of a list of `version`. What is none is left out.
    #[must_use]
    pub fn version(value: &str) -> Self {
        Self(version(value))
    }

    /// Of a list of `record`.
    #[must_use]
    pub fn record(record: Event) -> Self {
        Self(record.into_value())
    }

    /// Of a list of `bucket`. What is no number is left out.
    #[must_use]
    pub fn bucket(value: f64, edges: &[u64], labels: &[&'static str]) -> Self {
        Self(bucket(value, edges, labels))
    }
}

/// An event that is being filled. With telemetry off it has no slots, and filling it does nothing. One word wide, since every
/// setter of a builder moves it.
pub struct Event(Option<Box<Filling>>);

struct Filling {
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

impl Event {
    /// Begins an event; one atomic load when telemetry is off.
    #[inline]
    #[must_use]
    pub fn begin(product: &'static Product, spec: &'static EventSpec) -> Self {
        #[cfg(feature = "testing")]
        if let Some(recording) = crate::testing::Recording::current() {
            return Self::filling(Fate::Record(recording, product, spec), spec);
        }
        match product.state() {
            State::On => Self::filling(Fate::Emit(product, spec), spec),
            // Nobody has been asked yet: it goes nowhere, whenever it is emitted.
            State::NotInstalled => {
                product.count_early();
                Self(None)
            }
            State::Off => Self(None),
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

    #[inline(never)]
    fn filling(fate: Fate, spec: &'static EventSpec) -> Self {
        Self(Some(Box::new(Filling { fate, values: unset(spec) })))
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
        if is_wanted { Self::filling(Fate::Part(spec), spec) } else { Self(None) }
    }

    /// What a record holds; nothing where it was begun with telemetry off.
    #[inline(never)]
    fn into_value(self) -> Value {
        match self.0.map(|filling| *filling) {
            Some(Filling { fate: Fate::Part(spec), values }) => Value::Record(spec, values),
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

    /// Whether the event has slots. Asked in the caller's code, so that with telemetry off nothing is called.
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    fn digest(&self, value: &[u8]) -> Value {
        let treated = match self.0.as_ref().map(|filling| &filling.fate) {
            Some(Fate::Emit(product, _)) => product.pipeline().and_then(|pipeline| pipeline.digest(value)),
            #[cfg(feature = "testing")]
            Some(Fate::Record(..)) => Some(DigestSecret::of_a_test().digest(value)),
            Some(Fate::Part(_)) | None => None,
        };
        treated.map_or(Value::Unset, Value::Treated)
    }
}

impl Filling {
    #[inline(never)]
    fn emit(self) {
        let Self { fate, values } = self;
        match fate {
            Fate::Part(_) => {}
            Fate::Emit(product, spec) => product.emit(spec, values),
            #[cfg(feature = "testing")]
            Fate::Record(recording, product, spec) => recording.take(product, spec, values),
        }
    }
}

impl fmt::Debug for Event {
    /// Without the values: what an event holds goes nowhere but through the scrubber.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Event").finish_non_exhaustive()
    }
}

/// The setters of generated builders. Each asks in the caller's code whether the event has slots, so that with telemetry off
/// nothing is called; the rest is compiled once. They take the event and give it back, since a caller that only lends it
/// would need code of its own that drops it in a panic.
impl Event {
    /// Sets a `bool` field.
    #[inline]
    #[must_use]
    pub fn set_bool(self, index: usize, value: bool) -> Self {
        if self.is_on() { self.with(index, Value::Bool(value)) } else { self }
    }

    /// Sets an `int` field.
    #[inline]
    #[must_use]
    pub fn set_int(self, index: usize, value: i64) -> Self {
        if self.is_on() { self.with(index, Value::Int(value)) } else { self }
    }

    /// Sets a `uint` field, which saturates at `i64::MAX`: what every consumer of JSON and OTLP can hold.
    #[inline]
    #[must_use]
    pub fn set_uint(self, index: usize, value: u64) -> Self {
        if self.is_on() { self.with(index, saturated(value)) } else { self }
    }

    /// Sets a `float` field.
    #[inline]
    #[must_use]
    pub fn set_float(self, index: usize, value: f64) -> Self {
        if self.is_on() { self.with(index, Value::Float(value)) } else { self }
    }

    /// Sets a `duration` field, rounded down to the unit.
    #[inline]
    #[must_use]
    pub fn set_duration(self, index: usize, value: Duration, unit: DurationUnit) -> Self {
        if self.is_on() { self.with(index, Value::Duration(value, unit)) } else { self }
    }

    /// Sets an `enum` field to the spelling of a generated enum.
    #[inline]
    #[must_use]
    pub fn set_enum(self, index: usize, spelling: &'static str) -> Self {
        if self.is_on() { self.with(index, Value::Name(spelling)) } else { self }
    }

    /// Sets a `label` field.
    #[inline]
    #[must_use]
    pub fn set_label(self, index: usize, value: impl IntoLabel) -> Self {
        if self.is_on() { self.with_label(index, value) } else { self }
    }

    /// Sets a `version` field; what is none leaves it `null`.
    #[inline]
    #[must_use]
    pub fn set_version(self, index: usize, value: &str) -> Self {
        if self.is_on() { self.with_version(index, value) } else { self }
    }

    /// Sets a `bucket` field. The number goes no further than here.
    #[inline]
    #[must_use]
    pub fn set_bucket(self, index: usize, value: f64, edges: &[u64], labels: &[&'static str]) -> Self {
        if self.is_on() { self.with_bucket(index, value, edges, labels) } else { self }
    }

    /// Sets a `reference` field. A public identifier still goes through the scrubber: it may be somebody's name.
    #[inline]
    #[must_use]
    pub fn set_reference(self, index: usize, value: &str, extensions: &[&'static str]) -> Self {
        if self.is_on() { self.with_reference(index, value, extensions) } else { self }
    }

    /// Sets a `digest` field. What is hashed goes no further than here; without a secret to hash it with the field is `null`.
    #[inline]
    #[must_use]
    pub fn set_digest(self, index: usize, value: &[u8]) -> Self {
        if self.is_on() { self.with_digest(index, value) } else { self }
    }

    /// Sets a `text` field. The text is formatted only when telemetry is on, and at most as far as it is scanned.
    #[inline]
    #[must_use]
    pub fn set_text(self, index: usize, value: &dyn Display, max_chars: usize) -> Self {
        if self.is_on() { self.with_text(index, value, max_chars) } else { self }
    }

    /// Sets a `record` field.
    #[inline]
    #[must_use]
    pub fn set_record(self, index: usize, record: Event) -> Self {
        if self.is_on() { self.with_record(index, record) } else { self }
    }

    /// Sets a `list` field to the first items. With telemetry off nothing is asked for a value.
    #[inline]
    #[must_use]
    pub fn set_list(self, index: usize, max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Self {
        if self.is_on() { self.with_list(index, max_items, items) } else { self }
    }

    /// Sets a `frames` field.
    #[inline]
    #[must_use]
    pub fn set_frames(self, index: usize, value: Frames) -> Self {
        if self.is_on() { self.with(index, Value::Frames(value)) } else { self }
    }

    #[inline(never)]
    fn with(mut self, index: usize, value: Value) -> Self {
        if let Some(slot) = self.0.as_mut().and_then(|filling| filling.values.get_mut(index)) {
            *slot = value;
        }
        self
    }

    #[inline(never)]
    fn with_label(self, index: usize, value: impl IntoLabel) -> Self {
        self.with(index, Value::Name(value.into_label().as_str()))
    }

    #[inline(never)]
    fn with_version(self, index: usize, value: &str) -> Self {
        self.with(index, version(value))
    }

    #[inline(never)]
    fn with_bucket(self, index: usize, value: f64, edges: &[u64], labels: &[&'static str]) -> Self {
        self.with(index, bucket(value, edges, labels))
    }

    #[inline(never)]
    fn with_reference(self, index: usize, value: &str, extensions: &[&'static str]) -> Self {
        self.with(index, reference(value, extensions))
    }

    #[inline(never)]
    fn with_digest(self, index: usize, value: &[u8]) -> Self {
        let digest = self.digest(value);
        self.with(index, digest)
    }

    #[inline(never)]
    fn with_text(self, index: usize, value: &dyn Display, max_chars: usize) -> Self {
        self.with(index, text(value, max_chars))
    }

    #[inline(never)]
    fn with_record(self, index: usize, record: Event) -> Self {
        self.with(index, record.into_value())
    }

    #[inline(never)]
    fn with_list(self, index: usize, max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Self {
        self.with(index, list(max_items, items))
    }
}

fn saturated(value: u64) -> Value {
    Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

fn version(value: &str) -> Value {
    treat::version(value).map_or(Value::Unset, Value::Treated)
}

fn bucket(value: f64, edges: &[u64], labels: &[&'static str]) -> Value {
    treat::bucket(value, edges, labels).map_or(Value::Unset, Value::Name)
}

pub(crate) fn reference(value: &str, extensions: &[&'static str]) -> Value {
    match treat::reference(value, extensions, treat::look) {
        treat::Reference::Public(text) => Value::Text { text, max_chars: REFERENCE_CHARS_MAX },
        treat::Reference::Local(treated) => Value::Treated(treated),
    }
}

/// `null` when the product's own iterator panics: that must not become the product's crash.
fn list(max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Value {
    let items = AssertUnwindSafe(|| {
        // An item that would be null is none: some collectors refuse a null in a list.
        items.take(max_items).map(|item| item.0).filter(|value| !matches!(value, Value::Unset)).collect()
    });
    catch_unwind(items).map_or(Value::Unset, Value::List)
}

fn unset(spec: &EventSpec) -> Vec<Value> {
    spec.fields.iter().map(|_| Value::Unset).collect()
}

fn text(value: &dyn Display, max_chars: usize) -> Value {
    format_bounded(value).map_or(Value::Unset, |text| Value::Text { text, max_chars })
}

/// Formats at most a little more than what is scanned, so that the scrubber sees that there was more. `None` when the
/// product's own `Display` panics: that must not become the product's crash.
fn format_bounded(value: &dyn Display) -> Option<String> {
    struct Bounded(String);

    impl fmt::Write for Bounded {
        fn write_str(&mut self, s: &str) -> fmt::Result {
            let room = (TEXT_SCAN_BYTES + 4).saturating_sub(self.0.len());
            if s.len() <= room {
                self.0.push_str(s);
                return Ok(());
            }
            let cut = (0..=room).rev().find(|&at| s.is_char_boundary(at)).unwrap_or(0);
            self.0.push_str(&s[..cut]);
            Err(fmt::Error)
        }
    }

    catch_unwind(AssertUnwindSafe(|| {
        let mut bounded = Bounded(String::new());
        // An error here is the bound, or a `Display` that gave up: what it wrote so far is worth keeping.
        let _ = write!(bounded, "{value}");
        bounded.0
    }))
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_display_is_cut_on_a_character_boundary() {
        struct Endless;
        impl Display for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                loop {
                    f.write_str("ä€")?;
                }
            }
        }
        let text = format_bounded(&Endless).unwrap();
        assert!(text.len() > TEXT_SCAN_BYTES && text.len() <= TEXT_SCAN_BYTES + 4);
    }

    #[test]
    fn a_display_that_panics_leaves_the_field_unset() {
        struct Panics;
        impl Display for Panics {
            fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
                panic!("a bug of the product")
            }
        }
        assert_eq!(format_bounded(&Panics), None);
    }

    #[test]
    fn a_list_keeps_its_first_items_and_no_null() {
        let spell = |value: Value| format!("{value:?}");
        let numbers = list(3, &mut (1..).map(Item::int));
        assert_eq!(spell(numbers), "List([Int(1), Int(2), Int(3)])");
        let floats = list(4, &mut [1.5, f64::NAN, f64::INFINITY, -2.0, 3.0].into_iter().map(Item::float));
        assert_eq!(spell(floats), "List([Float(1.5), Float(-2.0)])");
        let endless = list(2, &mut std::iter::repeat("no version").map(Item::version));
        assert_eq!(spell(endless), "List([])");
        assert_eq!(spell(list(2, &mut [u64::MAX].into_iter().map(Item::uint))), format!("List([Int({})])", i64::MAX));
    }

    #[test]
    fn a_record_that_was_begun_with_telemetry_off_is_none() {
        let record = Event(None);
        assert!(matches!(record.into_value(), Value::Unset));
        static SPEC: EventSpec = EventSpec { name: "Tensor", fields: &["rank"] };
        let mut record = Event(Some(Box::new(Filling { fate: Fate::Part(&SPEC), values: unset(&SPEC) })));
        record = record.set_uint(0, 4);
        assert_eq!(
            format!("{:?}", list(2, &mut std::iter::once(record).map(Item::record))).matches("Int(4)").count(),
            1
        );
    }

    #[test]
    fn an_iterator_that_panics_leaves_the_field_unset() {
        let mut bug = [1, 0].into_iter().map(|n| Item::int(1 / n));
        assert!(matches!(list(2, &mut bug), Value::Unset));
    }

    #[test]
    fn debug_shows_no_value() {
        static SPEC: EventSpec = EventSpec { name: "Tensor", fields: &["rank"] };
        let values = vec![Value::Name("secret")];
        let event = Event(Some(Box::new(Filling { fate: Fate::Part(&SPEC), values })));
        assert!(!format!("{event:?}").contains("secret"));
    }
}
