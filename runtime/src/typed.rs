//! What a generated event tells of its own type, for those who read it back.

use std::fmt;
use std::marker::PhantomData;

use crate::event::EventSpec;

/// A type of event that a schema generated.
pub trait EventType {
    /// What the schema says about it.
    const SPEC: &'static EventSpec;
}

/// A generated enum.
pub trait Spelled: Sized {
    /// The value that is spelled so on the wire.
    fn spelled(spelling: &str) -> Option<Self>;
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
