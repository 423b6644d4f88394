//! URLs: scheme and host stay.

use super::bytes::{CLASS, END, WIDE, ends_piece, is_word, run_back, same};
use super::piece::is_apostrophe;
use super::scan::{Edit, Rule, Scan, With};

pub(super) enum Found {
    /// Not a URL that this module deals with.
    No,
    /// A URL of which everything stays, up to here.
    Bare(usize),
    Edit(Edit),
}

/// Looks at the separator at `at`, if it begins the `//` of a URL.
pub(super) fn find(scan: &Scan<'_>, floor: usize, at: usize) -> Found {
    let bytes = scan.bytes;
    let Some(authority) = authority_start(bytes, floor, at) else { return Found::No };
    let end = trimmed(bytes, authority, url_end(bytes, authority));
    if end == authority {
        return Found::No;
    }
    let (host, host_end) = host(bytes, authority, end);
    if host == authority && host_end == end {
        return Found::Bare(end);
    }
    let with = if host == host_end { With::Mark } else { With::Text(scan.component(host..host_end)) };
    Found::Edit(Edit { from: authority, to: end, with, rule: Rule::Url })
}

/// Where the authority starts, if a scheme other than `file` and `:` stand before `at`, and `//` at it.
fn authority_start(bytes: &[u8], floor: usize, at: usize) -> Option<usize> {
    if at <= floor || bytes[at - 1] != b':' {
        return None;
    }
    let mut i = at;
    for _ in 0..2 {
        // JSON may write a slash as `\/`.
        i += usize::from(bytes.get(i) == Some(&b'\\'));
        if bytes.get(i) != Some(&b'/') {
            return None;
        }
        i += 1;
    }
    let scheme = run_back(bytes, floor, at - 1, |b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'));
    let scheme = &bytes[scheme..at - 1];
    let is_scheme = scheme.len() > 1 && scheme.iter().any(u8::is_ascii_alphabetic) && !same(scheme, "file");
    (is_scheme
        && bytes.get(i).is_some_and(|&b| {
            is_word(b) || matches!(b, b'[' | b'%' | b'@' | b':' | b'_' | b'-' | b'$' | b'{' | b'*' | b'.')
        }))
    .then_some(i)
}

/// The end of what belongs to the URL. A closing bracket belongs to it only if it opened within.
fn url_end(bytes: &[u8], from: usize) -> usize {
    let mut depth = 0_usize;
    let mut i = from;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' if depth == 0 => break,
            b')' | b']' | b'}' => depth -= 1,
            b'\\' if bytes.get(i + 1) == Some(&b'/') => {}
            b'\'' if is_apostrophe(bytes, i) => {}
            b'\\' | b'"' | b'\'' | b'`' | b'<' | b'>' | b'|' => break,
            b'=' | b'&' | b'?' | b'#' | b'!' | b'*' | b'^' | b',' | b';' => {}
            _ if CLASS[byte as usize] & END != 0 => break,
            _ if CLASS[byte as usize] & WIDE != 0 && ends_piece(bytes, i) => break,
            _ => {}
        }
        i += 1;
    }
    i
}

/// Leaves out the punctuation of the sentence around the URL.
fn trimmed(bytes: &[u8], from: usize, end: usize) -> usize {
    run_back(bytes, from, end, |b| matches!(b, b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*'))
}

/// The host, with its port, within `from..end`.
fn host(bytes: &[u8], from: usize, end: usize) -> (usize, usize) {
    let is_end = |b: &u8| matches!(b, b'/' | b'\\' | b'?' | b'#' | b';');
    let mut authority_end = bytes[from..end].iter().position(is_end).map_or(end, |n| from + n);
    let mut user_end = last(&bytes[from..authority_end], b'@').map(|n| from + n);
    let is_cut = match user_end {
        None => has_password(&bytes[from..authority_end]),
        Some(at) => bytes[from..at].contains(&b':') && !bytes[at..authority_end].contains(&b'.'),
    };
    if is_cut && is_host_behind(&bytes[from..end]) {
        // The password holds what would end an authority.
        user_end = last(&bytes[from..end], b'@').map(|n| from + n);
        if let Some(at) = user_end {
            authority_end = bytes[at..end].iter().position(is_end).map_or(end, |n| at + n);
        }
    }
    (user_end.map_or(from, |at| at + 1), authority_end)
}

/// Whether a host with a dot follows the last `@`.
fn is_host_behind(url: &[u8]) -> bool {
    let Some(at) = last(url, b'@') else { return false };
    let host =
        &url[at + 1..at + 1 + url[at + 1..].iter().take_while(|b| !matches!(b, b'/' | b'?' | b'#' | b';')).count()];
    host.contains(&b'.') || host.starts_with(b"localhost") || host.contains(&b':')
}

fn last(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().rposition(|&b| b == wanted)
}

/// Whether what follows the last colon is no port.
fn has_password(authority: &[u8]) -> bool {
    last(authority, b':').is_some_and(|colon| {
        let port = &authority[colon + 1..];
        !port.contains(&b']') && (port.len() > 5 || !port.iter().all(u8::is_ascii_digit))
    })
}
