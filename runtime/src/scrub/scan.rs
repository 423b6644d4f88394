//! The pass over a text. It goes from piece to piece, a piece being what stands between white space, quotes, brackets and
//! joining punctuation; within a piece it stops where something can begin: at a group of letters and digits, at `@`, at `:`
//! and at a path separator. No detector looks further than a bounded distance, or else it consumes what it has read.

use std::ops::Range;

use super::bytes::{
    AT, CLASS, COLON, DIGIT, END, PREFIX, SEPARATOR, WIDE, before, char_len, ends_piece, is_word, is_word_at,
    is_word_before, run,
};
use super::{MARK, Scrubber, key, network, number, opaque, path, secret, url};

/// Letters alone that are shorter hold no secret.
const SECRET_CHARS_MIN: usize = 16;

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
            #[cfg(test)]
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

/// The scrubbed text, or nothing if there was nothing to scrub.
pub(super) fn scan(scrubber: &Scrubber, text: &str) -> Option<String> {
    Scan::new(scrubber, text).run().0
}

/// What a scan of `text` replaces, in order.
pub(super) fn edits(scrubber: &Scrubber, text: &str) -> Log {
    let mut scan = Scan::new(scrubber, text);
    scan.log = Some(Vec::new());
    scan.run().1.unwrap_or_default()
}

pub(super) struct Scan<'s> {
    scrubber: &'s Scrubber,
    text: &'s str,
    pub(super) bytes: &'s [u8],
    out: String,
    copied: usize,
    closers: Closers,
    /// What was replaced, for those who ask.
    log: Option<Log>,
}

/// Where a piece stands, and what within it has been dealt with.
struct Piece {
    start: usize,
    end: usize,
    flags: u8,
    /// No path begins before this.
    path_from: usize,
    /// No run of address characters begins before this.
    local_from: usize,
    /// No opaque token begins before this.
    token_from: usize,
}

impl<'s> Scan<'s> {
    fn new(scrubber: &'s Scrubber, text: &'s str) -> Self {
        let closers = Closers::default();
        Self { scrubber, text, bytes: text.as_bytes(), out: String::new(), copied: 0, closers, log: None }
    }

    fn run(mut self) -> (Option<String>, Option<Log>) {
        let mut at = 0;
        while at < self.text.len() {
            at = self.piece(at);
        }
        self.finish()
    }

    /// Deals with the piece that starts at or after `at`; says where the next may start.
    fn piece(&mut self, at: usize) -> usize {
        let Some((start, end, flags)) = self.next_piece(at) else { return self.bytes.len() };
        let marked = flags & (DIGIT | SEPARATOR | AT | COLON | PREFIX) != 0;
        if marked || end - start >= SECRET_CHARS_MIN || self.bytes[start] == b'-' {
            let next = self.marked(Piece { start, end, flags, path_from: start, local_from: start, token_from: start });
            if next > end {
                return next;
            }
        }
        let start = start.max(self.copied);
        if start < end
            && key::may_be(self.bytes, end)
            && let Some(edit) = key::after_word(self, start, end).filter(|edit| self.is_on(edit))
        {
            return self.apply(edit);
        }
        end
    }

    fn next_piece(&self, at: usize) -> Option<(usize, usize, u8)> {
        let bytes = self.bytes;
        let mut i = at;
        let start = loop {
            let class = CLASS[*bytes.get(i)? as usize];
            if class & WIDE != 0 && ends_piece(bytes, i) {
                i += char_len(bytes[i]);
            } else if class & END != 0 {
                i += 1;
            } else {
                break i;
            }
        };
        let mut flags = 0;
        loop {
            let stop = bytes[i..].iter().position(|&byte| {
                let class = CLASS[usize::from(byte)];
                flags |= class & !END;
                class & (END | WIDE) != 0
            });
            i = stop.map_or(bytes.len(), |n| i + n);
            let Some(&byte) = bytes.get(i) else { break };
            let ends = if byte < 0x80 { byte != b'\'' || !is_apostrophe(bytes, i) } else { ends_piece(bytes, i) };
            if ends {
                break;
            }
            i += char_len(byte);
        }
        Some((start, i.min(bytes.len()), flags))
    }

