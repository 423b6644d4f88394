use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0602",
    name: "corrupt-lock",
    severity: Severity::Error,
    what: "`consent.lock` is as `candor lock` wrote it.",
    why: "It is the record of what users agreed to. Edited by hand, it could hide that more is collected.",
    wrong: "<<<<<<< ours\nconsent version=2 …",
    right: "consent version=2 …    # restored from the main branch, then `candor lock`",
};

pub(crate) fn diagnostic(span: Span, why: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("`consent.lock` cannot be trusted: {why}"),
        "restore it from version control, as it was on the main branch, and run `candor lock`",
    )
}
