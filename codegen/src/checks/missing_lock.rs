use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0601",
    name: "missing-lock",
    severity: Severity::Error,
    what: "A schema has a lock, `consent.lock`, which `candor lock` keeps.",
    why: "Without a record of what users agreed to, nobody can tell that a change collects more.",
    wrong: "schema/product.yaml\nschema/events/",
    right: "schema/product.yaml\nschema/events/\nschema/consent.lock",
};

pub(crate) fn diagnostic(version: Span) -> Diagnostic {
    Diagnostic::new(
        &RULE,
        version,
        "the schema has no `consent.lock`, so nothing says what users of this version agreed to",
        "for a new schema run `candor lock --init`; else restore the file from version control",
    )
}
