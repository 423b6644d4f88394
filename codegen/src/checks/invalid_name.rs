use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0305",
    name: "invalid-name",
    severity: Severity::Error,
    what: "Event names are UpperCamelCase, fields snake_case, both of ASCII letters and digits; enum values are labels.",
    why: "Names become Rust items, JSON keys and columns; one spelling must do for all.",
    wrong: "fields:\n  Duration-ms: { … }",
    right: "fields:\n  duration_ms: { … }",
};

pub(crate) fn diagnostic(name: &Spanned<String>, what: &str, form: &str, instead: &str) -> Diagnostic {
    let help = if instead.is_empty() {
        format!("write it as {form}")
    } else {
        format!("write it as {form}, for example `{instead}`")
    };
    Diagnostic::new(&RULE, name.span, format!("`{}` cannot be the name of {what}", name.value), help)
}
