use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0611",
    name: "new-field",
    severity: Severity::Error,
    what: "A new field raises `consent.version`.",
    why: "Users agreed to the fields of the version that they read.",
    wrong: "exit_code: { type: int, … }    # new\nconsent: { version: 1, … }",
    right: "exit_code: { type: int, … }\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let added = difference.added(Kind::Field);
    added.map(|entry| (entry.name.span, format!("the field `{}` is new", entry.name.value))).into_iter().collect()
}
