//! Addresses of people and machines: e-mail, `user@host`, IPv4, IPv6, MAC and GUID.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::bytes::{is_end, is_word, run, run_back, same, short_run, word_run};
use super::scan::{Edit, Rule};

/// The longest IPv6 address with an embedded IPv4 one has 45 characters; some room for a port.
const IPV6_CHARS_MAX: usize = 52;
/// What stands after `@` in a package's version, and is no host.
const REVISIONS: [&str; 14] = [
    "latest", "next", "main", "master", "head", "dev", "develop", "stable", "beta", "alpha", "canary", "nightly",
    "trunk", "refs",
];

fn is_local(byte: u8) -> bool {
    is_word(byte) || matches!(byte, b'.' | b'_' | b'+' | b'-' | b'\'' | b'$' | b'~' | b'%')
}

/// An address whose local part starts at `at`, and how far was read.
pub(super) fn address_from_local(bytes: &[u8], at: usize, end: usize) -> (Option<Edit>, usize) {
    let sign = run(bytes, at, is_local).min(end);
    let edit = (bytes.get(sign) == Some(&b'@')).then(|| at_sign(bytes, at, sign, 1)).flatten();
    (edit, sign)
}

/// An address around the `@`, written in `width` bytes, at `at`.
pub(super) fn at_sign(bytes: &[u8], floor: usize, at: usize, width: usize) -> Option<Edit> {
    let local = run_back(bytes, floor, at, is_local);
    let host = at + width;
    let host_end = run_back(bytes, host, word_run(bytes, host, |b| matches!(b, b'.' | b'-' | b'_')), |b| !is_word(b));
    let (left, right) = (&bytes[local..at], &bytes[host..host_end]);
    if !left.iter().any(|&b| is_word(b)) || right.is_empty() {
        return None;
    }
    let rule = if has_top_level(right) { Rule::Email } else { Rule::Account };
    let is_address = match rule {
        Rule::Email => true,
        // A prompt, whose host may be the id of a container: `root@0a1b2c3d4e5f:/#`.
        _ => {
            is_ipv4(right)
                || is_host_name(left, right)
                || matches!(bytes.get(host_end..host_end + 2), Some(b":/" | b":~"))
        }
    };
    is_address.then(|| Edit::mark(local, remote_path_end(bytes, host_end), rule))
}

/// Whether the last label is one of letters: `example.com`, but not `4.17.21` or `2.1.0.dev`.
fn has_top_level(host: &[u8]) -> bool {
    let Some(dot) = host.iter().rposition(|&b| b == b'.') else { return false };
    let top = &host[dot + 1..];
    let mut labels = host.split(|&b| b == b'.');
    let is_version = labels.by_ref().take(2).all(|label| label.iter().all(u8::is_ascii_digit));
    top.len() > 1
        && (top.iter().all(|&b| b.is_ascii_alphabetic() || b >= 0x80) || top.starts_with(b"xn--"))
        && dot > 0
        && !is_version
}

fn is_ipv4(host: &[u8]) -> bool {
    std::str::from_utf8(host).is_ok_and(|host| host.parse::<Ipv4Addr>().is_ok())
}

/// Whether `left@right` is an account on a host rather than a package at a revision or a product of matrices.
fn is_host_name(left: &[u8], right: &[u8]) -> bool {
    let is_commit = right.len() >= 7 && right.iter().all(u8::is_ascii_hexdigit) && right.iter().any(u8::is_ascii_digit);
    left.len() > 1
        && right.len() > 2
        && right[0].is_ascii_alphabetic() | (right[0] >= 0x80)
        && !(right[0] == b'v' && right[1].is_ascii_digit())
        && !right.contains(&b'.')
        && !is_commit
        && !right.starts_with(b"GLIBC")
        && !REVISIONS.iter().any(|revision| same(right, revision))
}

/// The end of `:path` after a host, as `scp` and `git` write it. A port stays.
fn remote_path_end(bytes: &[u8], host_end: usize) -> usize {
    if bytes.get(host_end) != Some(&b':') {
        return host_end;
    }
    let mut end = host_end + 1;
    while !is_end(bytes, end) {
        end += 1;
    }
    let end = run_back(bytes, host_end, end, |b| matches!(b, b':' | b'.'));
    let path = &bytes[(host_end + 1).min(end)..end];
    if path.iter().all(|&b| b.is_ascii_digit() || b == b':') { host_end } else { end }
}

