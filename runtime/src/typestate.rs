//! How the type of an event says which of its fields are set.

/// The state of a field that is not set.
#[derive(Debug)]
pub enum Missing {}

/// The state of a field that is set.
#[derive(Debug)]
pub enum Present {}

/// A state in which the required field `Field` is set.
#[diagnostic::on_unimplemented(
    message = "the required field `{Field}` is not set",
    label = "call `.{Field}(…)` before `.emit()`",
    note = "fields with `optional: true` in the schema may be left unset; this one is required"
)]
pub trait Set<Field> {}

impl<Field> Set<Field> for Present {}

/// A state in which the field `Field` can be set.
#[diagnostic::on_unimplemented(
    message = "the field `{Field}` is set twice",
    label = "`.{Field}(…)` was called before",
    note = "keep one of the two calls"
)]
pub trait NotYetSet<Field> {}

impl<Field> NotYetSet<Field> for Missing {}
