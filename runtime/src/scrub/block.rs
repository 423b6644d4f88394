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
    pub(super) fn bits(&self, is: impl Fn(u8) -> bool) -> u64 {
        let found = self.bytes.map(|byte| u8::from(is(byte)));
        let (words, _) = found.as_chunks::<8>();
        let mask = words.iter().enumerate().fold(0, |mask, (n, word)| {
            // Moves the lowest bit of each byte into the highest byte.
            mask | u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56 << (8 * n)
        });
        mask >> self.before
    }

    pub(super) fn is_ascii(&self) -> bool {
        self.bytes.iter().fold(0, |all, byte| all | byte) < 0x80
    }
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
