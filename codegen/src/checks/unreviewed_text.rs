use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{FieldKind, Member, Parts};

pub(crate) static RULE: Rule = Rule {
    id: "C0512",
    name: "unreviewed-text",
    severity: Severity::Error,
    what: "Where a claim is made that no scrubber can keep, each field that takes words of the run says under `reviewed` who keeps it.",
    why: "A line of a file, an argument or the value of a variable looks like any other words. What keeps them out of a message is \
          how the product writes its messages, and only a person can say that; `candor::verify::claims` then tests it.",
    wrong: "never_collected: [{ claim: file_contents, text: what your files hold }]\n\nmessage: { type: text, … }",
    right: "never_collected: [{ claim: file_contents, text: what your files hold }]\n\nmessage: { type: text, reviewed: Messages are the sentences of error.rs and name a file at most., … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let claims = parts.product.consent.never_collected.iter().filter_map(|promise| promise.claim);
    let claims: Vec<_> = claims.filter(|claim| !claim.value.is_scrubbed()).collect();
    let Some(first) = claims.first() else { return };
    let names = claims.iter().map(|claim| format!("`{}`", claim.value)).collect::<Vec<_>>().join(", ");
    for field in parts.members().filter(|field| takes_words(field) && field.reviewed.is_none()) {
        diagnostics.push(
            Diagnostic::new(
                &RULE,
                field.kind_span,
                format!("`{}` takes any words, which no scrubber can hold to {names}", field.name.value),
                "say why its words hold nothing of that: `reviewed: <reason>`, and test it with `candor::verify::claims`",
            )
            .related(first.span, "users are promised"),
        );
    }
}

fn takes_words(field: &Member) -> bool {
    matches!(field.kind.element().unwrap_or(&field.kind), FieldKind::Text { .. } | FieldKind::Reference { .. })
}
