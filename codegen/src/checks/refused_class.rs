use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::source::Spanned;
use candor_core::PrivacyClass;

pub(crate) static RULE: Rule = Rule {
    id: "C0403",
    name: "refused-class",
    severity: Severity::Error,
    what: "Nothing of class personal or content is collected.",
    why: "Names of people, and files and what is in them, are never telemetry. The classes exist so that the answer is clear.",
    wrong: "class: personal",
    right: "class: diagnostic         # and a type that removes what is personal",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let mut refuse = |class: &Spanned<PrivacyClass>| {
        if !class.value.may_be_collected() {
            diagnostics.push(Diagnostic::new(&RULE, class.span, format!("class `{}` ({}) is never collected", class.value, class.value.examples()), "leave the field out, or find what you need to know that is not personal: a count, an outcome, a closed list of values"));
        }
    };
    for event in &parts.events {
        refuse(&event.class);
        event.fields.iter().filter(|field| field.class.span != event.class.span).for_each(|field| refuse(&field.class));
    }
}
