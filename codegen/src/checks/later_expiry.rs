use super::Rule;
use jiff::civil::Date;

use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0619",
    name: "later-expiry",
    severity: Severity::Error,
    what: "A later `expires` raises `consent.version`.",
    why: "Users agreed to an event until a day. Sending it for longer is collecting more.",
    wrong: "expires: 2030-04-21    # was 2028-04-21",
    right: "expires: 2030-04-21\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let Some((entry, before, after)) = difference.changed("expires") else { return Vec::new() };
    let day = |text: &str| text.parse::<Date>().unwrap_or(Date::MAX);
    let message = || format!("`{}` expires later: {} instead of {}", entry.name.value, after.value, before.value);
    (day(&after.value) > day(&before.value)).then(|| (after.span, message())).into_iter().collect()
}
