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

mod bound;
mod bytes;
mod frame;
mod key;
mod names;
mod network;
mod number;
mod opaque;
mod path;
mod scan;
mod secret;
mod url;

#[cfg(test)]
mod tests;

use std::fmt;

pub use names::MachineNames;

use names::NameFinder;
use path::Root;

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
    roots: Vec<Root>,
    names: NameFinder,
}

impl Scrubber {
    /// A scrubber that lets the part of a path from one of `roots` on stay.
    ///
    /// A root is a path fragment such as `winml/modelkit`. Either separator may be used; letter case does not matter.
    #[must_use]
    pub fn new(roots: &[&str]) -> Self {
        Self { roots: roots.iter().filter_map(|root| Root::new(root)).collect(), names: NameFinder::default() }
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

    /// Scans until nothing is left to find, so that scrubbing a result again never changes it.
    fn settle(&self, text: &str, cut: bool, max_chars: usize) -> Scrubbed {
        let first = scan::scan(self, text);
        let mut changed = first.is_some();
        let mut current = first.unwrap_or_else(|| text.to_owned());
        if cut {
            current.push('…');
            changed = true;
        }
        for _ in 0..ROUNDS_MAX {
            changed |= bound::cap(&mut current, max_chars);
            if !changed {
                return Scrubbed(current);
            }
            match scan::scan(self, &current) {
                Some(next) if next != current => current = next,
                _ => return Scrubbed(current),
            }
        }
        current.clear();
        current.push_str(MARK);
        bound::cap(&mut current, max_chars);
        Scrubbed(current)
    }
}
