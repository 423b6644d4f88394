//! The double, met over real sockets by a client without opinions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod client;
mod contract;
mod faults;
mod http;
