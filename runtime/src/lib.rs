//! Telemetry that says what it takes.
//!
//! A product writes what it may collect as YAML. [`schema!`] turns that into one Rust type an event, whose setters are
//! the fields that the YAML lists, and into [`telemetry()`](Telemetry), with which the product begins. This crate is the
//! runtime below them: it asks for consent, scrubs free text, stores each event before `emit` returns, and sends what is
//! stored from a thread of its own, in this process or the next one.
//!
//! ```no_run
//! # mod sketch {
//! # pub struct Event;
//! # impl Event { pub fn new() -> Self { Self } pub fn action_name(self, _: &'static str) -> Self { self } pub fn emit(self) {} }
//! # }
//! # use sketch::Event as ModelKitAction;
//! // candor::schema!("schema");
//! // let _telemetry = telemetry().install();
//! ModelKitAction::new().action_name("build").emit();
//! ```
//!
//! No call of this crate panics, waits for anything but the prompt and one local write, or hands an error to the flow of
//! its caller. What went wrong can be asked for: [`Telemetry::status`].

mod about;
#[cfg(feature = "clap")]
pub mod clap;
mod commands;
mod consent;
mod context;
mod delivery;
mod diagnose;
mod error;
mod event;
mod frames;
mod identity;
mod import;
mod label;
#[cfg(feature = "testing")]
mod loopback;
mod optional;
mod pipeline;
mod product;
mod record;
pub mod scrub;
mod spec;
mod status;
mod storage;
mod telemetry;
#[cfg(feature = "testing")]
pub mod testing;
mod tls;
#[cfg(feature = "tracing")]
pub mod tracing;
mod treat;
mod troubles;
mod typed;
mod typestate;
mod unknown_value;
#[cfg(feature = "testing")]
pub mod verify;
#[cfg(not(feature = "testing"))]
mod without_claims;

/// Generates the typed events of the schema in a folder.
///
/// ```ignore
/// candor::schema!("schema");
/// ```
///
/// The folder is relative to the nearest `Cargo.toml` above the file that holds the call. An error in the schema is a
/// compile error that names the YAML's file, line and column, and what to write instead. `candor expand` shows what is
/// generated.
pub use candor_macros::schema;

pub use error::{AsError, KnownError};
pub use frames::Frames;
pub use label::{IntoLabel, Label};
pub use optional::{OptionalLabel, OptionalText};
pub use spec::{Answer, OtlpProtocol};
pub use status::{DestinationStatus, Losses, Status};
pub use telemetry::{Guard, Telemetry, exit};
pub use treat::{Number, OptionalNumber};
pub use typed::Filled;
pub use unknown_value::UnknownValue;

/// What generated code names. Nothing here is meant to be written by hand, and all of it may change in any release.
#[doc(hidden)]
pub mod __private {
    // What a schema may have a type of the same name of: generated code names nothing by the prelude.
    pub use std::convert::{AsRef, Into};
    pub use std::fmt::{self, Display};
    pub use std::iter::{IntoIterator, Iterator};
    pub use std::marker::{PhantomData, Sized};
    pub use std::option::Option::{self, None, Some};
    pub use std::result::Result::{self, Err, Ok};
    pub use std::str::FromStr;
    pub use std::string::String;
    pub use std::time::Duration;
    pub use std::vec::Vec;

    pub use candor_core::names::is_label;
    pub use candor_core::{ContextKey, DurationUnit};

    pub use crate::about::About;
    pub use crate::commands::{CommandError, CommandOption, CommandOrigin, CommandOutcome, Commands, EndedCommand};
    pub use crate::error::{Fill, fill};
    pub use crate::event::{Event, EventSpec, Item};
    pub use crate::import::{Import, ImportedEvent, ImportedField, ImportedKind};
    pub use crate::product::Product;
    pub use crate::spec::{
        Answer, Ask, ConsentSpec, DestinationSpec, OtlpProtocol, ProductSpec, ScrubPattern, checked_key,
    };
    pub use crate::typed::{EventType, Key, RecordedFrame, RecordedRecord, Spelled, spelled};
    pub use crate::typestate::{Filled, Missing, Present};

    pub use crate::__claims as claims;
    pub use crate::__over_tls as over_tls;
    #[cfg(feature = "testing")]
    pub use crate::verify::{Claim, Claims, Planter};
    #[cfg(not(feature = "testing"))]
    pub use crate::without_claims::Claims;
}
