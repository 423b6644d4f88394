//! Values that their key gives away: `password=…`, `"token": "…"`, `--api-key …`, `Bearer …`, `user 'alice'`.

use super::MARK;
use super::bytes::{
    CLASS, WIDE, before, char_len, ends_piece, is_end, is_word, run, run_back, same, short_run, word_run,
};
use super::number;
use super::piece::is_apostrophe;
use super::scan::{Edit, Rule, Scan};
use super::words::{Kind, PHONES, classify, is_foreign_secret, may_end};

/// The last characters of a key that are looked at.
const KEY_CHARS_MAX: usize = 24;
/// Bytes before a `-p` in which the `-u` and the name that make it a password are looked for.
const LOGIN_BYTES: usize = 80;
/// White space between a key, its separator and its value.
const SPACE_MAX: usize = 4;

/// A value behind the word `start..end` and white space, a quote or `=`.
pub(super) fn after_word(scan: &mut Scan<'_>, start: usize, end: usize) -> Option<Edit> {
    // Before an escaped quote stands a backslash.
    let end = run_back(scan.bytes, start, end, |b| b == b'\\');
    if matches!(&scan.bytes[start..end], b"-u" | b"--user") && scan.bytes.get(end) == Some(&b' ') {
        return login(scan.bytes, end + 1);
    }
    if &scan.bytes[start..end] == b"-p" {
        return login_password(scan.bytes, start);
    }
    let (kind, key) = kind_of(scan.bytes, start, end)?;
    value(scan, kind, key, end)
}

/// A value behind the colon at `at`, without white space before it.
pub(super) fn at_colon(scan: &mut Scan<'_>, floor: usize, at: usize) -> Option<Edit> {
    let (kind, key) = kind_of(scan.bytes, floor, at)?;
    value(scan, kind, key, at)
}

/// `-u name:password`, or `-u name -p password`.
fn login(bytes: &[u8], from: usize) -> Option<Edit> {
    let end = bare_end(bytes, from);
    if bytes[from..end].contains(&b':') {
        return Some(Edit::mark(from, end, Rule::Secret));
    }
    let has_letter = bytes[from..end].iter().any(u8::is_ascii_alphabetic);
    (has_letter && bytes[end..].starts_with(b" -p ")).then(|| Edit::mark(from, end, Rule::Account))
}

/// The password of `-u name -p password`, whose `-p` is at `at`.
fn login_password(bytes: &[u8], at: usize) -> Option<Edit> {
    if bytes.get(at + 2) != Some(&b' ') {
        return None;
    }
    let name = run_back(bytes, at.saturating_sub(LOGIN_BYTES), at.checked_sub(1)?, |b| b != b' ');
    let flag = &bytes[at.saturating_sub(LOGIN_BYTES)..name];
    let is_login = [&b"-u "[..], b"--user ", b"--username "].iter().any(|known| flag.ends_with(known));
    let end = bare_end(bytes, at + 3);
    // `docker run -u 1000 -p 8080:80` speaks of ports.
    let has_letter = bytes.get(at + 3..end).is_some_and(|text| text.iter().any(u8::is_ascii_alphabetic));
    (is_login && has_letter).then(|| Edit::mark(at + 3, end, Rule::Secret))
}

/// What the identifier that ends at `end` is the key of, and where it starts.
fn kind_of(bytes: &[u8], floor: usize, end: usize) -> Option<(Kind, usize)> {
    if end < floor + 2 {
        return None;
    }
    if is_foreign_secret(bytes, end) {
        return Some((Kind::Secret, end));
    }
    if !may_end(bytes, end) {
        return None;
    }
    let start = run_back(bytes, floor, end, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let mut lower = [0; KEY_CHARS_MAX];
    let mut length = 0;
    for &byte in bytes[start..end].iter().rev().filter(|b| b.is_ascii_alphanumeric()).take(KEY_CHARS_MAX) {
        length += 1;
        lower[KEY_CHARS_MAX - length] = byte.to_ascii_lowercase();
    }
    let key = &lower[KEY_CHARS_MAX - length..];
    let kind = classify(key).or_else(|| second_word(bytes, floor, start, key))?;
    Some((kind, start))
}

/// `User Id`, `api key`, `phone number`: keys of two words.
fn second_word(bytes: &[u8], floor: usize, start: usize, key: &[u8]) -> Option<Kind> {
    let is_second = matches!(key, b"id" | b"name" | b"key" | b"number");
    if !is_second || start != floor || before(bytes, start) != Some(b' ') {
        return None;
    }
    let from = start.saturating_sub(12);
    let first = run_back(bytes, from, start - 1, |b| b.is_ascii_alphabetic());
    let first = &bytes[first..start - 1];
    match key {
        b"id" | b"name" if same(first, "user") => Some(Kind::User),
        b"key" if ["api", "access", "account", "secret", "private"].iter().any(|word| same(first, word)) => {
            Some(Kind::Token)
        }
        b"number" if PHONES.iter().any(|word| same(first, word)) => Some(Kind::Phone),
        _ => None,
    }
}

/// How a key and its value are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Join {
    /// `key=value`
    Equals,
    /// `key: value`
    Colon,
    /// `key value`
    Space,
}

