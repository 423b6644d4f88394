use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0612",
    name: "new-context",
    severity: Severity::Error,
    what: "A new context entry raises `consent.version`.",
    why: "What goes out with every event is collected as much as a field is.",
    wrong: "context:\n  device_id: { … }    # new",
    right: "context:\n  device_id: { … }\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let added = difference.added(Kind::Context);
    added
        .map(|entry| (entry.name.span, format!("the context entry `{}` is new", entry.name.value)))
        .into_iter()
        .collect()
}
