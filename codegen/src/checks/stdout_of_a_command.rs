use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Destination, Parts};

pub(crate) static RULE: Rule = Rule {
    id: "C0508",
    name: "stdout-of-a-command",
    severity: Severity::Error,
    what: "A product that asks at the terminal does not export to its standard output.",
    why: "The standard output of a command is its result, which scripts read: events would stand between the lines, and those \
          of one run come with the next. A service that asks by itself (`ask: app`) writes to whoever collects its output.",
    wrong: "consent: { ask: terminal, … }\nexport:\n  stdout: {}",
    right: "consent: { ask: terminal, … }\nexport:\n  file: { path: export/events.jsonl }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for destination in &parts.product.destinations {
        if let (Destination::Stdout { at }, true) = (destination, parts.product.consent.ask_terminal) {
            diagnostics.push(Diagnostic::new(
                &RULE,
                *at,
                "the standard output of a command is its result, and no place for events",
                "export to a `file`, or let the product ask by itself: `ask: app`",
            ));
        }
    }
}
