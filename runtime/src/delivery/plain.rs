//! Checksum and base64 without a question to the processor. The fast ones ask first what it can do, once a process; in a virtual
//! machine each answer is a way out of it and back, and all together take longer than what a command waits for otherwise.

const POLYNOMIAL: u32 = 0xedb8_8320;

/// What four bits add to the checksum.
const STEPS: [u32; 16] = {
    let (mut steps, mut bits) = ([0_u32; 16], 0_u32);
    while bits < 16 {
        let (mut step, mut bit) = (bits, 0);
        while bit < 4 {
            step = (step >> 1) ^ (POLYNOMIAL & (step & 1).wrapping_neg());
            bit += 1;
        }
        steps[bits as usize] = step;
        bits += 1;
    }
    steps
};

/// The CRC-32 (IEEE).
pub(super) fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| STEPS[(crc & 15) as usize] ^ (crc >> 4);
    !bytes.iter().fold(!0, |crc, byte| step(step(crc ^ u32::from(*byte))))
}

/// Appends the standard alphabet's base64, with padding.
pub(super) fn encode_append(bytes: &[u8], out: &mut Vec<u8>) {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let bits = three.iter().zip([16, 8, 0]).fold(0, |bits, (byte, place)| bits | u32::from(*byte) << place);
        let letter = |n: usize| if n <= three.len() { ALPHABET[(bits >> (18 - 6 * n)) as usize & 63] } else { b'=' };
        out.extend_from_slice(&[0, 1, 2, 3].map(letter));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each length, with every byte.
    fn texts() -> impl Iterator<Item = Vec<u8>> {
        let bytes = || (0..=u8::MAX).cycle().step_by(7);
        (0..600).map(move |length| bytes().take(length).collect())
    }

    #[test]
    fn it_is_the_checksum_of_another_library() {
        texts().for_each(|text| assert_eq!(crc32(&text), crc32fast::hash(&text)));
    }

    #[test]
    fn it_is_the_base64_of_another_library() {
        use base64::Engine;
        let other = base64::engine::general_purpose::STANDARD;
        for text in texts() {
            let mut out = b"<".to_vec();
            encode_append(&text, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), format!("<{}", other.encode(text)));
        }
    }
}
