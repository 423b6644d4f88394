use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "C0107",
    name: "duplicate-key",
    severity: Severity::Error,
    what: "A key stands once in its mapping.",
    why: "YAML readers disagree about which of two equal keys counts.",
    wrong: "class: usage\nclass: diagnostic",
    right: "class: diagnostic",
};

pub(crate) fn diagnostic(key: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(&RULE, key.span, format!("the key `{}` stands twice", key.value), "keep one of the two")
        .related(first, "first here")
}
