//! Classes of bytes, and what counts as a boundary.

/// Ends a piece: white space, control characters, quotes, brackets and the punctuation that joins pieces.
pub(super) const END: u8 = 0x80;
/// The first byte of a character that may be white space or punctuation outside ASCII.
pub(super) const WIDE: u8 = 0x40;
pub(super) const DIGIT: u8 = 0x01;
pub(super) const SEPARATOR: u8 = 0x02;
pub(super) const AT: u8 = 0x04;
pub(super) const COLON: u8 = 0x08;
/// Starts a home folder (`~`) or a percent-encoded separator (`%2F`).
pub(super) const PREFIX: u8 = 0x10;
/// A letter or digit, any byte of a character outside ASCII included.
pub(super) const WORD: u8 = 0x20;

pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let class = match byte as u8 {
            0..=b' ' | 0x7f => END,
            b'"' | b'\'' | b'`' | b'<' | b'>' | b'|' | b'(' | b')' | b'[' | b']' | b'{' | b'}' => END,
            b',' | b';' | b'=' | b'&' | b'?' | b'#' | b'!' | b'*' | b'^' => END,
            b'0'..=b'9' => DIGIT,
            b'/' | b'\\' => SEPARATOR,
            b'@' => AT,
            b':' => COLON,
            b'~' | b'%' => PREFIX,
            0xc2 | 0xe2 | 0xe3 | 0xef => WIDE,
            _ => 0,
        };
        let is_word = (byte as u8).is_ascii_alphanumeric() || byte >= 0x80;
        table[byte] = if is_word { class | WORD } else { class };
        byte += 1;
    }
    table
}

pub(super) fn is_separator(byte: u8) -> bool {
    byte == b'/' || byte == b'\\'
}

/// Whether `byte` is of class [`WORD`].
pub(super) fn is_word(byte: u8) -> bool {
    CLASS[usize::from(byte)] & WORD != 0
}

/// The length of the character whose first byte is `byte`, as far as UTF-8 tells.
pub(super) fn char_len(byte: u8) -> usize {
    match byte {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// Whether the character at `at`, whose first byte is of class [`WIDE`], is white space or punctuation.
pub(super) fn ends_piece(text: &[u8], at: usize) -> bool {
    match (text.get(at), text.get(at + 1), text.get(at + 2)) {
        // No-break space, inverted marks, guillemets, middle dot, C1 controls.
        (Some(0xc2), Some(0x80..=0xa9 | 0xab..=0xb4 | 0xb6..=0xb9 | 0xbb..=0xbf), _) => true,
        // General punctuation, arrows, mathematical operators, box drawing and symbols.
        (Some(0xe2), Some(0x80 | 0x81 | 0x86..=0x9b), _) => true,
        // Ideographic space, full stops, quotes and brackets.
        (Some(0xe3), Some(0x80), Some(0x80..=0x84 | 0x88..=0x9f)) => true,
        // Byte-order mark, full-width and half-width punctuation; the replacement character.
        (Some(0xef), Some(0xbb), Some(0xbf)) => true,
        (Some(0xef), Some(0xbc), Some(0x81..=0x8f | 0x9a..=0x9f | 0xa0 | 0xbb..=0xbf)) => true,
        (Some(0xef), Some(0xbd), Some(0x80 | 0x9b..=0xa5)) => true,
        (Some(0xef), Some(0xbf), Some(0xbd)) => true,
        _ => false,
    }
}

/// Whether a piece of text ends at `at`.
pub(super) fn is_end(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        None => true,
        Some(&byte) => {
            let class = CLASS[byte as usize];
            class & END != 0 || class & WIDE != 0 && ends_piece(text, at)
        }
    }
}

/// The end of the run of bytes from `from` on that `keep` accepts.
pub(super) fn run(text: &[u8], from: usize, keep: impl Fn(u8) -> bool) -> usize {
    text[from.min(text.len())..].iter().position(|&byte| !keep(byte)).map_or(text.len(), |n| from + n)
}

/// As [`run`], but at most `max` bytes.
pub(super) fn short_run(text: &[u8], from: usize, max: usize, keep: impl Fn(u8) -> bool) -> usize {
    let end = text.len().min(from + max);
    text[from.min(end)..end].iter().position(|&byte| !keep(byte)).map_or(end, |n| from + n)
}

/// The start of the run of bytes that ends at `to` and that `keep` accepts, not before `floor`.
pub(super) fn run_back(text: &[u8], floor: usize, to: usize, keep: impl Fn(u8) -> bool) -> usize {
    text[floor..to].iter().rposition(|&byte| !keep(byte)).map_or(floor, |n| floor + n + 1)
}

/// The byte before `at`, if there is one.
pub(super) fn before(text: &[u8], at: usize) -> Option<u8> {
    at.checked_sub(1).and_then(|i| text.get(i)).copied()
}

/// Whether `text` equals `lower`, ASCII letters compared without case.
pub(super) fn same(text: &[u8], lower: &str) -> bool {
    text.eq_ignore_ascii_case(lower.as_bytes())
}

/// Whether the character that ends right before `at` is a letter or digit.
pub(super) fn is_word_before(text: &[u8], at: usize) -> bool {
    let Some(last) = before(text, at) else { return false };
    if last < 0x80 {
        return last.is_ascii_alphanumeric();
    }
    let start = run_back(text, at.saturating_sub(4), at, |b| b & 0xc0 == 0x80).saturating_sub(1);
    is_word_at(text, start)
}

/// Whether the character that starts at `at` is a letter or digit, in any script.
pub(super) fn is_word_at(text: &[u8], at: usize) -> bool {
    text.get(at).is_some_and(|&b| is_word(b) && !(CLASS[b as usize] & WIDE != 0 && ends_piece(text, at)))
}

/// As [`run`], for what may hold letters of any script: ends before punctuation outside ASCII.
pub(super) fn word_run(text: &[u8], from: usize, also: impl Fn(u8) -> bool) -> usize {
    let mut at = from;
    while let Some(&byte) = text.get(at) {
        if byte >= 0x80 && !is_word_at(text, at) || byte < 0x80 && !byte.is_ascii_alphanumeric() && !also(byte) {
            break;
        }
        at += char_len(byte);
    }
    at.min(text.len())
}
