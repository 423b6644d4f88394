use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0506",
    name: "near-expiry",
    severity: Severity::Warning,
    what: "An event that expires within 30 days is pointed out.",
    why: "Who owns the event needs the time for a review and a release.",
    wrong: "expires: 2026-05-01     # on 2026-04-21",
    right: "expires: 2028-04-21",
};

pub(crate) fn diagnostic(expires: Spanned<jiff::civil::Date>, event: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        expires.span,
        format!("the event `{event}` expires on {}", expires.value),
        "review whether it is still needed, and set a later date or plan its end",
    )
}
