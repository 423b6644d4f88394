//! Base64 (RFC 4648, section 4) of the lines of the spool. It is most of what an event costs before it is written, and was a quarter
//! of what sending it costs: this takes a sixth, and a third, of the instructions of the crate, which still has the last word on
//! the end of a text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// What is no letter of the alphabet has this bit.
const NO_LETTER: u8 = 0x80;

/// The two letters of each twelve bits.
static LETTERS: [[u8; 2]; 1 << 12] = {
    let mut letters = [[0; 2]; 1 << 12];
    let mut bits = 0;
    while bits < letters.len() {
        letters[bits] = [ALPHABET[bits >> 6], ALPHABET[bits & 63]];
        bits += 1;
    }
    letters
};

/// Writes base64 into a buffer that holds the padding already, eight letters at a time.
pub(super) fn encode(bytes: &[u8], out: &mut [u8]) {
    let (sixes, rest) = bytes.as_chunks::<6>();
    let (eights, end) = out.split_at_mut((sixes.len() * 8).min(out.len()));
    for (&[a, b, c, d, e, f], eight) in sixes.iter().zip(eights.as_chunks_mut::<8>().0) {
        let bits = u64::from_be_bytes([0, 0, a, b, c, d, e, f]);
        let two = |shift: u32| LETTERS[(bits >> shift) as usize & 0xfff];
        let ([s, t], [u, v], [w, x], [y, z]) = (two(36), two(24), two(12), two(0));
        *eight = [s, t, u, v, w, x, y, z];
    }
    encode_rest(rest, end);
}

/// At most five bytes.
fn encode_rest(bytes: &[u8], out: &mut [u8]) {
    let (triples, rest) = bytes.as_chunks::<3>();
    let (fours, end) = out.split_at_mut((triples.len() * 4).min(out.len()));
    for ([a, b, c], four) in triples.iter().zip(fours.as_chunks_mut::<4>().0) {
        let bits = usize::from(*a) << 16 | usize::from(*b) << 8 | usize::from(*c);
        let ([w, x], [y, z]) = (LETTERS[bits >> 12], LETTERS[bits & 0xfff]);
        *four = [w, x, y, z];
    }
    let last = match *rest {
        [a] => usize::from(a) << 16,
        [a, b] => usize::from(a) << 16 | usize::from(b) << 8,
        _ => return,
    };
    let ([w, x], [y, _]) = (LETTERS[last >> 12], LETTERS[last & 0xfff]);
    for (place, letter) in end.iter_mut().zip([w, x, y]).take(rest.len() + 1) {
        *place = letter;
    }
}

/// The six bits of each letter.
static BITS: [u8; 256] = {
    let mut bits = [NO_LETTER; 256];
    let mut letter = 0;
    while letter < ALPHABET.len() {
        bits[ALPHABET[letter] as usize] = letter as u8;
        letter += 1;
    }
    bits
};

/// The bytes of a text with its padding; `None` where it is not exactly what [`encode`] writes.
pub(super) fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let (fours, rest) = text.as_chunks::<4>();
    let Some((last, fours)) = fours.split_last() else { return rest.is_empty().then(Vec::new) };
    let end = STANDARD.decode([last, rest].concat()).ok()?;
    let mut bytes = vec![0; fours.len() * 3];
    let mut seen = 0;
    for (four, three) in fours.iter().zip(bytes.as_chunks_mut::<3>().0) {
        let [a, b, c, d] = four.map(|letter| BITS[usize::from(letter)]);
        seen |= a | b | c | d;
        *three = [a << 2 | b >> 4, b << 4 | c >> 2, c << 6 | d];
    }
    bytes.extend(end);
    (seen & NO_LETTER == 0).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(bytes: &[u8]) -> Vec<u8> {
        let mut out = vec![b'='; bytes.len().div_ceil(3) * 4];
        encode(bytes, &mut out);
        out
    }

    #[test]
    fn it_is_that_of_the_crate() {
        let bytes: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).rev().collect();
        for from in 0..8 {
            for to in from..bytes.len() {
                let text = encoded(&bytes[from..to]);
                assert_eq!(String::from_utf8_lossy(&text), STANDARD.encode(&bytes[from..to]));
                assert_eq!(decode(&text).as_deref(), Some(&bytes[from..to]));
            }
        }
    }

    #[test]
    fn what_the_crate_refuses_is_refused() {
        let whole = encoded(b"seventeen letters");
        for at in 0..whole.len() {
            assert_eq!(decode(&whole[..at]), STANDARD.decode(&whole[..at]).ok(), "cut at {at}");
            for other in 0..=u8::MAX {
                let mut text = whole.clone();
                text[at] = other;
                assert_eq!(decode(&text), STANDARD.decode(&text).ok(), "{other} at {at}");
            }
        }
    }
}
