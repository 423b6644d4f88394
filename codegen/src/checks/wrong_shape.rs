use crate::document::Node;
use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};

pub(crate) static RULE: Rule = Rule {
    id: "C0204",
    name: "wrong-shape",
    severity: Severity::Error,
    what: "A value has the shape that its key asks for: a string, a number, a list, a mapping.",
    why: "Guessing what was meant would build something else than what was written.",
    wrong: "events: action",
    right: "events: [action]",
};

pub(crate) fn diagnostic(node: &Node, what: &str, expected: &str) -> Diagnostic {
    Diagnostic::new(&RULE, node.span, format!("{what} must be {expected}, and this is {}", node.kind()), format!("write {expected} here"))
}
