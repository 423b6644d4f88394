//! What the body of a command may return, and what that says about the command.

use std::error::Error;
use std::process::ExitCode;

use crate::commands::{CommandError, CommandOutcome};
use crate::error::label_of;
use crate::frames::Frames;
use crate::label::Label;

/// What the body of a command returns, and `main` after it: `()`, [`ExitCode`], or a `Result` of one of these whose error is a
/// [`std::error::Error`], a `Box<dyn Error>`, or a [`CommandFailure`].
///
/// The code is looked at and not touched. `Via` tells the implementations apart and is always inferred.
#[diagnostic::on_unimplemented(
    message = "a command cannot return `{Self}`",
    label = "this type does not say whether the command succeeded",
    note = "return `()`, `ExitCode`, or a `Result` of one of these whose error implements `std::error::Error` or `candor::clap::CommandFailure`"
)]
pub trait CommandResult<Via> {
    #[doc(hidden)]
    fn ended(&self) -> Ended<'_>;
}

/// An error that is no [`std::error::Error`] by itself, or knows more than that: its kind, and where in the code it happened.
///
/// ```
/// use std::error::Error;
///
/// struct Failure {
///     error: std::fmt::Error,
///     frames: candor::Frames,
/// }
///
/// impl candor::clap::CommandFailure for Failure {
///     fn error(&self) -> &(dyn Error + 'static) {
///         &self.error
///     }
///     fn kind(&self) -> Option<candor::Label> {
///         Some(candor::label!("FormatError"))
///     }
///     fn frames(&self) -> candor::Frames {
///         self.frames.clone()
///     }
/// }
/// ```
pub trait CommandFailure {
    /// The error; what it says is scrubbed before it is stored.
    fn error(&self) -> &(dyn Error + 'static);

    /// The name of the error's type, where the list of [`known_errors!`](crate::known_errors) has none; `unknown` unless it is
    /// given.
    fn kind(&self) -> Option<Label> {
        None
    }

    /// Where in the code it happened; nowhere unless it is given.
    fn frames(&self) -> Frames {
        Frames::default()
    }
}

/// How a command ended, as far as its result tells.
#[derive(Debug)]
pub struct Ended<'r> {
    pub(super) outcome: CommandOutcome,
    pub(super) error: Option<CommandError<'r>>,
}

impl<'r> Ended<'r> {
    pub(super) fn with(outcome: CommandOutcome) -> Self {
        Self { outcome, error: None }
    }

    pub(super) fn failed(outcome: CommandOutcome, error: CommandError<'r>) -> Self {
        Self { outcome, error: Some(error) }
    }

    fn erroneous(error: &'r (dyn Error + 'static), kind: Option<Label>, frames: Frames) -> Self {
        Self::failed(CommandOutcome::Error, CommandError { error, kind, is_report: false, frames })
    }

    /// A report stands above its errors, and has no type of its own.
    #[cfg(any(feature = "anyhow", feature = "eyre"))]
    fn reported(error: &'r (dyn Error + 'static), frames: Frames) -> Self {
        Self::failed(CommandOutcome::Error, CommandError { error, kind: None, is_report: true, frames })
    }
}

/// How the compiler tells the implementations of [`CommandResult`] apart.
pub mod via {
    /// No error.
    #[derive(Debug)]
    pub enum Code {}
    /// A [`std::error::Error`].
    #[derive(Debug)]
    pub enum Std {}
    /// A `Box<dyn Error>`.
    #[derive(Debug)]
    pub enum Boxed {}
    /// A `Box<dyn Error + Send + Sync>`.
    #[derive(Debug)]
    pub enum BoxedSync {}
    /// An `anyhow::Error`.
    #[cfg(feature = "anyhow")]
    #[derive(Debug)]
    pub enum Anyhow {}
    /// An `eyre::Report`.
    #[cfg(feature = "eyre")]
    #[derive(Debug)]
    pub enum Eyre {}
    /// A [`CommandFailure`](super::CommandFailure).
    #[derive(Debug)]
    pub enum Failure {}
}

impl CommandResult<via::Code> for () {
    fn ended(&self) -> Ended<'_> {
        Ended::with(CommandOutcome::Success)
    }
}

impl CommandResult<via::Code> for ExitCode {
    fn ended(&self) -> Ended<'_> {
        Ended::with(if *self == Self::SUCCESS { CommandOutcome::Success } else { CommandOutcome::Failure })
    }
}

impl<T: CommandResult<via::Code>, E: Error + 'static> CommandResult<via::Std> for Result<T, E> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(error) => Ended::erroneous(error, Some(label_of::<E>()), Frames::default()),
        }
    }
}

impl<T: CommandResult<via::Code>> CommandResult<via::Boxed> for Result<T, Box<dyn Error>> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(error) => Ended::erroneous(&**error, None, Frames::default()),
        }
    }
}

impl<T: CommandResult<via::Code>> CommandResult<via::BoxedSync> for Result<T, Box<dyn Error + Send + Sync>> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(error) => Ended::erroneous(&**error, None, Frames::default()),
        }
    }
}

#[cfg(feature = "anyhow")]
impl<T: CommandResult<via::Code>> CommandResult<via::Anyhow> for Result<T, anyhow::Error> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(report) => Ended::reported(&**report, Frames::of_backtrace(report.backtrace())),
        }
    }
}

#[cfg(feature = "eyre")]
impl<T: CommandResult<via::Code>> CommandResult<via::Eyre> for Result<T, eyre::Report> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(report) => Ended::reported(&**report, Frames::default()),
        }
    }
}

impl<T: CommandResult<via::Code>, E: CommandFailure> CommandResult<via::Failure> for Result<T, E> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(failure) => Ended::erroneous(failure.error(), failure.kind(), failure.frames()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    fn ended<R: CommandResult<Via>, Via>(result: R) -> (CommandOutcome, Option<(&'static str, String)>) {
        let Ended { outcome, error } = result.ended();
        (outcome, error.map(|error| (error.kind.map_or("unknown", |kind| kind.as_str()), error.error.to_string())))
    }

    #[test]
    fn the_outcome_follows_the_exit_code() {
        use CommandOutcome::{Error as Erroneous, Failure, Success};
        let fault = || io::Error::other("no space");
        let told = |kind| Some((kind, "no space".to_owned()));
        assert_eq!(ended(()), (Success, None));
        assert_eq!(ended(ExitCode::SUCCESS), (Success, None));
        assert_eq!(ended(ExitCode::from(0)), (Success, None));
        assert_eq!(ended(ExitCode::FAILURE), (Failure, None));
        assert_eq!(ended(ExitCode::from(77)), (Failure, None));
        assert_eq!(ended(Ok::<_, io::Error>(())), (Success, None));
        assert_eq!(ended(Ok::<_, io::Error>(ExitCode::from(3))), (Failure, None));
        assert_eq!(ended(Err::<(), _>(fault())), (Erroneous, told("std::io::error::Error")));
        assert_eq!(ended(Err::<(), Box<dyn Error>>(fault().into())), (Erroneous, told("unknown")));
        assert_eq!(ended(Err::<(), Box<dyn Error + Send + Sync>>(fault().into())), (Erroneous, told("unknown")));
        #[cfg(feature = "anyhow")]
        assert_eq!(ended(Err::<(), anyhow::Error>(fault().into())), (Erroneous, told("unknown")));
        #[cfg(feature = "eyre")]
        assert_eq!(ended(Err::<(), eyre::Report>(fault().into())), (Erroneous, told("unknown")));
    }
}
