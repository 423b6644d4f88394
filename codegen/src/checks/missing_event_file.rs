use super::{Rule, nearest};
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0302",
    name: "missing-event-file",
    severity: Severity::Error,
    what: "Every event that product.yaml lists has a file.",
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
