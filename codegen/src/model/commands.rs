//! `commands:` of product.yaml: which events the commands of a product emit by themselves, and what fills their fields.

use candor_core::limits::COMMANDS_MAX;
use candor_core::names::is_label;

use super::Event;
use super::read::Reader;
use crate::checks::{duplicate_name, invalid_name, unknown_value, wrong_shape};
use crate::document::{Fields, Value};
use crate::language::{self, Object};
use crate::source::{Span, Spanned};

/// How a command can end, as the runtime spells it.
pub(crate) const OUTCOMES: [&str; 6] = ["success", "failure", "error", "panic", "interrupted", "terminated"];
/// Who can have started a command, as the runtime spells it.
pub(crate) const ORIGINS: [&str; 2] = ["Interactive", "Script"];

#[derive(Debug, Default)]
pub(crate) struct Commands {
    pub(crate) names: Vec<Spanned<String>>,
    pub(crate) silent: Vec<Spanned<String>>,
    pub(crate) heartbeat: Option<Filled>,
    pub(crate) action: Option<Filled>,
    pub(crate) error: Option<Filled>,
}

impl Commands {
    pub(crate) fn events(&self) -> impl Iterator<Item = &Filled> {
        [&self.heartbeat, &self.action, &self.error].into_iter().flatten()
    }
}

/// An event that the runtime fills.
#[derive(Debug)]
pub(crate) struct Filled {
    /// Its place among the events of the schema.
    pub(crate) event: usize,
    /// Where `commands:` names it.
    pub(crate) span: Span,
    pub(crate) fills: Vec<Fill>,
}

/// A field of such an event, and what fills it.
#[derive(Debug)]
pub(crate) struct Fill {
    /// Its place among the fields of the event.
    pub(crate) field: usize,
    pub(crate) source: Source,
    /// Where `commands:` names it.
    pub(crate) span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Name,
    Duration,
    Success,
    Outcome,
    InvokedFrom,
    /// What the option of this id says.
    Option(String),
}

impl Source {
    /// The key of `action` that names it.
    pub(crate) fn key(&self) -> &'static str {
        SOURCES.iter().find(|(_, source)| source == self).map_or("options", |(key, _)| key)
    }
}

/// The keys of `action` that name a field.
const SOURCES: [(&str, Source); 5] = [
    ("name", Source::Name),
    ("duration", Source::Duration),
    ("success", Source::Success),
    ("outcome", Source::Outcome),
    ("invoked_from", Source::InvokedFrom),
];

/// The events of a schema: those that product.yaml lists, and those of them that could be read.
struct Known<'e> {
    listed: &'e [Spanned<String>],
    events: &'e [Event],
}

impl Reader<'_> {
    pub(super) fn commands(
        &mut self,
        product: &Fields<'_>,
        listed: &[Spanned<String>],
        events: &[Event],
    ) -> Option<Commands> {
        let fields = self.sub(product, "commands", &language::COMMANDS)?;
        let known = Known { listed, events };
        Some(Commands {
            names: self.command_names(&fields, "names"),
            silent: self.command_names(&fields, "silent"),
            heartbeat: self.named(&fields, "heartbeat", &known),
            action: self.filled(&fields, "action", &language::ACTION, &known),
            error: self.named(&fields, "error", &known),
        })
    }

    /// An event of which `commands:` says nothing but its name.
    fn named(&mut self, commands: &Fields<'_>, key: &str, known: &Known<'_>) -> Option<Filled> {
        let name = self.string(commands.get(key)?, &format!("`{key}`"));
        let event = self.event_named(&name, known)?;
        Some(Filled { event, span: name.span, fills: Vec::new() })
    }

    fn command_names(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Spanned<String>> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let names = self.strings(node, &format!("`{key}`"), 1, COMMANDS_MAX);
        for name in names.iter().filter(|name| !is_label(&name.value)) {
            let form = "1 to 64 ASCII letters, digits, `_`, `.`, `:` and `-`";
            self.diagnostics.push(invalid_name::diagnostic(name, "a command", form, ""));
        }
        duplicate_name::unique("command", names.iter(), self.diagnostics);
        names
    }

    fn event_named(&mut self, name: &Spanned<String>, known: &Known<'_>) -> Option<usize> {
        if !known.listed.iter().any(|one| one.value == name.value) && !name.value.is_empty() {
            let stems = known.listed.iter().map(|one| one.value.as_str());
            self.diagnostics.push(unknown_value::diagnostic(name.span, "an event of this schema", &name.value, stems));
        }
        known.events.iter().position(|event| event.stem == name.value)
    }

    fn filled(
        &mut self,
        commands: &Fields<'_>,
        key: &str,
        object: &'static Object,
        known: &Known<'_>,
    ) -> Option<Filled> {
        let fields = self.sub(commands, key, object)?;
        let name = self.string_at(&fields, "event");
        let index = self.event_named(&name, known);
        let mut named = Vec::new();
        for (key, source) in SOURCES.iter().filter(|(key, _)| object.keys.iter().any(|known| known.name == *key)) {
            if let Some(node) = fields.get(key) {
                named.push((source.clone(), self.string(node, &format!("`{key}`"))));
            }
        }
        if object.keys.iter().any(|known| known.name == "options") {
            named.extend(self.options(&fields));
        }
        let event = known.events.get(index?)?;
        let fills = named.into_iter().filter_map(|(source, field)| {
            Some(Fill { field: self.field_named(&field, event)?, source, span: field.span })
        });
        Some(Filled { event: index?, span: name.span, fills: fills.collect() })
    }

    /// Fields and the options that fill them.
    fn options(&mut self, action: &Fields<'_>) -> Vec<(Source, Spanned<String>)> {
        let Some(node) = action.get("options") else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`options`", "a mapping of fields to options"));
            return Vec::new();
        };
        let options = entries.iter().map(|entry| {
            let option = self.string(&entry.value, "an option");
            (Source::Option(option.value), entry.key.clone())
        });
        options.collect()
    }

    fn field_named(&mut self, name: &Spanned<String>, event: &Event) -> Option<usize> {
        let found = event.fields.iter().position(|field| field.name.value == name.value);
        // Where no field could be read, that was reported.
        if found.is_none() && !name.value.is_empty() && (!event.has_fields || !event.fields.is_empty()) {
            let what = format!("a field of `{}`", event.name.value);
            let known = event.fields.iter().map(|field| field.name.value.as_str());
            self.diagnostics.push(unknown_value::diagnostic(name.span, &what, &name.value, known));
        }
        found
    }
}
