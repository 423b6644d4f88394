use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0220",
    name: "wrong-filling",
    severity: Severity::Error,
    what: "What an error fills has the type that can hold it: `label` for a type's name, `text` for a message, `frames` for places.",
    why: "The type is the treatment: a message that is not scrubbed and capped could hold anything.",
    wrong: "type: label\nfills: error_message",
    right: "type: text\nfills: error_message",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for field in parts.fields() {
        let Some(fills) = &field.fills else { continue };
        let (has, needs) = (field.kind.field_type(), fills.value.field_type());
        if has != needs {
            diagnostics.push(
                Diagnostic::new(
                    &RULE,
                    fills.span,
                    format!("`{}` cannot fill a field of type `{has}`", fills.value.name()),
                    format!("give the field `type: {needs}`, or fill it with something else"),
                )
                .related(field.kind_span, "the type"),
            );
        }
    }
}
