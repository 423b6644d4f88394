//! The vocabulary that Candor's code generator and its runtime share.
//!
//! Privacy classes, field types, context keys, names and limits stand here once, so that a schema check, the generated
//! code, the documents and the runtime cannot disagree about them. The crate depends on nothing.

mod ci;
mod claim;
mod class;
mod context;
mod field_type;
mod kept;
pub mod limits;
mod loopback;
pub mod names;
mod sampling;

pub use ci::{CI_VALUES, CI_VARIABLES};
pub use claim::Claim;
pub use class::PrivacyClass;
pub use context::ContextKey;
pub use field_type::{DurationUnit, FieldType};
pub use kept::{CONFIG_FILE, Kept, TELEMETRY_FOLDER};
pub use loopback::is_loopback;
pub use sampling::Sampling;
