//! What the body of a command may return, and what that says about the command.

use std::error::Error;
use std::process::ExitCode;

use crate::commands::{CommandError, CommandOutcome};
use crate::frames::Frames;
use crate::label::Label;

/// What is told of an error whose type has no name that may be told.
const UNKNOWN: Label = Label::new("unknown");

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
///     fn kind(&self) -> candor::Label {
///         candor::label!("FormatError")
///     }
///     fn frames(&self) -> candor::Frames {
///         self.frames.clone()
///     }
/// }
/// ```
pub trait CommandFailure {
    /// The error; what it says is scrubbed before it is stored.
    fn error(&self) -> &(dyn Error + 'static);

    /// A short name of the kind of error; `unknown` unless it is given.
    fn kind(&self) -> Label {
        UNKNOWN
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

    fn erroneous(error: &'r (dyn Error + 'static), kind: Label, frames: Frames) -> Self {
        Self::failed(CommandOutcome::Error, CommandError { error, kind, frames })
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
            Err(error) => Ended::erroneous(error, name_of::<E>(), Frames::default()),
        }
    }
}

impl<T: CommandResult<via::Code>> CommandResult<via::Boxed> for Result<T, Box<dyn Error>> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(error) => Ended::erroneous(&**error, UNKNOWN, Frames::default()),
        }
    }
}

impl<T: CommandResult<via::Code>> CommandResult<via::BoxedSync> for Result<T, Box<dyn Error + Send + Sync>> {
    fn ended(&self) -> Ended<'_> {
        match self {
            Ok(code) => code.ended(),
            Err(error) => Ended::erroneous(&**error, UNKNOWN, Frames::default()),
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

/// The name of a type without its path and its arguments, which may name what a product would not.
fn name_of<E>() -> Label {
    let name = std::any::type_name::<E>();
    let name = name.split('<').next().unwrap_or_default();
    let name = name.rsplit("::").next().unwrap_or_default();
    if candor_core::names::is_label(name) { Label::new(name) } else { UNKNOWN }
}

#[cfg(test)]
mod tests {
    use std::{fmt, io};

    use super::*;

    #[derive(Debug)]
    struct Wrapped<T>(T);

    impl<T> fmt::Display for Wrapped<T> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("wrapped")
        }
    }

    impl<T: fmt::Debug> Error for Wrapped<T> {}

    fn ended<R: CommandResult<Via>, Via>(result: R) -> (CommandOutcome, Option<(&'static str, String)>) {
        let Ended { outcome, error } = result.ended();
        (outcome, error.map(|error| (error.kind().as_str(), error.message().to_string())))
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
        assert_eq!(ended(Err::<(), _>(fault())), (Erroneous, told("Error")));
        assert_eq!(ended(Err::<(), Box<dyn Error>>(fault().into())), (Erroneous, told("unknown")));
        assert_eq!(ended(Err::<(), Box<dyn Error + Send + Sync>>(fault().into())), (Erroneous, told("unknown")));
    }

    #[test]
    fn the_name_of_a_type_has_no_path_and_no_arguments() {
        assert_eq!(name_of::<Wrapped<Vec<String>>>().as_str(), "Wrapped");
        assert_eq!(name_of::<fmt::Error>().as_str(), "Error");
        assert_eq!(name_of::<&str>().as_str(), "unknown");
        assert_eq!(name_of::<[u8; 3]>().as_str(), "unknown");
    }
}
