use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0110",
    name: "hidden-character",
    severity: Severity::Error,
    what: "No text holds characters that are not seen: control characters, and those that reverse, join or hide what stands around them.",
    why: "A reviewer must see what is built, and a notice goes to the terminals of users, which obey control characters.",
    wrong: "notice: \"Errors\\e[8m, and your files\"",
    right: "notice: Errors",
};

pub(crate) fn diagnostic(span: Span, hidden: char) -> Diagnostic {
    let code = u32::from(hidden);
    Diagnostic::new(
        &RULE,
        span,
        format!("the text holds the character U+{code:04X}, which no reader sees"),
        "delete it, or write the text anew without copying it",
    )
}
