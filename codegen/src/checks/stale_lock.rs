use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::{Diagnostic, Severity};
use crate::lock::{Change, Difference};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0603",
    name: "stale-lock",
    severity: Severity::Error,
    what: "`consent.lock` says what the schema collects today.",
    why: "A lock that still names what is gone would let it come back later, for users who never agreed to it.",
    wrong: "# a field was removed, and consent.lock still names it",
    right: "# the same, and `candor lock` was run",
};

/// `raised`: the version of consent, where it is a higher one than the lock's.
pub(crate) fn diagnostic(version: Span, raised: Option<u32>, changes: &[Change<'_>]) -> Diagnostic {
    let count = changes
        .iter()
        .filter(|change| !matches!(change.difference, Difference::Changed(old, _) if old.kind == Kind::Prompt))
        .count();
    let what = match count {
        0 => "the prompt reads otherwise than it says".to_owned(),
        1 => "one line of it differs from the schema".to_owned(),
        n => format!("{n} lines of it differ from the schema"),
    };
    Diagnostic::new(
        &RULE,
        version,
        format!("`consent.lock` is out of date: {what}"),
        match raised {
            Some(version) => format!("run `candor lock`, which records what users of version {version} are told"),
            None => "run `candor lock`; nothing more than before is collected".to_owned(),
        },
    )
}
