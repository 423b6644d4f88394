use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Span};

pub(crate) static RULE: Rule = Rule {
    id: "C0104",
    name: "yaml-syntax",
    severity: Severity::Error,
    what: "Schema files are YAML, indented with spaces.",
    why: "YAML forbids tabs for indentation, since their width differs from editor to editor.",
    wrong: "fields:\n	success: { type: bool }",
    right: "fields:\n  success: { type: bool }",
};

pub(crate) fn diagnostic(span: Span, text: &str, error: &str) -> Diagnostic {
    let at = (span.start as usize).min(text.len());
    let line_start = text.as_bytes()[..at].iter().rposition(|&b| b == b'\n').map_or(0, |newline| newline + 1);
    let line = text.as_bytes()[line_start..].split(|&b| b == b'\n').next().unwrap_or_default();
    let indentation = &line[..line.iter().take_while(|b| b.is_ascii_whitespace()).count()];
    match indentation.iter().position(|&b| b == b'\t') {
        Some(tab) => {
            let start = (line_start + tab) as u32;
            Diagnostic::new(&RULE, Span { start, end: start + 1, ..span }, "a tab is used for indentation", "indent with spaces; YAML does not allow tabs there")
        }
        None => Diagnostic::new(&RULE, span, format!("this is not YAML: {error}"), "check quotes, brackets, colons and indentation around this place; a text with `: ` or ` #` in it needs quotes"),
    }
}

pub(crate) fn complex_key(span: Span) -> Diagnostic {
    Diagnostic::new(&RULE, span, "a key is a list or a mapping", "write a simple name before the colon")
}
