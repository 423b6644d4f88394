//! The only place that knows the YAML library.

use candor_core::limits::{SCHEMA_DEPTH, SCHEMA_FILE_BYTES, SCHEMA_NODES};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use super::{Entry, Node, Value};
use crate::checks::{
    alias, duplicate_key, empty_file, hidden_character, several_documents, too_deep, too_large, yaml_syntax,
};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::is_hidden;
use crate::source::{Span, Spanned};

/// Reads one file. `None` means that its errors are in `diagnostics` and that there is no tree.
pub(crate) fn parse(file: u32, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let whole = Span { file, start: 0, end: 0 };
    if text.len() > SCHEMA_FILE_BYTES {
        diagnostics.push(too_large::diagnostic(whole));
        return None;
    }
    if let Some(found) = unseen(file, text).or_else(|| tab(file, text)) {
        diagnostics.push(found);
        return None;
    }
    match Tree::new(file, text, diagnostics).document() {
        Ok(node) => node,
        Err(stop) => {
            diagnostics.push(*stop);
            None
        }
    }
}

fn unseen(file: u32, text: &str) -> Option<Diagnostic> {
    let (at, hidden) = text.char_indices().find(|(_, c)| is_hidden(*c))?;
    let span = Span { file, start: at as u32, end: (at + hidden.len_utf8()) as u32 };
    Some(hidden_character::diagnostic(span, hidden))
}

/// A tab in the indentation: the parser lets some pass, other readers let none.
fn tab(file: u32, text: &str) -> Option<Diagnostic> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        let says_nothing = line.trim().is_empty() || line.trim_start().starts_with('#');
        if let Some(at) = indentation.find('\t').filter(|_| !says_nothing) {
            let start = (start + at) as u32;
            return Some(yaml_syntax::tab(Span { file, start, end: start + 1 }));
        }
        start += line.len();
    }
    None
}

/// A problem after which nothing of the file can be trusted.
type Stop = Box<Diagnostic>;

struct Tree<'t, 'd> {
    file: u32,
    text: &'t str,
    parser: Parser<'t, granit_parser::StrInput<'t>>,
    nodes: usize,
    diagnostics: &'d mut Diagnostics,
}

impl<'t, 'd> Tree<'t, 'd> {
    fn new(file: u32, text: &'t str, diagnostics: &'d mut Diagnostics) -> Self {
        let options = granit_parser::options! {
            emit_comments: false,
            emit_unresolved_aliases: true,
            flow_nesting_limit: SCHEMA_DEPTH,
            block_nesting_limit: SCHEMA_DEPTH,
        };
        Self { file, text, parser: Parser::new_from_str_with_options(text, options), nodes: 0, diagnostics }
    }

    fn document(mut self) -> Result<Option<Node>, Stop> {
        let mut document = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(..) if document.is_some() => {
                    self.diagnostics.push(several_documents::diagnostic(span));
                    return Ok(None);
                }
                Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
                event => document = Some(self.node(event, span)?),
            }
        }
        let blank = |node: &Node| matches!(&node.value, Value::Scalar { text, quoted: false } if text.is_empty());
        if document.as_ref().is_none_or(blank) {
            self.diagnostics.push(empty_file::diagnostic(Span { file: self.file, start: 0, end: 0 }));
            return Ok(None);
        }
        Ok(document)
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Stop> {
        let end = self.text.len() as u32;
        match self.parser.next_event() {
            None => Ok((Event::StreamEnd, Span { file: self.file, start: end, end })),
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                Ok((event, Span { file: self.file, start: range.start as u32, end: range.end as u32 }))
            }
            Some(Err(error)) => {
                let at = error.marker().byte_offset().unwrap_or(0).min(self.text.len()) as u32;
                let span = Span { file: self.file, start: at, end: at };
                Err(Box::new(match error.kind() {
                    ErrorKind::RecursionLimitExceeded => too_deep::diagnostic(span),
                    _ => yaml_syntax::diagnostic(span, &error.info()),
                }))
            }
        }
    }

    fn node(&mut self, event: Event<'t>, span: Span) -> Result<Node, Stop> {
        self.nodes += 1;
        if self.nodes > SCHEMA_NODES {
            return Err(Box::new(too_large::diagnostic(span)));
        }
        if event.anchor_id().is_some() || event.tag().is_some() {
            return Err(Box::new(alias::diagnostic(self.property_before(span))));
        }
        match event {
            Event::Scalar(text, style, ..) => {
                if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
                    self.diagnostics.push(hidden_character::diagnostic(span, hidden));
                }
                Ok(Node { span, value: Value::Scalar { text: text.into_owned(), quoted: style != ScalarStyle::Plain } })
            }
            Event::SequenceStart(..) => self.sequence(span),
            Event::MappingStart(..) => self.mapping(span),
            _ => Err(Box::new(alias::diagnostic(span))),
        }
    }

    /// The anchor or tag before a node: the parser's span begins after it.
    fn property_before(&self, node: Span) -> Span {
        let before = self.text.get(..node.start as usize).unwrap_or_default();
        match before.rfind(['&', '!']).filter(|at| !before[*at..].contains([',', ':', '[', '{'])) {
            Some(at) => Span { start: at as u32, end: (at + before[at..].trim_end().len()) as u32, ..node },
            None => node,
        }
    }

    fn sequence(&mut self, start: Span) -> Result<Node, Stop> {
        let mut items: Vec<Node> = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::SequenceEnd {
                return Ok(Node {
                    span: self.cover(start, items.last().map(|i| i.span), span),
                    value: Value::Sequence(items),
                });
            }
            items.push(self.node(event, span)?);
        }
    }

    fn mapping(&mut self, start: Span) -> Result<Node, Stop> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut seen = std::collections::HashMap::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                let last = entries.last().map(|entry| entry.value.span);
                return Ok(Node { span: self.cover(start, last, span), value: Value::Mapping(entries) });
            }
            let (key, key_quoted) = match self.node(event, span)? {
                Node { value: Value::Scalar { text, quoted }, span } => (Spanned::new(text, span), quoted),
                other => return Err(Box::new(yaml_syntax::complex_key(other.span))),
            };
            let (event, span) = self.next()?;
            let value = self.node(event, span)?;
            if let Some(first) = seen.get(&key.value) {
                self.diagnostics.push(duplicate_key::diagnostic(&key, *first));
                continue;
            }
            seen.insert(key.value.clone(), key.span);
            entries.push(Entry { key, key_quoted, value });
        }
    }

    /// From the start of a collection to the end of its last item; the end event of a block collection lies further on.
    fn cover(&self, start: Span, last: Option<Span>, end: Span) -> Span {
        let closing = self.text.as_bytes().get(end.start as usize).copied();
        let end = match (closing, last) {
            (Some(b']' | b'}'), _) => end.start + 1,
            (_, Some(last)) => last.end,
            (_, None) => end.end,
        };
        Span { end: end.max(start.start), ..start }
    }
}
