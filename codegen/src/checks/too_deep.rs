use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0105",
    name: "too-deep",
    severity: Severity::Error,
    what: "Collections are nested at most 16 deep; the language itself needs 5.",
    why: "Deep nesting is how a crafted file exhausts a parser.",
    wrong: "values: [[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]",
    right: "values: [a, b]",
};

pub(crate) fn diagnostic(span: Span) -> Diagnostic {
    let most = candor_core::limits::SCHEMA_DEPTH;
    Diagnostic::new(
        &RULE,
        span,
        format!("collections are nested more than {most} deep"),
        "take the brackets or the indentation out; no part of the schema language needs this depth",
    )
}
