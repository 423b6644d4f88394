use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0623",
    name: "decline-to-accept",
    severity: Severity::Error,
    what: "A default that turns from decline to accept raises `consent.version`.",
    why: "Enter meant no, and would mean yes.",
    wrong: "default: accept    # was decline",
    right: "default: accept\nversion: 2",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let changed = difference.changed("default").filter(|(.., after)| after.value == "accept");
    changed.map(|(.., after)| (after.span, "Enter now means yes".to_owned())).into_iter().collect()
}
