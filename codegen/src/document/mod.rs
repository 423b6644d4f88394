//! YAML text as a tree in which every key and value knows where it stands and whether it was quoted.

mod mapping;
mod parse;
#[cfg(test)]
mod second_opinion;

pub(crate) use mapping::Fields;
pub(crate) use parse::parse;

use crate::source::{Span, Spanned};

/// A value of a YAML document.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

/// What a value is. The schema language has no anchors, aliases, tags or complex keys.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Scalar { text: String, quoted: bool },
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Spanned<String>,
    pub(crate) key_quoted: bool,
    pub(crate) value: Node,
}

impl Node {
    /// What the value is called in a message.
    pub(crate) fn kind(&self) -> &'static str {
        match &self.value {
            Value::Scalar { text, quoted: false } if is_null(text) => "nothing",
            Value::Scalar { text, quoted: true } if text.trim().is_empty() => "an empty string",
            Value::Scalar { quoted: true, .. } => "a quoted string",
            Value::Scalar { text, quoted: false } => plain_kind(text),
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        }
    }
}

/// Whether YAML reads a plain scalar as null.
pub(crate) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

/// What a plain scalar is to the YAML readers that people use, 1.1 and 1.2 together: `no` is a boolean to half of them.
pub(crate) fn plain_kind(text: &str) -> &'static str {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "true" | "false" | "yes" | "no" | "on" | "off" | "y" | "n") {
        "a boolean"
    } else if looks_like_number(&lower) {
        "a number"
    } else if is_null(text) {
        "nothing"
    } else {
        "a string"
    }
}

fn looks_like_number(lower: &str) -> bool {
    let digits = lower.strip_prefix(['-', '+']).unwrap_or(lower);
    matches!(digits, ".inf" | ".nan")
        || digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && digits.bytes().any(|b| b.is_ascii_digit())
            && (digits.replace('_', "").parse::<f64>().is_ok()
                || ["0x", "0o", "0b"].iter().any(|prefix| {
                    digits
                        .strip_prefix(prefix)
                        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_hexdigit() || b == b'_'))
                })
                || digits.split(':').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::plain_kind;

    #[test]
    fn plain_scalars_that_some_reader_takes_for_something_else_are_told_apart() {
        for text in ["no", "On", "y", "TRUE"] {
            assert_eq!(plain_kind(text), "a boolean", "{text}");
        }
        for text in ["1", "-3.5", "1e3", "0x1F", "1_000", "12:30:00", ".inf"] {
            assert_eq!(plain_kind(text), "a number", "{text}");
        }
        for text in ["CPU", "1.2.3", "v1", "2026-04-21", "a:b", "nope", "0xyz"] {
            assert_eq!(plain_kind(text), "a string", "{text}");
        }
    }
}
