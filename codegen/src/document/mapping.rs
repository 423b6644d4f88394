use super::{Entry, Node, Value};
use crate::checks::{missing_key, unknown_key, wrong_shape};
use crate::diagnostic::Diagnostics;
use crate::language::{Key, Object, Shape};
use crate::source::Span;

/// The entries of a mapping, read by name. What is not in the language's table for it becomes a diagnostic at once.
pub(crate) struct Fields<'n> {
    pub(crate) span: Span,
    object: &'static Object,
    entries: &'n [Entry],
}

impl<'n> Fields<'n> {
    /// Reads `node` as `object`; what is not a mapping is reported.
    pub(crate) fn of(node: &'n Node, object: &'static Object, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Mapping(entries) = &node.value else {
            diagnostics.push(wrong_shape::diagnostic(node, object.what, "a mapping of keys to values"));
            return None;
        };
        for entry in entries {
            if !object.keys.iter().any(|key| key.name == entry.key.value) {
                diagnostics.push(unknown_key::diagnostic(&entry.key, object));
            }
        }
        let fields = Self { span: node.span, object, entries };
        let missing: Vec<_> = object.keys.iter().filter(|key| key.required && fields.get(key.name).is_none()).collect();
        if !missing.is_empty() {
            diagnostics.push(missing_key::diagnostic(fields.head(), object, &missing));
        }
        Some(fields)
    }

    /// The value of a key of the language's table.
    pub(crate) fn get(&self, name: &str) -> Option<&'n Node> {
        debug_assert!(
            self.object.keys.iter().any(|key| key.name == name),
            "{name} is not in the table of {}",
            self.object.what
        );
        self.entries.iter().find(|entry| entry.key.value == name).map(|entry| &entry.value)
    }

    /// The language's table for it.
    pub(crate) fn keys(&self) -> &'static [Key] {
        self.object.keys
    }

    /// What the language's table says of a key.
    pub(crate) fn shape(&self, name: &str) -> Option<Shape> {
        self.object.keys.iter().find(|key| key.name == name).map(|key| key.shape)
    }

    /// Where the key itself stands.
    pub(crate) fn key_span(&self, name: &str) -> Option<Span> {
        self.entries.iter().find(|entry| entry.key.value == name).map(|entry| entry.key.span)
    }

    /// A short span at the start, for what concerns the mapping as a whole.
    fn head(&self) -> Span {
        self.entries.first().map_or(self.span, |entry| entry.key.span)
    }
}
