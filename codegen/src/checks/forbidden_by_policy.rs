use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{FieldKind, Parts};

pub(crate) static RULE: Rule = Rule {
    id: "C0701",
    name: "forbidden-by-policy",
    severity: Severity::Error,
    what: "Nothing is of a class or a type that policy.yaml forbids.",
    why: "A product may promise less than the language allows; the promise holds for every event that is ever added.",
    wrong: "forbid_types: [text]     # in policy.yaml, and a field has `type: text`",
    right: "forbid_types: [text]     # and no field has it",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(policy) = &parts.policy else { return };
    for class in &policy.forbid_classes {
        let mut refuse = |span, what: String| {
            let message = format!("{what} is of class `{}`, which policy.yaml forbids", class.value);
            let found =
                Diagnostic::new(&RULE, span, message, "leave it out; a lower class is right only where it is true");
            diagnostics.push(found.related(class.span, "forbidden here"));
        };
        for event in parts.events.iter().filter(|event| event.class.value == class.value) {
            refuse(event.class.span, format!("the event `{}`", event.name.value));
        }
        let own = parts.events.iter().flat_map(|event| event.fields.iter().map(move |field| (event, field)));
        for (_, field) in
            own.filter(|(event, field)| field.class.span != event.class.span && field.class.value == class.value)
        {
            refuse(field.class.span, format!("the field `{}`", field.name.value));
        }
        for entry in parts.product.context.iter().filter(|entry| entry.key.value.class() == class.value) {
            refuse(entry.key.span, format!("the context key `{}`", entry.key.value));
        }
    }
    for kind in &policy.forbid_types {
        let is_it = |of: &FieldKind| of.field_type() == kind.value;
        for field in parts.members().filter(|field| is_it(&field.kind) || field.kind.element().is_some_and(is_it)) {
            let has = if is_it(&field.kind) { "has" } else { "holds" };
            let message =
                format!("the field `{}` {has} the type `{}`, which policy.yaml forbids", field.name.value, kind.value);
            let found = Diagnostic::new(&RULE, field.kind_span, message, "choose another type, or leave the field out");
            diagnostics.push(found.related(kind.span, "forbidden here"));
        }
    }
}
