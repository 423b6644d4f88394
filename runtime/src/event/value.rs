//! What may stand in a slot, and how it is made of what a product gives.

use std::fmt::{self, Display, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use candor_core::DurationUnit;
use candor_core::limits::{REFERENCE_CHARS_MAX, TEXT_SCAN_BYTES};

use super::{Event, Filling};
use crate::frames::Frames;
use crate::label::IntoLabel;
use crate::treat::{self, Treated};

/// A value as the product gave it, not yet scrubbed. Three words wide, since a buffer holds thousands of them.
#[derive(Debug, Default)]
pub(crate) enum Value {
    #[default]
    Unset,
    Bool(bool),
    Int(i64),
    Duration(Duration, DurationUnit),
    Float(f64),
    /// An enum's spelling or a label: known when the product was compiled.
    Name(&'static str),
    Text {
        text: Box<str>,
        max_chars: u32,
    },
    Frames(Frames),
    /// What a treatment left.
    Treated(Treated),
    List(Box<[Value]>),
    Record(Box<Filling>),
}

impl Value {
    pub(super) fn text(text: String, max_chars: usize) -> Self {
        Self::Text { text: text.into(), max_chars: u32::try_from(max_chars).unwrap_or(u32::MAX) }
    }

    /// Drops what a slot holds. Nearly always that is nothing, and to see it takes less than to drop it.
    #[inline]
    pub(super) fn empty(&mut self) {
        if !matches!(self, Self::Unset) {
            *self = Self::Unset;
        }
    }

    /// About how many bytes of JSON these will be, for a bound in memory.
    pub(crate) fn bytes(values: &[Self]) -> usize {
        const SCALAR: usize = 24;
        let more = |value: &Self| match value {
            Self::Text { text, .. } => text.len(),
            Self::Treated(treated) => treated.as_str().len(),
            // Addresses, and names that are found out later.
            Self::Frames(_) => 4096,
            Self::List(values) => Self::bytes(values),
            Self::Record(record) => Self::bytes(&record.values),
            _ => 0,
        };
        SCALAR * values.len() + values.iter().map(more).sum::<usize>()
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

pub(super) fn saturated(value: u64) -> Value {
    Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

pub(super) fn version(value: &str) -> Value {
    treat::version(value).map_or(Value::Unset, Value::Treated)
}

pub(super) fn bucket(value: f64, edges: &[u64], labels: &[&'static str]) -> Value {
    treat::bucket(value, edges, labels).map_or(Value::Unset, Value::Name)
}

pub(crate) fn reference(value: &str, extensions: &[&'static str]) -> Value {
    match treat::reference(value, extensions, treat::look) {
        treat::Reference::Public(text) => Value::text(text, REFERENCE_CHARS_MAX),
        treat::Reference::Local(treated) => Value::Treated(treated),
    }
}

/// `null` when the product's own iterator panics: that must not become the product's crash.
pub(super) fn list(max_items: usize, items: &mut dyn Iterator<Item = Item>) -> Value {
    let items = AssertUnwindSafe(|| {
        // An item that would be null is none: some collectors refuse a null in a list.
        items.take(max_items).map(|item| item.0).filter(|value| !matches!(value, Value::Unset)).collect()
    });
    catch_unwind(items).map_or(Value::Unset, Value::List)
}

pub(super) fn text(value: &dyn Display, max_chars: usize) -> Value {
    format_bounded(value).map_or(Value::Unset, |text| Value::text(text, max_chars))
}

/// Formats at most a little more than what is scanned, so that the scrubber sees that there was more. `None` when the
/// product's own `Display` panics: that must not become the product's crash.
pub(super) fn format_bounded(value: &dyn Display) -> Option<String> {
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
