use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0505",
    name: "past-expiry",
    severity: Severity::Error,
    what: "An event is sent until the date under `expires`; after it, someone decides again.",
    why: "Telemetry that nobody looks at is collected for ever, unless it ends by itself.",
    wrong: "expires: 2020-01-01",
    right: "expires: 2028-04-21",
};

pub(crate) fn diagnostic(expires: Spanned<jiff::civil::Date>, event: &str) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        expires.span,
        format!("the event `{event}` expired on {}: it still compiles, and nothing is sent", expires.value),
        "review whether it is still needed: then set a later date; else delete the event and its calls",
    )
}
