use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::Key;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0208",
    name: "wrong-key-for-type",
    severity: Severity::Error,
    what: "Keys that belong to one type stand only at fields of that type.",
    why: "A `max_chars` at a label caps nothing, and a reader would think that it does.",
    wrong: "type: label\nmax_chars: 20",
    right: "type: text\nmax_chars: 20",
};

pub(crate) fn diagnostic(span: Span, key: &Key, kind: &str) -> Diagnostic {
    let owners: Vec<_> = key.types.iter().map(|owner| format!("`{owner}`")).collect();
    Diagnostic::new(
        &RULE,
        span,
        format!("`{}` means nothing at a field of type `{kind}`", key.name),
        format!("take it out; it belongs to the type {}", owners.join(" or ")),
    )
}
