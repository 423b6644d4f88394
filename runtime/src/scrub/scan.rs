//! The pass over a text. It goes from piece to piece; within a piece it stops where something can begin: at a group of letters and digits, at `@`, at `:`
//! and at a path separator. No detector looks further than a bounded distance, or else it consumes what it has read.

use std::ops::Range;

use super::bytes::{AT, COLON, DIGIT, before, is_word, is_word_before, run};
use super::piece::{self, Piece, is_apostrophe};
use super::roots::Roots;
use super::suspect::Suspects;
use super::{MARK, Scrubber, encoded, key, network, number, opaque, path, secret, url, words};

/// What a detector wants done: the text from `from` to `to` becomes `with`, and the scan goes on at `next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) with: With,
    pub(super) rule: Rule,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum With {
    Mark,
    Nothing,
    Text(String),
}

macro_rules! rules {
    ($($rule:ident $name:literal,)*) => {
        /// Why something was replaced.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Rule { $($rule),* }

        impl Rule {
            /// Every rule.
            #[cfg(all(test, feature = "testing"))]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$rule),*];

            pub(crate) fn name(self) -> &'static str {
                match self { $(Self::$rule => $name),* }
            }
        }
    };
}

rules! {
    Path "path",
    Url "url",
    Email "e-mail",
    Account "account",
    Guid "guid",
    Ipv4 "ipv4",
    Ipv6 "ipv6",
    Mac "mac",
    Phone "phone",
    Card "card",
    Iban "iban",
    Secret "secret",
    Token "token",
    MachineName "machine name",
}

impl Edit {
    pub(super) fn mark(from: usize, to: usize, rule: Rule) -> Self {
        Self { from, to, with: With::Mark, rule }
    }

    pub(super) fn drop(from: usize, to: usize, rule: Rule) -> Self {
        Self { from, to, with: With::Nothing, rule }
    }
}

/// What was replaced, in order.
pub(super) type Log = Vec<(Range<usize>, Rule)>;

/// A text that is looked at again as a whole where something in it was replaced: to find out its lines costs more.
const SHORT: usize = 512;

/// A scrubbed text, and the parts of it that a replacement may have made to read otherwise than before; all of it, if none are
/// named.
pub(super) struct Changed {
    pub(super) text: String,
    pub(super) parts: Option<Vec<Range<usize>>>,
}

/// The scrubbed text, or nothing if there was nothing to scrub in `parts`, which are in order; without them, in all of it.
pub(super) fn scan(scrubber: &Scrubber, text: &str, parts: Option<&[Range<usize>]>) -> Option<Changed> {
    let mut scan = Scan::new(scrubber, text);
    let all = 0..text.len();
    let parts = parts.unwrap_or(std::slice::from_ref(&all));
    scan.run(parts);
    scan.finish(parts)
}

/// What a scan of `text` replaces, in order.
pub(super) fn edits(scrubber: &Scrubber, text: &str) -> Log {
    let mut scan = Scan::new(scrubber, text);
    scan.log = Some(Vec::new());
    scan.run(std::slice::from_ref(&(0..text.len())));
    scan.copy_to(text.len());
    scan.log.unwrap_or_default()
}

pub(super) struct Scan<'s> {
    scrubber: &'s Scrubber,
    text: &'s str,
    pub(super) bytes: &'s [u8],
    out: String,
    copied: usize,
    /// No name of this machine starts before this.
    names_from: usize,
    /// Where in `out` something was replaced.
    changes: Vec<usize>,
    closers: Closers,
    suspects: Suspects,
    /// What was replaced, for those who ask.
    log: Option<Log>,
}

impl<'s> Scan<'s> {
    fn new(scrubber: &'s Scrubber, text: &'s str) -> Self {
        let (closers, suspects) = (Closers::default(), Suspects::default());
        Self {
            scrubber,
            text,
            bytes: text.as_bytes(),
            out: String::new(),
            copied: 0,
            names_from: 0,
            changes: Vec::new(),
            closers,
            suspects,
            log: None,
        }
    }

