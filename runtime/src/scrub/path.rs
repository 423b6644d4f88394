//! Paths: what stays is the part from a listed root on, else the last component, unless that is a person's folder.
//!
//! A path is dropped from its start up to its last component, and the scan goes on there, so that what a file is called is
//! scrubbed like any other text.

use std::ops::Range;

use super::bytes::{
    CLASS, COLON, END, SEPARATOR, WIDE, before, char_len, ends_piece, is_end, is_separator, is_word, is_word_before,
    run, run_back, same, short_run, word_run,
};
use super::extension;
use super::list;
use super::piece::is_apostrophe;
use super::scan::{Edit, Rule, Scan, With};

/// How a path begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `/…`, `\…`
    Rooted,
    /// `\\host\…`, `//host/…`
    Network,
    /// `C:\…`, and what stands behind `\\?\` and `file:`
    Drive,
    /// `~/…`, `$HOME/…`, `%TEMP%\…`
    Variable,
    /// `./…`, `../…`
    Dotted,
    /// `a/b/…`
    Relative,
}

/// The components of a path, as far as a decision needs them.
#[derive(Debug)]
struct Walk {
    start: usize,
    count: usize,
    first: Range<usize>,
    parent: Range<usize>,
    last: Range<usize>,
    /// The first byte that does not belong to the path.
    end: usize,
    /// The last separator byte seen.
    separator: u8,
}

/// The path to which the separator (or `~`) at `at` belongs, and how far was read.
pub(super) fn find(scan: &mut Scan<'_>, floor: usize, at: usize) -> (Option<Edit>, usize) {
    let bytes = scan.bytes;
    let (start, kind, first_separator) = opening(bytes, floor, at);
    let Some(walk) = walk(scan, start, kind, first_separator) else {
        return (None, run(bytes, at, is_separator).max(at + 1));
    };
    if let Some(root) = scan.roots().last_in(bytes, start..walk.end) {
        return (from_root(scan, &walk, root), walk.end);
    }
    (decide(bytes, kind, &walk), walk.end.max(at + 1))
}

/// Where the path starts, how it begins, and where its first separator stands.
fn opening(bytes: &[u8], floor: usize, at: usize) -> (usize, Kind, usize) {
    let boundary = run_back(bytes, floor, at, |b| b != b':' && b != b'@');
    let lead = &bytes[boundary..at];
    if lead.is_empty() && boundary > floor && bytes[boundary - 1] == b':' {
        let word = run_back(bytes, floor, boundary - 1, |b| b.is_ascii_alphanumeric());
        let word_text = &bytes[word..boundary - 1];
        if word_text.len() == 1 && word_text[0].is_ascii_alphabetic() && (word == floor || !is_word_before(bytes, word))
        {
            return (word, Kind::Drive, at);
        }
        if same(word_text, "file") {
            return (word, Kind::Drive, at);
        }
    }
    // Scripts without spaces write a path right behind a word: `打开/home/…`.
    if matches!(lead, [.., 0xe3..=0xe9, _, _]) && starts_at_root(bytes, at) {
        return (at, Kind::Rooted, at);
    }
    let kind = match lead {
        [] => return rooted(bytes, boundary, at),
        [b'~', ..] | [b'$', _, ..] | [b'%', .., b'%'] => Kind::Variable,
        _ if lead.iter().all(|&b| b == b'.') => Kind::Dotted,
        _ => Kind::Relative,
    };
    let after_file = boundary >= floor + 5 && same(&bytes[boundary - 5..boundary], "file:");
    let start = if after_file { boundary - 5 } else { boundary };
    let kind = if after_file { Kind::Drive } else { kind };
    (start, kind, at)
}

/// Whether the first folder of a path is one that people's folders are in.
fn starts_at_root(bytes: &[u8], at: usize) -> bool {
    ["home", "users"].iter().any(|folder| {
        bytes.get(at + 1..at + 1 + folder.len()).is_some_and(|text| same(text, folder))
            && bytes.get(at + 1 + folder.len()).is_some_and(|&b| is_separator(b))
    })
}

