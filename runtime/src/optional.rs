//! What optional fields take whose values may be of many types: a value, or an `Option` of one. A generic `Into<Option<T>>` would
//! leave it to the caller to name `T`.

use std::fmt::Display;

use crate::event::Event;
use crate::label::{IntoLabel, Label};

/// What an optional `label` takes: what [`IntoLabel`] says, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label: a label is known when the product is compiled",
    label = "expected a string literal, `candor::label!(\"…\")`, or an `Option` of one of them",
    note = "a run-time string reaches the wire only through a treatment that the schema names: for a closed list of values give the field `type: enum`, for free text `type: text`, which is scrubbed and capped"
)]
pub trait OptionalLabel {
    /// The event with the label, if there is one.
    #[doc(hidden)]
    fn fill(self, event: Event, index: usize) -> Event;
}

impl OptionalLabel for Label {
    fn fill(self, event: Event, index: usize) -> Event {
        event.set_label(index, self)
    }
}

impl OptionalLabel for &'static str {
    fn fill(self, event: Event, index: usize) -> Event {
        event.set_label(index, self)
    }
}

impl<T: IntoLabel> OptionalLabel for Option<T> {
    fn fill(self, event: Event, index: usize) -> Event {
        match self {
            Some(label) => event.set_label(index, label),
            None => event,
        }
    }
}

/// What an optional `text` takes: anything that is `Display`, or an `Option` of it. The compiler finds `Form` by itself.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no text",
    label = "an optional `text` field takes anything that is `Display`, or an `Option` of it"
)]
pub trait OptionalText<Form> {
    /// The event with the text, if there is one.
    #[doc(hidden)]
    fn fill(self, event: Event, index: usize, max_chars: usize) -> Event;
}

/// The form of a value that is there in any case.
#[derive(Debug)]
pub enum Given {}

/// The form of an `Option`.
#[derive(Debug)]
pub enum Perhaps {}

impl<T: Display> OptionalText<Given> for T {
    fn fill(self, event: Event, index: usize, max_chars: usize) -> Event {
        event.set_text(index, &self, max_chars)
    }
}

impl<T: Display> OptionalText<Perhaps> for Option<T> {
    fn fill(self, event: Event, index: usize, max_chars: usize) -> Event {
        match self {
            Some(text) => event.set_text(index, &text, max_chars),
            None => event,
        }
    }
}
