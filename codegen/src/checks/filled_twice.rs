use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Event, Filling, Parts};

pub(crate) static RULE: Rule = Rule {
    id: "C0221",
    name: "filled-twice",
    severity: Severity::Error,
    what: "Each part of an error fills one field of an event.",
    why: "Two fields with the same value are one too many, and their notices would tell users of two things.",
    wrong: "cause: { type: text, fills: error_message, … }\ndetail: { type: text, fills: error_message, … }",
    right: "cause: { type: text, fills: error_message, … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for event in &parts.events {
        Filling::ALL.into_iter().for_each(|filling| once(event, filling, diagnostics));
    }
}

fn once(event: &Event, filling: Filling, diagnostics: &mut Diagnostics) {
    let fills = event.fields.iter().filter_map(|field| field.fills.as_ref());
    let mut filled = fills.filter(|fills| fills.value == filling);
    let Some(first) = filled.next() else { return };
    for again in filled {
        let message = format!("`{}` fills a second field of `{}`", filling.name(), event.name.value);
        let help = "fill one of the two, and let the product set the other";
        diagnostics.push(Diagnostic::new(&RULE, again.span, message, help).related(first.span, "first here"));
    }
}
