use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0606",
    name: "second-lock",
    severity: Severity::Error,
    what: "`candor lock --init` makes a first lock and never another.",
    why: "A lock made anew would forget what users agreed to.",
    wrong: "candor lock --init    # beside a consent.lock",
    right: "candor lock",
};

pub(crate) fn diagnostic(version: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        version,
        "the schema has a `consent.lock` already",
        "run `candor lock` without `--init`; or, as long as no user was told anything, remove the file first",
    )
}
