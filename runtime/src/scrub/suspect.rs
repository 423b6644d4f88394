//! Finds the bytes at which a detector could begin, so that the rest of a text is passed over 64 bytes at a time. It may
//! suspect too much and never too little: a piece without a suspicious byte holds nothing that the scan would replace.

use super::{secret, words};

/// The bytes that are looked at together, one for each bit of a mask.
const BLOCK: usize = 64;

/// An IPv6 address without a digit has seven colons in at most 39 characters, so that four of them stand in one block. Other
/// colons are looked at where a key stands before them or a digit in the same piece.
const COLONS_MIN: u8 = 4;

/// The suspicious bytes of one block, remembered while the scan is within it.
pub(super) struct Suspects {
    block: usize,
    mask: u64,
}

impl Default for Suspects {
    fn default() -> Self {
        Self { block: usize::MAX, mask: 0 }
    }
}

impl Suspects {
    /// The first suspicious byte at or after `from`.
    pub(super) fn next(&mut self, text: &[u8], from: usize) -> Option<usize> {
        let mut block = from / BLOCK;
        let mut ahead = u64::MAX << (from % BLOCK);
        while block * BLOCK < text.len() {
            if self.block != block {
                (self.block, self.mask) = (block, suspicious(text, block * BLOCK));
            }
            let found = self.mask & ahead;
            if found != 0 {
                return Some(block * BLOCK + found.trailing_zeros() as usize);
            }
            ahead = u64::MAX;
            block += 1;
        }
        None
    }
}

/// Which bytes of the block at `from` are suspicious. Beyond the text stand spaces.
fn suspicious(text: &[u8], from: usize) -> u64 {
    let mut last = [b' '; BLOCK];
    let block = text[from..].first_chunk().unwrap_or_else(|| {
        last[..text.len() - from].copy_from_slice(&text[from..]);
        &last
    });
    let letters = bits(block, |byte| (byte | 0x20).wrapping_sub(b'a') < 26);
    let marks = bits(block, is_mark);
    let colons = block.iter().fold(0_u8, |count, &byte| count + u8::from(byte == b':'));
    let colons = if colons < COLONS_MIN { 0 } else { bits(block, |byte| byte == b':') };
    // Scripts that put no space between words may end a key anywhere.
    let foreign = bits(block, |byte| byte >= 0x80);
    let foreign = each(foreign, |n| words::may_end(text, from + n + 1) && words::is_foreign_secret(text, from + n + 1));
    marks | colons | foreign | words(text, from, letters)
}

/// Digits, and what begins or divides paths and addresses.
fn is_mark(byte: u8) -> bool {
    (byte.wrapping_sub(b'/') < 11) | (byte == b'@') | (byte == b'\\') | (byte == b'~') | (byte == b'%')
}

/// Of the runs of letters in the block at `from` the first letters with which a secret may start, and the last ones with which
/// a key may end. The block's edges divide words, which then have more than one such letter.
fn words(text: &[u8], from: usize, letters: u64) -> u64 {
    let (firsts, lasts) = (letters & !(letters << 1), letters & !(letters >> 1));
    let (mut starts, mut ends) = (firsts, lasts);
    let (mut heads, mut tails) = (0, 0);
    while starts != 0 {
        let (start, end) = (starts.trailing_zeros(), ends.trailing_zeros());
        heads |= u64::from(secret::may_start(text, from + start as usize)) << start;
        tails |= u64::from(words::may_end(text, from + end as usize + 1)) << end;
        starts &= starts - 1;
        ends &= ends - 1;
    }
    let keys = each(tails, |n| words::may_be(text, from + n + 1));
    // `-u name:password`
    let flags = each(firsts & lasts, |n| (from + n).checked_sub(1).is_some_and(|before| text[before] == b'-'));
    heads | keys | flags
}

/// The bits of `mask` for which `keep` holds.
fn each(mask: u64, keep: impl Fn(usize) -> bool) -> u64 {
    let (mut rest, mut kept) = (mask, 0);
    while rest != 0 {
        let bit = rest.trailing_zeros();
        kept |= u64::from(keep(bit as usize)) << bit;
        rest &= rest - 1;
    }
    kept
}

/// A mask of the bytes of which `is` holds: comparisons, which the compiler does for sixteen bytes at once.
fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let found = block.map(|byte| u8::from(is(byte)));
    let (words, _) = found.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (n, word)| {
        // Moves the lowest bit of each byte into the highest byte.
        mask | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * n)
    })
}

#[cfg(test)]
mod tests {
    use super::super::Scrubber;

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
            for lead in 0..2 * super::BLOCK {
                let lead = "é".repeat(lead / 3) + &"w".repeat(lead % 3) + &" ".repeat(lead.div_ceil(3) + 1);
                let out = scrubber.scrub_unbounded(&format!("{lead}{found}"));
                assert_eq!(out.as_str(), format!("{lead}{alone}"));
            }
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