/// Whether the separators of a GUID, a MAC or an IPv4 address stand where they must behind `at`. Nearly every number of a text
/// is sent away here.
pub(super) fn may_be(bytes: &[u8], at: usize) -> bool {
    let Some(&[first, a, b, c, d, e, _, _, i, j]) = bytes[at..].first_chunk() else { return true };
    let is_ipv4 = first.is_ascii_digit() & ((a == b'.') | (b == b'.') | (c == b'.'));
    let is_mac = ((b == b':') | (b == b'-')) & (b == e) | (d == b'.') & (j == b'.');
    is_mac || i == b'-' || is_ipv4 && has_dots(&bytes[at..], 2)
}

/// Whether `dots` dots stand among the first characters, each after at most three others.
fn has_dots(text: &[u8], dots: usize) -> bool {
    let mut rest = text;
    (0..dots).all(|_| match rest.iter().take(4).position(|&b| b == b'.') {
        Some(dot) => {
            rest = &rest[dot + 1..];
            true
        }
        None => false,
    })
}

/// An address that is a number: GUID, MAC or IPv4.
pub(super) fn find(bytes: &[u8], at: usize) -> Option<Edit> {
    guid(bytes, at).or_else(|| mac(bytes, at)).or_else(|| ipv4(bytes, at))
}

fn guid(bytes: &[u8], at: usize) -> Option<Edit> {
    let text: &[u8; 36] = bytes[at..].first_chunk()?;
    let dashes = [8, 13, 18, 23];
    let fits = dashes.iter().all(|&dash| text[dash] == b'-')
        && text.iter().fold(0, |others, &b| others + u8::from(!is_hex(b))) == 4;
    (fits && !continues(bytes, at + 36)).then(|| Edit::mark(at, at + 36, Rule::Guid))
}

/// As [`u8::is_ascii_hexdigit`], without branches, so that many bytes are asked at once.
fn is_hex(byte: u8) -> bool {
    (byte.wrapping_sub(b'0') < 10) | ((byte | 0x20).wrapping_sub(b'a') < 6)
}

/// Whether an ASCII letter or digit stands at `at`. Other scripts put no space around an address.
fn continues(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

fn mac(bytes: &[u8], at: usize) -> Option<Edit> {
    let (group, groups) = match bytes.get(at..at + 5)? {
        [_, _, b':' | b'-', _, _] => (2, 6),
        [_, _, _, _, b'.'] => (4, 3),
        _ => return None,
    };
    let separator = bytes[at + group];
    let text = bytes.get(at..at + groups * (group + 1) - 1)?;
    let fits = text.iter().enumerate().all(|(i, b)| match i % (group + 1) {
        place if place == group => *b == separator,
        _ => b.is_ascii_hexdigit(),
    });
    let mut end = at + text.len();
    // EUI-64 has two groups more.
    let more = 2 * (group + 1);
    if group == 2 && bytes.get(end) == Some(&separator) && bytes.get(end + more).is_none_or(|b| !b.is_ascii_hexdigit())
    {
        let rest = bytes.get(end..end + more).unwrap_or_default();
        let fits = |(i, b): (usize, &u8)| if i % 3 == 0 { *b == separator } else { b.is_ascii_hexdigit() };
        if !rest.is_empty() && rest.iter().enumerate().all(fits) {
            end += more;
        }
    }
    let telling =
        separator == b':' || text.iter().any(u8::is_ascii_alphabetic) || separator == b'-' && !is_timestamp(text);
    (fits && telling && !continues(bytes, end)).then(|| Edit::mark(at, end, Rule::Mac))
}

/// Whether `yy-mm-dd-hh-mm-ss` is what `text` says.
fn is_timestamp(text: &[u8]) -> bool {
    let limits = [99, 12, 31, 23, 59, 60];
    text.chunks(3).zip(limits).all(|(group, limit)| {
        let digits = group.iter().take(2).map(|b| u32::from(b.wrapping_sub(b'0')));
        digits.fold(0, |value, digit| value * 10 + digit) <= limit
    })
}

fn ipv4(bytes: &[u8], at: usize) -> Option<Edit> {
    let first = short_run(bytes, at, 4, |b| b.is_ascii_digit());
    if first == at || first - at > 3 || bytes.get(first) != Some(&b'.') || follows_number(bytes, at) {
        return None;
    }
    let mut end = short_run(bytes, at, 17, |b| b.is_ascii_digit() || b == b'.');
    if let Some(range) = bytes[at..end].windows(2).position(|pair| pair == b"..") {
        end = at + range;
    }
    end = run_back(bytes, at, end, |b| b == b'.');
    let address = std::str::from_utf8(&bytes[at..end]).ok()?;
    let is_address = address.parse::<Ipv4Addr>().is_ok() && !continues(bytes, end);
    is_address.then(|| Edit::mark(at, end, Rule::Ipv4))
}

/// Whether the group at `at` goes on with a number that started before it, as the `18` of `1.18.0.1` does.
fn follows_number(bytes: &[u8], at: usize) -> bool {
    at > 1 && bytes[at - 1] == b'.' && bytes[at - 2].is_ascii_alphanumeric()
}

/// An IPv6 address that starts with `::`.
pub(super) fn ipv6_from_colon(bytes: &[u8], floor: usize, at: usize) -> Option<Edit> {
    let starts = bytes.get(at + 1) == Some(&b':')
        && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit)
        && (at == floor || !is_word(bytes[at - 1]) && bytes[at - 1] != b':' && bytes[at - 1] != b'_');
    if starts { ipv6(bytes, at) } else { None }
}

