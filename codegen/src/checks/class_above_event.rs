use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0402",
    name: "class-above-event",
    severity: Severity::Error,
    what: "No field is more sensitive than its event.",
    why: "Who reads the class of an event must be able to trust it.",
    wrong: "class: usage\nfields:\n  message: { type: text, class: diagnostic, … }",
    right: "class: diagnostic\nfields:\n  message: { type: text, … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for event in &parts.events {
        for field in event.fields.iter().filter(|field| field.class.value > event.class.value) {
            diagnostics.push(
                Diagnostic::new(
                    &RULE,
                    field.class.span,
                    format!(
                        "the field `{}` is `{}`, above its event's `{}`",
                        field.name.value, field.class.value, event.class.value
                    ),
                    format!("lower the field's class, or raise the event's to `{}`", field.class.value),
                )
                .related(event.class.span, "the event's class"),
            );
        }
    }
}
