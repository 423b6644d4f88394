use candor_core::FieldType;

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0405",
    name: "nested-type",
    severity: Severity::Error,
    what: "A list or a record holds values of the types that class system allows; a list may hold records too.",
    why: "Twenty texts say more than one, and a reviewer weighs each text, reference and digest for itself.",
    wrong: "messages: { type: list, of: text, max_items: 20, … }",
    right: "codes: { type: list, of: label, max_items: 20, … }",
};

pub(crate) fn diagnostic(span: Span, what: &str, kind: &str) -> Diagnostic {
    let known: Vec<_> = FieldType::ALL.into_iter().filter(|kind| kind.may_be_element()).map(FieldType::name).collect();
    let message = format!("{what} holds no `{kind}`");
    Diagnostic::new(&RULE, span, message, format!("it may hold one of: {}, or a shared enum", known.join(", ")))
}
