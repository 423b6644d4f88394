//! How the type of an event says which of its fields are set. The traits that ask for it are generated, one a field.

/// The state of a field that is not set.
#[derive(Debug)]
pub enum Missing {}

/// The state of a field that is set.
#[derive(Debug)]
pub enum Present {}

/// The state of a field that an error filled: it is set, and the product may still set it to what it knows better.
#[derive(Debug)]
pub enum Filled {}
