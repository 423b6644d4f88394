use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::source::{Spanned};

pub(crate) static RULE: Rule = Rule {
    id: "C0306",
    name: "rust-collision",
    severity: Severity::Error,
    what: "What is generated has distinct names that Rust accepts: fields are no keywords and no methods of an event, and enums of one name have the same values.",
    why: "The generated code must compile, and the message must come from the schema and not from rustc.",
    wrong: "fields:\n  type: { … }\n  emit: { … }",
    right: "fields:\n  error_type: { … }\n  emitted: { … }",
};

/// Methods and functions that every generated event has.
const METHODS: [&str; 2] = ["new", "emit"];

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    use heck::ToUpperCamelCase as _;
    let mut enums: std::collections::HashMap<String, (&Spanned<String>, &[Spanned<String>])> = std::collections::HashMap::new();
    for event in &parts.events {
        for field in &event.fields {
            let name = &field.name;
            if METHODS.contains(&name.value.as_str()) || is_keyword(&name.value) {
                diagnostics.push(Diagnostic::new(&RULE, name.span, format!("the field name `{}` is a word of Rust or of the generated code", name.value), format!("choose a name that says more, such as `{}_{}`", event.stem, name.value)));
            }
            let crate::model::FieldKind::Enum(values) = &field.kind else { continue };
            variants(values, diagnostics);
            let rust = name.value.to_upper_camel_case();
            if let Some(event) = parts.events.iter().find(|event| event.name.value == rust) {
                diagnostics.push(Diagnostic::new(&RULE, name.span, format!("the enum of the field `{}` would be named `{rust}`, as an event is", name.value), "rename the field").related(event.name.span, "the event"));
            }
            match enums.get(&rust) {
                Some((first, other)) if *other != values.as_slice() => diagnostics.push(Diagnostic::new(&RULE, name.span, format!("the enum `{rust}` has other values here than in another event"), "give both fields the same values in the same order, or rename one of them").related(first.span, "first here")),
                Some(_) => {}
                None => _ = enums.insert(rust, (name, values)),
            }
        }
    }
}

fn variants(values: &[Spanned<String>], diagnostics: &mut Diagnostics) {
    let mut seen: std::collections::HashMap<String, &Spanned<String>> = std::collections::HashMap::new();
    for value in values {
        let variant = crate::names::variant(&value.value);
        match seen.get(&variant) {
            Some(first) if !first.value.eq_ignore_ascii_case(&value.value) => diagnostics.push(Diagnostic::new(&RULE, value.span, format!("`{}` and `{}` are both `{variant}` in Rust", first.value, value.value), "change one of the two by more than punctuation").related(first.span, "first here")),
            Some(_) => {}
            None => _ = seen.insert(variant, value),
        }
    }
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_err()
}