/// A path that begins with separators: rooted, of the network, or of a device namespace (`\\?\`, `\\.\`, `\??\`).
fn rooted(bytes: &[u8], start: usize, at: usize) -> (usize, Kind, usize) {
    let lead = run(bytes, at, is_separator);
    let mark = short_run(bytes, lead, 2, |b| b == b'?' || b == b'.');
    let after = run(bytes, mark, is_separator);
    let is_device = bytes[at] == b'\\' && mark > lead && after > mark && bytes[lead..mark] != *b"..";
    if is_device {
        let is_unc = bytes.get(after..after + 3).is_some_and(|b| same(b, "unc"))
            && bytes.get(after + 3).is_some_and(|&b| is_separator(b));
        return if is_unc { (start, Kind::Network, after + 3) } else { (start, Kind::Drive, after - 1) };
    }
    let kind = if lead - at > 1 { Kind::Network } else { Kind::Rooted };
    (start, kind, at)
}

fn starts_component(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&b| match b {
        b'.' | b'_' | b'-' | b'~' | b'$' | b'%' | b'@' | b'+' | b'#' | b'(' | b'[' | b'{' | b'&' | b'!' => true,
        _ => is_word(b) && !(CLASS[b as usize] & WIDE != 0 && ends_piece(bytes, at)),
    })
}

impl Walk {
    fn new(start: usize) -> Self {
        let none = start..start;
        Self { start, count: 0, first: none.clone(), parent: none.clone(), last: none, end: start, separator: 0 }
    }

    fn push(&mut self, component: Range<usize>) {
        if self.count == 0 {
            self.first = component.clone();
        }
        self.parent = std::mem::replace(&mut self.last, component);
        self.count += 1;
    }
}

/// Reads the components. A path in quotes reaches to the closing one; a bare one ends at a space, unless words later the same
/// path visibly goes on.
fn walk(scan: &mut Scan<'_>, start: usize, kind: Kind, first_separator: usize) -> Option<Walk> {
    let bytes = scan.bytes;
    let quote = scan.opening_quote(start);
    let limit = quote.and_then(|quote| scan.closer(quote, first_separator));
    let mut walk = Walk::new(start);
    let mut i = first_separator;
    if matches!(kind, Kind::Relative | Kind::Dotted | Kind::Variable) {
        walk.push(start..first_separator);
    }
    loop {
        // Separators, and what follows them.
        let next = run(bytes, i, is_separator);
        if next > i {
            if walk.count > 0 && ends_at_escape(bytes, &walk, i, next) {
                break;
            }
            walk.separator = bytes[next - 1];
            walk.end = next;
        }
        if !starts_component(bytes, next) || limit.is_some_and(|limit| next >= limit) {
            break;
        }
        let end = component_end(bytes, next, kind, limit, walk.separator, walk.count + 1);
        if end == next {
            break;
        }
        walk.push(next..end);
        walk.end = end;
        if !bytes.get(end).is_some_and(|&b| is_separator(b)) {
            break;
        }
        i = end;
    }
    (walk.count > 0).then_some(walk)
}

/// Whether the separators `from..to` are the backslash of `\n` behind a file name, as escaped text has it.
fn ends_at_escape(bytes: &[u8], walk: &Walk, from: usize, to: usize) -> bool {
    bytes[from..to].iter().all(|&b| b == b'\\')
        && matches!(bytes.get(to), Some(b'n' | b'r' | b't'))
        && !bytes
            .get(to + 1)
            .is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-'))
        && extension::has_known(&bytes[walk.last.clone()])
}

