//! Rules of a product's own: names and regular expressions from its schema.

use std::fmt;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::MARK;

/// Bytes that one compiled pattern may take: a ticket number or a scheme of host names needs a hundredth of it.
const COMPILED_BYTES_MAX: usize = 1 << 20;

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
    regex: Regex,
}

impl Pattern {
    pub(super) fn new(name: &str, regex: &str) -> Result<Self, PatternError> {
        let error = |reason: String| PatternError { name: name.to_owned(), reason };
        let regex =
            RegexBuilder::new(regex).size_limit(COMPILED_BYTES_MAX).build().map_err(|why| error(why.to_string()))?;
        if regex.is_match("") {
            return Err(error(
                "matches the empty text, and so would every message; name at least one character".to_owned(),
            ));
        }
        Ok(Self { name: name.to_owned(), regex })
    }
}

/// What the patterns find in `text`, in order and without overlap; of two at one place the one listed first.
pub(super) fn find<'p>(patterns: &'p [Pattern], text: &str) -> Vec<(Range<usize>, &'p str)> {
    let mut found: Vec<(Range<usize>, &str)> = Vec::new();
    for pattern in patterns {
        // A pattern that takes the mark for its own would never come to an end.
        let matches = pattern.regex.find_iter(text).filter(|found| !found.is_empty() && !MARK.contains(found.as_str()));
        found.extend(matches.map(|found| (found.range(), pattern.name.as_str())));
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut end = 0;
    found.retain(|(range, _)| {
        let free = range.start >= end;
        end = if free { range.end } else { end };
        free
    });
    found
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
