//! Looks at 64 bytes of a text at once: a mask has a bit for each of them.

/// The bytes that are looked at together.
pub(super) const BLOCK: usize = 64;
/// The block of `text` at `from`. Beyond the text stand spaces, in `last`.
pub(super) fn at<'t>(text: &'t [u8], from: usize, last: &'t mut [u8; BLOCK]) -> &'t [u8; BLOCK] {
    // In place where it can be: a copy would have to be in memory before it is read otherwise than it was written.
    text[from..].first_chunk().unwrap_or_else(|| {
        last.fill(b' ');
        last[..text.len() - from].copy_from_slice(&text[from..]);
        last
    })
}

/// A mask of the bytes of which `is` holds: comparisons, which the compiler does for sixteen bytes at once.
pub(super) fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    let found = block.map(|byte| u8::from(is(byte)));
    let (words, _) = found.as_chunks::<8>();
    words.iter().enumerate().fold(0, |mask, (n, word)| {
        // Moves the lowest bit of each byte into the highest byte.
        mask | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * n)
    })
}

/// The bits of `mask` for which `keep` holds.
pub(super) fn each(mask: u64, keep: impl Fn(usize) -> bool) -> u64 {
    let (mut rest, mut kept) = (mask, 0);
    while rest != 0 {
        let bit = rest.trailing_zeros();
        kept |= u64::from(keep(bit as usize)) << bit;
        rest &= rest - 1;
    }
    kept
}
