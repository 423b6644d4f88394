use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0624",
    name: "other-way-of-asking",
    severity: Severity::Error,
    what: "Asking through the product instead of at the terminal raises `consent.version`.",
    why: "With `ask: terminal` nothing is sent from a run without a terminal. With `ask: app` it is.",
    wrong: "ask: app    # was terminal",
    right: "ask: app\nversion: 2",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let changed = difference.changed("ask").filter(|(.., after)| after.value == "app");
    changed
        .map(|(.., after)| (after.span, "runs without a terminal are collected as well".to_owned()))
        .into_iter()
        .collect()
}
