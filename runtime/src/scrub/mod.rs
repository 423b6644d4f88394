//! Makes free text safe to send.
//!
//! A [`Scrubber`] reads a text once, from left to right, and replaces what could name a person, a machine or a secret:
//!
//! | kind | becomes |
//! |---|---|
//! | a path | its part below a listed root, else its last component; a person's folder becomes `<scrubbed>` |
//! | a URL | its scheme and host |
//! | e-mail, `user@host`, `DOMAIN\user`, SID | `<scrubbed>` |
//! | GUID, IPv4, IPv6, MAC | `<scrubbed>` |
//! | phone number, card number (Luhn), IBAN | `<scrubbed>` |
//! | a known secret (`ghp_…`, `AKIA…`, JWT, PEM), the value of `password=` and its like, a long opaque token with a digit | `<scrubbed>` |
//! | the user, home folder and host of this machine ([`MachineNames`]) | `<scrubbed>` |
//!
//! The cap comes last: [`Scrubber::scrub`] is the only function that makes a [`Scrubbed`], and it caps nothing else.
//!
//! ```
//! use candor::scrub::Scrubber;
//!
//! let scrubber = Scrubber::new(&["winml/modelkit"]);
//! let safe = scrubber.scrub(r"cannot open 'C:\Users\Alice\models\mobilenet.onnx' as alice@example.com", 200);
//! assert_eq!(safe.as_str(), "cannot open 'mobilenet.onnx' as <scrubbed>");
//! ```

mod block;
mod bound;
mod bytes;
mod encoded;
mod extension;
mod frame;
mod key;
mod list;
mod names;
mod network;
mod number;
mod opaque;
mod path;
mod pattern;
mod piece;
mod roots;
mod scan;
mod secret;
mod suspect;
mod url;
mod words;

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

pub use names::MachineNames;
pub use pattern::PatternError;

#[cfg(all(test, feature = "testing"))]
pub(crate) use scan::Rule;

use names::NameFinder;
use pattern::Pattern;
use roots::Roots;
use scan::Changed;

/// What stands in place of what was removed.
const MARK: &str = "<scrubbed>";
/// Rounds after which a text that still changes is given up and goes whole. One round suffices for nearly every text;
/// the second one proves it, because what a replacement leaves beside its neighbours may read as something new.
const ROUNDS_MAX: usize = 8;

/// Text in which nothing personal is left. An envelope accepts no other text, and a [`Scrubber`] is the only way to make it.
///
/// ```compile_fail
/// let unsafe_text = candor::scrub::Scrubbed(String::from("alice@example.com"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scrubbed(String);

impl Scrubbed {
    /// The safe text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Scrubbed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Scrubbed {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<Scrubbed> for String {
    fn from(text: Scrubbed) -> Self {
        text.0
    }
}

/// Replaces personal data in free text.
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    roots: Roots,
    names: NameFinder,
    patterns: Vec<Pattern>,
    /// A rule that is switched off, to see that somebody notices.
    #[cfg(all(test, feature = "testing"))]
    off: Option<scan::Rule>,
}

/// Something that a [`Scrubber`] replaces, as [`Scrubber::explain`] tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replacement {
    rule: String,
    range: Range<usize>,
}

impl Replacement {
    /// The rule that found it: `path`, `url`, `e-mail`, `account`, `guid`, `ipv4`, `ipv6`, `mac`, `phone`, `card`, `iban`,
    /// `secret`, `token`, `machine name`, or the name of a pattern.
    #[must_use]
    pub fn rule(&self) -> &str {
        &self.rule
    }

    /// Where it stands in the text, in bytes.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

impl Scrubber {
    /// A scrubber that lets the part of a path from one of `roots` on stay.
    ///
    /// A root is a path fragment such as `winml/modelkit`. Either separator may be used; letter case does not matter.
    #[must_use]
    pub fn new(roots: &[&str]) -> Self {
        Self { roots: Roots::new(roots), ..Self::default() }
    }

    /// Scrubs these names too, wherever they stand as a word.
    ///
    /// ```
    /// use candor::scrub::{MachineNames, Scrubber};
    ///
    /// let names = MachineNames::new(["alice", "WS-0417"]);
    /// let scrubber = Scrubber::new(&[]).with_names(&names);
    /// assert_eq!(scrubber.scrub("lock held by Alice on ws-0417", 200).as_str(), "lock held by <scrubbed> on <scrubbed>");
    /// ```
    #[must_use]
    pub fn with_names(mut self, names: &MachineNames) -> Self {
        self.names = NameFinder::new(names);
        self
    }

    /// Replaces what `regex` matches too: a rule of the product's own, such as its ticket numbers. It reads what the rules above
    /// left. A text in which it matches more than [`SCRUB_MATCHES_MAX`](candor_core::limits::SCRUB_MATCHES_MAX) times goes whole.
    ///
    /// ```
    /// use candor::scrub::Scrubber;
    ///
    /// let scrubber = Scrubber::new(&[]).with_pattern("ticket", r"\bOPS-\d+\b")?;
    /// assert_eq!(scrubber.scrub("see OPS-1234", 200).as_str(), "see <scrubbed>");
    /// # Ok::<(), candor::scrub::PatternError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If `regex` is not one, is too large when compiled, or matches the empty text.
    pub fn with_pattern(mut self, name: &str, regex: &str) -> Result<Self, PatternError> {
        self.patterns.push(Pattern::new(name, regex)?);
        Ok(self)
    }

