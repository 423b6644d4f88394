//! What a generated event tells of its own type, for those who read it back.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use crate::event::{Event, EventSpec};
use crate::unknown_value::UnknownValue;

/// A type of event that a schema generated.
pub trait EventType {
    /// What the schema says about it.
    const SPEC: &'static EventSpec;
}

/// A generated enum.
pub trait Spelled: FromStr {
    /// The value that is spelled so on the wire.
    #[must_use]
    fn spelled(spelling: &str) -> Option<Self> {
        spelling.parse().ok()
    }
}

/// The value of a generated enum that is spelled so on the wire.
///
/// # Errors
///
/// That there is none.
pub fn spelled<E: Copy>(
    text: &str,
    values: &'static [E],
    spellings: &'static [&'static str],
) -> Result<E, UnknownValue> {
    let mut pairs = values.iter().zip(spellings);
    let found = pairs.find(|(_, spelling)| **spelling == text);
    found.map(|(value, _)| *value).ok_or(UnknownValue::new(spellings))
}

/// A field of the event `E`, which reads back as a `T`. Generated as a constant with the field's name in capitals.
pub struct Key<E, T> {
    index: usize,
    event: PhantomData<fn() -> E>,
    value: PhantomData<fn() -> T>,
}

impl<E, T> Key<E, T> {
    /// The field at this place in the schema.
    #[must_use]
    pub const fn new(index: usize) -> Self {
        Self { index, event: PhantomData, value: PhantomData }
    }

    #[cfg(feature = "testing")]
    pub(crate) const fn index(self) -> usize {
        self.index
    }
}

/// A record of a schema with all its required fields set; `R` is the record without any.
///
/// It is what a setter takes, and what a function of a product can return without naming which fields are set. Items of one list
/// are of one type: set the same fields in each, an optional one to an `Option`.
///
/// ```ignore
/// fn tensor(rank: u64, layout: Option<Layout>) -> impl candor::Filled<Tensor> {
///     Tensor::new().rank(rank).layout(layout)
/// }
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not the record `{R}`", label = "begin it with `{R}::new()`")]
pub trait Filled<R> {
    /// Its values.
    #[doc(hidden)]
    fn fill(self) -> Event;
}

/// A record as it would be sent, read with the keys of `R`.
pub struct RecordedRecord<R> {
    #[cfg(feature = "testing")]
    pub(crate) values: Vec<crate::testing::Stored>,
    record: PhantomData<fn() -> R>,
}

impl<R> RecordedRecord<R> {
    #[cfg(feature = "testing")]
    pub(crate) fn new(values: Vec<crate::testing::Stored>) -> Self {
        Self { values, record: PhantomData }
    }
}

impl<R> fmt::Debug for RecordedRecord<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("RecordedRecord");
        #[cfg(feature = "testing")]
        shown.field("values", &self.values);
        shown.finish()
    }
}

/// A code location as it would be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedFrame {
    /// The source file, trimmed; `None` in builds without debug information.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The function, without generic arguments.
    pub function: String,
}

impl<E, T> Clone for Key<E, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E, T> Copy for Key<E, T> {}

impl<E, T> fmt::Debug for Key<E, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key").field("index", &self.index).finish()
    }
}
