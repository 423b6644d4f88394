use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0207",
    name: "out-of-range",
    severity: Severity::Error,
    what: "Numbers and lists stay within the limits of the language.",
    why: "Every limit has its reason: a text of 10,000 characters is a log, and nobody reads a notice for 1,000 fields.",
    wrong: "max_chars: 10000",
    right: "max_chars: 200",
};

pub(crate) fn number(span: Span, what: &str, found: &str, least: u64, most: u64) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("{what} is {found}, and may be from {least} to {most}"),
        format!("write a whole number from {least} to {most}"),
    )
}

pub(crate) fn length(span: Span, what: &str, found: usize, least: usize, most: usize) -> Diagnostic {
    let (message, help) = if found < least {
        (format!("{what} has {found} entries, and needs at least {least}"), "add what is missing".to_owned())
    } else {
        (format!("{what} has {found} entries, and may have at most {most}"), format!("leave at most {most}"))
    };
    Diagnostic::new(&RULE, span, message, help)
}

pub(crate) fn text(span: Span, what: &str, found: usize, most: usize) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("{what} has {found} characters, and may have at most {most}"),
        "say it in fewer words: it is read by people who decide",
    )
}