/// Where the component that starts at `from` ends: at a separator, or where the path does.
fn component_end(bytes: &[u8], from: usize, kind: Kind, limit: Option<usize>, separator: u8, count: usize) -> usize {
    let mut i = from;
    while let Some(&byte) = bytes.get(i) {
        if limit.is_some_and(|limit| i >= limit) {
            break;
        }
        let class = CLASS[byte as usize];
        if class & (END | WIDE | SEPARATOR | COLON) == 0 {
            i += char_len(byte);
            continue;
        }
        let goes_on = match byte {
            // A shell's escaped space.
            b'\\' if bytes.get(i + 1) == Some(&b' ') && separator == b'/' => {
                i += 2;
                continue;
            }
            b'/' | b'\\' => break,
            b' ' => match limit {
                Some(_) => true,
                None if count < 2 && kind == Kind::Rooted => break,
                None => match goes_on_behind(bytes, from, i, kind, separator) {
                    Some(next) => {
                        i = next;
                        continue;
                    }
                    None => break,
                },
            },
            b':' => colon_belongs(bytes, from, i),
            b'=' => !starts_path(bytes, i + 1),
            b',' | b';' => !is_end(bytes, i + 1) && !starts_path(bytes, i + 1),
            b'\'' => is_apostrophe(bytes, i) || limit.is_some(),
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'&' | b'#' | b'!' | b'*' | b'^' => true,
            b'"' | b'`' | b'<' | b'>' | b'|' | b'?' => false,
            _ if class & END != 0 => false,
            _ => !ends_piece(bytes, i),
        };
        if !goes_on {
            break;
        }
        i += char_len(byte);
    }
    i.min(bytes.len())
}

/// A colon belongs to a path as the drive's, or before a letter; before a digit it is a line number.
fn colon_belongs(bytes: &[u8], from: usize, at: usize) -> bool {
    // A switch as Windows writes it: `/user:CONTOSO\alice`.
    if same(&bytes[from..at], "user") {
        return false;
    }
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    if is_separator(next) {
        return at - from == 1 && bytes[from].is_ascii_alphabetic();
    }
    next.is_ascii_alphabetic() && run(bytes, at + 1, |b| is_word(b) || b == b'.' || b == b'-') < bytes.len() && {
        let end = short_run(bytes, at + 1, 64, |b| is_word(b) || b == b'.' || b == b'-' || b == b'_');
        bytes.get(end).is_some_and(|&b| is_separator(b)) && bytes.get(end + 1).is_some_and(|&b| is_word(b))
    }
}

/// Whether another path starts at `at`.
fn starts_path(bytes: &[u8], at: usize) -> bool {
    match (bytes.get(at), bytes.get(at + 1), bytes.get(at + 2)) {
        (Some(b'/' | b'\\'), _, _) => true,
        (Some(b'~' | b'.'), Some(&next), _) if is_separator(next) => true,
        (Some(drive), Some(b':'), Some(&next)) => drive.is_ascii_alphabetic() && is_separator(next),
        _ => false,
    }
}

/// Words that end a path in a sentence.
const SENTENCE: [&str; 16] = [
    "to", "into", "is", "was", "are", "not", "does", "from", "failed", "cannot", "because", "has", "could", "exists",
    "already", "line",
];
/// Words that do so unless a capitalised folder follows, as in `Notes for Bob/`.
const PREPOSITIONS: [&str; 8] = ["in", "with", "as", "at", "by", "on", "or", "for"];
/// What stands before a slash that separates no folders.
const NO_FOLDERS: [&str; 16] = [
    "HTTP",
    "HTTPS",
    "RTSP",
    "and",
    "or",
    "I",
    "N",
    "n",
    "w",
    "tok",
    "application",
    "text",
    "image",
    "audio",
    "video",
    "multipart",
];
/// Words over which a bare path may stretch from one separator to the next.
const WORDS_MAX: usize = 5;
const WORD_BYTES_MAX: usize = 48;

