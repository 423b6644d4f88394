//! Finds the bytes at which a detector could begin, so that the rest of a text is passed over 64 bytes at a time. It may
//! suspect too much and never too little: a piece without a suspicious byte holds nothing that the scan would replace.

use std::ops::Range;

use super::block::{self, BLOCK, Block, MARGIN, Window, each};
use super::{piece, secret, words};

/// An IPv6 address without a digit has seven colons in at most 39 characters, so that four of them stand in one block, each by
/// itself. Other colons are looked at where a key stands before them or a digit in the same piece.
const COLONS_MIN: u8 = 4;

/// What is known of one block, remembered while the scan is within it.
pub(super) struct Suspects {
    block: usize,
    known: Known,
}

#[derive(Default)]
struct Known {
    suspicious: u64,
    /// Bytes of ASCII that end a piece. Those of them that stand for an apostrophe do not.
    ends: u64,
    /// Bytes of characters outside ASCII.
    foreign: u64,
}

impl Default for Suspects {
    fn default() -> Self {
        Self { block: usize::MAX, known: Known::default() }
    }
}

impl Suspects {
    /// The first suspicious byte at or after `from`.
    #[inline]
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> Option<usize> {
        let mut block = from / BLOCK;
        let mut ahead = u64::MAX << (from % BLOCK);
        while block * BLOCK < text.len() {
            if self.block != block {
                (self.block, self.known) = (block, Known::of(text, block * BLOCK));
            }
            let found = self.known.suspicious & ahead;
            if found != 0 {
                return Some(block * BLOCK + found.trailing_zeros() as usize);
            }
            ahead = u64::MAX;
            block += 1;
        }
        None
    }

    /// The piece around `within`, which `next` found, not before `floor`.
    #[inline]
    pub(super) fn piece(&self, text: &[u8], floor: usize, within: usize) -> Range<usize> {
        let start = self.start_in_block(text, floor, within).unwrap_or_else(|| piece::start(text, floor, within));
        start..self.end_in_block(text, within).unwrap_or_else(|from| piece::end(text, from.unwrap_or(start)))
    }

    /// Where the piece starts, if that is seen in this block and needs no closer look.
    fn start_in_block(&self, text: &[u8], floor: usize, within: usize) -> Option<usize> {
        let (from, bit) = (self.block * BLOCK, within % BLOCK);
        let before = !(u64::MAX << bit);
        let start = match self.known.ends & before {
            0 if floor >= from => floor,
            0 => return None,
            ends => floor.max(from + ends.ilog2() as usize + 1),
        };
        let inside = (u64::MAX << (start - from)) & before;
        let is_plain = self.known.foreign & inside == 0 && (start == floor || text[start - 1] != b'\'');
        is_plain.then_some(start)
    }

    /// Where the piece ends, or else where to look for the end, if no character before that needs a closer look.
    fn end_in_block(&self, text: &[u8], within: usize) -> Result<usize, Option<usize>> {
        let (from, behind) = (self.block * BLOCK, u64::MAX << (within % BLOCK));
        let ends = self.known.ends & behind;
        let foreign = self.known.foreign & behind;
        let end = from + ends.trailing_zeros() as usize;
        // The lowest bit of the two is one of an end, if there is one.
        match (ends == 0, foreign == 0) {
            (true, true) => Err(Some(end)),
            (false, _) if ends.trailing_zeros() < foreign.trailing_zeros() && text.get(end) != Some(&b'\'') => Ok(end),
            _ => Err(None),
        }
    }
}

impl Known {
    /// Looks at the block at `from`. What stands beyond the text ends a piece.
    #[inline(never)]
    fn of(text: &[u8], from: usize) -> Self {
        let mut short = [b' '; BLOCK];
        let block = Block::at(text, from, &mut short);
        let letters = block.bits(is_letter);
        let foreign = if block.is_ascii() { 0 } else { block.bits(is_foreign) };
        let colons =
            if block.count(is_colon) < COLONS_MIN { 0 } else { single(block.bits(is_colon), block.bits(is_digit)) };
        // Scripts that put no space between words may end a key anywhere.
        let keys =
            each(foreign, |n| words::may_end(text, from + n + 1) && words::is_foreign_secret(text, from + n + 1));
        Self {
            suspicious: block.bits(|byte| is_digit(byte) | is_mark(byte)) | colons | keys | words(text, from, letters),
            ends: !block.bits(|byte| !ends_piece(byte)),
            foreign,
        }
    }
}

