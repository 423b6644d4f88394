//! What the generated code and the instrumentation of commands tell each other: which commands there are, how one ended, and
//! which error ended it. Nothing of it depends on how a product reads its command line.

use std::error::Error;
use std::time::Duration;

use crate::frames::Frames;
use crate::label::Label;

/// `commands:` of a schema. Generated as a constant.
#[derive(Debug)]
pub struct Commands {
    /// Every command that tells.
    pub names: &'static [&'static str],
    /// Commands that start no telemetry, with all below them.
    pub silent: &'static [&'static str],
    /// The options that fill a field of the action event.
    pub options: &'static [CommandOption],
    /// Emits the heartbeat.
    pub heartbeat: Option<fn()>,
    /// Emits the action event.
    pub action: Option<fn(&EndedCommand)>,
    /// Emits the error event.
    pub error: Option<fn(&CommandError<'_>)>,
}

/// An option that fills a field.
#[derive(Debug)]
pub struct CommandOption {
    /// The field, `ModelKitAction.device`.
    pub field: &'static str,
    /// The option's id.
    pub id: &'static str,
    /// The values of an `enum` field; nothing for a `reference`.
    pub values: Option<&'static [&'static str]>,
}

/// How a command can end. The names are those of the schema language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandOutcome {
    /// With the exit code 0.
    Success,
    /// With another exit code, and no error that the instrumentation saw.
    Failure,
    /// With an error.
    Error,
    /// With a panic.
    Panic,
    /// By SIGINT, or Ctrl-C on Windows.
    Interrupted,
    /// By SIGTERM.
    Terminated,
}

/// Who can have started a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandOrigin {
    /// Standard input is a terminal.
    Interactive,
    /// It is not.
    Script,
}

/// A command that has ended.
#[derive(Debug)]
pub struct EndedCommand {
    pub(crate) name: &'static str,
    pub(crate) options: Vec<Option<String>>,
    pub(crate) origin: CommandOrigin,
    pub(crate) duration: Duration,
    pub(crate) outcome: CommandOutcome,
}

impl EndedCommand {
    /// The command's name: one of [`Commands::names`], since nothing else can be run.
    #[must_use]
    pub fn name(&self) -> Label {
        Label::new(self.name)
    }

    /// The time from the command line to the end.
    #[must_use]
    pub fn duration(&self) -> Duration {
        self.duration
    }

    /// How it ended.
    #[must_use]
    pub fn outcome(&self) -> CommandOutcome {
        self.outcome
    }

    /// Whether the exit code is 0.
    #[must_use]
    pub fn success(&self) -> bool {
        self.outcome == CommandOutcome::Success
    }

    /// Who started it.
    #[must_use]
    pub fn invoked_from(&self) -> CommandOrigin {
        self.origin
    }

    /// What the option at this place of [`Commands::options`] says: a value of the field's enum, or the text of a
    /// reference, which its treatment has still to pass.
    #[must_use]
    pub fn option(&self, index: usize) -> Option<&str> {
        self.options.get(index)?.as_deref()
    }
}

/// An error that ended a command.
#[derive(Debug)]
pub struct CommandError<'e> {
    pub(crate) error: &'e (dyn Error + 'static),
    /// The name of its type, where it is known without the product's list.
    pub(crate) kind: Option<Label>,
    /// Whether it is a report, in which the first error that the list names is the one.
    pub(crate) is_report: bool,
    /// Where in the code it happened, as far as that is known.
    pub(crate) frames: Frames,
}
