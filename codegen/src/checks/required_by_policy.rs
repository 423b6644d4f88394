use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::model::Requirement;

pub(crate) static RULE: Rule = Rule {
    id: "C0702",
    name: "required-by-policy",
    severity: Severity::Error,
    what: "Every event has the owners, the review and the end that policy.yaml requires.",
    why: "An event that nobody answers for is one that nobody takes out.",
    wrong: "require: [owners]        # in policy.yaml, and an event has none",
    right: "owners: [cli-team@example.com]",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(policy) = &parts.policy else { return };
    for requirement in &policy.require {
        let is_missing = |event: &&crate::model::Event| match requirement.value {
            Requirement::Owners => event.owners.is_empty(),
            Requirement::Review => event.review.is_none(),
            Requirement::Expires => event.expires.is_none(),
        };
        for event in parts.events.iter().filter(is_missing).filter(|event| !event.name.value.is_empty()) {
            let (message, help) = match requirement.value {
                Requirement::Owners => {
                    ("has no owners, which policy.yaml requires", "add `owners: [team@example.com]`")
                }
                Requirement::Review => (
                    "has no review, which policy.yaml requires",
                    "add `review: { ticket: …, date: … }` when it was reviewed",
                ),
                Requirement::Expires => (
                    "never expires, which policy.yaml does not allow",
                    "set `expires:` to the date after which nobody needs it",
                ),
            };
            let message = format!("the event `{}` {message}", event.name.value);
            diagnostics.push(
                Diagnostic::new(&RULE, event.name.span, message, help).related(requirement.span, "required here"),
            );
        }
    }
}
