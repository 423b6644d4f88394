//! The product that the tests which cross the crates of Candor run as, ModelKit on the schema of the repository, and what
//! those tests share.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

candor::schema!("../schema");

mod child;
mod home;
mod outage;
mod peers;
#[cfg(unix)]
mod terminal;

pub use child::{Child, Stage};
pub use home::{Home, action, numbers};
pub use outage::{Fleet, Outage, Return};
pub use peers::{Peers, source};
#[cfg(unix)]
pub use terminal::{Screen, Terminal};
