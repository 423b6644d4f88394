use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0108",
    name: "several-documents",
    severity: Severity::Error,
    what: "A schema file holds one YAML document.",
    why: "What stands after a second `---` would be passed over by most readers.",
    wrong: "event: A\n---\nevent: B",
    right: "event: A",
};

pub(crate) fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        "a second YAML document begins here",
        "move it to a file of its own, or take the `---` out",
    )
}
