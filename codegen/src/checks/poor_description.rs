use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0502",
    name: "poor-description",
    severity: Severity::Error,
    what: "A description or notice says more than the name does.",
    why: "It is read by people who decide, and it becomes the documentation of the generated code.",
    wrong: "duration_ms: { description: Duration ms, … }",
    right: "duration_ms: { description: Wall-clock time of the command., … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for event in &parts.events {
        one(&event.name.value, &event.description, "description", diagnostics);
    }
    for member in parts.members() {
        one(&member.name.value, &member.description, "description", diagnostics);
        one(&member.name.value, &member.notice, "notice", diagnostics);
    }
    let (enums, records) = (parts.types.enums.iter(), parts.types.records.iter());
    let shared = enums.map(|one| (&one.named, &one.description)).chain(records.map(|it| (&it.named, &it.description)));
    for (name, description) in shared {
        one(&name.value, description, "description", diagnostics);
    }
}

fn one(name: &str, text: &Spanned<String>, what: &str, diagnostics: &mut Diagnostics) {
    let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let (said, name_letters) = (letters(&text.value), letters(name));
    if !said.is_empty() && said == name_letters {
        diagnostics.push(Diagnostic::new(
            &RULE,
            text.span,
            format!("the {what} of `{name}` only repeats the name"),
            "say what the value means, when it is set, and in which unit",
        ));
    }
}