fn value(scan: &mut Scan<'_>, kind: Kind, key: usize, key_end: usize) -> Option<Edit> {
    let bytes = scan.bytes;
    if let Some(end) = element_end(bytes, key, key_end).filter(|_| kind != Kind::Phone) {
        let text = &bytes[key_end + 1..end];
        let is_secret = !is_nothing(text) && (kind != Kind::Token || text.len() >= 8);
        return is_secret.then(|| Edit::mark(key_end + 1, end, rule(kind)));
    }
    let (join, at) = join(bytes, key_end)?;
    let (opening, from) = opening(bytes, at);
    let (end, closed) = match opening {
        Some(quote) => quoted_end(scan, quote, from, at),
        None if kind == Kind::Header && join != Join::Space => (line_end(bytes, from), false),
        None if bytes.get(from) == Some(&b'{') && join == Join::Equals => (braced_end(bytes, from), false),
        None => (bare_end(bytes, from), false),
    };
    if kind == Kind::Phone {
        return number::after_key(bytes, from);
    }
    let (from, _) = without_scheme(kind, from, &bytes[from..end]);
    let from = within_brackets(bytes, kind, from, end);
    let text = bytes.get(from..end)?;
    if text.is_empty() || text == MARK.as_bytes() || is_nothing(text) || !closed && is_placeholder(text) {
        return None;
    }
    // Other languages' prose about passwords is not known here; and `pass: 3, fail: 1` counts.
    let is_tally = key_end - key == 4 && text.iter().all(u8::is_ascii_digit);
    if key == key_end && !text.is_ascii() || kind == Kind::Secret && join == Join::Colon && is_tally {
        return None;
    }
    let is_flag = bytes[key..].starts_with(b"--") || bytes[key..].starts_with(b"-p");
    let found = match join {
        Join::Space if !is_flag => is_next_word(bytes, kind, key, end, text, closed),
        _ => is_value(kind, join, text, !closed && word_follows(bytes, end), closed),
    };
    let end = if kind == Kind::User && !closed { surname_end(bytes, from, end) } else { end };
    found.then(|| Edit::mark(from, end, rule(kind)))
}

/// The end of the text of `<key>…</key>`.
fn element_end(bytes: &[u8], key: usize, key_end: usize) -> Option<usize> {
    if before(bytes, key) != Some(b'<') || bytes.get(key_end) != Some(&b'>') {
        return None;
    }
    let end = run(bytes, key_end + 1, |b| !matches!(b, b'<' | b'\n' | b'\r'));
    (end > key_end + 1 && bytes.get(end..end + 2) == Some(b"</")).then_some(end)
}

/// `{…}`, as connection strings quote a value.
fn braced_end(bytes: &[u8], from: usize) -> usize {
    let end = run(bytes, from, |b| !matches!(b, b'}' | b'\n' | b'\r' | b';' | b'"'));
    if bytes.get(end) == Some(&b'}') { end + 1 } else { bare_end(bytes, from) }
}

/// `uid=1000(alice)`: the name within.
fn within_brackets(bytes: &[u8], kind: Kind, from: usize, end: usize) -> usize {
    let digits = run(&bytes[..end], from, |b| b.is_ascii_digit());
    if kind == Kind::User && digits > from && bytes.get(digits) == Some(&b'(') { digits + 1 } else { from }
}

/// A surname behind a first name, both in capitals as names are.
fn surname_end(bytes: &[u8], from: usize, end: usize) -> usize {
    let is_name = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_uppercase) && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    if !is_name(from) || bytes.get(end) != Some(&b' ') || !is_name(end + 1) {
        return end;
    }
    word_run(bytes, end + 1, |b| b == b'-' || b == b'\'')
}

