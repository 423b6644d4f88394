use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0209",
    name: "descending-edges",
    severity: Severity::Error,
    what: "The edges of a bucket ascend.",
    why: "A range that ends before it begins holds nothing, and a reader cannot tell what was meant.",
    wrong: "edges: [10, 1000, 100]",
    right: "edges: [10, 100, 1000]",
};

pub(crate) fn check(edges: &[Spanned<u64>], diagnostics: &mut Diagnostics) {
    for pair in edges.windows(2) {
        if let [before, edge] = pair
            && edge.value <= before.value
        {
            let message = format!("the edge {} is not above the one before it, {}", edge.value, before.value);
            diagnostics.push(Diagnostic::new(&RULE, edge.span, message, "write each edge once, the least first"));
        }
    }
}
