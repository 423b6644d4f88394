use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0201",
    name: "wrong-language",
    severity: Severity::Error,
    what: "`candor:` names the version of the schema language, 1.",
    why: "A schema written for a later language could mean something that this version does not check.",
    wrong: "candor: 2",
    right: "candor: 1",
};

pub(crate) fn diagnostic(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("this is version {found} of the schema language, and this Candor knows version 1"),
        "write `candor: 1`, or use the Candor that the schema was written for",
    )
}
