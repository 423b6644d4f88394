use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0622",
    name: "removed-promise",
    severity: Severity::Error,
    what: "A line taken out of `never_collected`, or changed, raises `consent.version`.",
    why: "It was a promise, and users agreed because of it.",
    wrong: "never_collected: [credentials]    # had file paths too",
    right: "never_collected: [credentials, file paths]",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    match difference {
        Difference::Removed(entry, span) if entry.kind == Kind::NeverCollected => {
            vec![(*span, format!("`never_collected` no longer promises \"{}\"", entry.name.value))]
        }
        _ => Vec::new(),
    }
}
