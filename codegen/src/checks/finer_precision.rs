use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::lock::shape::Looser;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0616",
    name: "finer-precision",
    severity: Severity::Error,
    what: "A finer unit or bucket raises `consent.version`.",
    why: "A finer value tells more runs and machines apart.",
    wrong: "unit: us    # was ms",
    right: "unit: us\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let Some((_, before, after)) = difference.changed("type") else { return Vec::new() };
    let found = difference.looser().into_iter().filter(|(.., looser)| *looser == Looser::Precision);
    found
        .map(|(entry, span, _)| {
            (span, format!("`{}` is finer: `{}` became `{}`", entry.name.value, before.value, after.value))
        })
        .collect()
}
