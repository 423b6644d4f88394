use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::lock::shape::Looser;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0617",
    name: "larger-limit",
    severity: Severity::Error,
    what: "A larger limit raises `consent.version`.",
    why: "Longer texts and lists carry more.",
    wrong: "max_chars: 400    # was 200",
    right: "max_chars: 400\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let found = difference.looser().into_iter().filter_map(|(entry, span, looser)| match looser {
        Looser::Limit(key, before, after) => {
            Some((span, format!("the `{key}` of `{}` rose from {before} to {after}", entry.name.value)))
        }
        _ => None,
    });
    found.collect()
}