    fn run(&mut self, parts: &[Range<usize>]) {
        let mut at = 0;
        for part in parts {
            at = at.max(part.start);
            while at < part.end {
                at = self.piece(at);
            }
        }
    }

    /// Deals with the first piece at or after `at` that may hold something; says where the next may start.
    fn piece(&mut self, at: usize) -> usize {
        let bytes = self.bytes;
        let range = if at == self.copied && at > 0 {
            // What an edit left of a word begins anew, so that nothing is known of it.
            let start = piece::skip_ends(bytes, at);
            start..piece::end(bytes, start)
        } else {
            let Some(suspect) = self.suspects.next(bytes, at) else { return bytes.len() };
            self.suspects.piece(bytes, at, suspect)
        };
        let Range { start, end } = range;
        if start == bytes.len() {
            return start;
        }
        if number::is_time(bytes, start, end) {
            return end;
        }
        let piece = Piece::new(bytes, range);
        if piece.is_marked(bytes) {
            let next = self.marked(piece);
            if next > end {
                return next;
            }
        }
        let start = start.max(self.copied);
        if start < end
            && words::may_be(bytes, end)
            && let Some(edit) = key::after_word(self, start, end).filter(|edit| self.is_on(edit))
        {
            return self.apply(edit);
        }
        // Whatever was suspected, the scan goes on.
        end.max(at + 1)
    }

    /// Goes through a piece in which something may be found; says where to go on.
    fn marked(&mut self, mut piece: Piece) -> usize {
        let bytes = self.bytes;
        let mut i = piece.start;
        let mut floor = piece.start;
        while i < piece.end {
            let byte = bytes[i];
            let found = match byte {
                b'/' | b'\\' | b'~' | b'%' => self.at_separator(&mut piece, floor, i),
                b'@' => network::at_sign(bytes, floor, i, 1),
                b':' => self.at_colon(floor, i),
                b'-' if bytes.get(i + 1) == Some(&b'-') => secret::pem_block(bytes, i),
                _ if is_word(byte) && (i == floor || !is_word(bytes[i - 1])) => self.at_group(&mut piece, floor, i),
                _ => None,
            };
            match found.filter(|edit| self.is_on(edit)) {
                Some(edit) => {
                    i = self.apply(edit);
                    floor = i;
                }
                None if is_word(byte) => i = run(bytes, i, is_word).min(piece.end),
                None => i += 1,
            }
        }
        i
    }

    fn at_separator(&mut self, piece: &mut Piece, floor: usize, at: usize) -> Option<Edit> {
        if at < piece.path_from {
            return None;
        }
        let (edit, read) = match self.bytes[at] {
            b'%' if self.bytes[at..].starts_with(b"%40") => return network::at_sign(self.bytes, floor, at, 3),
            b'%' | b'\\' if encoded::separator(self.bytes, at).is_some() => encoded::find(self.bytes, floor, at),
            b'%' => return None,
            b'~' if at > floor => return None,
            b'~' => path::home(self.bytes, at),
            _ => match url::find(self, floor, at) {
                url::Found::Edit(edit) if self.is_on(&edit) => return Some(edit),
                url::Found::Edit(_) => path::find(self, floor, at),
                url::Found::Bare(end) => (None, end),
                url::Found::No => path::find(self, floor, at),
            },
        };
        piece.path_from = read.max(at + 1);
        edit
    }

