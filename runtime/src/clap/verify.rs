//! Whether `commands:` of the schema and a command line are of one mind, for a test of the product.

use std::collections::BTreeSet;
use std::fmt;

use clap::Command;

use super::invocation::{is_silent, name, value};
use crate::commands::{CommandOption, Commands};
use crate::telemetry::Telemetry;

/// In what `commands:` of product.yaml and a command line differ: a line each, with what to do.
#[derive(Clone, PartialEq, Eq)]
pub struct CommandMismatch {
    product: &'static str,
    findings: Vec<String>,
}

impl CommandMismatch {
    /// The differences, a sentence each.
    #[must_use]
    pub fn findings(&self) -> &[String] {
        &self.findings
    }
}

impl fmt::Display for CommandMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`commands` in product.yaml and the command line of {} differ:", self.product)?;
        self.findings.iter().try_for_each(|finding| write!(f, "\n  - {finding}"))
    }
}

impl fmt::Debug for CommandMismatch {
    /// As `Display`, so that the `unwrap` of a test can be read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for CommandMismatch {}

impl Telemetry {
    /// Compares `commands:` of product.yaml with a command line, in a test of the product: every command that can run is in
    /// one of the lists, the lists hold no other, and every option that fills a field is there, with values that the field
    /// knows.
    ///
    /// ```
    /// # fn telemetry() -> candor::Telemetry { candor::Telemetry::absent() }
    /// # #[derive(clap::Parser)] struct Cli {}
    /// // In a test of the product:
    /// use clap::CommandFactory;
    /// telemetry().verify_commands(&Cli::command()).unwrap();
    /// ```
    ///
    /// # Errors
    ///
    /// All differences; `Debug` prints them as they are, for `unwrap`.
    pub fn verify_commands(&self, command: &Command) -> Result<(), CommandMismatch> {
        let Some(product) = self.product() else { return Ok(()) };
        let findings = match product.its_commands() {
            Some(commands) => differences(commands, command),
            None => vec!["product.yaml has no `commands`, so that nothing is told of any command".to_owned()],
        };
        if findings.is_empty() { Ok(()) } else { Err(CommandMismatch { product: product.spec().name, findings }) }
    }
}

fn differences(commands: &Commands, command: &Command) -> Vec<String> {
    // Subcommands that are made late, and options that are passed down, are there only after this.
    let mut command = command.clone();
    command.build();
    let mut all = Vec::new();
    collect(&command, &mut Vec::new(), &mut all);
    let mut findings = names(commands, &all);
    findings.extend(commands.options.iter().flat_map(|option| values(option, commands, &all)));
    findings
}

struct Found<'c> {
    name: String,
    command: &'c Command,
    /// Whether a command line can end here.
    can_run: bool,
}

fn collect<'c>(command: &'c Command, path: &mut Vec<&'c str>, all: &mut Vec<Found<'c>>) {
    path.push(command.get_name());
    // clap answers `help` by itself, and runs nothing.
    let below: Vec<_> = command.get_subcommands().filter(|command| command.get_name() != "help").collect();
    let can_run = below.is_empty() || !command.is_subcommand_required_set();
    all.push(Found { name: name(path), command, can_run });
    for command in below {
        collect(command, path, all);
    }
    path.pop();
}

fn names(commands: &Commands, all: &[Found<'_>]) -> Vec<String> {
    let known: BTreeSet<&str> = all.iter().map(|found| found.name.as_str()).collect();
    let unlisted = all.iter().filter(|found| {
        found.can_run && !is_silent(commands, &found.name) && !commands.names.contains(&found.name.as_str())
    });
    let unlisted = unlisted.map(|found| {
        let name = &found.name;
        format!(
            "the command `{name}` is in neither list: add it to `names`, or to `silent` if it shall start no telemetry"
        )
    });
    let gone = |list: &'static str, names: &'static [&'static str]| {
        let gone: Vec<_> = names.iter().filter(|name| !known.contains(**name) && **name != "help").collect();
        gone.into_iter().map(move |name| format!("`{list}` has `{name}`, which is no command: take it out"))
    };
    unlisted.chain(gone("names", commands.names)).chain(gone("silent", commands.silent)).collect()
}

fn values(option: &CommandOption, commands: &Commands, all: &[Found<'_>]) -> Vec<String> {
    let CommandOption { field, id, .. } = option;
    let having = all.iter().filter(|found| !is_silent(commands, &found.name)).filter_map(|found| {
        let argument = found.command.get_arguments().find(|argument| argument.get_id() == *id)?;
        Some((found, argument))
    });
    let having: Vec<_> = having.collect();
    if having.is_empty() {
        return vec![format!("`{field}` is filled by the option `{id}`, which no command has")];
    }
    let mut findings = BTreeSet::new();
    for (found, argument) in having {
        for possible in argument.get_possible_values() {
            let spelled = possible.get_name();
            if option.values.is_some_and(|known| value(known, spelled).is_none()) {
                findings.insert(format!(
                    "the option `{id}` of `{}` takes `{spelled}`, which `{field}` does not know: it would be left empty",
                    found.name
                ));
            }
        }
    }
    findings.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use clap::Arg;

    use super::*;

    static COMMANDS: Commands = Commands {
        names: &["build", "models.list", "gone"],
        silent: &["telemetry"],
        options: &[
            CommandOption { field: "KitAction.device", id: "device", values: Some(&["CPU", "NPU"]) },
            CommandOption { field: "KitAction.model", id: "model", values: None },
        ],
        heartbeat: None,
        action: None,
        error: None,
    };

    fn kit() -> Command {
        let models = Command::new("models").subcommand(Command::new("list")).subcommand(Command::new("pull"));
        Command::new("kit")
            .subcommand_required(true)
            .subcommand(Command::new("build").arg(Arg::new("device").value_parser(["cpu", "npu", "tpu"])))
            .subcommand(models)
            .subcommand(Command::new("telemetry").subcommand(Command::new("status")))
    }

    #[test]
    fn every_difference_is_told_with_what_to_do() {
        assert_eq!(
            differences(&COMMANDS, &kit()),
            [
                "the command `models` is in neither list: add it to `names`, or to `silent` if it shall start no telemetry",
                "the command `models.pull` is in neither list: add it to `names`, or to `silent` if it shall start no telemetry",
                "`names` has `gone`, which is no command: take it out",
                "the option `device` of `build` takes `tpu`, which `KitAction.device` does not know: it would be left empty",
                "`KitAction.model` is filled by the option `model`, which no command has",
            ]
        );
    }

    #[test]
    fn a_mismatch_can_be_read() {
        let mismatch = CommandMismatch { product: "Kit", findings: vec!["one".to_owned(), "two".to_owned()] };
        let text = "`commands` in product.yaml and the command line of Kit differ:\n  - one\n  - two";
        assert_eq!((mismatch.to_string(), format!("{mismatch:?}")), (text.to_owned(), text.to_owned()));
    }
}
