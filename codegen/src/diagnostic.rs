use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use crate::checks::Rule;
use crate::source::{Location, Sources, Span};

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
        Self { rule, span, message: message.into(), help: help.into(), related: Vec::new() }
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

    /// Where it stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }
}

/// Findings, sorted by file, place and rule.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    found: Vec<Diagnostic>,
}

impl Diagnostics {
    pub(crate) fn push(&mut self, diagnostic: Diagnostic) {
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

    /// The whole report for people, in the look of rustc; `color` adds ANSI styles.
    #[must_use]
    pub fn render(&self, sources: &Sources, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
        let mut out = String::new();
        for diagnostic in &self.found {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&render_one(diagnostic, sources, &renderer));
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

fn render_one(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let file = sources.file(diagnostic.span);
    let title = level.primary_title(&diagnostic.message).id(diagnostic.rule.id);
    let mut group = title.elements([] as [Snippet<'_, annotate_snippets::Annotation<'_>>; 0]);
    if file.text.is_empty() {
        group = group.element(annotate_snippets::Origin::path(&file.display));
    } else {
        let mut snippet = Snippet::source(&file.text)
            .path(&file.display)
            .annotation(AnnotationKind::Primary.span(clamp(diagnostic.span, &file.text)));
        let (same, other): (Vec<_>, Vec<_>) =
            diagnostic.related.iter().partition(|(span, _)| span.file == diagnostic.span.file);
        for (span, what) in same {
            snippet = snippet.annotation(AnnotationKind::Context.span(clamp(*span, &file.text)).label(what));
        }
        group = group.element(snippet);
        for (span, what) in other {
            let file = sources.file(*span);
            let context = AnnotationKind::Context.span(clamp(*span, &file.text)).label(what);
            group = group.element(Snippet::source(&file.text).path(&file.display).annotation(context));
        }
    }
    group = group.element(Level::HELP.message(&diagnostic.help));
    renderer.render(&[group])
}

/// A range that is inside the text, on character boundaries and not empty where the text is not.
fn clamp(span: Span, text: &str) -> std::ops::Range<usize> {
    let mut start = (span.start as usize).min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end as usize).clamp(start, text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    start..end
}
