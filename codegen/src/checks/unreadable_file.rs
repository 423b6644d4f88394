use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0101",
    name: "unreadable-file",
    severity: Severity::Error,
    what: "Every file of a schema can be read.",
    why: "A schema that is read in part would let a field through that nobody checked.",
    wrong: "events: [action]        # and events/action.yaml has mode 000",
    right: "events: [action]        # and events/action.yaml can be read",
};

pub(crate) fn diagnostic(span: Span, file: &str, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("`{file}` cannot be read: {why}"),
        "check that the file exists and that you may read it; `candor new` makes a schema to start from",
    )
}
