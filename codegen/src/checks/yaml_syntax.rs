use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0104",
    name: "yaml-syntax",
    severity: Severity::Error,
    what: "Schema files are YAML, indented with spaces.",
    why: "YAML forbids tabs for indentation, since their width differs from editor to editor.",
    wrong: "fields:\n	success: { type: bool }",
    right: "fields:\n  success: { type: bool }",
};

/// What the parser says, and what is mostly meant by it.
const HELPS: [(&str, &str); 5] = [
    (
        "mapping values are not allowed",
        "put quotes around a text that holds `: `; keys of one mapping begin in the same column",
    ),
    ("unclosed quote", "close the quote; a quote inside a text in double quotes is written `\\\"`"),
    ("illegal placement of ':'", "close the bracket or brace that is open here; a text that holds `:` needs quotes"),
    ("did not find expected key", "let the keys of one mapping begin in the same column"),
    ("unexpected character", "put quotes around a text that begins with `@`, a back quote or `%`"),
];

pub(crate) fn diagnostic(span: Span, error: &str) -> Diagnostic {
    let known = HELPS.iter().find(|(message, _)| error.contains(message));
    let help = known.map_or("check quotes, brackets, colons and indentation around this place", |(_, help)| help);
    Diagnostic::new(&RULE, span, format!("this is not YAML: {error}"), help)
}

pub(crate) fn tab(span: Span) -> Diagnostic {
    let help = "indent with spaces; YAML does not allow tabs there";
    Diagnostic::new(&RULE, span, "a tab is used for indentation", help)
}

pub(crate) fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a key is a list or a mapping", "write a simple name before the colon")
}
