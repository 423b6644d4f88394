use std::collections::BTreeSet;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Commands, Field, FieldKind, Fill, ORIGINS, OUTCOMES, Parts, Source};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0801",
    name: "unfit-field",
    severity: Severity::Error,
    what: "A field that `commands` fills has the type of what fills it; one that an option fills is optional, and an `enum` or a `reference`.",
    why: "What a user types on a command line can be anything: only a closed list or a public identifier may leave.",
    wrong: "# product.yaml, where `output` of the event is a text\noptions: { output: output }",
    right: "# product.yaml, where `device` of the event is an enum\noptions: { device: device }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(commands) = &parts.commands else { return };
    for filled in commands.events() {
        let event = &parts.events[filled.event];
        for fill in &filled.fills {
            let field = &event.fields[fill.field];
            if let Some(wanted) = unfit(commands, field, fill) {
                let message = format!("`{}.{}` cannot hold {}", event.name.value, field.name.value, what(&fill.source));
                let found = Diagnostic::new(&RULE, fill.span, message, format!("it takes {wanted}"));
                diagnostics.push(found.related(field.kind_span, "its type"));
            }
        }
    }
}

/// What the field would have to be, where it is not.
fn unfit(commands: &Commands, field: &Field, fill: &Fill) -> Option<String> {
    let (fits, wanted) = match (&fill.source, &field.kind) {
        (Source::Name, FieldKind::Enum(one)) => {
            let names = commands.names.iter().map(|name| name.value.as_str());
            (
                is_set(&one.values, names),
                "`type: label`, or `type: enum` with exactly the names of `commands.names` as values",
            )
        }
        (Source::Name, kind) => (matches!(kind, FieldKind::Label), "`type: label`, or `type: enum` of the names"),
        (Source::Duration, kind) => (matches!(kind, FieldKind::Duration(_)), "`type: duration`"),
        (Source::Success, kind) => (matches!(kind, FieldKind::Bool), "`type: bool`"),
        (Source::Outcome, kind) => return closed(kind, &OUTCOMES),
        (Source::InvokedFrom, kind) => return closed(kind, &ORIGINS),
        (Source::Option(_), FieldKind::Enum(_) | FieldKind::Reference { .. }) => {
            (field.optional, "`optional: true`, since not every command line has the option")
        }
        (Source::Option(_), _) => (false, "`type: enum` or `type: reference`, with `optional: true`"),
    };
    (!fits).then(|| wanted.to_owned())
}

fn closed(kind: &FieldKind, words: &[&str]) -> Option<String> {
    let fits = matches!(kind, FieldKind::Enum(one) if is_set(&one.values, words.iter().copied()));
    (!fits).then(|| format!("`type: enum` with `values: [{}]`", words.join(", ")))
}

fn is_set<'n>(values: &[Spanned<String>], words: impl Iterator<Item = &'n str>) -> bool {
    values.iter().map(|value| value.value.as_str()).collect::<BTreeSet<_>>() == words.collect()
}

fn what(source: &Source) -> String {
    match source {
        Source::Name => "the name of a command".to_owned(),
        Source::Duration => "a command's duration".to_owned(),
        Source::Success => "whether a command succeeded".to_owned(),
        Source::Outcome => "how a command ended".to_owned(),
        Source::InvokedFrom => "who started a command".to_owned(),
        Source::Option(id) => format!("what the option `{id}` says"),
    }
}
