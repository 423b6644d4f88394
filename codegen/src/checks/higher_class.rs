use super::Rule;
use candor_core::PrivacyClass;

use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0613",
    name: "higher-class",
    severity: Severity::Error,
    what: "A higher privacy class raises `consent.version`.",
    why: "A more sensitive class allows more: other types, and values that say more of a person.",
    wrong: "class: diagnostic    # was usage",
    right: "class: diagnostic\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let Some((entry, before, after)) = difference.changed("class") else { return Vec::new() };
    let (Ok(old), Ok(new)) = (before.value.parse::<PrivacyClass>(), after.value.parse::<PrivacyClass>()) else {
        return vec![(after.span, format!("the class of `{}` is another", entry.name.value))];
    };
    let message = || format!("the class of `{}` rose from `{old}` to `{new}`", entry.name.value);
    (new > old).then(|| (after.span, message())).into_iter().collect()
}