    /// Goes through a piece in which something may be found; says where to go on.
    fn marked(&mut self, mut piece: Piece) -> usize {
        let mut i = piece.start;
        let mut floor = piece.start;
        while i < piece.end {
            let byte = self.bytes[i];
            let found = match byte {
                b'/' | b'\\' | b'~' | b'%' => self.at_separator(&mut piece, floor, i),
                b'@' => network::at_sign(self.bytes, floor, i, 1),
                b':' => self.at_colon(floor, i),
                b'-' => secret::pem_block(self.bytes, i),
                _ if is_word(byte) && (i == floor || !is_word(self.bytes[i - 1])) => {
                    self.at_group(&mut piece, floor, i)
                }
                _ => None,
            };
            match found.filter(|edit| self.is_on(edit)) {
                Some(edit) => {
                    i = self.apply(edit);
                    floor = i;
                }
                None if is_word(byte) => i = run(self.bytes, i, is_word).min(piece.end),
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
            b'%' | b'\\' if path::encoded_separator(self.bytes, at).is_some() => path::encoded(self.bytes, floor, at),
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
        if let Some(edit) = network::ipv6_from_colon(self.bytes, floor, at).filter(|edit| self.is_on(edit)) {
            return Some(edit);
        }
        key::at_colon(self, floor, at)
    }

    fn at_group(&mut self, piece: &mut Piece, floor: usize, at: usize) -> Option<Edit> {
        if piece.flags & AT != 0 && at >= piece.local_from {
            let (edit, read) = network::address_from_local(self.bytes, at, piece.end);
            piece.local_from = read;
            if edit.as_ref().is_some_and(|edit| self.is_on(edit)) {
                return edit;
            }
        }
        let bytes = self.bytes;
        if let Some(edit) = secret::find(bytes, at).filter(|edit| self.is_on(edit)) {
            return Some(edit);
        }
        if piece.flags & COLON != 0
            && let Some(edit) = network::ipv6(bytes, at).filter(|edit| self.is_on(edit))
        {
            return Some(edit);
        }
        if piece.flags & DIGIT == 0 {
            return None;
        }
        let address = network::find(bytes, at).filter(|edit| self.is_on(edit));
        if let Some(edit) = address.or_else(|| number::find(bytes, floor, at).filter(|edit| self.is_on(edit))) {
            return Some(edit);
        }
        if at >= piece.token_from {
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
        self.copied = edit.to;
        edit.to
    }

    /// Copies what stays, up to `to`, save the names of this machine.
    fn copy_to(&mut self, to: usize) {
        while let Some(name) = self.name(self.copied..to) {
            self.note(name.clone(), Rule::MachineName);
            self.out.push_str(&self.text[self.copied..name.start]);
            self.out.push_str(MARK);
            self.copied = name.end;
        }
        self.out.push_str(&self.text[self.copied..to]);
        self.copied = to;
    }

    fn name(&self, within: Range<usize>) -> Option<Range<usize>> {
        let names = &self.scrubber.names;
        if self.scrubber.is_on(Rule::MachineName) { names.find(self.text, within) } else { None }
    }

    fn note(&mut self, range: Range<usize>, rule: Rule) {
        if let Some(log) = &mut self.log {
            log.push((range, rule));
        }
    }

    fn finish(mut self) -> (Option<String>, Option<Log>) {
        if self.copied == 0 && self.name(0..self.text.len()).is_none() {
            return (None, self.log);
        }
        self.copy_to(self.text.len());
        (Some(self.out), self.log)
    }

    pub(super) fn roots(&self) -> &[path::Root] {
        &self.scrubber.roots
    }

    /// What a part of a path becomes that stays because it stands below a root.
    pub(super) fn component(&self, range: Range<usize>) -> String {
        let text = &self.text[range];
        scan(self.scrubber, text).unwrap_or_else(|| text.to_owned())
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

/// Whether the quote at `at` stands within a word.
pub(super) fn is_apostrophe(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'\'' && is_word_before(bytes, at) && is_word_at(bytes, at + 1)
}