/// Whether a first group of an IPv6 address and a colon stand at `at`.
pub(super) fn may_be_ipv6(bytes: &[u8], at: usize) -> bool {
    let group = &bytes[at..];
    group.iter().take(5).position(|&b| b == b':').is_some_and(|colon| group[..colon].iter().all(u8::is_ascii_hexdigit))
}

/// An IPv6 address that starts at `at`.
pub(super) fn ipv6(bytes: &[u8], at: usize) -> Option<Edit> {
    let end = short_run(bytes, at, IPV6_CHARS_MAX, |b| b.is_ascii_hexdigit() || b == b':' || b == b'.');
    let colons = bytes[at..end].iter().filter(|&&b| b == b':').count();
    let is_short = colons < 7 && !bytes[at..end].windows(2).any(|pair| pair == b"::");
    if colons < 2 || is_short || continues(bytes, end) || bytes.get(end) == Some(&b'_') {
        return None;
    }
    let end = address_end(bytes, at, end)?;
    let zone = if bytes.get(end) == Some(&b'%') { run(bytes, end + 1, |b| b.is_ascii_alphanumeric()) } else { end };
    Some(Edit::mark(at, zone, Rule::Ipv6))
}

/// The end of the address within `at..end`, without the punctuation or the port behind it.
fn address_end(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let mut candidates = [Some(end), None, None];
    let dotless = run_back(bytes, at, end, |b| b == b'.');
    let bare = if bytes[at..dotless].ends_with(b":") { dotless - 1 } else { dotless };
    candidates[1] = Some(bare);
    candidates[2] = bytes[at..bare].iter().rposition(|&b| b == b':').map(|colon| at + colon);
    candidates.into_iter().flatten().find(|&end| is_ipv6(&bytes[at..end]))
}

/// Whether `text` is an address, and no path of identifiers such as `f32::abc` or `face::bed`.
fn is_ipv6(text: &[u8]) -> bool {
    let parsed = std::str::from_utf8(text).is_ok_and(|text| text.parse::<Ipv6Addr>().is_ok());
    // Slices and ids are written so: `1::2`.
    let is_pair = text.len() < 9
        && text.iter().all(|&b| b.is_ascii_digit() || b == b':')
        && text[0] != b':'
        && text.iter().filter(|&&b| b == b':').count() == 2;
    let is_path = is_pair
        || text.windows(2).any(|pair| pair == b"::")
            && (!text.iter().any(u8::is_ascii_digit)
                || [&b"f16:"[..], b"f32:", b"f64:"].iter().any(|p| text.starts_with(p)));
    parsed && !is_path
}
