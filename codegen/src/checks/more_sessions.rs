use candor_core::Sampling;

use super::Rule;
use crate::collected::{Entry, Kind};
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0627",
    name: "more-sessions",
    severity: Severity::Error,
    what: "A greater `sampling`, or none any more, raises `consent.version`.",
    why: "Users agreed to a part of the runs. An event of more of them collects more.",
    wrong: "sampling: 50%    # was 10%",
    right: "sampling: 50%\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let Difference::Changed(old, new) = difference else { return Vec::new() };
    let (before, after) = (part(old), part(new));
    if new.kind != Kind::Event || after <= before {
        return Vec::new();
    }
    let span = new.get("sampling").map_or(new.name.span, |part| part.span);
    vec![(span, format!("`{}` is sent in {after} of the runs instead of {before}", new.name.value))]
}

/// What cannot be read says nothing, and so is all.
fn part(entry: &Entry) -> Sampling {
    entry.get("sampling").and_then(|part| part.value.parse().ok()).unwrap_or(Sampling::ALL)
}
