//! Numbers that belong to a person: phone, card and account numbers.

use super::bytes::{before, run, short_run};
use super::scan::{Edit, Rule};
use super::words;

pub(super) fn find(bytes: &[u8], floor: usize, at: usize) -> Option<Edit> {
    match bytes[at] {
        b'0'..=b'9' => card(bytes, at).or_else(|| phone(bytes, floor, at)),
        b'A'..=b'Z' => iban(bytes, at),
        _ => None,
    }
}

/// Whether the group at `at` may begin a number of a person's. Nearly every number of a text is sent away here.
pub(super) fn may_be(bytes: &[u8], at: usize) -> bool {
    let first = bytes[at];
    if !first.is_ascii_digit() {
        return first.is_ascii_uppercase() && bytes.get(at + 2).is_some_and(u8::is_ascii_digit);
    }
    let length = bytes[at..].iter().take(20).take_while(|b| b.is_ascii_digit()).count();
    let end = at + length;
    match length {
        13..=19 => true,
        _ if before(bytes, at) == Some(b'+') || words::is_foreign_phone_before(bytes, at) => true,
        1 => first == b'1' && goes_on(bytes, end),
        3 => goes_on(bytes, end),
        4 => (first == b'0' || matches!(digits_end(bytes, end + 1) - end, 5 | 7)) && goes_on(bytes, end),
        _ => first == b'0' && goes_on(bytes, end),
    }
}

/// Whether nothing begins in a short piece that holds digits and none of `/\@:~%`: no group of digits follows it, and it is
/// neither the beginning of an IBAN nor of a web token, which are all that is that short up to the next space or `=`.
pub(super) fn is_alone(bytes: &[u8], start: usize, end: usize) -> bool {
    end - start < DIGITS_MIN
        && !goes_on(bytes, end)
        && bytes.get(end) != Some(&b'=')
        && !bytes[start..end].iter().any(u8::is_ascii_uppercase)
        && !words::is_foreign_phone_before(bytes, start)
}

/// Whether the piece `start..end` is a date, a time or both, as logs have them, and no number of a person's begins in it.
#[inline]
pub(super) fn is_time(bytes: &[u8], start: usize, end: usize) -> bool {
    let text = &bytes[start..end];
    // Nearly every piece is sent away here.
    text.len() >= CLOCK.length && (text[2] == b':' || text[4] == b'-') && is_written_time(bytes, start, end)
}

fn is_written_time(bytes: &[u8], start: usize, end: usize) -> bool {
    let text = &bytes[start..end];
    let Some(after_date) = after(text, &DATE) else { return is_clock(text) && !goes_on(bytes, end) };
    match after_date.split_first() {
        // A number that begins with zeros may go on.
        None => text[0] != b'0',
        Some((b'T', clock)) => is_clock(clock) && !goes_on(bytes, end),
        Some(_) => false,
    }
}

/// `07:12:41`, `07:12:41.603Z`
fn is_clock(text: &[u8]) -> bool {
    let Some(rest) = after(text, &CLOCK) else { return false };
    let rest = match rest.split_first() {
        Some((b'.', fraction)) => &fraction[fraction.iter().take(9).take_while(|b| b.is_ascii_digit()).count()..],
        _ => rest,
    };
    matches!(rest, b"" | b"Z")
}

/// How a date or a time is written.
struct Form {
    length: usize,
    first: Eight,
    last: Eight,
}

/// Eight bytes, and which of them are zeros that stand for any digit.
struct Eight {
    bytes: u64,
    digits: u64,
}

const DATE: Form = Form::new(b"0000-00-00");
const CLOCK: Form = Form::new(b"00:00:00");

impl Form {
    const fn new(form: &[u8]) -> Self {
        Self { length: form.len(), first: Eight::of(form, 0), last: Eight::of(form, form.len() - 8) }
    }
}

impl Eight {
    const fn of(form: &[u8], from: usize) -> Self {
        let (mut bytes, mut digits) = (0, 0);
        let mut n = 0;
        while n < 8 {
            let byte = form[from + n];
            bytes |= (byte as u64) << (8 * n);
            digits |= if byte == b'0' { 0xff << (8 * n) } else { 0 };
            n += 1;
        }
        Self { bytes, digits }
    }

