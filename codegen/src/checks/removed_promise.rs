use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0622",
    name: "removed-promise",
    severity: Severity::Error,
    what: "A line taken out of `never_collected`, or changed, raises `consent.version`; so does one without the claim that it made.",
    why: "It was a promise, and users agreed because of it.",
    wrong: "never_collected: [credentials]    # had file paths too",
    right: "never_collected: [credentials, file paths]",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    match difference {
        Difference::Removed(entry, span) if entry.kind == Kind::NeverCollected => {
            vec![(*span, format!("`never_collected` no longer promises \"{}\"", entry.name.value))]
        }
        Difference::Changed(old, new) if old.kind == Kind::NeverCollected => {
            let Some(claim) = old.get("claim").filter(|claim| new.get("claim") != Some(claim)) else {
                return Vec::new();
            };
            let message = format!("\"{}\" is no longer held to the claim `{}`", new.name.value, claim.value);
            vec![(new.name.span, message)]
        }
        _ => Vec::new(),
    }
}
