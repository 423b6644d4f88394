use super::{Rule, suggest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Object;
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0202",
    name: "unknown-key",
    severity: Severity::Error,
    what: "Every key is one that the language knows.",
    why: "A key that is passed over is a promise that nobody keeps: `clas: system` would leave the field in its event's class.",
    wrong: "clas: usage",
    right: "class: usage",
};

pub(crate) fn diagnostic(key: &Spanned<String>, object: &Object) -> Diagnostic {
    let help = suggest(&key.value, object.keys.iter().map(|key| key.name));
    Diagnostic::new(&RULE, key.span, format!("{} has no key `{}`", object.what, key.value), help)
}

pub(crate) fn context(key: &Spanned<String>) -> Diagnostic {
    let help = suggest(&key.value, candor_core::ContextKey::ALL.map(candor_core::ContextKey::name));
    Diagnostic::new(&RULE, key.span, format!("`context` has no key `{}`", key.value), help)
}
