//! One line of a spool file: `crc32(hex) SP base64(JSON) LF`. The checksum is of the base64 text.

use base64_simd::STANDARD;
use serde_json::Value;

use super::losses::Losses;

/// Length of the checksum and the space behind it.
const PREFIX: usize = 9;

/// What a line says.
#[derive(Debug, PartialEq)]
pub(super) enum Line {
    /// An event, as its record's JSON.
    Event(String),
    /// Events that a process lost and could not count elsewhere before it ended.
    Lost(Losses),
    /// A complete line that is not what was written.
    Damaged,
}

/// Appends `json` as a line to `out`.
pub(super) fn encode(json: &str, out: &mut Vec<u8>) {
    let start = out.len();
    out.extend_from_slice(b"00000000 ");
    let text = out.len();
    STANDARD.encode_append(json, out);
    let crc = crc32fast::hash(&out[text..]);
    for (i, byte) in out[start..start + 8].iter_mut().enumerate() {
        *byte = b"0123456789abcdef"[(crc >> (28 - 4 * i)) as usize & 15];
    }
    out.push(b'\n');
}

/// The JSON of a line without its line break; nothing if a single bit of it changed.
fn decode(line: &[u8]) -> Option<String> {
    let (prefix, text) = line.split_at_checked(PREFIX)?;
    let crc = u32::from_str_radix(std::str::from_utf8(prefix).ok()?.strip_suffix(' ')?, 16).ok()?;
    if crc32fast::hash(text) != crc {
        return None;
    }
    String::from_utf8(STANDARD.decode_to_vec(text).ok()?).ok()
}

fn read(line: &[u8]) -> Line {
    let Some(json) = decode(line) else { return Line::Damaged };
    if !json.starts_with(r#"{"lost":"#) {
        return Line::Event(json);
    }
    match serde_json::from_str::<Value>(&json) {
        Ok(value) => Line::Lost(Losses::from_json(&value["lost"])),
        Err(_) => Line::Damaged,
    }
}

/// The JSON of a line that carries losses and no event.
pub(super) fn lost_json(losses: Losses) -> String {
    format!(r#"{{"lost":{}}}"#, losses.to_json())
}

/// The next line of `bytes` from `from` on, and the offset behind it. Blank lines are passed over, and so is a torn line at
/// the end: the `emit` that was writing it never returned.
pub(super) fn next(bytes: &[u8], mut from: usize) -> Option<(Line, usize)> {
    loop {
        let rest = bytes.get(from..).filter(|rest| !rest.is_empty())?;
        let Some(length) = memchr::memchr(b'\n', rest) else {
            return match read(rest) {
                Line::Damaged => None,
                line => Some((line, bytes.len())),
            };
        };
        from += length + 1;
        if length > 0 {
            return Some((read(&rest[..length]), from));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::losses::Loss;

    fn lines(bytes: &[u8]) -> Vec<Line> {
        let mut from = 0;
        std::iter::from_fn(|| {
            let (line, end) = next(bytes, from)?;
            from = end;
            Some(line)
        })
        .collect()
    }

    fn file(events: &[&str]) -> Vec<u8> {
        let mut out = Vec::new();
        events.iter().for_each(|json| encode(json, &mut out));
        out
    }

    #[test]
    fn a_line_is_what_the_format_says() {
        let bytes = file(&[r#"{"name":"A"}"#]);
        assert_eq!(String::from_utf8(bytes).unwrap(), "1aa5b201 eyJuYW1lIjoiQSJ9\n");
    }

    #[test]
    fn base64_is_that_of_another_library() {
        use base64::Engine;
        let other = base64::engine::general_purpose::STANDARD;
        let bytes: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).rev().collect();
        for from in 0..8 {
            for to in from..bytes.len() {
                let mut out = Vec::new();
                STANDARD.encode_append(&bytes[from..to], &mut out);
                assert_eq!(out, other.encode(&bytes[from..to]).as_bytes());
                assert_eq!(STANDARD.decode_to_vec(&out).unwrap(), &bytes[from..to]);
            }
        }
    }

    #[test]
    fn a_torn_line_costs_only_itself_wherever_it_is_cut() {
        let events = [r#"{"name":"A"}"#, r#"{"name":"Bé"}"#, "{}"];
        let whole = file(&events);
        let first = file(&events[..1]).len();
        let second = file(&events[..2]).len();
        for cut in 0..=whole.len() {
            // A line that lost only its line break is whole.
            let whole_lines = match cut {
                c if c < first - 1 => 0,
                c if c < second - 1 => 1,
                c if c < whole.len() - 1 => 2,
                _ => 3,
            };
            let expected: Vec<Line> =
                events[..whole_lines].iter().map(|json| Line::Event((*json).to_owned())).collect();
            assert_eq!(lines(&whole[..cut]), expected, "cut at {cut}");
        }
    }

    #[test]
    fn a_line_break_after_a_torn_line_saves_the_next_one() {
        let mut bytes = file(&["{}"]);
        bytes.truncate(5);
        bytes.push(b'\n');
        encode("{}", &mut bytes);
        assert_eq!(lines(&bytes), [Line::Damaged, Line::Event("{}".into())]);
    }

    #[test]
    fn any_changed_bit_is_noticed() {
        let whole = file(&[r#"{"name":"A","time":"2026-04-21T07:12:41.603Z"}"#]);
        for at in 0..whole.len() {
            for bit in 0..8 {
                let mut bytes = whole.clone();
                bytes[at] ^= 1 << bit;
                let intact = lines(&bytes).iter().any(|line| matches!(line, Line::Event(_)));
                // The last bit of a hexadecimal letter's case, and a lost line break, change nothing that is read.
                let harmless = at == whole.len() - 1 || (at < 8 && bit == 5 && whole[at].is_ascii_alphabetic());
                assert!(!intact || harmless, "byte {at} bit {bit}");
            }
        }
    }

    #[test]
    fn losses_travel_as_lines_too() {
        let losses = Losses::of(Loss::Unencodable, 4);
        assert_eq!(lines(&file(&[&lost_json(losses)])), [Line::Lost(losses)]);
    }

    #[test]
    fn blank_lines_are_nothing() {
        assert_eq!(lines(b"\n\n\n"), []);
    }
}
