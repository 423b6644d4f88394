use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0401",
    name: "type-not-in-class",
    severity: Severity::Error,
    what: "A class holds only the types that the table of classes allows: text and frames need class diagnostic, a digest class pseudonymous.",
    why: "Free text is the one type through which anything can leave; it belongs where a reviewer expects it.",
    wrong: "class: usage\nfields:\n  message: { type: text, … }",
    right: "class: diagnostic\nfields:\n  message: { type: text, … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for field in parts.fields() {
        let kind = field.kind.field_type();
        let least = kind.minimum_class();
        if field.class.value < least {
            diagnostics.push(
                Diagnostic::new(
                    &RULE,
                    field.kind_span,
                    format!("a field of class `{}` cannot hold `{kind}`", field.class.value),
                    format!(
                        "give the field a type of class `{}`, or raise its class (and its event's) to `{least}`",
                        field.class.value
                    ),
                )
                .related(field.class.span, "the class"),
            );
        }
    }
}