/// Where a bare path goes on behind the space at `at`: at the next separator of its kind, a few words on.
fn goes_on_behind(bytes: &[u8], from: usize, at: usize, kind: Kind, separator: u8) -> Option<usize> {
    if kind == Kind::Relative || extension::has_known(&bytes[from..at]) {
        return None;
    }
    let mut word = at + 1;
    let mut needs_capital = false;
    for _ in 0..WORDS_MAX {
        let end = short_run(bytes, word, WORD_BYTES_MAX, |b| !matches!(b, 0..=b' ' | b'"' | b'`' | b'<' | b'>' | b'|'));
        let text = &bytes[word..end];
        if text.is_empty() || starts_path(bytes, word) || SENTENCE.iter().any(|stop| text == stop.as_bytes()) {
            return None;
        }
        let found = text.iter().position(|&b| b == separator);
        if let Some(found) = found {
            let inner = &text[..found];
            let opens = inner.iter().any(|b| matches!(b, b':' | b'=' | b'@' | b'\''))
                || inner.starts_with(b"-") && inner.len() > 1
                || inner.starts_with(b"$")
                || inner.starts_with(b"%")
                || inner.starts_with(b"~")
                || inner == b"..";
            let is_other = separator == b'/' && NO_FOLDERS.iter().any(|word| inner == word.as_bytes());
            let opens = opens || needs_capital && !inner.first().is_some_and(u8::is_ascii_uppercase);
            return (!opens && !is_other && starts_component(bytes, run(bytes, word + found, is_separator)))
                .then_some(word + found);
        }
        if extension::has_known(text)
            || text.ends_with(b":")
            || text.ends_with(b";")
            || text.ends_with(b",") && separator == b'/'
            || text == b"->"
            || text == b"=>"
        {
            return None;
        }
        if bytes.get(end) != Some(&b' ') {
            return None;
        }
        needs_capital |= PREPOSITIONS.iter().any(|stop| text == stop.as_bytes());
        word = end + 1;
    }
    None
}

/// A path that a listed root lets stay: without what stands before the root, with `/` between its components.
fn from_root(scan: &Scan<'_>, walk: &Walk, root: Range<usize>) -> Option<Edit> {
    if root.start > walk.start {
        return Some(Edit::drop(walk.start, root.start, Rule::Path));
    }
    let bytes = scan.bytes;
    let to = if walk.last.start > root.end { walk.last.start } else { root.end };
    if !bytes[root.start..to].contains(&b'\\') {
        return None;
    }
    let mut text = String::new();
    let mut at = root.start;
    while at < to {
        let end = run(bytes, at, |b| !is_separator(b)).min(to);
        text.push_str(&scan.component(at..end));
        at = run(bytes, end, is_separator).min(to);
        if at > end {
            text.push('/');
        }
    }
    Some(Edit { from: root.start, to, with: With::Text(text), rule: Rule::Path })
}

fn decide(bytes: &[u8], kind: Kind, walk: &Walk) -> Option<Edit> {
    let last = &bytes[walk.last.clone()];
    if kind == Kind::Relative && bytes[..walk.start].ends_with(b"node:") && bytes[walk.first.clone()] == *b"internal" {
        return None;
    }
    // Devices are the same everywhere.
    if kind == Kind::Rooted && walk.count == 2 && bytes[walk.first.clone()] == *b"dev" {
        return None;
    }
    if !bytes[walk.start..walk.end].iter().any(|&b| is_word(b)) || kind == Kind::Rooted && !is_rooted(bytes, walk) {
        return None;
    }
    // `user/team` is a choice, `users/alice` is not.
    let is_choice = kind == Kind::Relative
        && walk.count == 2
        && walk.first.len() == 4
        && bytes[walk.first.start] | 0x20 != b'h'
        && before(bytes, walk.start) != Some(b':');
    if walk.count > 1 && !is_choice && is_persons_folder(bytes, walk) {
        return Some(Edit::mark(walk.start, persons_folder_end(bytes, walk), Rule::Path));
    }
    let tail = Edit::drop(walk.start, walk.last.start, Rule::Path);
    match kind {
        Kind::Rooted => (walk.count > 1 || extension::has_known(last)).then_some(tail),
        Kind::Network => network(bytes, walk, tail),
        Kind::Drive => Some(tail).filter(|edit| edit.to > edit.from),
        Kind::Dotted => (walk.count > 1 && last.iter().any(|&b| b != b'.')).then_some(tail),
        Kind::Variable if walk.count > 1 => Some(tail),
        Kind::Variable => {
            (last.len() > 1 && last[0] == b'~').then(|| Edit::mark(walk.start, walk.last.end, Rule::Path))
        }
        Kind::Relative => relative(bytes, walk, tail),
    }
}

