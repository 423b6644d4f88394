use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0304",
    name: "duplicate-name",
    severity: Severity::Error,
    what: "Names differ in more than upper and lower case.",
    why: "Dashboards and people fold case: `Success` and `success` become one column.",
    wrong: "values: [CPU, cpu]",
    right: "values: [CPU]",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    unique("event", parts.events.iter().map(|event| &event.name), diagnostics);
    for event in &parts.events {
        unique("field", event.fields.iter().map(|field| &field.name), diagnostics);
    }
    for record in parts.records() {
        unique("field", record.fields.iter().map(|field| &field.name), diagnostics);
    }
    unique("shared type", parts.types.names(), diagnostics);
    for one in parts.enums() {
        unique("value", one.values.iter(), diagnostics);
    }
}

pub(crate) fn unique<'n>(what: &str, names: impl Iterator<Item = &'n Spanned<String>>, diagnostics: &mut Diagnostics) {
    let mut seen: std::collections::HashMap<String, &Spanned<String>> = std::collections::HashMap::new();
    for name in names.filter(|name| !name.value.is_empty()) {
        if let Some(first) = seen.get(&name.value.to_lowercase()) {
            let how = if first.value == name.value {
                "stands twice"
            } else {
                "differs from another only in upper and lower case"
            };
            diagnostics.push(
                Diagnostic::new(
                    &RULE,
                    name.span,
                    format!("the {what} `{}` {how}", name.value),
                    "choose another name, or delete one of the two",
                )
                .related(first.span, "first here"),
            );
        } else {
            seen.insert(name.value.to_lowercase(), name);
        }
    }
}
