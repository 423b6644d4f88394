use std::collections::HashMap;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{Enum, Parts, Record};
use crate::names::{is_snake, is_upper_camel, to_snake};
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
    for event in &parts.events {
        let name = &event.name;
        if is_upper_camel(&name.value) && is_keyword(&name.value) {
            let message = format!("the event name `{}` is a word of Rust", name.value);
            diagnostics.push(Diagnostic::new(&RULE, name.span, message, "choose a name that says more"));
        }
        event.fields.iter().for_each(|field| method(&event.stem, &field.name, diagnostics));
    }
    for record in parts.records() {
        record.fields.iter().for_each(|field| method(&to_snake(&record.named.value), &field.name, diagnostics));
    }
    let mut known: HashMap<String, Named<'_>> = HashMap::new();
    for one in
        parts.enums().map(|one| Named::of_enum(one)).chain(parts.records().map(|record| Named::of_record(record)))
    {
        one.values.iter().for_each(|values| variants(values, diagnostics));
        type_name(&one, &events, diagnostics);
        match known.get(&one.rust) {
            Some(first) => same_name(&one, first, diagnostics),
            None => _ = known.insert(one.rust.clone(), one),
        }
    }
}

/// A type that is generated.
struct Named<'p> {
    what: &'static str,
    rust: String,
    named: &'p Spanned<String>,
    is_shared: bool,
    /// Of an enum.
    values: Option<&'p [Spanned<String>]>,
}

impl<'p> Named<'p> {
    fn of_enum(one: &'p Enum) -> Self {
        let (rust, values) = (one.rust(), Some(one.values.as_slice()));
        Self { what: "enum", rust, named: &one.named, is_shared: one.is_shared, values }
    }

    fn of_record(record: &'p Record) -> Self {
        let rust = record.rust();
        Self { what: "record", rust, named: &record.named, is_shared: record.is_shared, values: None }
    }
}

/// Two enums of one name are one in Rust, and must then be equal.
fn same_name(one: &Named<'_>, first: &Named<'_>, diagnostics: &mut Diagnostics) {
    let Named { what, rust, .. } = one;
    let (message, help) = if one.is_shared && first.is_shared {
        // A name that stands twice was reported.
        return;
    } else if first.is_shared {
        (
            format!("the {what} `{rust}` of the field `{}` is named as one of types.yaml is", one.named.value),
            format!("write `type: {rust}`, or rename one of them"),
        )
    } else if one.values.is_none() || first.values.is_none() {
        (
            format!("the {what} `{rust}` is named as another"),
            "move it to types.yaml, so that both fields share it, or rename one of the fields".to_owned(),
        )
    } else if first.values != one.values {
        (
            format!("the enum `{rust}` has other values here than in another event"),
            "give both fields the same values in the same order, or rename one of them".to_owned(),
        )
    } else {
        return;
    };
    diagnostics.push(Diagnostic::new(&RULE, one.named.span, message, help).related(first.named.span, "first here"));
}

fn method(stem: &str, name: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if METHODS.contains(&name.value.as_str()) || (is_snake(&name.value) && is_keyword(&name.value)) {
        let message = format!("the field name `{}` is a word of Rust or of the generated code", name.value);
        let help = format!("choose a name that says more, such as `{stem}_{}`", name.value);
        diagnostics.push(Diagnostic::new(&RULE, name.span, message, help));
    }
}

fn type_name(one: &Named<'_>, events: &HashMap<&str, &Spanned<String>>, diagnostics: &mut Diagnostics) {
    let (rust, span) = (&one.rust, one.named.span);
    let (named, help) = if one.is_shared {
        (format!("the shared type `{rust}` is named"), "rename it so that it says more")
    } else {
        (
            format!("the {} of the field `{}` would be named `{rust}`,", one.what, one.named.value),
            "rename the field so that it says more",
        )
    };
    if let Some(event) = events.get(rust.as_str()) {
        let found = Diagnostic::new(&RULE, span, format!("{named} as an event is"), help);
        diagnostics.push(found.related(event.span, "the event"));
    } else if PRELUDE.contains(&rust.as_str()) || is_keyword(rust) {
        diagnostics.push(Diagnostic::new(&RULE, span, format!("{named} as a type of Rust is"), help));
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
