use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0621",
    name: "new-scrub-root",
    severity: Severity::Error,
    what: "A new scrub root raises `consent.version`.",
    why: "Below a root, paths stay as they are.",
    wrong: "roots: [winml/modelkit, users]    # users is new",
    right: "roots: [winml/modelkit]",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let added = difference.added(Kind::ScrubRoot);
    added
        .map(|entry| (entry.name.span, format!("paths below `{}` are no longer trimmed", entry.name.value)))
        .into_iter()
        .collect()
}
