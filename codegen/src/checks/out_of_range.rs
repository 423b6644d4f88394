use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Span};

pub(crate) static RULE: Rule = Rule {
    id: "C0207",
    name: "out-of-range",
    severity: Severity::Error,
    what: "Numbers and lists stay within the limits of the language.",
    why: "Every limit has its reason: a text of 10,000 characters is a log, and nobody reads a notice for 1,000 fields.",
    wrong: "max_chars: 10000",
    right: "max_chars: 200",
};

pub(crate) fn diagnostic(span: Span, what: &str, least: u64, most: u64) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("{what} must be from {least} to {most}"), format!("choose a value from {least} to {most}"))
}
