use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0501",
    name: "missing-notice",
    severity: Severity::Error,
    what: "An event without fields has a notice of its own, and one with fields has none.",
    why: "Everything that is sent is in the notice, in words of its own, so that nothing can hide behind an older line.",
    wrong: "event: ModelKitHeartbeat\nclass: system",
    right: "event: ModelKitHeartbeat\nclass: system\nnotice: That ModelKit was started",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for event in &parts.events {
        match &event.notice {
            None if !event.has_fields && !event.name.value.is_empty() => diagnostics.push(Diagnostic::new(
                &RULE,
                event.name.span,
                format!("the event `{}` has no field, and no notice says that it is sent", event.name.value),
                "add `notice:` with the words in which the user is told",
            )),
            Some(notice) if event.has_fields => diagnostics.push(Diagnostic::new(
                &RULE,
                notice.span,
                "an event with fields has the notices of its fields, and none of its own",
                "take it out, or move the words to the field that they speak of",
            )),
            _ => {}
        }
    }
}
