use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0604",
    name: "falling-version",
    severity: Severity::Error,
    what: "`consent.version` never falls.",
    why: "Users who agreed to the newer version would not be asked again when the number comes back with another meaning.",
    wrong: "consent: { version: 2, … }    # and consent.lock says 3",
    right: "consent: { version: 3, … }",
};

pub(crate) fn diagnostic(version: Span, before: u32, after: u32, locked: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        version,
        format!("`consent.version` fell from {before} to {after}"),
        format!("write {before}, or a higher number where more is collected"),
    )
    .related(locked, "the lock")
}
