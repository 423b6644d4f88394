use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0303",
    name: "foreign-event-name",
    severity: Severity::Error,
    what: "The name of an event begins with the product's and goes on with the name of its file: events/action.yaml of ModelKit holds ModelKitAction.",
    why: "A collector serves many products; the prefix keeps their events apart, and the file is found by the event's name.",
    wrong: "event: Action           # in events/action.yaml of ModelKit",
    right: "event: ModelKitAction",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    use heck::ToUpperCamelCase as _;
    for event in &parts.events {
        let name = &event.name;
        if name.value.is_empty() {
            continue;
        }
        let prefix = &parts.product.name.value;
        let wanted = format!("{prefix}{}", event.stem.to_upper_camel_case());
        if !name.value.starts_with(prefix) {
            diagnostics.push(Diagnostic::new(
                &RULE,
                name.span,
                format!("the name `{}` does not begin with the product's name, `{prefix}`", name.value),
                format!("write `event: {wanted}`"),
            ));
        } else if !name.value.eq_ignore_ascii_case(&wanted) {
            diagnostics.push(Diagnostic::new(
                &RULE,
                name.span,
                format!("`events/{}.yaml` holds an event named `{}`", event.stem, name.value),
                format!("write `event: {wanted}`, or rename the file to the event's name without `{prefix}`"),
            ));
        }
    }
}
