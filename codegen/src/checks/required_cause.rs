use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0222",
    name: "required-cause",
    severity: Severity::Error,
    what: "A field that a root cause fills is `optional: true`.",
    why: "Most errors have no cause but themselves. The field is null then, which a required one never may be.",
    wrong: "cause: { type: text, fills: root_cause_message, … }",
    right: "cause: { type: text, fills: root_cause_message, optional: true, … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for field in parts.fields().filter(|field| !field.optional) {
        let Some(fills) = field.fills.as_ref().filter(|fills| fills.value.may_be_absent()) else { continue };
        diagnostics.push(Diagnostic::new(
            &RULE,
            fills.span,
            format!("`{}` is required, and not every error has a root cause", field.name.value),
            "add `optional: true`",
        ));
    }
}
