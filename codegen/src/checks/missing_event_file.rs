use super::{Rule, nearest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0302",
    name: "missing-event-file",
    severity: Severity::Error,
    what: "Every file that product.yaml names is there.",
    why: "The notice is made from the list.",
    wrong: "events: [action, eror]  # and there is events/error.yaml",
    right: "events: [action, error]",
};

pub(crate) fn diagnostic<'a>(span: Span, name: &str, files: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let help = match nearest(name, files) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `events/{name}.yaml`, or take `{name}` out of the list"),
    };
    Diagnostic::new(&RULE, span, format!("there is no file `events/{name}.yaml`"), help)
}

pub(crate) fn beside(span: Span, file: &str) -> Diagnostic {
    let help = format!("write `{file}` beside product.yaml, or take the key out");
    Diagnostic::new(&RULE, span, format!("there is no file `{file}`"), help)
}
