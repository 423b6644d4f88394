//! A type with its limits as a term, `enum(CPU,GPU)` or `text(scrubbed,max_chars=200)`, and in what one is looser than
//! another. What is not known to be stricter counts as looser.

use std::str::FromStr as _;

use candor_core::{DurationUnit, FieldType};

/// A name with arguments, of which some have keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) args: Vec<(Option<String>, Shape)>,
}

/// In what a type is looser than it was.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Looser {
    /// Another type, with more room.
    Type,
    /// One more value of a closed set.
    Value(String),
    /// A finer unit or bucket.
    Precision,
    /// A higher limit: name, before, after.
    Limit(String, String, String),
    /// A treatment that is no longer applied.
    Treatment(String),
}

impl Shape {
    /// Reads a term; what is no term is a name without arguments.
    pub(crate) fn parse(text: &str) -> Self {
        let Some((name, rest)) = text.split_once('(').filter(|_| text.ends_with(')')) else {
            return Self { name: text.to_owned(), args: Vec::new() };
        };
        let inner = &rest[..rest.len() - 1];
        let args = split(inner).map(|arg| match arg.split_once('=') {
            Some((key, value)) if !key.contains('(') => (Some(key.to_owned()), Self::parse(value)),
            _ => (None, Self::parse(arg)),
        });
        Self { name: name.to_owned(), args: args.collect() }
    }

    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.args.iter().filter(|(key, _)| key.is_none()).map(|(_, word)| word.name.as_str())
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.args.iter().find(|(name, _)| name.as_deref() == Some(key)).map(|(_, value)| value)
    }

    fn has(&self, word: &str) -> bool {
        self.words().any(|other| other == word)
    }
}

/// Splits at the commas that are in no parentheses.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_u32;
    text.split(move |c| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .filter(|part| !part.is_empty())
}

/// In what `new` is looser than `old`; nothing where it is as strict or stricter.
pub(crate) fn looser(old: &Shape, new: &Shape) -> Vec<Looser> {
    if old.name != new.name {
        return if is_stricter_type(&old.name, &new.name) { Vec::new() } else { vec![Looser::Type] };
    }
    let mut found = words(old, new);
    for (key, value) in new.args.iter().filter_map(|(key, value)| Some((key.as_ref()?, value))) {
        if let Some(before) = old.get(key) {
            found.extend(argument(key, before, value));
        }
    }
    let gone = old.args.iter().filter_map(|(key, _)| key.as_ref()).filter(|key| new.get(key).is_none());
    found.extend(gone.map(|key| Looser::Treatment(key.clone())));
    found
}

fn is_stricter_type(old: &str, new: &str) -> bool {
    match (FieldType::from_str(old), FieldType::from_str(new)) {
        (Ok(old), Ok(new)) => new.looseness() < old.looseness(),
        _ => false,
    }
}

/// What the arguments without a key mean depends on the type: values, a unit, edges, or treatments.
fn words(old: &Shape, new: &Shape) -> Vec<Looser> {
    let added = || new.words().filter(|word| !old.has(word));
    match new.name.as_str() {
        "enum" | "reference" | "version" => added().map(|word| Looser::Value(word.to_owned())).collect(),
        "duration" => match (unit(old), unit(new)) {
            (Some(before), Some(after)) if after <= before => Vec::new(),
            _ => vec![Looser::Precision],
        },
        "bucket" => added().take(1).map(|_| Looser::Precision).collect(),
        _ => old.words().filter(|word| !new.has(word)).map(|word| Looser::Treatment(word.to_owned())).collect(),
    }
}

fn unit(shape: &Shape) -> Option<usize> {
    let name = shape.words().next()?;
    DurationUnit::ALL.into_iter().position(|unit| unit.name() == name)
}

fn argument(key: &str, before: &Shape, after: &Shape) -> Vec<Looser> {
    match (before.name.parse::<u64>(), after.name.parse::<u64>()) {
        (Ok(old), Ok(new)) if new <= old => Vec::new(),
        (Ok(_), Ok(_)) => vec![Looser::Limit(key.to_owned(), before.name.clone(), after.name.clone())],
        _ => looser(before, after),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looser_types_are_told_from_stricter_ones() {
        let value = |text: &str| Looser::Value(text.to_owned());
        let limit = |key: &str, a: &str, b: &str| Looser::Limit(key.to_owned(), a.to_owned(), b.to_owned());
        for (old, new, expected) in [
            ("label", "label", vec![]),
            ("enum(A,B)", "label", vec![Looser::Type]),
            ("label", "text(scrubbed,max_chars=20)", vec![Looser::Type]),
            ("text(scrubbed,max_chars=20)", "label", vec![]),
            ("int", "float", vec![Looser::Type]),
            ("label", "mystery", vec![Looser::Type]),
            ("enum(A,B)", "enum(B,A)", vec![]),
            ("enum(A,B)", "enum(A)", vec![]),
            ("enum(A)", "enum(A,B,C)", vec![value("B"), value("C")]),
            ("duration(s)", "duration(ms)", vec![Looser::Precision]),
            ("duration(us)", "duration(s)", vec![]),
            ("bucket(10,100)", "bucket(10,50,100)", vec![Looser::Precision]),
            ("bucket(10,50,100)", "bucket(10,100)", vec![]),
            ("text(scrubbed,max_chars=200)", "text(scrubbed,max_chars=201)", vec![limit("max_chars", "200", "201")]),
            ("text(scrubbed,max_chars=200)", "text(scrubbed,max_chars=20)", vec![]),
            ("text(scrubbed,max_chars=200)", "text(max_chars=200)", vec![Looser::Treatment("scrubbed".to_owned())]),
            (
                "list(max_items=5,of=enum(A))",
                "list(max_items=9,of=enum(A,B))",
                vec![limit("max_items", "5", "9"), value("B")],
            ),
            ("list(max_items=5,of=label)", "list(of=label)", vec![Looser::Treatment("max_items".to_owned())]),
            ("list(max_items=5,of=record)", "list(max_items=5,of=bool)", vec![]),
            ("list(max_items=5,of=enum(A))", "list(max_items=5,of=label)", vec![Looser::Type]),
            ("label", "record", vec![Looser::Type]),
        ] {
            assert_eq!(looser(&Shape::parse(old), &Shape::parse(new)), expected, "{old} -> {new}");
        }
    }
}