fn is_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26
}

fn is_digit(byte: u8) -> bool {
    byte.wrapping_sub(b'0') < 10
}

/// What begins or divides paths and addresses.
fn is_mark(byte: u8) -> bool {
    (byte == b'/') | (byte == b'@') | (byte == b'\\') | (byte == b'~') | (byte == b'%')
}

fn is_colon(byte: u8) -> bool {
    byte == b':'
}

fn is_foreign(byte: u8) -> bool {
    byte >= 0x80
}

/// Whether a byte of ASCII ends a piece, told without a table, which cannot be asked for many bytes at once.
fn ends_piece(byte: u8) -> bool {
    let joins = (byte == b'$') | (byte == b'+') | (byte.wrapping_sub(b'-') < 2) | (byte == b'_');
    !(is_letter(byte) | is_digit(byte) | is_mark(byte) | is_colon(byte) | is_foreign(byte) | joins)
}

/// The colons among which there may be those of an IPv6 address without a digit.
fn single(colons: u64, digits: u64) -> u64 {
    let single = colons & !(colons << 1) & !(colons >> 1) & !(digits << 1);
    if single.count_ones() < u32::from(COLONS_MIN) { 0 } else { single }
}

/// Of the runs of letters in the block at `from` the first letters with which a secret may start, and the last ones with which
/// a key may end. The block's edges divide words, which then have more than one such letter.
fn words(text: &[u8], from: usize, letters: u64) -> u64 {
    let (firsts, lasts) = (letters & !(letters << 1), letters & !(letters >> 1));
    let (mut starts, mut ends) = (firsts, lasts);
    let (mut heads, mut tails) = (0, 0);
    let mut edge = [0; size_of::<Window>()];
    let window = block::window(text, from, &mut edge);
    while starts != 0 {
        let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
        heads |= u64::from(secret::is_head(block::four(window, start as usize + MARGIN))) << start;
        tails |= u64::from(words::is_tail(block::four(window, end as usize + 1))) << end;
        starts &= starts - 1;
        ends &= ends - 1;
    }
    let keys = each(tails, |n| words::may_be(text, from + n + 1));
    // `-u name:password`
    let flags = each(firsts & lasts, |n| window[MARGIN + n - 1] == b'-');
    heads | keys | flags
}

#[cfg(test)]
mod tests {
    use super::super::Scrubber;
    use super::super::bytes::{CLASS, END};

    /// One of each kind, without a digit where there can be none.
    const FINDS: [&str; 16] = [
        "password hunter2x",
        "password: hunter",
        "user 'alice'",
        "Bearer aBcdEfghIj",
        "curl -u name:word",
        "Authorization: letmein",
        "ghp_aBcDeFgHiJkLmNoPqR",
        "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----",
        "a:b:c:d:e:f:a:b",
        "fe80::1",
        "alice@example.com",
        r"C:\Users\Alice",
        "~alice",
        "10.0.0.1",
        "555-123-4567",
        "GB82 WEST 1234 5698 7654 32",
    ];

    #[test]
    fn what_is_found_is_found_wherever_a_block_divides_it() {
        let scrubber = Scrubber::new(&[]);
        for found in FINDS {
            let alone = scrubber.scrub_unbounded(found);
            assert_ne!(alone.as_str(), found);
            for lead in 0..2 * super::super::block::BLOCK {
                let lead = "é".repeat(lead / 3) + &"w".repeat(lead % 3) + &" ".repeat(lead.div_ceil(3) + 1);
                let out = scrubber.scrub_unbounded(&format!("{lead}{found}"));
                assert_eq!(out.as_str(), format!("{lead}{alone}"));
            }
        }
    }

    #[test]
    fn a_byte_ends_a_piece_as_its_class_says() {
        for byte in 0..=u8::MAX {
            assert_eq!(super::ends_piece(byte), CLASS[usize::from(byte)] & END != 0, "{byte:#x}");
        }
    }

    #[test]
    fn words_alone_are_passed_over() {
        let mut suspects = super::Suspects::default();
        let text =
            "the quick brown fox jumps over the lazy dog, and nothing of it is of interest to anyone here. ".repeat(4);
        assert_eq!(suspects.next(text.as_bytes(), 0), None);
        let text = format!("{text}7");
        assert_eq!(suspects.next(text.as_bytes(), 0), Some(text.len() - 1));
    }
}
