//! How names of the schema become names of Rust.

use candor_core::limits::NAME_CHARS_MAX;
use heck::{ToSnakeCase as _, ToUpperCamelCase as _};

/// Whether a character changes how a text looks without being seen, or steers a terminal: control characters, and those
/// of Unicode that reverse, join or hide what stands around them.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}')
        || matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// `ModelKitAction`: an ASCII capital, then letters and digits.
pub(crate) fn is_upper_camel(name: &str) -> bool {
    name.len() <= NAME_CHARS_MAX
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// `duration_ms`: an ASCII small letter, then small letters, digits and single underscores.
pub(crate) fn is_snake(name: &str) -> bool {
    name.len() <= NAME_CHARS_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !name.contains("__")
        && !name.ends_with('_')
}

/// `modelkit`: an ASCII small letter, then small letters, digits, `-` and `_`.
pub(crate) fn is_app(name: &str) -> bool {
    name.len() <= NAME_CHARS_MAX
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_'))
}

/// What a wrong name could be instead; empty where nothing sensible is left.
pub(crate) fn to_snake(name: &str) -> String {
    Some(name.to_snake_case()).filter(|name| is_snake(name)).unwrap_or_default()
}

pub(crate) fn to_upper_camel(name: &str) -> String {
    Some(name.to_upper_camel_case()).filter(|name| is_upper_camel(name)).unwrap_or_default()
}

/// The variant of an enum value: `QNNExecutionProvider` is `QnnExecutionProvider`, `1080p` is `_1080p`.
pub(crate) fn variant(value: &str) -> String {
    let camel = value.to_upper_camel_case();
    if camel.starts_with(|c: char| c.is_ascii_alphabetic()) && camel != "Self" { camel } else { format!("_{camel}") }
}

/// Whether a value has a variant: `...` has no letter to name it by.
pub(crate) fn is_variant(value: &str) -> bool {
    value.bytes().any(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_told_from_what_can() {
        assert!("\u{1b}\u{202e}\u{200b}\u{feff}\u{ad}\0\u{9b}\u{e0041}".chars().all(is_hidden));
        assert!(!"aZ9 é€😀\n\t—“”".chars().any(is_hidden));
    }

    #[test]
    fn variants_are_rust_names() {
        for (value, name) in [
            ("CPU", "Cpu"),
            ("QNNExecutionProvider", "QnnExecutionProvider"),
            ("NvTensorRTRTXExecutionProvider", "NvTensorRtrtxExecutionProvider"),
            ("1080p", "_1080p"),
            ("self", "_Self"),
            ("not-a.word", "NotAWord"),
        ] {
            assert_eq!(variant(value), name);
            assert!(syn::parse_str::<syn::Ident>(&variant(value)).is_ok(), "{value}");
        }
    }
}
