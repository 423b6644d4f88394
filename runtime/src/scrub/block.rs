//! Looks at 64 bytes of a text at once: a mask has a bit for each of them.

/// The bytes that are looked at together.
pub(super) const BLOCK: usize = 64;
/// The bytes before and behind a block that a word at its edge is told by.
pub(super) const MARGIN: usize = 4;

/// A block between its margins.
pub(super) type Window = [u8; BLOCK + 2 * MARGIN];

/// The block of `text` at `from`, a multiple of its length. Before and beyond the text stand spaces.
pub(super) fn window(text: &[u8], from: usize) -> Window {
    let whole = from.checked_sub(MARGIN).and_then(|start| text[start..].first_chunk());
    whole.copied().unwrap_or_else(|| {
        let mut window = [b' '; BLOCK + 2 * MARGIN];
        let before = from.min(MARGIN);
        let seen = &text[from - before..text.len().min(from + BLOCK + MARGIN)];
        window[MARGIN - before..][..seen.len()].copy_from_slice(seen);
        window
    })
}

/// The block without its margins.
pub(super) fn middle(window: &Window) -> &[u8; BLOCK] {
    window[MARGIN..].first_chunk().unwrap_or(&[b' '; BLOCK])
}

/// Four bytes of a window, the first in the lowest bits.
pub(super) fn four(window: &Window, at: usize) -> u32 {
    window.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
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