    /// As [`with_pattern`](Self::with_pattern), for a pattern that was checked before. Should it fail all the same, every text
    /// goes whole: no one can say any more what it would have taken out.
    pub(crate) fn with_pattern_or_nothing(mut self, name: &str, regex: &str) -> Self {
        self.patterns.push(Pattern::new(name, regex).unwrap_or_else(|_| Pattern::everything(name)));
        self
    }

    /// With one rule switched off. Exists in the tests of this crate and nowhere else.
    #[cfg(all(test, feature = "testing"))]
    pub(crate) fn without(mut self, rule: scan::Rule) -> Self {
        self.off = Some(rule);
        self
    }

    #[cfg(all(test, feature = "testing"))]
    fn is_on(&self, rule: scan::Rule) -> bool {
        self.off != Some(rule)
    }

    #[cfg(not(all(test, feature = "testing")))]
    #[inline]
    fn is_on(&self, _: scan::Rule) -> bool {
        true
    }

    /// Tells what [`scrub`](Self::scrub) would replace in `text`, and why. For reviewers: the answer holds what must not leave.
    ///
    /// ```
    /// use candor::scrub::Scrubber;
    ///
    /// let found = Scrubber::new(&[]).explain("ping 10.0.0.1");
    /// assert_eq!((found[0].rule(), found[0].range()), ("ipv4", 5..13));
    /// ```
    #[must_use]
    pub fn explain(&self, text: &str) -> Vec<Replacement> {
        let general = scan::edits(self, text);
        let is_free = |range: &Range<usize>| {
            general.iter().all(|(other, _)| range.end <= other.start || other.end <= range.start)
        };
        let own = pattern::find(&self.patterns, text).into_iter().filter(|(range, _)| is_free(range));
        let own = own.map(|(range, name)| Replacement { rule: name.to_owned(), range });
        let known =
            general.iter().map(|(range, rule)| Replacement { rule: rule.name().to_owned(), range: range.clone() });
        let mut all: Vec<Replacement> = own.chain(known).collect();
        all.sort_by_key(|found| found.range.start);
        all
    }

    /// Scrubs `text`, then caps it at `max_chars` characters.
    ///
    /// A word that the cap would cut goes whole, and `…` ends the text. Of a text longer than
    /// [`TEXT_SCAN_BYTES`](candor_core::limits::TEXT_SCAN_BYTES) the beginning alone is read.
    ///
    /// ```
    /// use candor::scrub::Scrubber;
    ///
    /// assert_eq!(Scrubber::new(&[]).scrub("no space left on device", 20).as_str(), "no space left on…");
    /// ```
    #[must_use]
    pub fn scrub(&self, text: &str, max_chars: usize) -> Scrubbed {
        let (head, cut) = bound::head(text);
        self.settle(head, cut, max_chars)
    }

    /// Scrubs the whole of `text`, however long it is, and caps nothing. For tools; events are bounded.
    #[must_use]
    pub fn scrub_unbounded(&self, text: &str) -> Scrubbed {
        self.settle(text, false, usize::MAX)
    }

    /// Scrubs the path of a source file, such as a backtrace holds.
    ///
    /// What stays of it is the part from a listed root on, `name-version/src/…` of a registry crate, `std/src/…` of the
    /// standard library, else the part from `src/`, `tests/`, `examples/` or `benches/` on, else the last component.
    ///
    /// ```
    /// use candor::scrub::Scrubber;
    ///
    /// let scrubber = Scrubber::new(&[]);
    /// assert_eq!(scrubber.scrub_path("/home/alice/app/src/main.rs").as_str(), "src/main.rs");
    /// ```
    #[must_use]
    pub fn scrub_path(&self, path: &str) -> Scrubbed {
        frame::scrub(self, path)
    }

    /// Scans until nothing is left to find, so that scrubbing a result again never changes it. After the first round only
    /// the lines that it changed are scanned again.
    fn settle(&self, text: &str, cut: bool, max_chars: usize) -> Scrubbed {
        let first = self.pass(text, None);
        let mut changed = first.is_some();
        let Changed { text: mut current, mut parts } =
            first.unwrap_or_else(|| Changed { text: text.to_owned(), parts: None });
        if cut {
            current.push('…');
            changed = true;
            parts = None;
        }
        for _ in 0..ROUNDS_MAX {
            if bound::cap(&mut current, max_chars) {
                changed = true;
                parts = None;
            }
            if !changed {
                return Scrubbed(current);
            }
            match self.pass(&current, parts.as_deref()) {
                Some(next) if next.text != current => Changed { text: current, parts } = next,
                _ => return Scrubbed(current),
            }
        }
        current.clear();
        current.push_str(MARK);
        bound::cap(&mut current, max_chars);
        Scrubbed(current)
    }

    /// The text after the scan of `parts` and the patterns, or nothing if neither finds anything. The patterns come second: a
    /// mark within a path would cut it in two.
    fn pass(&self, text: &str, parts: Option<&[Range<usize>]>) -> Option<Changed> {
        let scanned = scan::scan(self, text, parts);
        let matched = pattern::scrub(&self.patterns, scanned.as_ref().map_or(text, |changed| &changed.text));
        // What a pattern takes may have no end that the scan knows.
        matched.map(|text| Changed { text, parts: None }).or(scanned)
    }
}
