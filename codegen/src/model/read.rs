//! From trees to a model. What is wrong is reported and replaced by something harmless, so that one run finds all.

use std::str::FromStr;

use candor_core::limits::{ENUM_VALUES_MAX, EVENTS_MAX, FIELDS_MAX, TEXT_CHARS_DEFAULT, TEXT_CHARS_MAX};
use candor_core::names::is_label;
use candor_core::{ContextKey, DurationUnit, FieldType, PrivacyClass};
use jiff::civil::Date;

use super::{
    Consent, ContextEntry, Contract, Destination, Documents, Event, Field, FieldKind, OtlpProtocol, Parts, Product,
    Review,
};
use crate::checks::{
    duplicate_name, insecure_endpoint, invalid_name, missing_event_file, missing_key, not_utf8, out_of_range,
    too_large, unknown_key, unknown_value, unlisted_file, unquoted_value, unreadable_file, unsafe_directory,
    wrong_key_for_type, wrong_language, wrong_shape,
};
use crate::diagnostic::Diagnostics;
use crate::document::{Entry, Fields, Node, Value, is_null, parse, plain_kind};
use crate::language::{self, Object};
use crate::names::{is_app, is_snake, is_upper_camel, to_snake, to_upper_camel};
use crate::source::{EVENTS_FOLDER, LOCK_FILE, PRODUCT_FILE, Sources, Span, Spanned, Unreadable};

/// The tree of one file.
pub(super) fn tree(sources: &Sources, index: u32, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = &sources.files[index as usize];
    let start = Span { file: index, start: 0, end: 0 };
    match &file.unreadable {
        _ if file.name == LOCK_FILE => return None,
        None => return parse(index, &file.text, diagnostics),
        Some(Unreadable::TooLarge) => diagnostics.push(too_large::diagnostic(start)),
        Some(Unreadable::NotUtf8 { valid_up_to }) => diagnostics.push(not_utf8::diagnostic(start, *valid_up_to)),
        Some(Unreadable::Missing) => {
            diagnostics.push(unreadable_file::diagnostic(start, &file.name, "there is no such file"));
        }
        Some(Unreadable::Other(why)) => diagnostics.push(unreadable_file::diagnostic(start, &file.name, why)),
    }
    None
}

/// The whole schema; `None` where product.yaml cannot be read as one.
pub(super) fn parts(sources: &Sources, documents: &Documents, diagnostics: &mut Diagnostics) -> Option<Parts> {
    let (file, _) = sources.find(PRODUCT_FILE)?;
    let root = documents.get(file)?;
    let mut reader = Reader { diagnostics };
    let fields = reader.mapping(root, &language::PRODUCT)?;
    if !reader.language(&fields) {
        return None;
    }
    let product = reader.product(&fields);
    let listed = fields.get("events").map(|node| reader.strings(node, "`events`", EVENTS_MAX)).unwrap_or_default();
    duplicate_name::unique("event file", listed.iter(), reader.diagnostics);
    reader.unlisted(sources, &listed, fields.key_span("events").unwrap_or(root.span));
    let events = listed.iter().filter_map(|name| reader.event(sources, documents, name)).collect();
    Some(Parts { product, events })
}

struct Reader<'d> {
    diagnostics: &'d mut Diagnostics,
}

