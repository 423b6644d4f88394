//! Rules of a product's own: names and regular expressions from its schema.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use candor_core::limits::{SCRUB_MATCHES_MAX, SCRUB_PATTERN_BYTES};
use regex::{Regex, RegexBuilder};

use super::MARK;

/// A regular expression that [`Scrubber::with_pattern`](super::Scrubber::with_pattern) does not take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    name: String,
    reason: String,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "scrub pattern `{}`: {}", self.name, self.reason)
    }
}

impl std::error::Error for PatternError {}

#[derive(Clone, Debug)]
pub(super) struct Pattern {
    name: String,
    /// Without one, everything matches. Behind a pointer, so that the program of a product that has no pattern holds no engine.
    regex: Option<Arc<dyn Search>>,
}

trait Search: fmt::Debug + Send + Sync {
    /// Everything that matches, or nothing at all if that is more than can be found in time.
    fn find(&self, text: &str) -> Option<Vec<Range<usize>>>;
}

impl Search for Regex {
    fn find(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let found: Vec<_> = self.find_iter(text).take(SCRUB_MATCHES_MAX + 1).map(|one| one.range()).collect();
        (found.len() <= SCRUB_MATCHES_MAX).then_some(found)
    }
}

impl Pattern {
    pub(super) fn new(name: &str, regex: &str) -> Result<Self, PatternError> {
        let error = |reason: String| PatternError { name: name.to_owned(), reason };
        let regex =
            RegexBuilder::new(regex).size_limit(SCRUB_PATTERN_BYTES).build().map_err(|why| error(why.to_string()))?;
        if regex.is_match("") {
            return Err(error(
                "matches the empty text, and so would every message; name at least one character".to_owned(),
            ));
        }
        Ok(Self { name: name.to_owned(), regex: Some(Arc::new(regex)) })
    }

    pub(super) fn everything(name: &str) -> Self {
        Self { name: name.to_owned(), regex: None }
    }

    /// Everything that matches, or the whole text if that is more than can be found in time.
    fn find(&self, text: &str) -> Vec<Range<usize>> {
        let all: Range<usize> = 0..text.len();
        self.regex.as_ref().and_then(|regex| regex.find(text)).unwrap_or_else(|| vec![all])
    }
}

/// What the patterns find in `text`, in order. What overlaps is one, under the name of what starts first: scrubbed in turn, the
/// first would leave of the second what no longer matches.
pub(super) fn find<'p>(patterns: &'p [Pattern], text: &str) -> Vec<(Range<usize>, &'p str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for pattern in patterns {
        // A pattern that takes the mark for its own would never come to an end.
        let matches = pattern.find(text).into_iter().filter(|range| !MARK.contains(&text[range.clone()]));
        found.extend(matches.map(|range| (range, pattern.name.as_str())));
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut merged: Vec<(Range<usize>, &str)> = Vec::new();
    for (range, name) in found {
        match merged.last_mut() {
            Some((last, _)) if range.start < last.end => last.end = last.end.max(range.end),
            _ => merged.push((range, name)),
        }
    }
    merged
}

/// The text without what the patterns find, or nothing if they find nothing.
pub(super) fn scrub(patterns: &[Pattern], text: &str) -> Option<String> {
    let found = if patterns.is_empty() { Vec::new() } else { find(patterns, text) };
    if found.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for (range, _) in found {
        out.push_str(&text[copied..range.start]);
        out.push_str(MARK);
        copied = range.end;
    }
    out.push_str(&text[copied..]);
    Some(out)
}
