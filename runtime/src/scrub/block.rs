//! Looks at 64 bytes of a text at once: a mask has a bit for each of them.

/// The bytes that are looked at together.
pub(super) const BLOCK: usize = 64;
/// 64 bytes in which a block stands.
pub(super) struct Block<'t> {
    bytes: &'t [u8; BLOCK],
    /// The bytes before the block.
    before: usize,
}

impl<'t> Block<'t> {
    /// The block of `text` at `from`. It is read in place, together with what stands before the last one; `short` is used for a
    /// text that is shorter.
    pub(super) fn at(text: &'t [u8], from: usize, short: &'t mut [u8; BLOCK]) -> Self {
        if let Some(bytes) = text[from..].first_chunk() {
            return Self { bytes, before: 0 };
        }
        if let Some(bytes) = text.last_chunk() {
            return Self { bytes, before: BLOCK - (text.len() - from) };
        }
        short[..text.len()].copy_from_slice(text);
        Self { bytes: short, before: 0 }
    }

    /// A mask of the bytes of which `is` holds: comparisons, which the compiler does for sixteen bytes at once.
    #[inline(always)]
    pub(super) fn bits(&self, is: impl Fn(u8) -> bool) -> u64 {
        let found = self.bytes.map(|byte| u8::from(is(byte)));
        let (words, _) = found.as_chunks::<8>();
        let mask = words.iter().enumerate().fold(0, |mask, (n, word)| {
            // Moves the lowest bit of each byte into the highest byte.
            mask | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * n)
        });
        mask >> self.before
    }

    /// How many bytes there are, those before the block included, of which `is` holds.
    pub(super) fn count(&self, is: impl Fn(u8) -> bool) -> u8 {
        self.bytes.iter().fold(0, |count, &byte| count + u8::from(is(byte)))
    }

    pub(super) fn is_ascii(&self) -> bool {
        self.bytes.iter().fold(0, |all, byte| all | byte) < 0x80
    }
}

/// Bytes on either side of a block by which a word at its edge is told.
pub(super) const MARGIN: usize = 4;

/// A block and its margins.
pub(super) type Window = [u8; BLOCK + 2 * MARGIN];

/// The window of the block at `from`. Before and beyond the text stand spaces, in `edge`.
pub(super) fn window<'t>(text: &'t [u8], from: usize, edge: &'t mut Window) -> &'t Window {
    let whole = from.checked_sub(MARGIN).and_then(|start| text[start..].first_chunk());
    whole.unwrap_or_else(|| {
        let before = from.min(MARGIN);
        let seen = &text[from - before..text.len().min(from + BLOCK + MARGIN)];
        edge.fill(b' ');
        edge[MARGIN - before..][..seen.len()].copy_from_slice(seen);
        edge
    })
}

/// Four bytes of a window, the first in the lowest bits.
pub(super) fn four(window: &Window, at: usize) -> u32 {
    window.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |four| u32::from_le_bytes(*four))
}

/// The bits of `mask` for which `keep` holds.
#[inline]
pub(super) fn each(mask: u64, keep: impl Fn(usize) -> bool) -> u64 {
    let (mut rest, mut kept) = (mask, 0);
    while rest != 0 {
        let bit = rest.trailing_zeros();
        kept |= u64::from(keep(bit as usize)) << bit;
        rest &= rest - 1;
    }
    kept
}
