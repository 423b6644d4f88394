//! One file a subcommand, each with its arguments and a function `run`.

pub(crate) mod analyze;
pub(crate) mod build;
pub(crate) mod quantize;
