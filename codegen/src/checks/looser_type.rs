use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::lock::shape::Looser;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0614",
    name: "looser-type",
    severity: Severity::Error,
    what: "A type with more room raises `consent.version`.",
    why: "A closed set of values became an open one: enum, label, number, frames, text.",
    wrong: "device: { type: label, … }    # was an enum",
    right: "device: { type: label, … }\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let Some((_, before, after)) = difference.changed("type") else { return Vec::new() };
    let found = difference.looser().into_iter().filter(|(.., looser)| *looser == Looser::Type);
    found
        .map(|(entry, span, _)| {
            (span, format!("`{}` was `{}` and is `{}`", entry.name.value, before.value, after.value))
        })
        .collect()
}
