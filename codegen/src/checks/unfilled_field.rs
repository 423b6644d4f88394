use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0802",
    name: "unfilled-field",
    severity: Severity::Error,
    what: "An event that `commands` emits has no required field that nothing fills, and the one for errors has a field with `fills:`.",
    why: "The runtime emits it by itself, and no code of the product can set the field.",
    wrong: "action: { event: action }  # and events/action.yaml has the field success",
    right: "action: { event: action, success: success }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(commands) = &parts.commands else { return };
    for filled in commands.events() {
        let event = &parts.events[filled.event];
        let tells_an_error = commands.error.as_ref().is_some_and(|error| std::ptr::eq(error, filled));
        if tells_an_error && !event.is_filled() {
            let message = format!("no field of `{}` says what of an error fills it", event.name.value);
            let help = "give its fields `fills: error_type`, `fills: error_message` and the like";
            diagnostics.push(Diagnostic::new(&RULE, filled.span, message, help));
        }
        for (index, field) in event.fields.iter().enumerate() {
            let is_filled = filled.fills.iter().any(|fill| fill.field == index);
            if field.optional || is_filled || (tells_an_error && field.fills.is_some()) {
                continue;
            }
            let message = format!("nothing fills the required field `{}` of `{}`", field.name.value, event.name.value);
            let help = if tells_an_error {
                "say what of an error fills it, `fills: …`, give it `optional: true`, or emit the event in your own code"
            } else {
                "name it under the event in `commands`, give it `optional: true`, or emit the event in your own code"
            };
            diagnostics.push(Diagnostic::new(&RULE, filled.span, message, help).related(field.name.span, "the field"));
        }
    }
}
