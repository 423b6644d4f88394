use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0610",
    name: "new-event",
    severity: Severity::Error,
    what: "A new event raises `consent.version`.",
    why: "Users agreed to the events of the version that they read.",
    wrong: "events: [action, search]    # search is new\nconsent: { version: 1, … }",
    right: "events: [action, search]\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let added = difference.added(Kind::Event);
    added.map(|entry| (entry.name.span, format!("the event `{}` is new", entry.name.value))).into_iter().collect()
}
