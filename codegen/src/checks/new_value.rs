use super::Rule;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::lock::shape::Looser;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0615",
    name: "new-value",
    severity: Severity::Error,
    what: "A new value of an enum raises `consent.version`.",
    why: "Each value tells one more thing apart.",
    wrong: "values: [CPU, GPU, NPU, TPU]    # TPU is new",
    right: "values: [CPU, GPU, NPU, TPU]\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let found = difference.looser().into_iter().filter_map(|(entry, span, looser)| match looser {
        Looser::Value(value) => {
            let own = entry.parts.iter().find(|part| part.value == value).map_or(span, |part| part.span);
            Some((own, format!("`{}` may also be `{value}`", entry.name.value)))
        }
        _ => None,
    });
    found.collect()
}
