//! Words that stand beside each other with slashes between, and are no folders: `read/write/append`, `N/C/H/W`, `1/2/3`.

use super::bytes::{is_separator, run, same};

/// Whether all between the separators of `text` are plain words, all abbreviations, or all numbers.
pub(super) fn is_list(text: &[u8]) -> bool {
    let all = |is: fn(&[u8]) -> bool| text.split(|&b| is_separator(b)).filter(|word| !word.is_empty()).all(is);
    all(is_short) || all(is_number_or_month) || all(is_plain)
}

/// Sorted.
#[rustfmt::skip]
static PLAIN: [&str; 134] = [
    "aarch64", "alignment", "alpha", "amd64", "and", "android", "append", "arm", "arm64", "array", "auto", "avg",
    "bfloat16", "blue", "bool", "bottom", "center", "clang", "close", "cpu", "create", "darwin", "day", "debug",
    "delete", "depth", "dev", "dict", "double", "error", "eval", "execute", "false", "fatal", "float", "float16",
    "float32", "float64", "fp16", "fp32", "gcc", "get", "gpu", "green", "head", "height", "high", "hour", "in", "info",
    "input", "insert", "int", "int16", "int32", "int4", "int64", "int8", "ios", "large", "left", "length", "linux",
    "list", "low", "macos", "max", "maybe", "mean", "median", "medium", "min", "minute", "month", "ms", "msvc", "nil",
    "no", "none", "not", "npu", "ns", "null", "number", "object", "off", "offset", "on", "open", "or", "out", "output",
    "patch", "pause", "post", "put", "read", "red", "restart", "resume", "right", "second", "set", "size", "small",
    "start", "stop", "string", "sum", "test", "top", "trace", "train", "true", "tuple", "uint8", "update", "us", "val",
    "validation", "warn", "warning", "week", "width", "windows", "write", "x", "x64", "x86", "x86_64", "y", "year",
    "yes", "z",
];

fn is_plain(text: &[u8]) -> bool {
    let mut lower = [0; 10];
    let Some(lower) = lower.get_mut(..text.len()) else { return false };
    lower.copy_from_slice(text);
    lower.make_ascii_lowercase();
    PLAIN.binary_search_by(|known| known.as_bytes().cmp(lower)).is_ok()
}

/// A letter, or an abbreviation in capitals.
fn is_short(text: &[u8]) -> bool {
    text.len() == 1 || text.len() <= 4 && text.iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_number_or_month(text: &[u8]) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let digits = run(text, 0, |b| b.is_ascii_digit() || b == b'.');
    digits > 0 && (digits == text.len() || matches!(text[digits], b':' | b'-' | b'%' | b'T'))
        || MONTHS.iter().any(|month| same(text, month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted_and_short_enough_to_be_found() {
        assert!(PLAIN.is_sorted());
        assert!(PLAIN.iter().all(|word| is_plain(word.to_ascii_uppercase().as_bytes())));
    }

    #[test]
    fn a_list_is_of_one_kind() {
        for (text, expected) in [
            ("read/write/append", true),
            ("Read/Write/x86_64/", true),
            ("N/C/HW", true),
            ("12/Apr/2026:07:12", true),
            ("read/alice/write", false),
            ("read/N/12", false),
            ("src/main/java", false),
        ] {
            assert_eq!(is_list(text.as_bytes()), expected, "{text}");
        }
    }
}
