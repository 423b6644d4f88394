//! Paths whose separators are encoded, as in a query or in escaped text.

use super::bytes::{is_end, is_separator, is_word, run_back};
use super::scan::{Edit, Rule};

/// The path to whose first encoded separator `at` points, and how far was read.
pub(super) fn find(bytes: &[u8], floor: usize, at: usize) -> (Option<Edit>, usize) {
    let mut end = at;
    let (mut count, mut last) = (0, at);
    while !is_end(bytes, end) {
        if let Some(length) = separator(bytes, end) {
            count += 1;
            end += length;
            last = end;
        } else if is_separator(bytes[end]) {
            break;
        } else {
            end += 1;
        }
    }
    let start = run_back(bytes, floor, at, |b| is_word(b) || matches!(b, b'.' | b'-' | b'_' | b'~' | b'%'));
    let is_path = count > 1 && last < end;
    (is_path.then(|| Edit::mark(start, end, Rule::Path)), end)
}

/// The length of `%2F`, `%5C`, `\x2f`, `\u002F` and their like.
pub(super) fn separator(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = &bytes[at..bytes.len().min(at + 6)];
    let digits = [&b"%"[..], b"\\x", b"\\u00"].into_iter().find_map(|start| rest.strip_prefix(start))?;
    let is_separator = matches!(digits, [b'2', b'F' | b'f', ..] | [b'5', b'C' | b'c', ..]);
    is_separator.then(|| rest.len() - digits.len() + 2)
}
