use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::model::{Event, FieldKind, Policy};
use crate::source::{Span, Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "C0703",
    name: "beyond-policy",
    severity: Severity::Error,
    what: "Numbers stay within the limits of policy.yaml: fields of an event, characters of a text, days from its review to its end.",
    why: "A policy can only tighten the limits of the language, and must then hold everywhere.",
    wrong: "max_text_chars: 100      # in policy.yaml, and a field has `max_chars: 200`",
    right: "max_chars: 100",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let Some(policy) = &parts.policy else { return };
    for event in &parts.events {
        // What stands in a record is no less a field.
        let count = event.fields.iter().map(|field| 1 + field.parts().len() as u64).sum::<u64>();
        if let Some(most) = policy.max_fields.filter(|most| count > most.value) {
            let message = format!("the event `{}` has {count} fields", event.name.value);
            diagnostics.push(beyond(event.name.span, &message, most, "leave fields out, or make two events of it"));
        }
        for field in &event.fields {
            let FieldKind::Text { max_chars } = field.kind else { continue };
            if let Some(most) = policy.max_text_chars.filter(|most| u64::from(max_chars) > most.value) {
                let message = format!("the field `{}` keeps {max_chars} characters", field.name.value);
                let help = format!("write `max_chars: {}` or less", most.value);
                diagnostics.push(beyond(field.kind_span, &message, most, &help));
            }
        }
        expiry(event, policy, diagnostics);
    }
}

fn expiry(event: &Event, policy: &Policy, diagnostics: &mut Diagnostics) {
    let Some(most) = policy.max_expiry_days else { return };
    let name = &event.name.value;
    let Some(expires) = event.expires else {
        let message = format!("the event `{name}` never expires");
        return diagnostics.push(beyond(event.name.span, &message, most, "set `expires:` to a date"));
    };
    let Some(reviewed) = event.review.as_ref().and_then(|review| review.date) else {
        let message = format!("the event `{name}` has no review from which its days could be counted");
        return diagnostics.push(beyond(event.name.span, &message, most, "add `review: { ticket: …, date: … }`"));
    };
    let days = i64::from((expires.value - reviewed.value).get_days());
    if days > i64::try_from(most.value).unwrap_or(i64::MAX) {
        let message = format!("the event `{name}` is sent for {days} days after its review");
        diagnostics.push(beyond(expires.span, &message, most, "set an earlier date, or have the event reviewed again"));
    }
}

fn beyond(span: Span, message: &str, most: Spanned<u64>, help: &str) -> Diagnostic {
    let message = format!("{message}, and policy.yaml allows {}", most.value);
    Diagnostic::new(&RULE, span, message, help).related(most.span, "the limit")
}
