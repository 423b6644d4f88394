use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0626",
    name: "weaker-pattern",
    severity: Severity::Error,
    what: "A scrub pattern that is taken out, renamed or changed raises `consent.version`.",
    why: "What it took out of texts may be sent from now on. Whether a changed one takes out as much, no comparison can tell.",
    wrong: "scrub: { roots: [winml/modelkit] }    # had the pattern `ticket` too",
    right: "scrub: { roots: [winml/modelkit], patterns: { ticket: { … } } }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    match difference {
        Difference::Removed(entry, span) if entry.kind == Kind::ScrubPattern => {
            vec![(*span, format!("what the pattern `{}` took out of texts is sent", entry.name.value))]
        }
        Difference::Changed(_, entry) if entry.kind == Kind::ScrubPattern => {
            let changed = difference.changed("regex").into_iter();
            changed
                .map(|(_, _, after)| {
                    (after.span, format!("the pattern `{}` is another one, and may take out less", entry.name.value))
                })
                .collect()
        }
        _ => Vec::new(),
    }
}