/// `\n` and `\x1b` begin with a backslash too, and so do regular expressions.
fn is_rooted(bytes: &[u8], walk: &Walk) -> bool {
    if bytes[walk.start] == b'/' {
        return true;
    }
    let first = &bytes[walk.first.clone()];
    walk.count > 1
        && first.len() > 1
        && !is_escape(first)
        && first.iter().all(|&b| is_word(b) || matches!(b, b' ' | b'.' | b'_' | b'-' | b'$' | b'~'))
}

/// Whether `text`, behind a backslash, is an escape sequence.
fn is_escape(text: &[u8]) -> bool {
    match text {
        [b'x', a, b, ..] => a.is_ascii_hexdigit() && b.is_ascii_hexdigit(),
        [b'u', b'{', ..] => true,
        [b'u', rest @ ..] => rest.len() >= 4 && rest[..4].iter().all(u8::is_ascii_hexdigit),
        [b'n' | b't' | b'r' | b'0'] => true,
        [b'n' | b't' | b'r' | b'0', next, ..] => next.is_ascii_uppercase() || !is_word(*next),
        _ => false,
    }
}

fn network(bytes: &[u8], walk: &Walk, tail: Edit) -> Option<Edit> {
    if walk.count > 1 {
        return Some(tail);
    }
    let host = &bytes[walk.last.clone()];
    let is_host = bytes[walk.start] == b'\\'
        && host.len() > 2
        && !is_escape(host)
        && host.iter().all(|&b| is_word(b) || matches!(b, b'.' | b'-' | b'_'));
    is_host.then(|| Edit::mark(walk.start, walk.last.end, Rule::Path))
}

fn relative(bytes: &[u8], walk: &Walk, tail: Edit) -> Option<Edit> {
    let first = &bytes[walk.first.clone()];
    if walk.count > 2 {
        if list::is_list(&bytes[walk.start..walk.end]) {
            return None;
        }
        // `_/home/…`, as Markdown emphasises: what stands before the path is none of it.
        let from = if first.iter().any(|&b| is_word(b)) { walk.start } else { walk.first.end };
        return (from < walk.last.start).then(|| Edit::drop(from, walk.last.start, Rule::Path));
    }
    if walk.separator == b'/' || walk.count < 2 {
        return None;
    }
    let last = &bytes[walk.last.clone()];
    if extension::has_known(last) || first.starts_with(b"HK") {
        return Some(tail);
    }
    account(bytes, walk)
}

/// `DOMAIN\user`.
fn account(bytes: &[u8], walk: &Walk) -> Option<Edit> {
    const NOBODY: [&str; 4] = ["AUTHORITY", "BUILTIN", "SERVICE", "APPPOOL"];
    let domain = &bytes[walk.first.clone()];
    let end = word_run(bytes, walk.last.start, |b| matches!(b, b'.' | b'-' | b'_' | b'$' | b'\'')).min(walk.last.end);
    let end = run_back(bytes, walk.last.start, end, |b| !is_word(b) && b != b'$');
    let user = &bytes[walk.last.start..end];
    let is_account = domain.len() > 1
        && user.len() > 1
        && domain.iter().all(|&b| is_word(b) || matches!(b, b'.' | b'-' | b'_'))
        && domain.iter().any(|&b| is_word(b) && !b.is_ascii_digit())
        && is_word(user[0])
        && !is_escape(user)
        && !NOBODY.iter().any(|name| domain == name.as_bytes());
    // Accounts of a single machine are often called by first name and surname.
    let is_local = [&b"DESKTOP-"[..], b"LAPTOP-"].iter().any(|prefix| domain.starts_with(prefix));
    let end = if is_local { names_end(bytes, walk.last.start, end) } else { end };
    is_account.then(|| Edit::mark(walk.start, end, Rule::Account))
}

