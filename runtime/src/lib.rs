//! Telemetry that says what it takes.

mod consent;
mod context;
mod delivery;
mod identity;
mod record;
pub mod scrub;
mod spec;
mod storage;