    fn fits(&self, text: [u8; 8]) -> bool {
        let differs = u64::from_le_bytes(text) ^ self.bytes;
        let values = differs & self.digits;
        // Neither a digit's value nor six more reaches the upper half of its byte.
        differs == values
            && (values | values.wrapping_add(0x0606_0606_0606_0606)) & 0xf0f0_f0f0_f0f0_f0f0 & self.digits == 0
    }
}

/// What follows the beginning of `text` that is of a form.
fn after<'t>(text: &'t [u8], form: &Form) -> Option<&'t [u8]> {
    let (head, rest) = text.split_at_checked(form.length)?;
    let fits = form.first.fits(*head.first_chunk()?) && form.last.fits(*head.last_chunk()?);
    fits.then_some(rest)
}

/// The digits of the shortest phone number.
const DIGITS_MIN: usize = 7;

/// Whether a group of digits follows that belongs to the one which ends at `end`.
fn goes_on(bytes: &[u8], end: usize) -> bool {
    let Some(rest) = bytes.get(end..) else { return false };
    let separators = rest.iter().take(SEPARATORS_MAX).take_while(|b| is_separator(**b)).count();
    separators > 0 && rest.get(separators).is_some_and(u8::is_ascii_digit)
}

/// Separators between two groups of digits.
const SEPARATORS_MAX: usize = 3;

fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')')
}

fn digits_end(bytes: &[u8], at: usize) -> usize {
    short_run(bytes, at, 32, |b| b.is_ascii_digit())
}

