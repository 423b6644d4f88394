use std::collections::HashMap;

use heck::ToUpperCamelCase as _;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;
use crate::names::{is_snake, is_upper_camel};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0306",
    name: "rust-collision",
    severity: Severity::Error,
    what: "What is generated has distinct names that Rust accepts: fields are no keywords and no methods of an event, and enums of one name have the same values.",
    why: "The generated code must compile, and the message must come from the schema and not from rustc.",
    wrong: "fields:\n  type: { … }\n  emit: { … }",
    right: "fields:\n  error_type: { … }\n  emitted: { … }",
};

/// Methods and functions that a generated event may have.
const METHODS: [&str; 3] = ["new", "from_error", "emit"];

/// Types and traits that every Rust file sees: an enum of that name would hide them from the product's own code.
const PRELUDE: [&str; 32] = [
    "AsMut",
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Hash",
    "Into",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Some",
    "String",
    "ToString",
    "Vec",
];

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let events: HashMap<&str, &Spanned<String>> =
        parts.events.iter().map(|event| (event.name.value.as_str(), &event.name)).collect();
    let mut enums: HashMap<String, (&Spanned<String>, &[Spanned<String>])> = HashMap::new();
    for event in &parts.events {
        let name = &event.name;
        if is_upper_camel(&name.value) && is_keyword(&name.value) {
            let message = format!("the event name `{}` is a word of Rust", name.value);
            diagnostics.push(Diagnostic::new(&RULE, name.span, message, "choose a name that says more"));
        }
        for field in &event.fields {
            method(&event.stem, &field.name, diagnostics);
            let crate::model::FieldKind::Enum(values) = &field.kind else { continue };
            variants(values, diagnostics);
            let rust = field.name.value.to_upper_camel_case();
            type_name(&field.name, &rust, &events, diagnostics);
            match enums.get(&rust) {
                Some((first, other)) if *other != values.as_slice() => {
                    let message = format!("the enum `{rust}` has other values here than in another event");
                    let help = "give both fields the same values in the same order, or rename one of them";
                    let found = Diagnostic::new(&RULE, field.name.span, message, help);
                    diagnostics.push(found.related(first.span, "first here"));
                }
                Some(_) => {}
                None => _ = enums.insert(rust, (&field.name, values)),
            }
        }
    }
}

fn method(stem: &str, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if METHODS.contains(&name.value.as_str()) || (is_snake(&name.value) && is_keyword(&name.value)) {
        let message = format!("the field name `{}` is a word of Rust or of the generated code", name.value);
        let help = format!("choose a name that says more, such as `{stem}_{}`", name.value);
        diagnostics.push(Diagnostic::new(&RULE, name.span, message, help));
    }
}

fn type_name(
    field: &Spanned<String>,
    rust: &str,
    events: &HashMap<&str, &Spanned<String>>,
    diagnostics: &mut Diagnostics,
) {
    let named = format!("the enum of the field `{}` would be named `{rust}`", field.value);
    let help = "rename the field so that it says more";
    if let Some(event) = events.get(rust) {
        let found = Diagnostic::new(&RULE, field.span, format!("{named}, as an event is"), help);
        diagnostics.push(found.related(event.span, "the event"));
    } else if PRELUDE.contains(&rust) {
        diagnostics.push(Diagnostic::new(&RULE, field.span, format!("{named}, as a type of Rust is"), help));
    }
}

fn variants(values: &[Spanned<String>], diagnostics: &mut Diagnostics) {
    let mut seen: HashMap<String, &Spanned<String>> = HashMap::new();
    for value in values {
        let variant = crate::names::variant(&value.value);
        match seen.get(&variant) {
            Some(first) if !first.value.eq_ignore_ascii_case(&value.value) => diagnostics.push(
                Diagnostic::new(
                    &RULE,
                    value.span,
                    format!("`{}` and `{}` are both `{variant}` in Rust", first.value, value.value),
                    "change one of the two by more than punctuation",
                )
                .related(first.span, "first here"),
            ),
            Some(_) => {}
            None => _ = seen.insert(variant, value),
        }
    }
}

fn is_keyword(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_err()
}
