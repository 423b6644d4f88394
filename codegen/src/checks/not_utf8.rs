use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Span};

pub(crate) static RULE: Rule = Rule {
    id: "C0102",
    name: "not-utf8",
    severity: Severity::Error,
    what: "Schema files are UTF-8.",
    why: "Other encodings are read differently on different machines, and what a reviewer sees is then not what is built.",
    wrong: "description: Caf\\xe9      # a byte of Latin-1",
    right: "description: Café",
};

pub(crate) fn diagnostic(span: Span, valid_up_to: usize) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("the file is not UTF-8: byte {valid_up_to} begins no character"), "save the file as UTF-8, without a byte-order mark")
}
