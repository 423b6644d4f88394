use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0106",
    name: "alias",
    severity: Severity::Error,
    what: "Anchors, aliases and tags are not part of the schema language.",
    why: "An alias hides from a reader what a line says, and nested ones grow without bound.",
    wrong: "a: &words [x, y]\nb: *words",
    right: "a: [x, y]\nb: [x, y]",
};

pub(crate) fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        "anchors (`&name`), aliases (`*name`) and tags (`!name`) are not allowed here",
        "write the value out; put quotes around it if it begins with `&`, `*` or `!`",
    )
}
