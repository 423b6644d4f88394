use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Node, Value};

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
    let help = match &node.value {
        Value::Scalar { text, .. } if expected.starts_with("a list") && !text.is_empty() => {
            format!("write a list, even of one: `[{text}]`")
        }
        Value::Scalar { text, quoted: true } if matches!(text.as_str(), "true" | "false") => {
            format!("take the quotes away: `{text}`")
        }
        Value::Scalar { text, quoted: true } if expected == "a whole number" && text.parse::<u64>().is_ok() => {
            format!("take the quotes away: `{text}`")
        }
        _ => format!("write {expected} here"),
    };
    Diagnostic::new(&RULE, node.span, format!("{what} must be {expected}, and this is {}", node.kind()), help)
}
