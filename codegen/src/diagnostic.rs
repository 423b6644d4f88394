use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use candor_core::limits::{DIAGNOSTIC_CHARS, DIAGNOSTICS_PER_FILE};

use crate::checks::Rule;
use crate::names::is_hidden;
use crate::source::{Location, Sources, Span};

mod render;

/// Whether a finding stops the build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Stops the build.
    Error,
    /// Is shown, and stops nothing unless warnings are denied.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding: which rule, where, what is wrong and what to write instead.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub(crate) rule: &'static Rule,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: String,
    pub(crate) related: Vec<(Span, String)>,
}

impl Diagnostic {
    pub(crate) fn new(rule: &'static Rule, span: Span, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (printable(&message.into()), printable(&help.into()));
        Self { rule, span, message, help, related: Vec::new() }
    }

    /// Points at a second place, such as the first of two equal names.
    pub(crate) fn related(mut self, span: Span, what: impl Into<String>) -> Self {
        self.related.push((span, what.into()));
        self
    }

    /// Without second places.
    pub(crate) fn unrelated(mut self) -> Self {
        self.related.clear();
        self
    }

    /// The rule that was broken.
    #[must_use]
    pub fn rule(&self) -> &'static Rule {
        self.rule
    }

    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> &str {
        &self.help
    }

    /// Other places that belong to it, and what they are.
    pub fn related_places(&self) -> impl Iterator<Item = (Span, &str)> {
        self.related.iter().map(|(span, what)| (*span, what.as_str()))
    }

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Findings, sorted by file, place and rule.
///
/// Of one file the first 100 are kept and the others counted, so that a file that is wrong throughout ends in a report
/// that a person can read.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
    tallies: BTreeMap<u32, Tally>,
}

/// How many findings a file has.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    kept: usize,
    omitted: usize,
    omitted_error: bool,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
        let tally = self.tallies.entry(diagnostic.span.file).or_default();
        if tally.kept == DIAGNOSTICS_PER_FILE {
            tally.omitted += 1;
            tally.omitted_error |= diagnostic.rule.severity == Severity::Error;
            return;
        }
        tally.kept += 1;
        self.found.push(diagnostic);
    }

    pub(crate) fn sort(&mut self) {
        self.found.sort_by(|a, b| (a.span, a.rule.id, &a.message).cmp(&(b.span, b.rule.id, &b.message)));
        self.found.dedup_by(|a, b| a.span == b.span && a.rule.id == b.rule.id && a.message == b.message);
    }

    /// Whether any finding stops the build.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|d| d.rule.severity == Severity::Error)
            || self.tallies.values().any(|tally| tally.omitted_error)
    }

    /// Whether there is nothing to say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The findings in order.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.found.iter()
    }

    /// Files with more findings than are listed, as they were named to Candor, and how many more.
    pub fn omitted<'s>(&self, sources: &'s Sources) -> impl Iterator<Item = (&'s str, usize)> {
        let more = self.tallies.iter().filter(|(_, tally)| tally.omitted > 0);
        more.map(|(file, tally)| (sources.files[*file as usize].display.as_str(), tally.omitted))
    }

    /// The whole report for people, in the look of rustc; `color` adds ANSI styles.
    #[must_use]
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let mut out = String::new();
        for diagnostic in &self.found {
            out.push_str(&render::one(diagnostic, sources, color));
            out.push_str("\n\n");
        }
        for (file, more) in self.omitted(sources) {
            let _ = writeln!(out, "… and {more} more in {file}; the first {DIAGNOSTICS_PER_FILE} are shown\n");
        }
        out.truncate(out.trim_end_matches('\n').len());
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }

    /// One line a finding: `schema/events/action.yaml:12:5: error[C0201]: …`.
    #[must_use]
    pub fn render_short(&self, sources: &Sources) -> String {
        let mut out = String::new();
        for d in &self.found {
            let at = sources.location(d.span);
            let _ = writeln!(out, "{at}: {}[{}]: {}", d.rule.severity.name(), d.rule.id, d.message);
        }
        out
    }

    /// Where a finding stands.
    #[must_use]
    pub fn location<'s>(diagnostic: &Diagnostic, sources: &'s Sources) -> Location<'s> {
        sources.location(diagnostic.span)
    }
}

/// A message without what a terminal would obey or hide, and short enough to read: it may quote a name of a megabyte.
fn printable(text: &str) -> String {
    let shown: Cow<'_, str> = match text.char_indices().nth(DIAGNOSTIC_CHARS) {
        Some((cut, _)) => Cow::Owned(format!("{}…", &text[..cut])),
        None => Cow::Borrowed(text),
    };
    shown.chars().map(|c| if is_hidden(c) || c.is_control() { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{near_expiry, unknown_key};

    #[test]
    fn an_error_beyond_what_is_listed_still_stops_the_build() {
        let span = Span { file: 0, start: 0, end: 0 };
        let mut diagnostics = Diagnostics::default();
        (0..DIAGNOSTICS_PER_FILE).for_each(|_| diagnostics.push(Diagnostic::new(&near_expiry::RULE, span, "soon", "")));
        assert!(!diagnostics.has_errors());
        diagnostics.push(Diagnostic::new(&unknown_key::RULE, span, "unknown", ""));
        assert!(diagnostics.has_errors());
        assert!(diagnostics.iter().all(|d| d.rule().severity == Severity::Warning));
    }

    #[test]
    fn a_message_is_cut_and_holds_nothing_that_a_terminal_obeys() {
        let shown = printable(&format!("a\u{1b}[2J\n{}", "x".repeat(1000)));
        assert!(shown.starts_with("a\u{FFFD}[2J\u{FFFD}xx") && shown.ends_with("x…"), "{shown}");
        assert_eq!(shown.chars().count(), DIAGNOSTIC_CHARS + 1);
    }
}
