//! A finding as people read it, in the look of rustc.

use std::ops::Range;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use candor_core::limits::SNIPPET_BYTES;

use super::{Diagnostic, Severity};
use crate::source::{SourceFile, Sources, Span};

/// Bytes between two places beyond which each is shown by itself.
const NEAR_BYTES: usize = 2_000;

pub(super) fn one(diagnostic: &Diagnostic, sources: &Sources, color: bool) -> String {
    let level = match diagnostic.rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.rule.id);
    let mut group = title.elements([] as [Snippet<'_, Annotation<'_>>; 0]);
    let (near, far): (Vec<_>, Vec<_>) =
        diagnostic.related.iter().partition(|(span, _)| is_near(diagnostic.span, *span));
    let primary = Mark { span: diagnostic.span, kind: AnnotationKind::Primary, label: None };
    let context = |(span, label): &'_ (Span, String)| Mark {
        span: *span,
        kind: AnnotationKind::Context,
        label: Some(label.clone()),
    };
    let first = std::iter::once(primary).chain(near.into_iter().map(context)).collect();
    group = place(group, first, sources);
    for related in far {
        group = place(group, vec![context(related)], sources);
    }
    group = group.element(Level::HELP.message(&diagnostic.help));
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

struct Mark {
    span: Span,
    kind: AnnotationKind,
    label: Option<String>,
}

fn is_near(a: Span, b: Span) -> bool {
    a.file == b.file && a.start.abs_diff(b.start) as usize <= NEAR_BYTES
}

/// Adds the lines around the marks. Only they are handed to the renderer, which reads all that it is given, once for each
/// finding: a report on a large file would take quadratic time.
fn place<'s>(group: Group<'s>, marks: Vec<Mark>, sources: &'s Sources) -> Group<'s> {
    let Some(first) = marks.first() else { return group };
    let file = sources.file(first.span);
    let at = sources.location(first.span);
    let ranges: Vec<Range<usize>> = marks.iter().map(|mark| on_one_line(mark.span, &file.text)).collect();
    let window = window(&ranges, &file.text);
    if file.text.is_empty() || window.len() > SNIPPET_BYTES {
        return group.element(Origin::path(&file.display).line(at.line).char_column(at.column));
    }
    let line = 1 + lines_before(file, window.start);
    let mut snippet = Snippet::source(&file.text[window.clone()]).line_start(line).path(&file.display);
    for (mark, range) in marks.into_iter().zip(ranges) {
        let annotation = mark.kind.span(range.start - window.start..range.end - window.start).label(mark.label);
        snippet = snippet.annotation(annotation);
    }
    group.element(snippet)
}

fn lines_before(file: &SourceFile, at: usize) -> usize {
    file.text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count()
}

/// The whole lines in which the ranges lie.
fn window(ranges: &[Range<usize>], text: &str) -> Range<usize> {
    let start = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let end = ranges.iter().map(|range| range.end).max().unwrap_or(0);
    let start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
    start..start + text[start..end].trim_end_matches('\r').len()
}

/// The part of a span that lies in its first line, on character boundaries.
fn on_one_line(span: Span, text: &str) -> Range<usize> {
    let start = boundary(span.start as usize, text);
    let end = boundary((span.end as usize).max(start), text);
    let line = text[start..end].lines().next().unwrap_or_default();
    start..start + line.trim_end().len()
}

fn boundary(at: usize, text: &str) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
