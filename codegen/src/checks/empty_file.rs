use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0103",
    name: "empty-file",
    severity: Severity::Error,
    what: "A schema file says something.",
    why: "An empty file is nearly always a mistake of a script or an editor.",
    wrong: "# events/action.yaml: nothing but a comment",
    right: "event: ModelKitAction\n# …",
};

pub(crate) fn diagnostic(span: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        span,
        "the file is empty",
        "write the schema into it; an event that is no longer wanted goes out of the list in product.yaml, with its file",
    )
}
