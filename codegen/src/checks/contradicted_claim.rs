use candor_core::Claim;

use super::{Rule, personal_name};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{FieldKind, Member, Parts};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0511",
    name: "contradicted-claim",
    severity: Severity::Error,
    what: "No field holds what a claim under `never_collected` says is never collected.",
    why: "A promise that the schema itself breaks is worse than none: users agree because of it.",
    wrong: "never_collected: [{ claim: host_names, text: names of your computers }]\n\nbuild_host: { type: label, reviewed: One of ours., … }",
    right: "never_collected: [{ claim: host_names, text: names of your computers }]\n\nbuild_farm: { type: enum, values: [Nightly, Release], … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for promise in &parts.product.consent.never_collected {
        let Some(claim) = promise.claim else { continue };
        for field in parts.members() {
            let Some((span, message, help)) = contradiction(field, claim.value) else { continue };
            let promised = format!("the claim `{}`: {}", claim.value, claim.value.about());
            diagnostics.push(Diagnostic::new(&RULE, span, message, help).related(claim.span, promised));
        }
    }
}

fn contradiction(field: &Member, claim: Claim) -> Option<(Span, String, &'static str)> {
    let name = &field.name.value;
    if let Some(word) = personal_name::said(name, claim.words()).filter(|_| personal_name::can_hold_it(&field.kind)) {
        return Some((
            field.name.span,
            format!(
                "`{word}` in the name `{name}` says that it holds what the claim `{claim}` says is never collected"
            ),
            "leave the field out or call it by what it holds; or take the claim back, which raises `consent.version`",
        ));
    }
    if claim == Claim::IpAddresses && matches!(field.kind.element().unwrap_or(&field.kind), FieldKind::Version) {
        return Some((
            field.kind_span,
            format!(
                "four numbers are a version and an address alike, and `{name}` would take `10.1.2.3` for a version"
            ),
            "take a `text`, which keeps `1.2.3` and scrubs addresses; or promise it in words alone, without `claim`",
        ));
    }
    None
}