/// Whether the word behind a key and a space is what the key announces.
fn is_next_word(bytes: &[u8], kind: Kind, key: usize, end: usize, text: &[u8], closed: bool) -> bool {
    match kind {
        Kind::Scheme => is_value(kind, Join::Space, text, false, closed),
        Kind::User | Kind::Role if closed => is_value(Kind::User, Join::Space, text, false, closed),
        Kind::User => is_named(bytes, key, end, text),
        Kind::Secret => is_mixed(text, 6),
        Kind::Token => is_mixed(text, 10),
        Kind::Role | Kind::Header | Kind::Phone => false,
    }
}

/// Whether letters and digits mix as they do in no word. `int32` and `sha256` are words.
fn is_mixed(text: &[u8], chars: usize) -> bool {
    let is_word =
        text.len() < chars || ["sha256", "sha512", "base64", "bcrypt2", "argon2id"].iter().any(|word| same(text, word));
    !is_word && text.iter().any(u8::is_ascii_digit) && text.iter().any(u8::is_ascii_alphabetic) && !is_code(text)
}

/// `for user alice`, at the end of a clause.
fn is_named(bytes: &[u8], key: usize, end: usize, text: &[u8]) -> bool {
    let before = &bytes[key.saturating_sub(9)..key];
    let announced = ["for ", "invalid ", "unknown ", "ticating ", "as ", "by ", "from "].iter().any(|word| {
        before.len() >= word.len() && before[before.len() - word.len()..].eq_ignore_ascii_case(word.as_bytes())
    });
    let next = run(bytes, (end + 1).min(bytes.len()), |b| b.is_ascii_alphabetic());
    let ends = match bytes.get(end) {
        Some(b' ') => ["from", "at", "on", "does", "is", "has", "failed", "was", "cannot", "in"]
            .iter()
            .any(|word| same(&bytes[end + 1..next], word)),
        next => next.is_none_or(|b| !is_word(*b)),
    } || bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    announced
        && ends
        && is_name_like(text)
        && text.iter().any(u8::is_ascii_alphabetic)
        && !is_prose(text)
        && !is_user_thing(text)
}

/// Nouns that follow `user` without naming one.
fn is_user_thing(text: &[u8]) -> bool {
    [
        "account",
        "accounts",
        "action",
        "actions",
        "agent",
        "certificate",
        "certificates",
        "code",
        "config",
        "configuration",
        "consent",
        "data",
        "defined",
        "directory",
        "feedback",
        "file",
        "files",
        "group",
        "groups",
        "home",
        "id",
        "info",
        "information",
        "interaction",
        "interface",
        "list",
        "mode",
        "namespace",
        "preferences",
        "process",
        "profile",
        "profiles",
        "record",
        "request",
        "requests",
        "role",
        "roles",
        "session",
        "sessions",
        "settings",
        "space",
        "table",
        "type",
        "types",
        "permission",
        "permissions",
        "error",
    ]
    .iter()
    .any(|word| same(text, word))
}

fn rule(kind: Kind) -> Rule {
    match kind {
        Kind::User | Kind::Role => Rule::Account,
        Kind::Phone => Rule::Phone,
        _ => Rule::Secret,
    }
}

/// How the key that ends at `end` is joined to what follows, and where that starts.
fn join(bytes: &[u8], end: usize) -> Option<(Join, usize)> {
    let space = |at: usize| short_run(bytes, at, SPACE_MAX, |b| b == b' ' || b == b'\t');
    // The closing quote of the key itself, escaped or not.
    let slashes = short_run(bytes, end, SPACE_MAX, |b| b == b'\\');
    let quoted = matches!(bytes.get(slashes), Some(b'"' | b'\'' | b'`' | b']'));
    let at = space(if quoted { slashes + 1 } else { end });
    match bytes.get(at)? {
        b'=' => Some((Join::Equals, space(short_run(bytes, at, 3, |b| b == b'=' || b == b'>')))),
        b':' if bytes.get(at + 1) == Some(&b'=') => Some((Join::Equals, space(at + 2))),
        b':' if bytes.get(at + 1) == Some(&b':') => None,
        b':' if is_end(bytes, at + 1) => Some((Join::Colon, space(at + 1))),
        b':' => Some((Join::Equals, at + 1)),
        0xef if bytes[at..].starts_with("：".as_bytes()) => Some((Join::Colon, space(at + 3))),
        0xef if bytes[at..].starts_with("＝".as_bytes()) => Some((Join::Equals, space(at + 3))),
        _ if !quoted && at > end => {
            let verb = ["is ", "was ", "-> "].iter().find(|verb| bytes[at..].starts_with(verb.as_bytes()));
            Some((Join::Space, at + verb.map_or(0, |verb| verb.len())))
        }
        _ => None,
    }
}

