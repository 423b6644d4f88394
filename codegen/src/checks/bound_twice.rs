use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0803",
    name: "bound-twice",
    severity: Severity::Error,
    what: "In `commands` a field is filled once, an event is emitted for one reason, and a command stands in one list.",
    why: "Of two answers one would be thrown away, and a reader could not tell which.",
    wrong: "names: [build, telemetry]\nsilent: [telemetry]",
    right: "names: [build]\nsilent: [telemetry]",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(commands) = &parts.commands else { return };
    for name in &commands.silent {
        if let Some(first) = commands.names.iter().find(|other| other.value == name.value) {
            let message = format!("the command `{}` stands in `names` and in `silent`", name.value);
            let found = Diagnostic::new(&RULE, name.span, message, "take it out of one of the two");
            diagnostics.push(found.related(first.span, "in `names`"));
        }
    }
    let events: Vec<_> = commands.events().collect();
    for (at, filled) in events.iter().enumerate() {
        if let Some(first) = events[..at].iter().find(|other| other.event == filled.event) {
            let message = format!("`{}` is emitted for two reasons", parts.events[filled.event].name.value);
            let help = "give each of `heartbeat`, `action` and `error` an event of its own";
            diagnostics.push(Diagnostic::new(&RULE, filled.span, message, help).related(first.span, "first here"));
        }
        for (at, fill) in filled.fills.iter().enumerate() {
            let Some(first) = filled.fills[..at].iter().find(|other| other.field == fill.field) else { continue };
            let name = &parts.events[filled.event].fields[fill.field].name.value;
            let message = format!("the field `{name}` is filled twice");
            let found = Diagnostic::new(&RULE, fill.span, message, "take it out of one of the two places");
            diagnostics.push(found.related(first.span, "first here"));
        }
    }
}