fn continues(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

/// Whether the group at `at` is the fraction of a number.
fn is_fraction(bytes: &[u8], at: usize) -> bool {
    at > 1 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_digit()
}

// ---- cards ----

/// The group lengths in which card numbers are printed.
const CARD_GROUPS: [&[usize]; 5] = [&[4, 4, 4, 4], &[4, 6, 5], &[4, 6, 4], &[4, 4, 4, 4, 3], &[4, 4, 4, 4, 2]];

fn card(bytes: &[u8], at: usize) -> Option<Edit> {
    let end = digits_end(bytes, at);
    let end = match end - at {
        13..=19 if !is_fraction(bytes, at) && is_card(&bytes[at..end]) => end,
        4 => CARD_GROUPS.iter().find_map(|groups| grouped_card(bytes, at, groups))?,
        _ => return None,
    };
    (!continues(bytes, end)).then(|| Edit::mark(at, end, Rule::Card))
}

fn grouped_card(bytes: &[u8], at: usize, groups: &[usize]) -> Option<usize> {
    let separator = *bytes.get(at + 4).filter(|b| matches!(b, b' ' | b'-' | b'.'))?;
    let mut digits = [0; 19];
    let (mut count, mut i) = (0, at);
    for (n, &group) in groups.iter().enumerate() {
        if n > 0 {
            if bytes.get(i) != Some(&separator) {
                return None;
            }
            i += 1;
        }
        let text = bytes.get(i..i + group)?;
        digits[count..count + group].copy_from_slice(text);
        count += group;
        i += group;
    }
    let digits = &digits[..count];
    (digits.iter().all(u8::is_ascii_digit) && is_card(digits)).then_some(i)
}

/// Whether an issuer has this prefix and length, and the check digit is right.
fn is_card(digits: &[u8]) -> bool {
    let prefix = |n: usize| digits[..n].iter().fold(0_u32, |value, b| value * 10 + u32::from(b - b'0'));
    let issued = match digits.len() {
        13 | 19 => matches!(prefix(1), 4) || matches!(prefix(1), 6 if digits.len() == 19),
        14 => matches!(prefix(3), 300..=305 | 309 | 360..=369 | 380..=399),
        15 => matches!(prefix(2), 34 | 37),
        16 => {
            matches!(prefix(1), 4)
                || matches!(prefix(2), 51..=55 | 62 | 65)
                || matches!(prefix(4), 2221..=2720 | 3528..=3589 | 6011 | 5018 | 5020 | 5038 | 6304 | 6759 | 6761..=6763 | 6440..=6499)
        }
        18 => matches!(prefix(2), 50 | 56..=58 | 62 | 63 | 67),
        _ => false,
    };
    issued && luhn(digits)
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().rev().enumerate().fold(0, |sum, (i, b)| {
        let digit = u32::from(b - b'0');
        sum + match (i % 2, digit) {
            (0, _) => digit,
            (_, 0..=4) => digit * 2,
            _ => digit * 2 - 9,
        }
    });
    sum.is_multiple_of(10)
}

// ---- phones ----

fn phone(bytes: &[u8], floor: usize, at: usize) -> Option<Edit> {
    if is_fraction(bytes, at) {
        return None;
    }
    let Some((from, end)) =
        international(bytes, floor, at).or_else(|| american(bytes, at)).or_else(|| trunk(bytes, at))
    else {
        return after_key(bytes, at).filter(|_| words::is_foreign_phone_before(bytes, at));
    };
    let end = extension(bytes, end);
    (!continues(bytes, end)).then(|| Edit::mark(from, end, Rule::Phone))
}

/// `+` or `00`, a country code and groups.
fn international(bytes: &[u8], floor: usize, at: usize) -> Option<(usize, usize)> {
    let has_plus = before(bytes, at) == Some(b'+') && at > floor;
    let has_zeros = bytes[at..].starts_with(b"00")
        && matches!(before(bytes, at), None | Some(b' ' | b'"' | b'\'' | b'(' | b':' | b'='));
    if !has_plus && !has_zeros || has_plus && before(bytes, at - 1).is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let (end, digits, groups) = groups(bytes, at, 15 + 2 * usize::from(has_zeros));
    let enough = match (has_plus, groups) {
        (true, 1) => digits >= 10,
        (true, _) => digits >= 8,
        // No country's code begins with a zero; a number that is padded to this length with two of them is rare.
        (false, 1) => (12..=14).contains(&digits) && bytes[at + 2] != b'0',
        (false, 2) => false,
        (false, _) => digits >= 11,
    };
    let from = at - usize::from(has_plus);
    (enough && digits <= 17).then_some((from, end))
}

/// Reads groups of digits with single separators or brackets between: where they end, how many digits and groups.
fn groups(bytes: &[u8], at: usize, max: usize) -> (usize, usize, usize) {
    let (mut end, mut digits, mut groups) = (at, 0, 0);
    let mut i = at;
    while digits < max {
        let group_end = short_run(bytes, i, max - digits, |b| b.is_ascii_digit());
        if group_end == i {
            break;
        }
        digits += group_end - i;
        groups += 1;
        end = group_end;
        i = short_run(bytes, end, SEPARATORS_MAX, is_separator);
        if i == end {
            break;
        }
    }
    (end, digits, groups)
}

/// `555-123-4567`, `(555) 123-4567`, with or without a leading `1`. Spaces alone separate numbers of any kind.
fn american(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let mut area = at;
    let lead = digits_end(bytes, at);
    if matches!(&bytes[at..lead], b"1" | b"001") {
        area = short_run(bytes, lead, 2, |b| matches!(b, b' ' | b'-' | b'.' | b'('));
        if area == lead {
            return None;
        }
    }
    let group = |from: usize, len: usize| (digits_end(bytes, from) == from + len).then_some(from + len);
    let area_end = group(area, 3).filter(|_| matches!(bytes[area], b'2'..=b'9'))?;
    let bracketed = before(bytes, area) == Some(b'(') && bytes.get(area_end) == Some(&b')');
    let exchange =
        if bracketed { short_run(bytes, area_end + 1, 1, |b| matches!(b, b' ' | b'-')) } else { area_end + 1 };
    let exchange_end = group(exchange, 3)?;
    let separators = (*bytes.get(area_end)?, *bytes.get(exchange_end)?);
    let separated = match separators {
        (b'-' | b' ', b'-') | (b'.', b'.') | (b'-', b' ') => true,
        (b')', b'-' | b' ' | b'.') => bracketed,
        (b' ', b' ') => area > at || words::is_phone_before(bytes, at),
        _ => false,
    };
    let end = group(exchange_end + 1, 4).filter(|_| separated)?;
    if matches!(bytes.get(end), Some(b'-' | b'.')) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some((at, end))
}

/// A national number with its trunk prefix `0`, in two to five groups.
fn trunk(bytes: &[u8], at: usize) -> Option<(usize, usize)> {
    let first = digits_end(bytes, at);
    let starts = matches!(bytes.get(at..at + 2), Some([b'0', b'1'..=b'9']))
        && !matches!(before(bytes, at), Some(b'.' | b'-' | b',' | b'/' | b':'))
        && !(before(bytes, at) == Some(b' ') && at > 1 && bytes[at - 2].is_ascii_digit());
    if !starts {
        return None;
    }
    let is_bracketed = before(bytes, at) == Some(b'(');
    let separator =
        *bytes.get(first).filter(|b| matches!(b, b' ' | b'-' | b'/' | b'.') || is_bracketed && **b == b')')?;
    let (end, digits, count) = groups(bytes, at, 12);
    let ends = !(bytes.get(end) == Some(&separator) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit));
    let fits = match first - at {
        // 06 12 34 56 78
        2 => count == 5 && digits == 10 && separator != b'/',
        3..=5 => (2..=3).contains(&count) && (10..=11).contains(&digits) && separator != b'.',
        _ => false,
    };
    (fits && ends).then_some((at, end))
}