/// The quote with which the value at `at` opens, and where its text starts.
fn opening(bytes: &[u8], at: usize) -> (Option<u8>, usize) {
    let slashes = short_run(bytes, at, SPACE_MAX, |b| b == b'\\');
    match bytes.get(slashes) {
        Some(&quote @ (b'"' | b'\'' | b'`')) => (Some(quote), slashes + 1),
        _ => (None, at),
    }
}

/// The end of a quoted value. Within plain quotes an escaped one does not close.
fn quoted_end(scan: &Scan<'_>, quote: u8, from: usize, at: usize) -> (usize, bool) {
    let bytes = scan.bytes;
    let escaped = from - at > 1;
    let mut i = from;
    while let Some(&byte) = bytes.get(i) {
        match byte {
            b'\n' | b'\r' => break,
            b'\\' if !escaped => i += 1,
            _ if byte == quote && (quote != b'\'' || !is_apostrophe(bytes, i)) => {
                let end = if escaped { run_back(bytes, from, i, |b| b == b'\\') } else { i };
                return (end, true);
            }
            _ => {}
        }
        i += 1;
    }
    (bare_end(bytes, from), false)
}

/// The end of a value without quotes.
fn bare_end(bytes: &[u8], from: usize) -> usize {
    let mut i = from;
    while let Some(&byte) = bytes.get(i) {
        let goes_on = match byte {
            0..=b' ' | 0x7f | b'"' | b'`' | b';' | b'&' | b'|' => false,
            b'<' | b'>' => false,
            b'\'' => is_apostrophe(bytes, i),
            b',' => !is_end(bytes, i + 1),
            b'\\' => !matches!(bytes.get(i + 1), Some(b'"' | b'\'' | b'n' | b'r' | b't')),
            _ => CLASS[byte as usize] & WIDE == 0 || !ends_piece(bytes, i),
        };
        if !goes_on {
            break;
        }
        i += char_len(byte);
    }
    let end = i.min(bytes.len());
    run_back(bytes, from, end, |b| matches!(b, b')' | b']' | b'}' | b',' | b'.' | b':' | b'!' | b'?'))
}

fn line_end(bytes: &[u8], from: usize) -> usize {
    let stop = |at: usize| run(bytes, at, |b| !matches!(b, b'\n' | b'\r' | b'"' | b'`' | b'\'' | b'<'));
    let mut end = stop(from);
    // `Digest username="…", response="…"`: such quotes belong to the value.
    while let Some(&quote @ (b'"' | b'\'')) = bytes.get(end).filter(|_| before(bytes, end) == Some(b'=')) {
        let close = run(bytes, end + 1, |b| b != quote && b != b'\n' && b != b'\r');
        if bytes.get(close) != Some(&quote) {
            break;
        }
        end = stop(close + 1);
    }
    run_back(bytes, from, end, |b| matches!(b, b' ' | b')' | b']' | b'}' | b'\\'))
}

/// `Authorization: Bearer …` says how the secret is carried; that may stay.
fn without_scheme(kind: Kind, from: usize, text: &[u8]) -> (usize, &[u8]) {
    if !matches!(kind, Kind::Header | Kind::Token | Kind::Secret) {
        return (from, text);
    }
    let word = run(text, 0, |b| b.is_ascii_alphabetic());
    let is_scheme =
        ["bearer", "basic", "digest", "token", "negotiate", "ntlm"].iter().any(|scheme| same(&text[..word], scheme));
    if !is_scheme {
        return (from, text);
    }
    if word == text.len() {
        return (from + word, &text[word..]);
    }
    let rest = run(text, word, |b| b == b' ');
    if rest > word { (from + rest, &text[rest..]) } else { (from, text) }
}

