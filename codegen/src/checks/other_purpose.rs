use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0625",
    name: "other-purpose",
    severity: Severity::Error,
    what: "Another `purpose` raises `consent.version`.",
    why: "Consent is given for a purpose, and covers no other.",
    wrong: "purpose: recommend models    # was: help improve the product",
    right: "purpose: recommend models\nversion: 2",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let changed = difference.changed("purpose");
    changed
        .map(|(_, before, after)| {
            (after.span, format!("the purpose was \"{}\" and is \"{}\"", before.value, after.value))
        })
        .into_iter()
        .collect()
}
