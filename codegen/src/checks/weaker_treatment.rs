use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::lock::shape::Looser;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0618",
    name: "weaker-treatment",
    severity: Severity::Error,
    what: "A treatment that is taken away raises `consent.version`.",
    why: "What was scrubbed, trimmed or capped goes out as it is.",
    wrong: "tags: { type: list, … }    # had max_items",
    right: "tags: { type: list, max_items: 5, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let found = difference.looser().into_iter().filter_map(|(entry, span, looser)| match looser {
        Looser::Treatment(word) => Some((span, format!("the treatment `{word}` of `{}` is gone", entry.name.value))),
        _ => None,
    });
    found.collect()
}
