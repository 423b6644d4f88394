//! The product that the tests which cross the crates of Candor run as, ModelKit on the schema of the repository, and what
//! those tests share.
// A test ends at the first surprise.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

candor::schema!("../schema");

mod child;
mod home;
#[cfg(unix)]
mod terminal;

pub use child::{Child, Stage};
pub use home::{Home, action, numbers};
#[cfg(unix)]
pub use terminal::{Screen, Terminal};
