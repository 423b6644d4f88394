//! The little of protobuf that logs need, written by hand: `prost` and its derives were six crates of a product, among them a
//! second `syn`.

const VARINT: u32 = 0;
const FIXED64: u32 = 1;
const DELIMITED: u32 = 2;
const FIXED32: u32 = 5;
/// Bytes of the longest varint.
const LONGEST: usize = 10;

fn key(out: &mut Vec<u8>, number: u32, wire: u32) {
    varint(out, u64::from(number << 3 | wire));
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

/// An `int64`, also where it is 0: all here are the value of a `oneof`.
pub(super) fn int(out: &mut Vec<u8>, number: u32, value: i64) {
    key(out, number, VARINT);
    varint(out, value.cast_unsigned());
}

/// A `bool`, also where it is false.
pub(super) fn bool(out: &mut Vec<u8>, number: u32, value: bool) {
    int(out, number, value.into());
}

/// A `fixed64`.
pub(super) fn fixed(out: &mut Vec<u8>, number: u32, value: u64) {
    key(out, number, FIXED64);
    out.extend_from_slice(&value.to_le_bytes());
}

/// A `double`, also where it is 0.
pub(super) fn double(out: &mut Vec<u8>, number: u32, value: f64) {
    fixed(out, number, value.to_bits());
}

/// A `string` or a message that is written already, also where it is empty.
pub(super) fn bytes(out: &mut Vec<u8>, number: u32, value: &[u8]) {
    head(out, number, value.len());
    out.extend_from_slice(value);
}

/// What stands before a field of so many bytes.
pub(super) fn head(out: &mut Vec<u8>, number: u32, length: usize) {
    key(out, number, DELIMITED);
    varint(out, length as u64);
}

/// What a field of so many bytes takes with what stands before it; its number is below 16.
pub(super) fn size(length: usize) -> usize {
    let bits = u64::BITS - (length as u64 | 1).leading_zeros();
    1 + bits.div_ceil(7) as usize + length
}

/// A message within another: what `write` adds, behind its length.
pub(super) fn message<R>(out: &mut Vec<u8>, number: u32, write: impl FnOnce(&mut Vec<u8>) -> R) -> R {
    key(out, number, DELIMITED);
    let start = out.len();
    // Most are short, and their length has one byte.
    out.push(0);
    let written = write(out);
    let length = out.len() - start - 1;
    match u8::try_from(length) {
        Ok(length) if length < 0x80 => out[start] = length,
        _ => {
            let mut longer = Vec::with_capacity(LONGEST);
            varint(&mut longer, length as u64);
            out.splice(start..=start, longer);
        }
    }
    written
}

/// What a field holds that is read here; others are passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content<'b> {
    Varint(u64),
    Bytes(&'b [u8]),
    Other,
}

/// The fields of a message by number, in their order; nothing if it is none.
pub(super) fn fields(mut bytes: &[u8]) -> Option<Vec<(u64, Content<'_>)>> {
    let mut fields = Vec::new();
    while !bytes.is_empty() {
        let key = read_varint(&mut bytes)?;
        let content = match (key & 7) as u32 {
            VARINT => Content::Varint(read_varint(&mut bytes)?),
            FIXED64 => take(&mut bytes, 8).map(|_| Content::Other)?,
            FIXED32 => take(&mut bytes, 4).map(|_| Content::Other)?,
            DELIMITED => {
                let length = read_varint(&mut bytes)?;
                Content::Bytes(take(&mut bytes, usize::try_from(length).ok()?)?)
            }
            _ => return None,
        };
        fields.push((key >> 3, content));
    }
    Some(fields)
}

fn take<'b>(bytes: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    Some(taken)
}

fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0;
    for index in 0..LONGEST {
        let byte = take(bytes, 1)?[0];
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_read_as_it_was_written() {
        let long = "x".repeat(300);
        let mut out = Vec::new();
        int(&mut out, 1, -1);
        bool(&mut out, 2, false);
        fixed(&mut out, 300, 7);
        message(&mut out, 4, |out| bytes(out, 1, long.as_bytes()));
        let read = fields(&out).unwrap();
        assert_eq!(read[..3], [(1, Content::Varint(u64::MAX)), (2, Content::Varint(0)), (300, Content::Other)]);
        let (4, Content::Bytes(within)) = read[3] else { panic!("{read:?}") };
        assert_eq!(fields(within).unwrap(), [(1, Content::Bytes(long.as_bytes()))]);
        assert_eq!(size(within.len()), out.len() - (11 + 2 + 10), "all but the three before it");
    }

    #[test]
    fn a_length_takes_the_bytes_that_are_said() {
        for length in [0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152] {
            let (value, mut out, mut within) = (vec![7; length], Vec::new(), Vec::new());
            bytes(&mut out, 15, &value);
            assert_eq!(size(length), out.len(), "{length}");
            message(&mut within, 15, |within| within.extend_from_slice(&value));
            assert!(within == out, "{length}");
            assert!(fields(&out) == Some(vec![(15, Content::Bytes(&value))]), "{length}");
        }
    }

    #[test]
    fn what_is_torn_or_no_message_is_nothing() {
        let mut whole = Vec::new();
        message(&mut whole, 1, |out| bytes(out, 2, b"too old"));
        for end in 1..whole.len() {
            assert_eq!(fields(&whole[..end]), None, "{end}");
        }
        assert_eq!(fields(&[0x80; 11]), None);
        assert_eq!(fields(b"\x0b\x0c"), None, "a group");
    }
}