/// Folders that hold one folder for each person.
const PEOPLE: [&str; 14] = [
    "home",
    "users",
    "user",
    "documents and settings",
    "profiles",
    "profiles$",
    "homes",
    "home$",
    "homes$",
    "users$",
    "userprofiles",
    "benutzer",
    "mail",
    "crontabs",
];
/// Those that do so only right below the root (`/media/alice`) or below another (`/run/media/alice`).
const PEOPLE_AT_ROOT: [&str; 2] = ["media", "export"];

/// Whether `last`, right below `parent`, is called after a person.
pub(super) fn is_persons(parent: &str, last: &str) -> bool {
    PEOPLE.iter().any(|people| same(parent.as_bytes(), people)) && !extension::has_known(last.as_bytes())
}

fn is_persons_folder(bytes: &[u8], walk: &Walk) -> bool {
    let parent = &bytes[walk.parent.clone()];
    let last = &bytes[walk.last.clone()];
    if extension::has_known(last) || last.iter().all(|&b| b == b'.') {
        return false;
    }
    PEOPLE.iter().any(|people| same(parent, people))
        || bytes[..walk.parent.end].ends_with(b"/spool/cron")
        || bytes[walk.start] == b'/' && walk.count <= 3 && PEOPLE_AT_ROOT.iter().any(|people| same(parent, people))
}

/// The end of a person's folder's name. In bare text a surname may follow.
fn persons_folder_end(bytes: &[u8], walk: &Walk) -> usize {
    names_end(bytes, walk.last.start, without_closers(bytes, walk.last.clone()))
}

/// The end of the surnames behind the first name `start..end`, all in capitals as names are.
fn names_end(bytes: &[u8], start: usize, mut end: usize) -> usize {
    if !bytes[start].is_ascii_uppercase() {
        return end;
    }
    for _ in 0..2 {
        let word = end + 1;
        let word_end = word_run(bytes, word, |b| b == b'-' || b == b'\'');
        let is_name = bytes.get(end) == Some(&b' ')
            && bytes.get(word).is_some_and(u8::is_ascii_uppercase)
            && bytes.get(word + 1).is_some_and(|b| b.is_ascii_lowercase() || *b >= 0x80);
        if !is_name {
            break;
        }
        end = word_end;
    }
    end
}

/// The end of a component without the brackets that close around the path, and the sentence's punctuation.
fn without_closers(bytes: &[u8], component: Range<usize>) -> usize {
    let text = &bytes[component.clone()];
    let opens = text.iter().any(|b| matches!(b, b'(' | b'[' | b'{'));
    run_back(bytes, component.start + 1, component.end, |b| {
        matches!(b, b'.' | b',' | b';' | b'!') || !opens && matches!(b, b')' | b']' | b'}')
    })
}

/// `~alice` alone, at the start of a piece. `Type::~Type()` and `~5%` are none.
pub(super) fn home(bytes: &[u8], at: usize) -> (Option<Edit>, usize) {
    let end = word_run(bytes, at + 1, |b| matches!(b, b'.' | b'_' | b'-'));
    let name = &bytes[at + 1..end];
    let is_home = name.len() > 1
        && (name[0].is_ascii_lowercase() || name[0] >= 0x80)
        && !bytes.get(end).is_some_and(|&b| b == b'(' || is_separator(b));
    (is_home.then(|| Edit::mark(at, end, Rule::Path)), at + 1)
}
