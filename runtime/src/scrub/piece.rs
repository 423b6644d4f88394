//! Pieces: what stands between white space, quotes, brackets and joining punctuation.

use std::ops::Range;

use super::bytes::{
    AT, CLASS, COLON, DIGIT, END, PREFIX, SEPARATOR, WIDE, char_len, ends_piece, is_end, is_word_at, is_word_before,
    run,
};
use super::number;

/// Letters alone that are shorter hold no secret.
const SECRET_CHARS_MIN: usize = 16;

/// Where a piece stands, and what within it has been dealt with.
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    flags: u8,
    /// No path begins before this.
    pub(super) path_from: usize,
    /// No run of address characters begins before this.
    pub(super) local_from: usize,
    /// No opaque token begins before this.
    pub(super) token_from: usize,
}

impl Piece {
    pub(super) fn new(bytes: &[u8], Range { start, end }: Range<usize>) -> Self {
        let flags = bytes[start..end].iter().fold(0, |flags, &byte| flags | CLASS[usize::from(byte)]);
        Self { start, end, flags, path_from: start, local_from: start, token_from: start }
    }

    /// Whether it holds a byte of `class`.
    pub(super) fn holds(&self, class: u8) -> bool {
        self.flags & class != 0
    }

    /// Whether a detector may find something in it, which is no time.
    pub(super) fn is_marked(&self, bytes: &[u8]) -> bool {
        let &Self { start, end, flags, .. } = self;
        match flags & (DIGIT | SEPARATOR | AT | COLON | PREFIX) {
            0 => end - start >= SECRET_CHARS_MIN || bytes[start] == b'-',
            DIGIT => !number::is_alone(bytes, start, end),
            _ => true,
        }
    }
}

/// The first byte at or after `at` that ends no piece.
pub(super) fn skip_ends(bytes: &[u8], at: usize) -> usize {
    let mut i = at;
    while i < bytes.len() && is_end(bytes, i) {
        i += char_len(bytes[i]);
    }
    i.min(bytes.len())
}

/// Where the piece around `within` starts, not before `floor`.
pub(super) fn start(bytes: &[u8], floor: usize, within: usize) -> usize {
    let mut start = within;
    while start > floor {
        let at = start - 1;
        match bytes[at] {
            // The middle or the end of a character.
            0x80..0xc0 if at > floor => {}
            byte if CLASS[usize::from(byte)] & (END | WIDE) == 0 => {}
            b'\'' if at > floor && is_apostrophe(bytes, at) => {}
            0x80.. if !ends_piece(bytes, at) => {}
            _ => break,
        }
        start = at;
    }
    // The search broke off within the character that ends the piece before.
    run(bytes, start, |b| b & 0xc0 == 0x80).min(within)
}

/// Where the piece that starts at `from` ends.
pub(super) fn end(bytes: &[u8], from: usize) -> usize {
    let mut i = from;
    loop {
        let Some(&byte) = bytes.get(i) else { return bytes.len() };
        if CLASS[usize::from(byte)] & (END | WIDE) == 0 {
            i += 1;
            continue;
        }
        let ends = if byte < 0x80 { byte != b'\'' || !is_apostrophe(bytes, i) } else { ends_piece(bytes, i) };
        if ends {
            return i;
        }
        i += char_len(byte);
    }
}

/// Whether the quote at `at` stands within a word.
pub(super) fn is_apostrophe(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\'' && is_word_before(bytes, at) && is_word_at(bytes, at + 1)
}