/// `x123`, as some write an extension.
fn extension(bytes: &[u8], end: usize) -> usize {
    if bytes.get(end) != Some(&b'x') {
        return end;
    }
    let digits = digits_end(bytes, end + 1);
    if (1..=5).contains(&(digits - end - 1)) { digits } else { end }
}

/// A number behind a word that says it is a phone's: seven digits and more, in whatever groups.
pub(super) fn after_key(bytes: &[u8], from: usize) -> Option<Edit> {
    let plus = usize::from(bytes.get(from) == Some(&b'+'));
    let bracket = usize::from(bytes.get(from + plus) == Some(&b'('));
    let (number_end, digits, _) = groups(bytes, from + plus + bracket, 15);
    (digits >= DIGITS_MIN && !continues(bytes, number_end))
        .then(|| Edit::mark(from, extension(bytes, number_end), Rule::Phone))
}

// ---- IBAN ----

/// The longest IBAN has 34 characters, written in groups of four.
const IBAN_CHARS: std::ops::RangeInclusive<usize> = 15..=34;

fn iban(bytes: &[u8], at: usize) -> Option<Edit> {
    if !matches!(bytes.get(at..at + 4)?, [b'A'..=b'Z', b'A'..=b'Z', b'0'..=b'9', b'0'..=b'9']) {
        return None;
    }
    let mut characters = Vec::with_capacity(34);
    let mut found = None;
    let mut i = at;
    loop {
        let end = run(&bytes[..bytes.len().min(i + 35)], i, |b| b.is_ascii_uppercase() || b.is_ascii_digit());
        characters.extend_from_slice(&bytes[i..end]);
        if characters.len() > *IBAN_CHARS.end() || continues(bytes, end) {
            break;
        }
        if IBAN_CHARS.contains(&characters.len()) && remainder(&characters) == 1 {
            found = Some(end);
        }
        let grouped = end - i == 4 && matches!(bytes.get(end), Some(b' ' | b'-'));
        if !grouped || !continues(bytes, end + 1) {
            break;
        }
        i = end + 1;
    }
    found.map(|end| Edit::mark(at, end, Rule::Iban))
}

/// The number modulo 97 that the characters spell, the first four moved to the end: 1 for a right IBAN.
fn remainder(characters: &[u8]) -> u32 {
    let (head, tail) = characters.split_at(4);
    tail.iter().chain(head).fold(0, |rest, b| match b {
        b'0'..=b'9' => (rest * 10 + u32::from(b - b'0')) % 97,
        _ => (rest * 100 + u32::from(b - b'A') + 10) % 97,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_numbers_that_go_on() {
        for (piece, follows, expected) in [
            ("2026-04-21", " 07:12:41", true),
            ("2026-04-21T07:12:41.603Z", " INFO", true),
            ("2026-04-21T07:12:41", "", true),
            ("07:12:41", "]", true),
            ("00:00:00.123", "", true),
            ("07:12:41", " 555", false),
            ("00:00:00.123456789", " 5", false),
            ("00:00:00.1234567890", "", false),
            ("0026-04-21", " 555", false),
            ("2026-04-21T07:12", "", false),
            ("2026-04-21x", "", false),
            ("07:12", "", false),
        ] {
            let text = format!("{piece}{follows}");
            assert_eq!(is_time(text.as_bytes(), 0, piece.len()), expected, "{text}");
        }
    }

    #[test]
    fn short_numbers_are_alone_unless_something_follows_that_they_may_begin() {
        for (piece, follows, expected) in [
            ("224", ",", true),
            ("v1.2", "", true),
            ("42", " ms", true),
            ("555", " 123-4567", false),
            ("1", " (555) 123-4567", false),
            ("GB82", " WEST", false),
            ("x-GB82", " WEST", false),
            ("eyJ1", "=====", false),
            ("1234567", "", false),
        ] {
            let text = format!("{piece}{follows}");
            assert_eq!(is_alone(text.as_bytes(), 0, piece.len()), expected, "{text}");
        }
    }
}