impl Reader<'_> {
    fn mapping<'n>(&mut self, node: &'n Node, object: &'static Object) -> Option<Fields<'n>> {
        Fields::of(node, object, self.diagnostics)
    }

    fn language(&mut self, fields: &Fields<'_>) -> bool {
        match fields.get("candor").map(|node| (node, &node.value)) {
            Some((node, Value::Scalar { text, .. })) if text != "1" => {
                self.diagnostics.push(wrong_language::diagnostic(node.span, text));
                false
            }
            Some((node, Value::Sequence(_) | Value::Mapping(_))) => {
                self.diagnostics.push(wrong_shape::diagnostic(node, "`candor`", "the number 1"));
                false
            }
            _ => true,
        }
    }

    fn product(&mut self, fields: &Fields<'_>) -> Product {
        let name = self.string_at(fields, "product");
        if !name.value.is_empty() && !is_upper_camel(&name.value) {
            self.diagnostics.push(invalid_name::diagnostic(
                &name,
                "a product",
                "UpperCamelCase of ASCII letters and digits",
                &to_upper_camel(&name.value),
            ));
        }
        let app = self.string_at(fields, "app");
        if !app.value.is_empty() && !is_app(&app.value) {
            self.diagnostics.push(invalid_name::diagnostic(
                &app,
                "an app",
                "lower-case ASCII letters, digits, `-` and `_`",
                &to_snake(&app.value),
            ));
        }
        let storage = self.sub(fields, "storage", &language::STORAGE).map(|f| self.string_at(&f, "directory"));
        let storage = storage.unwrap_or_else(|| nothing(fields.span));
        if !storage.value.is_empty() {
            unsafe_directory::check(&storage, self.diagnostics);
        }
        Product {
            name,
            app,
            consent: self.consent(fields),
            storage,
            context: self.context(fields),
            roots: self.roots(fields),
            destinations: self.destinations(fields),
        }
    }

    fn sub<'n>(&mut self, fields: &Fields<'n>, key: &str, object: &'static Object) -> Option<Fields<'n>> {
        self.mapping(fields.get(key)?, object)
    }

    fn consent(&mut self, fields: &Fields<'_>) -> Consent {
        let Some(consent) = self.sub(fields, "consent", &language::CONSENT) else {
            return Consent {
                version: Spanned::new(1, fields.span),
                ask_terminal: true,
                default_accept: Spanned::new(false, fields.span),
                purpose: nothing(fields.span),
                never_collected: Vec::new(),
            };
        };
        let version = consent.get("version").and_then(|node| self.integer(node, "`version`", 1, u64::from(u32::MAX)));
        let default = self.choice(&consent, "default", "a default", &["accept", "decline"]);
        let default_span = consent.get("default").map_or(consent.span, |node| node.span);
        Consent {
            version: version.map_or(Spanned::new(1, consent.span), |v| Spanned::new(v.value as u32, v.span)),
            ask_terminal: self.choice(&consent, "ask", "a way of asking", &["terminal", "app"]) != Some("app"),
            default_accept: Spanned::new(default == Some("accept"), default_span),
            purpose: self.string_at(&consent, "purpose"),
            never_collected: consent
                .get("never_collected")
                .map(|node| self.strings(node, "`never_collected`", FIELDS_MAX))
                .unwrap_or_default(),
        }
    }

    fn context(&mut self, fields: &Fields<'_>) -> Vec<ContextEntry> {
        let Some(node) = fields.get("context") else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`context`", "a mapping of keys to their notices"));
            return Vec::new();
        };
        entries.iter().filter_map(|entry| self.context_entry(entry)).collect()
    }

    fn context_entry(&mut self, entry: &Entry) -> Option<ContextEntry> {
        let key = ContextKey::from_str(&entry.key.value);
        if key.is_err() {
            self.diagnostics.push(unknown_key::context(&entry.key));
        }
        let fields = self.mapping(&entry.value, &language::CONTEXT_ENTRY)?;
        let notice = self.string_at(&fields, "notice");
        Some(ContextEntry { key: Spanned::new(key.ok()?, entry.key.span), notice })
    }

    fn roots(&mut self, fields: &Fields<'_>) -> Vec<Spanned<String>> {
        let roots = self.sub(fields, "scrub", &language::SCRUB);
        let node = roots.and_then(|fields| fields.get("roots"));
        node.map(|node| self.strings(node, "`roots`", FIELDS_MAX)).unwrap_or_default()
    }

    fn destinations(&mut self, fields: &Fields<'_>) -> Vec<Destination> {
        let Some(export) = self.sub(fields, "export", &language::EXPORT) else { return Vec::new() };
        let onecollector = self.sub(&export, "onecollector", &language::ONECOLLECTOR).map(|one| Destination {
            endpoint: self.endpoint(&one),
            contract: Contract::OneCollector { key_env: self.variable(&one, "key_env") },
        });
        let otlp = self.sub(&export, "otlp", &language::OTLP).map(|otlp| {
            let headers_env = otlp.get("headers_env").map(|_| self.variable(&otlp, "headers_env"));
            let contract = Contract::Otlp { protocol: self.protocol(&otlp), headers_env };
            Destination { endpoint: self.endpoint(&otlp), contract }
        });
        if export.get("onecollector").is_none() && export.get("otlp").is_none() {
            let at = fields.key_span("export").unwrap_or(export.span);
            self.diagnostics.push(missing_key::any_of(at, &language::EXPORT));
        }
        onecollector.into_iter().chain(otlp).collect()
    }

    fn endpoint(&mut self, fields: &Fields<'_>) -> Spanned<String> {
        let endpoint = self.string_at(fields, "endpoint");
        if !endpoint.value.is_empty() {
            insecure_endpoint::check(&endpoint, self.diagnostics);
        }
        endpoint
    }

    /// The name of an environment variable.
    fn variable(&mut self, fields: &Fields<'_>, key: &str) -> Spanned<String> {
        let name = self.string_at(fields, key);
        let is_variable = name.value.starts_with(|c: char| c.is_ascii_uppercase())
            && name.value.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        if !name.value.is_empty() && !is_variable {
            let instead = to_snake(&name.value).to_uppercase();
            let diagnostic =
                invalid_name::diagnostic(&name, "an environment variable", "capitals, digits and `_`", &instead);
            self.diagnostics.push(diagnostic);
        }
        name
    }

    fn protocol(&mut self, fields: &Fields<'_>) -> Spanned<OtlpProtocol> {
        let spelled = self.string_at(fields, "protocol");
        let known = OtlpProtocol::ALL.into_iter().find(|protocol| protocol.name() == spelled.value);
        if known.is_none() && !spelled.value.is_empty() {
            let known = OtlpProtocol::ALL.map(OtlpProtocol::name);
            self.diagnostics.push(unknown_value::diagnostic(spelled.span, "a protocol", &spelled.value, known));
        }
        Spanned::new(known.unwrap_or(OtlpProtocol::HttpProtobuf), spelled.span)
    }

    /// Files that lie in the folder and are in no list.
    fn unlisted(&mut self, sources: &Sources, listed: &[Spanned<String>], list: Span) {
        for file in &sources.files {
            let known = matches!(file.name.as_str(), PRODUCT_FILE | LOCK_FILE)
                || listed.iter().any(|name| file.name == event_file(&name.value));
            if !known {
                self.diagnostics.push(unlisted_file::diagnostic(list, &file.name));
            }
        }
    }

    fn event(&mut self, sources: &Sources, documents: &Documents, listed: &Spanned<String>) -> Option<Event> {
        if !is_snake(&listed.value) {
            self.diagnostics.push(invalid_name::diagnostic(
                listed,
                "an event file",
                "snake_case, without folder and ending",
                &to_snake(&listed.value),
            ));
            return None;
        }
        let Some((file, _)) = sources.find(&event_file(&listed.value)) else {
            let stems = sources.files.iter().filter_map(|f| f.name.strip_prefix("events/")?.strip_suffix(".yaml"));
            self.diagnostics.push(missing_event_file::diagnostic(listed.span, &listed.value, stems));
            return None;
        };
        let root = documents.get(file)?;
        let fields = self.mapping(root, &language::EVENT)?;
        let class = self.class(&fields, "class").unwrap_or(Spanned::new(PrivacyClass::Pseudonymous, fields.span));
        let name = self.string_at(&fields, "event");
        if !name.value.is_empty() && !is_upper_camel(&name.value) {
            self.diagnostics.push(invalid_name::diagnostic(
                &name,
                "an event",
                "UpperCamelCase of ASCII letters and digits",
                &to_upper_camel(&name.value),
            ));
        }
        Some(Event {
            stem: listed.value.clone(),
            name,
            description: self.string_at(&fields, "description"),
            class,
            owners: fields.get("owners").map(|node| self.strings(node, "`owners`", FIELDS_MAX)).unwrap_or_default(),
            review: self.review(&fields),
            expires: self.expires(&fields),
            notice: fields.get("notice").map(|node| self.string(node, "`notice`")),
            fields: self.fields(&fields, class),
        })
    }

    fn review(&mut self, fields: &Fields<'_>) -> Option<Review> {
        let review = self.sub(fields, "review", &language::REVIEW)?;
        let date = self.string_at(&review, "date");
        if !date.value.is_empty() && date.value.parse::<Date>().is_err() {
            self.diagnostics.push(unknown_value::diagnostic(
                date.span,
                "a date",
                &date.value,
                ["a date such as 2026-04-21"],
            ));
        }
        Some(Review { ticket: self.string_at(&review, "ticket"), date })
    }

    fn expires(&mut self, fields: &Fields<'_>) -> Option<Spanned<Date>> {
        let text = self.string(fields.get("expires")?, "`expires`");
        if text.value.is_empty() || text.value == "never" {
            return None;
        }
        match text.value.parse() {
            Ok(date) => Some(Spanned::new(date, text.span)),
            Err(_) => {
                let known = ["never", "a date such as 2028-04-21"];
                self.diagnostics.push(unknown_value::diagnostic(text.span, "a date", &text.value, known));
                None
            }
        }
    }

    fn fields(&mut self, event: &Fields<'_>, class: Spanned<PrivacyClass>) -> Vec<Field> {
        let Some(node) = event.get("fields") else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`fields`", "a mapping of names to fields"));
            return Vec::new();
        };
        if entries.len() > FIELDS_MAX {
            self.diagnostics.push(out_of_range::diagnostic(node.span, "the number of fields", 0, FIELDS_MAX as u64));
        }
        entries.iter().filter_map(|entry| self.field(entry, class)).collect()
    }

    fn field(&mut self, entry: &Entry, event_class: Spanned<PrivacyClass>) -> Option<Field> {
        let name = &entry.key;
        if !is_snake(&name.value) {
            let form = "snake_case of ASCII letters and digits";
            self.diagnostics.push(invalid_name::diagnostic(name, "a field", form, &to_snake(&name.value)));
        }
        let fields = self.mapping(&entry.value, &language::FIELD)?;
        let class = self.class(&fields, "class").unwrap_or(event_class);
        let optional = fields.get("optional").is_some_and(|node| self.boolean(node, "`optional`"));
        let (description, notice) = (self.string_at(&fields, "description"), self.string_at(&fields, "notice"));
        let kind_node = fields.get("type")?;
        let kind = self.kind(&fields, kind_node)?;
        Some(Field { name: name.clone(), kind, kind_span: kind_node.span, class, optional, description, notice })
    }

    fn kind(&mut self, fields: &Fields<'_>, node: &Node) -> Option<FieldKind> {
        let text = self.string(node, "`type`");
        let Ok(kind) = FieldType::from_str(&text.value) else {
            if !text.value.is_empty() {
                let known = FieldType::ALL.map(FieldType::name);
                self.diagnostics.push(unknown_value::diagnostic(node.span, "a type", &text.value, known));
            }
            return None;
        };
        for (key, owner) in [("values", FieldType::Enum), ("unit", FieldType::Duration), ("max_chars", FieldType::Text)]
        {
            if let Some(span) = fields.key_span(key).filter(|_| owner != kind) {
                self.diagnostics.push(wrong_key_for_type::diagnostic(span, key, kind.name(), owner.name()));
            }
        }
        Some(match kind {
            FieldType::Bool => FieldKind::Bool,
            FieldType::Int => FieldKind::Int,
            FieldType::Uint => FieldKind::Uint,
            FieldType::Float => FieldKind::Float,
            FieldType::Duration => FieldKind::Duration(self.unit(fields, node)?),
            FieldType::Enum => FieldKind::Enum(self.values(fields, node)?),
            FieldType::Label => FieldKind::Label,
            FieldType::Text => FieldKind::Text { max_chars: self.max_chars(fields) },
            FieldType::Frames => FieldKind::Frames,
        })
    }

    fn unit(&mut self, fields: &Fields<'_>, kind: &Node) -> Option<DurationUnit> {
        let names = DurationUnit::ALL.map(DurationUnit::name);
        if fields.get("unit").is_none() {
            self.diagnostics.push(missing_key::for_type(kind.span, "duration", "unit", "ms"));
        }
        self.choice(fields, "unit", "a unit", &names)?.parse().ok()
    }

    fn values(&mut self, fields: &Fields<'_>, kind: &Node) -> Option<Vec<Spanned<String>>> {
        let Some(node) = fields.get("values") else {
            self.diagnostics.push(missing_key::for_type(kind.span, "enum", "values", "[First, Second]"));
            return None;
        };
        let values = self.strings(node, "`values`", ENUM_VALUES_MAX);
        for value in values.iter().filter(|value| !value.value.is_empty() && !is_label(&value.value)) {
            let form = "1 to 64 ASCII letters, digits, `_`, `.`, `:` and `-`";
            self.diagnostics.push(invalid_name::diagnostic(value, "a value", form, ""));
        }
        if values.is_empty() && matches!(&node.value, Value::Sequence(_)) {
            self.diagnostics.push(out_of_range::diagnostic(
                node.span,
                "the number of values",
                1,
                ENUM_VALUES_MAX as u64,
            ));
        }
        Some(values)
    }

    fn max_chars(&mut self, fields: &Fields<'_>) -> u32 {
        let read =
            fields.get("max_chars").and_then(|node| self.integer(node, "`max_chars`", 1, u64::from(TEXT_CHARS_MAX)));
        read.map_or(TEXT_CHARS_DEFAULT, |n| n.value as u32)
    }

    fn class(&mut self, fields: &Fields<'_>, key: &str) -> Option<Spanned<PrivacyClass>> {
        let names = PrivacyClass::ALL.map(PrivacyClass::name);
        let span = fields.get(key)?.span;
        Some(Spanned::new(self.choice(fields, key, "a privacy class", &names)?.parse().ok()?, span))
    }

    fn choice(&mut self, fields: &Fields<'_>, key: &str, what: &str, known: &[&'static str]) -> Option<&'static str> {
        let node = fields.get(key)?;
        let text = self.string(node, &format!("`{key}`"));
        let found = known.iter().find(|name| **name == text.value).copied();
        if found.is_none() && !text.value.is_empty() {
            self.diagnostics.push(unknown_value::diagnostic(node.span, what, &text.value, known.iter().copied()));
        }
        found
    }

    fn boolean(&mut self, node: &Node, what: &str) -> bool {
        match &node.value {
            Value::Scalar { text, quoted: false } if text == "true" => true,
            Value::Scalar { text, quoted: false } if text == "false" => false,
            _ => {
                self.diagnostics.push(wrong_shape::diagnostic(node, what, "`true` or `false`"));
                false
            }
        }
    }

    fn integer(&mut self, node: &Node, what: &str, least: u64, most: u64) -> Option<Spanned<u64>> {
        let Value::Scalar { text, quoted: false } = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a whole number"));
            return None;
        };
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        if !digits && plain_kind(text) != "a number" {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a whole number"));
            return None;
        }
        match text.parse::<u64>() {
            Ok(number) if digits && (least..=most).contains(&number) => Some(Spanned::new(number, node.span)),
            _ => {
                self.diagnostics.push(out_of_range::diagnostic(node.span, what, least, most));
                None
            }
        }
    }

    /// The string under a key; what is missing was reported when the mapping was read.
    fn string_at(&mut self, fields: &Fields<'_>, key: &str) -> Spanned<String> {
        fields.get(key).map_or_else(|| nothing(fields.span), |node| self.string(node, &format!("`{key}`")))
    }

    fn string(&mut self, node: &Node, what: &str) -> Spanned<String> {
        match &node.value {
            Value::Scalar { text, quoted } => {
                if !quoted && plain_kind(text) != "a string" && !is_null(text) {
                    self.diagnostics.push(unquoted_value::diagnostic(node, text));
                } else if is_null(text) || text.trim().is_empty() {
                    self.diagnostics.push(wrong_shape::diagnostic(node, what, "a text that is not empty"));
                    return nothing(node.span);
                }
                Spanned::new(text.trim().to_owned(), node.span)
            }
            _ => {
                self.diagnostics.push(wrong_shape::diagnostic(node, what, "a string"));
                nothing(node.span)
            }
        }
    }

    fn strings(&mut self, node: &Node, what: &str, most: usize) -> Vec<Spanned<String>> {
        let Value::Sequence(items) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a list of strings"));
            return Vec::new();
        };
        if items.len() > most {
            self.diagnostics.push(out_of_range::diagnostic(
                node.span,
                &format!("the length of {what}"),
                0,
                most as u64,
            ));
        }
        items
            .iter()
            .map(|item| self.string(item, &format!("an entry of {what}")))
            .filter(|s| !s.value.is_empty())
            .collect()
    }
}

fn event_file(name: &str) -> String {
    format!("{EVENTS_FOLDER}/{name}.yaml")
}

/// What stands in for a string that is missing; every check passes over it, since it was reported.
fn nothing(span: Span) -> Spanned<String> {
    Spanned::new(String::new(), span)
}
