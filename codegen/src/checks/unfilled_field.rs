use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0802",
    name: "unfilled-field",
    severity: Severity::Error,
    what: "An event that `commands` emits has no required field that nothing fills.",
    why: "The runtime emits it by itself, and no code of the product can set the field.",
    wrong: "action: { event: action }  # and events/action.yaml has the field success",
    right: "action: { event: action, success: success }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(commands) = &parts.commands else { return };
    for filled in commands.events() {
        let event = &parts.events[filled.event];
        for (index, field) in event.fields.iter().enumerate() {
            if field.optional || filled.fills.iter().any(|fill| fill.field == index) {
                continue;
            }
            let message = format!("nothing fills the required field `{}` of `{}`", field.name.value, event.name.value);
            let help =
                "name it under the event in `commands`, give it `optional: true`, or emit the event in your own code";
            diagnostics.push(Diagnostic::new(&RULE, filled.span, message, help).related(field.name.span, "the field"));
        }
    }
}
