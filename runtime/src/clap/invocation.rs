//! Which command a command line names, and what its options say: words of the schema, and never what a user typed.

use clap::{ArgMatches, Command};

use crate::commands::{CommandOption, Commands};

/// What a command line asks for.
#[derive(Debug, PartialEq)]
pub(super) enum Plan {
    /// A command of the list.
    Told(Invocation),
    /// A command that starts no telemetry.
    Silent,
    /// A command that is in neither list.
    Unlisted,
}

#[derive(Debug, PartialEq)]
pub(super) struct Invocation {
    pub(super) name: &'static str,
    pub(super) options: Vec<Option<String>>,
}

impl Plan {
    pub(super) fn of(commands: &'static Commands, command: &Command, matches: &ArgMatches) -> Self {
        let levels = levels(command, matches);
        let path: Vec<&str> = levels.iter().map(|(command, _)| command.get_name()).collect();
        let name = name(&path);
        if is_silent(commands, &name) {
            return Self::Silent;
        }
        let Some(name) = commands.names.iter().find(|known| **known == name) else { return Self::Unlisted };
        let options = commands.options.iter().map(|option| says(option, &levels)).collect();
        Self::Told(Invocation { name, options })
    }
}

/// The command and its matches, then those of each subcommand below. One that the definition does not know, which clap calls
/// external, is a word that a user typed: it counts as its parent.
fn levels<'m>(command: &'m Command, matches: &'m ArgMatches) -> Vec<(&'m Command, &'m ArgMatches)> {
    let mut levels = vec![(command, matches)];
    let mut at = (command, matches);
    while let Some((name, below)) = at.1.subcommand() {
        let Some(command) = at.0.get_subcommands().find(|command| command.get_name() == name) else { break };
        at = (command, below);
        levels.push(at);
    }
    levels
}

/// The name of a command in the schema: those of the subcommands, or the program's where there is none.
pub(super) fn name(path: &[&str]) -> String {
    match path {
        [program] => (*program).to_owned(),
        [_, below @ ..] => below.join("."),
        [] => String::new(),
    }
}

pub(super) fn is_silent(commands: &Commands, name: &str) -> bool {
    let is_below =
        |silent: &str| name.strip_prefix(silent).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    commands.silent.iter().copied().any(is_below)
}

/// The one value of an option, where it has one; of an enum, in the schema's spelling.
fn says(option: &CommandOption, levels: &[(&Command, &ArgMatches)]) -> Option<String> {
    let has = |&&(_, matches): &&(&Command, &ArgMatches)| matches.try_get_raw(option.id).is_ok_and(|raw| raw.is_some());
    let (command, matches) = levels.iter().rev().find(has)?;
    let mut raw = matches.try_get_raw(option.id).ok()??;
    let (Some(text), None) = (raw.next(), raw.next()) else { return None };
    let text = text.to_str()?;
    match option.values {
        Some(values) => value(values, &canonical(command, option.id, text)).map(str::to_owned),
        None => Some(text.to_owned()),
    }
}

/// The value of the schema that is spelled so, in whatever case: no two differ in it alone.
pub(super) fn value(values: &[&'static str], spelled: &str) -> Option<&'static str> {
    values.iter().copied().find(|value| value.eq_ignore_ascii_case(spelled))
}

/// The first name of an option's value that was given by an alias.
fn canonical(command: &Command, id: &str, text: &str) -> String {
    let argument = command.get_arguments().find(|argument| argument.get_id() == id);
    let known = argument.and_then(|argument| {
        let mut values = argument.get_possible_values().into_iter();
        values.find(|value| value.matches(text, argument.is_ignore_case_set()))
    });
    known.map_or_else(|| text.to_owned(), |value| value.get_name().to_owned())
}

#[cfg(test)]
mod tests {
    use clap::{Arg, ArgAction};

    use super::*;

    static COMMANDS: Commands = Commands {
        names: &["kit", "build", "models.list"],
        silent: &["telemetry", "models.hidden"],
        options: &[
            CommandOption { field: "KitAction.device", id: "device", values: Some(&["CPU", "NPU"]) },
            CommandOption { field: "KitAction.model", id: "model", values: None },
        ],
        heartbeat: None,
        action: None,
        error: None,
    };

    fn kit() -> Command {
        let device = Arg::new("device").long("device").global(true).ignore_case(true).value_parser([
            clap::builder::PossibleValue::new("cpu"),
            clap::builder::PossibleValue::new("NPU").alias("neural"),
            clap::builder::PossibleValue::new("TPU"),
        ]);
        let models = Command::new("models")
            .subcommand(Command::new("list").alias("ls"))
            .subcommand(Command::new("hidden").subcommand(Command::new("deep")))
            .subcommand(Command::new("hiddenly"));
        Command::new("kit")
            .arg(device)
            .arg(Arg::new("model").long("model").action(ArgAction::Append))
            .allow_external_subcommands(true)
            .infer_subcommands(true)
            .subcommand(Command::new("build").alias("make").arg(Arg::new("file")))
            .subcommand(models)
            .subcommand(Command::new("telemetry").subcommand(Command::new("status")))
    }

    fn plan(line: &str) -> Plan {
        let mut command = kit();
        let matches = command.try_get_matches_from_mut(line.split(' ')).unwrap();
        Plan::of(&COMMANDS, &command, &matches)
    }

    #[test]
    fn a_name_is_that_of_a_command_and_never_what_was_typed() {
        let told = |line: &str| match plan(line) {
            Plan::Told(invocation) => invocation.name,
            Plan::Silent => "(silent)",
            Plan::Unlisted => "(unlisted)",
        };
        for (line, name) in [
            ("kit build /home/alice/secret", "build"),
            ("kit make", "build"),
            ("kit bui", "build"),
            ("kit models list", "models.list"),
            ("kit models ls", "models.list"),
            ("kit alices-plugin", "kit"),
            ("kit telemetry.status", "kit"),
            ("kit", "kit"),
            ("kit models", "(unlisted)"),
            ("kit models hiddenly", "(unlisted)"),
            ("kit models hidden", "(silent)"),
            ("kit models hidden deep", "(silent)"),
            ("kit telemetry", "(silent)"),
            ("kit telemetry status", "(silent)"),
            ("/home/alice/kit-renamed build", "build"),
        ] {
            assert_eq!(told(line), name, "{line}");
        }
    }

    #[test]
    fn an_option_says_a_word_of_the_schema_or_nothing() {
        let device = |line: &str| match plan(line) {
            Plan::Told(invocation) => invocation.options[0].clone(),
            other => panic!("{line}: {other:?}"),
        };
        for (line, value) in [
            ("kit build --device NPU", Some("NPU")),
            ("kit build --device npu", Some("NPU")),
            ("kit build --device neural", Some("NPU")),
            ("kit build --device CPU", Some("CPU")),
            ("kit --device cpu models list", Some("CPU")),
            ("kit build --device TPU", None),
            ("kit build", None),
        ] {
            assert_eq!(device(line).as_deref(), value, "{line}");
        }
    }

    #[test]
    fn a_reference_is_told_where_there_is_one() {
        let model = |line: &str| match plan(line) {
            Plan::Told(invocation) => invocation.options[1].clone(),
            other => panic!("{line}: {other:?}"),
        };
        assert_eq!(model("kit --model org/name build").as_deref(), Some("org/name"));
        assert_eq!(model("kit --model a --model b build"), None);
        assert_eq!(model("kit build"), None);
    }
}