    fn at_colon(&mut self, floor: usize, at: usize) -> Option<Edit> {
        if self.bytes.get(at + 1) == Some(&b':')
            && let Some(edit) = network::ipv6_from_colon(self.bytes, floor, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if at > 0 && words::may_be(self.bytes, at) { key::at_colon(self, floor, at) } else { None }
    }

    /// What starts at `at` with a group of letters and digits. Each detector is asked only where its first characters fit.
    fn at_group(&mut self, piece: &mut Piece, floor: usize, at: usize) -> Option<Edit> {
        let bytes = self.bytes;
        if piece.holds(AT) && at >= piece.local_from {
            let (edit, read) = network::address_from_local(bytes, at, piece.end);
            piece.local_from = read;
            if edit.as_ref().is_some_and(|edit| self.is_on(edit)) {
                return edit;
            }
        }
        if bytes[at].is_ascii_alphabetic()
            && secret::may_start(bytes, at)
            && let Some(edit) = secret::find(bytes, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if piece.holds(COLON)
            && network::may_be_ipv6(bytes, at)
            && let Some(edit) = network::ipv6(bytes, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if !piece.holds(DIGIT) {
            return None;
        }
        if network::may_be(bytes, at)
            && let Some(edit) = network::find(bytes, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if number::may_be(bytes, at)
            && let Some(edit) = number::find(bytes, floor, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if at >= piece.token_from && piece.end - at >= opaque::CHARS_MIN {
            let (edit, read) = opaque::find(bytes, at);
            piece.token_from = read;
            return edit;
        }
        None
    }

    fn is_on(&self, edit: &Edit) -> bool {
        self.scrubber.is_on(edit.rule)
    }

    /// Carries an edit out; says where the scan goes on.
    fn apply(&mut self, edit: Edit) -> usize {
        if self.out.capacity() == 0 {
            self.out.reserve(self.text.len());
        }
        self.copy_to(edit.from);
        self.note(edit.from..edit.to, edit.rule);
        match edit.with {
            With::Mark => self.out.push_str(MARK),
            With::Nothing => {}
            With::Text(text) => self.out.push_str(&text),
        }
        self.remember();
        self.copied = edit.to;
        edit.to
    }

    /// Copies what stays, up to `to`, save the names of this machine.
    fn copy_to(&mut self, to: usize) {
        let mut from = self.names_from;
        while let Some(name) = self.name(self.copied..to, &mut from) {
            self.note(name.clone(), Rule::MachineName);
            self.out.push_str(&self.text[self.copied..name.start]);
            self.out.push_str(MARK);
            self.remember();
            self.copied = name.end;
        }
        self.names_from = from;
        self.out.push_str(&self.text[self.copied..to]);
        self.copied = to;
    }

    fn name(&self, within: Range<usize>, from: &mut usize) -> Option<Range<usize>> {
        let names = &self.scrubber.names;
        if self.scrubber.is_on(Rule::MachineName) { names.find(self.text, within, from) } else { None }
    }

    /// Remembers that something was replaced here.
    fn remember(&mut self) {
        if self.text.len() > SHORT {
            self.changes.push(self.out.len());
        }
    }

    fn note(&mut self, range: Range<usize>, rule: Rule) {
        if let Some(log) = &mut self.log {
            log.push((range, rule));
        }
    }

    fn finish(mut self, parts: &[Range<usize>]) -> Option<Changed> {
        let has_name = || parts.iter().any(|part| self.name(part.clone(), &mut 0).is_some());
        if self.copied == 0 && !has_name() {
            return None;
        }
        self.copy_to(self.text.len());
        let parts = if self.text.len() > SHORT { Some(lines_around(&self.out, &self.changes)) } else { None };
        Some(Changed { text: self.out, parts })
    }

    pub(super) fn roots(&self) -> &Roots {
        &self.scrubber.roots
    }

    /// What a part of a path becomes that stays because it stands below a root.
    pub(super) fn component(&self, range: Range<usize>) -> String {
        let text = &self.text[range];
        scan(self.scrubber, text, None).map_or_else(|| text.to_owned(), |changed| changed.text)
    }

    /// Where the quote that `quote` closes stands, on the same line and not before `from`.
    pub(super) fn closer(&mut self, quote: u8, from: usize) -> Option<usize> {
        self.closers.find(self.bytes, quote, from)
    }

    /// The quote right before `at`, if it opens something.
    pub(super) fn opening_quote(&self, at: usize) -> Option<u8> {
        let quote = before(self.bytes, at).filter(|b| matches!(b, b'"' | b'\'' | b'`'))?;
        let outside = before(self.bytes, at - 1);
        // `b"…"`, `r'…'`: a prefix of the literal.
        let is_prefix = outside.is_some_and(|b| matches!(b, b'b' | b'r' | b'u' | b'f' | b'L' | b'@'));
        if is_prefix && !is_word_before(self.bytes, at - 2) {
            return Some(quote);
        }
        (!is_word_before(self.bytes, at - 1) && !matches!(outside, Some(b')' | b']' | b'.'))).then_some(quote)
    }
}

/// What a detector looks back for, over a line break too: a word that announces a number.
const LOOK_BACK: usize = 64;

/// The lines of `text` in which `changes`, or what is near them, stand. A detector sees nothing of another line, except that
/// it looks back a little; the block of a key, which has many lines, is replaced as soon as its first one is seen.
fn lines_around(text: &str, changes: &[usize]) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut lines: Vec<Range<usize>> = Vec::new();
    for &change in changes {
        if lines.last().is_some_and(|line| change + LOOK_BACK < line.end) {
            continue;
        }
        let from = lines.last().map_or(0, |line| line.end).min(change);
        let start = memchr::memrchr(b'\n', &bytes[from..change]).map_or(from, |n| from + n + 1);
        let near = bytes.len().min(change + LOOK_BACK);
        let end = memchr::memchr(b'\n', &bytes[near..]).map_or(bytes.len(), |n| near + n);
        match lines.last_mut() {
            Some(line) if start <= line.end => line.end = end,
            _ => lines.push(start..end),
        }
    }
    lines
}

/// Remembers for each quote where the next one stands, so that many open quotes do not each search the rest of the text.
#[derive(Default)]
struct Closers([Known; 3]);

#[derive(Clone, Copy, Default)]
struct Known {
    from: usize,
    found: Option<usize>,
    valid: bool,
}

impl Closers {
    fn find(&mut self, bytes: &[u8], quote: u8, from: usize) -> Option<usize> {
        let slot = match quote {
            b'"' => 0,
            b'\'' => 1,
            _ => 2,
        };
        let known = self.0[slot];
        if known.valid && known.from <= from && known.found.is_none_or(|found| from <= found) {
            return known.found.filter(|&found| bytes[found] == quote);
        }
        let found = search(bytes, quote, from);
        self.0[slot] = Known { from, found, valid: true };
        found.filter(|&found| bytes[found] == quote)
    }
}

/// The closing quote, or else the end of the line.
fn search(bytes: &[u8], quote: u8, from: usize) -> Option<usize> {
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\n' | b'\r' => return Some(at),
            byte if byte == quote && !is_apostrophe(bytes, at) => return Some(at),
            _ => at += 1,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::Scrubber;

    #[test]
    fn a_line_is_looked_at_again_for_what_changed_in_it_or_before_it() {
        let scrubber = Scrubber::new(&[]);
        let clean = "nothing is wrong with this line, and nothing changes\n".repeat(20);
        for (message, expected) in [
            ("call /home/alice/some/folder/report2.txt\n555 123 4567 now", "call report2.txt\n<scrubbed> now"),
            ("read /a/b/password=/c/d/hunter2 now", "read password=<scrubbed> now"),
        ] {
            let text = format!("{clean}{message}\n{clean}");
            let once = scrubber.scrub_unbounded(&text);
            assert_eq!(once.as_str(), format!("{clean}{expected}\n{clean}"));
            assert_eq!(scrubber.scrub_unbounded(once.as_str()), once);
        }
    }

    #[test]
    fn lines_around_changes_are_whole_apart_and_in_order() {
        let line = "x".repeat(99) + "\n";
        let text = line.repeat(10);
        for (changes, expected) in [
            (&[][..], &[][..]),
            (&[10, 20], &[(0, 99)]),
            (&[110, 310, 320], &[(100, 199), (300, 399)]),
            (&[190, 410], &[(100, 299), (400, 499)]),
            (&[999], &[(900, 1000)]),
        ] {
            let lines: Vec<_> = super::lines_around(&text, changes).iter().map(|line| (line.start, line.end)).collect();
            assert_eq!(lines, expected, "{changes:?}");
        }
    }
}
