//! Whether the user said yes, and how they are asked.

pub(crate) mod environment;