/// What programs print for a value that is not there.
fn is_nothing(text: &[u8]) -> bool {
    ["none", "null", "nil", "true", "false", "undefined", "yes", "no", "unset", "missing", "required", "empty", "***"]
        .iter()
        .any(|word| same(text, word))
        || text.iter().all(|&b| !is_word(b))
            && text
                .iter()
                .all(|&b| b == b'*' || b == b'-' || b == b'.' || b == b'{' || b == b'%' || b == b'(' || b == b'[')
}

fn is_placeholder(text: &[u8]) -> bool {
    text.starts_with(b"${")
        || text.starts_with(b"$(")
        || text.starts_with(b"{{")
        || text.starts_with(b"{") && text.iter().all(|&b| is_word(b) || matches!(b, b'{' | b'}' | b'_'))
}

fn word_follows(bytes: &[u8], end: usize) -> bool {
    bytes.get(end) == Some(&b' ') && bytes.get(end + 1).is_some_and(|&b| is_word(b))
}

/// Words with which a sentence about a password, a token or a user goes on.
const PROSE: [&str; 64] = [
    "a",
    "an",
    "and",
    "any",
    "are",
    "at",
    "authentication",
    "be",
    "but",
    "can",
    "cannot",
    "contains",
    "could",
    "does",
    "empty",
    "error",
    "expected",
    "expired",
    "failed",
    "for",
    "found",
    "from",
    "has",
    "have",
    "if",
    "in",
    "incorrect",
    "input",
    "invalid",
    "is",
    "it",
    "may",
    "mismatch",
    "missing",
    "must",
    "name",
    "needs",
    "no",
    "not",
    "of",
    "on",
    "only",
    "or",
    "please",
    "rejected",
    "required",
    "should",
    "string",
    "that",
    "the",
    "this",
    "to",
    "too",
    "unauthorized",
    "unexpected",
    "unknown",
    "use",
    "value",
    "was",
    "when",
    "will",
    "with",
    "wrong",
    "your",
];

fn is_prose(text: &[u8]) -> bool {
    PROSE.iter().any(|word| same(text, word))
}

fn is_value(kind: Kind, join: Join, text: &[u8], follows: bool, closed: bool) -> bool {
    let has_digit = text.iter().any(u8::is_ascii_digit);
    let is_number = text.iter().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'-'));
    let is_letters = text.iter().all(u8::is_ascii_alphabetic);
    let looks_random =
        has_digit && !is_number || text.len() >= 16 && !closed || text.iter().any(|b| matches!(b, b'=' | b'+' | b'/'));
    match (kind, join) {
        (Kind::Secret, Join::Equals) => true,
        (Kind::Secret, _) => !is_prose(text) || closed || !follows && !is_prose(text),
        (Kind::Header, _) => has_digit || !is_sentence(text),
        (Kind::Token, Join::Equals) => !(is_code(text) || is_number && text.len() < 8),
        (Kind::Token, _) if closed => text.len() >= 8 && is_token_text(text),
        (Kind::Token, _) => looks_random && !is_code(text),
        (Kind::Scheme, _) => {
            (looks_random || !is_letters && text.len() >= 8 || has_inner_capital(text)) && join != Join::Colon
        }
        (Kind::User, Join::Equals) => !is_number,
        (Kind::User, _) => is_name_like(text) && !(is_number || is_prose(text) || closed && is_phrase(text)),
        (Kind::Role | Kind::Phone, _) => false,
    }
}

fn is_sentence(text: &[u8]) -> bool {
    let word = run(text, 0, is_word);
    is_prose(&text[..word]) && text.get(word).is_none_or(|&b| b == b' ')
}

/// Whether a quoted value is a token rather than a piece of a language, such as `</s>` or `end of file`.
fn is_token_text(text: &[u8]) -> bool {
    !text.contains(&b' ') && text.iter().any(u8::is_ascii_digit) && !text.starts_with(b"<") && !text.starts_with(b"[")
}

fn is_code(text: &[u8]) -> bool {
    text.starts_with(b"[") || text.starts_with(b"(") || text.ends_with(b"()") || text.contains(&b'(')
}

/// Several words that begin in lower case are no one's name.
fn is_phrase(text: &[u8]) -> bool {
    text.contains(&b' ') && !text[0].is_ascii_uppercase()
}

fn is_name_like(text: &[u8]) -> bool {
    is_word(text[0]) && text.len() < 64
}

fn has_inner_capital(text: &[u8]) -> bool {
    text.windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
}
