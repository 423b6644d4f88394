use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0206",
    name: "unquoted-value",
    severity: Severity::Error,
    what: "A string that YAML may read as a boolean, a number or nothing is quoted.",
    why: "Half of the YAML readers take `no` for false, and `1.10` for 1.1.",
    wrong: "values: [yes, no]",
    right: "values: [\"yes\", \"no\"]",
};

pub(crate) fn diagnostic(span: Span, text: &str, read_as: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        format!("a string is meant here, and without quotes YAML reads {read_as}"),
        format!("put quotes around it: \"{text}\""),
    )
}
