//! Numbers that belong to a person: phone, card and account numbers.

use super::bytes::{before, run, short_run};
use super::key;
use super::scan::{Edit, Rule};

pub(super) fn find(bytes: &[u8], floor: usize, at: usize) -> Option<Edit> {
    match bytes[at] {
        b'0'..=b'9' => card(bytes, at).or_else(|| phone(bytes, floor, at)),
        b'A'..=b'Z' => iban(bytes, at),
        _ => None,
    }
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
        return after_key(bytes, at).filter(|_| key::is_foreign_phone_before(bytes, at));
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
        i = short_run(bytes, end, 3, |b| matches!(b, b' ' | b'-' | b'.' | b'/' | b'(' | b')'));
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
        (b' ', b' ') => area > at || key::is_phone_before(bytes, at),
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
    (digits >= 7 && !continues(bytes, number_end)).then(|| Edit::mark(from, extension(bytes, number_end), Rule::Phone))
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
