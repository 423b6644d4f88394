use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::{Key, Object};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0203",
    name: "missing-key",
    severity: Severity::Error,
    what: "What the language requires is there.",
    why: "A default for what a reviewer must decide would decide for them.",
    wrong: "event: ModelKitAction\nclass: usage",
    right: "event: ModelKitAction\nclass: usage\ndescription: Sent once when a command ends.\nexpires: never",
};

pub(crate) fn diagnostic(span: Span, object: &Object, missing: &[&Key]) -> Diagnostic {
    let names: Vec<_> = missing.iter().map(|key| format!("`{}`", key.name)).collect();
    let message = match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("{} needs the keys {} and {last}", object.what, others.join(", "))
        }
        _ => format!("{} needs the key {}", object.what, names.concat()),
    };
    let add: Vec<_> = missing.iter().map(|key| format!("`{}:` — {}", key.name, key.about)).collect();
    Diagnostic::new(&RULE, span, message, format!("add {}", add.join(" ")))
}

/// Where one of all the keys has to be there.
pub(crate) fn any_of(span: Span, object: &Object) -> Diagnostic {
    let names: Vec<_> = object.keys.iter().map(|key| format!("`{}`", key.name)).collect();
    Diagnostic::new(&RULE, span, format!("{} is empty", object.what), format!("add one of {}", names.join(", ")))
}

pub(crate) fn for_type(span: Span, kind: &str, key: &str, example: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("a field of type `{kind}` needs the key `{key}`"),
        format!("add `{key}: {example}`"),
    )
}
