use super::{Rule, suggest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0205",
    name: "unknown-value",
    severity: Severity::Error,
    what: "Where the language lists the values, one of them is written.",
    why: "An unknown class or type has no checks.",
    wrong: "class: usge",
    right: "class: usage",
};

pub(crate) fn diagnostic<'a>(
    span: Span,
    what: &str,
    found: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    Diagnostic::new(&RULE, span, format!("`{found}` is not {what}"), suggest(found, known))
}

pub(crate) fn percent(span: Span, found: &str) -> Diagnostic {
    let help = "write a percentage above 0 such as `10%` or `0.5%`, or leave the key out for all";
    Diagnostic::new(&RULE, span, format!("`{found}` is no part of the runs"), help)
}

pub(crate) fn date(span: Span, found: &str, or_never: bool) -> Diagnostic {
    let help =
        if or_never { "write a date such as `2028-04-21`, or `never`" } else { "write a date such as `2026-04-21`" };
    Diagnostic::new(&RULE, span, format!("`{found}` is not a date"), help)
}
