//! From trees to a model. What is wrong is reported and replaced by something harmless, so that one run finds all.

mod kind;

use std::collections::HashSet;
use std::str::FromStr;

use candor_core::limits::{EVENTS_MAX, FIELDS_MAX, PROSE_CHARS_MAX, SCRUB_EXAMPLES_MAX, SCRUB_PATTERNS_MAX};
use candor_core::{Claim, ContextKey, PrivacyClass, Sampling};
use jiff::civil::Date;

use super::{
    Consent, ContextEntry, Destination, Documents, Event, Field, Filling, Member, OtlpProtocol, Parts, Pattern, Policy,
    Product, Promise, Review, Scrub, Types,
};
use crate::checks::insecure_endpoint::Plain;
use crate::checks::{
    duplicate_name, failing_example, insecure_endpoint, invalid_name, invalid_pattern, missing_event_file, missing_key,
    not_utf8, out_of_range, too_large, unknown_key, unknown_value, unlisted_file, unquoted_value, unreadable_file,
    unsafe_directory, unsafe_root, wrong_language, wrong_shape,
};
use crate::diagnostic::Diagnostics;
use crate::document::{Entry, Fields, Node, Value, is_null, parse, plain_kind};
use crate::language::{self, Object, Shape};
use crate::names::{is_app, is_snake, is_upper_camel, to_snake, to_upper_camel};
use crate::source::{
    EVENTS_FOLDER, LOCK_FILE, POLICY_FILE, PRODUCT_FILE, Sources, Span, Spanned, TYPES_FILE, Unreadable,
};

/// The tree of one file.
pub(super) fn tree(sources: &Sources, index: u32, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = &sources.files[index as usize];
    let start = Span { file: index, start: 0, end: 0 };
    match &file.unreadable {
        _ if file.name == LOCK_FILE => return None,
        None => return parse(index, &file.text, diagnostics),
        Some(Unreadable::TooLarge) => diagnostics.push(too_large::diagnostic(start)),
        Some(Unreadable::NotUtf8 { valid_up_to, utf16 }) => {
            diagnostics.push(not_utf8::diagnostic(index, *valid_up_to, *utf16));
        }
        Some(Unreadable::NoFile) => {
            diagnostics.push(unreadable_file::diagnostic(start, &file.name, "it is a folder, a pipe or a device"));
        }
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
    let mut reader = Reader { diagnostics, types: Types::default() };
    let fields = reader.mapping(root, &language::PRODUCT)?;
    if !reader.language(&fields) {
        return None;
    }
    let product = reader.product(&fields);
    reader.types(sources, documents, &fields);
    let policy = reader.policy(sources, documents, &fields);
    let node = fields.get("events");
    let listed = node.map(|node| reader.strings(node, "`events`", 1, EVENTS_MAX)).unwrap_or_default();
    duplicate_name::unique("event file", listed.iter(), reader.diagnostics);
    if node.is_some_and(|node| matches!(node.value, Value::Sequence(_))) {
        let beside = [("policy", POLICY_FILE), ("types", TYPES_FILE)];
        let beside = beside.into_iter().filter(|(key, _)| fields.get(key).is_some()).map(|(_, file)| file);
        reader.unlisted(sources, &listed, beside, fields.key_span("events").unwrap_or(root.span));
    }
    let events: Vec<_> = listed.iter().filter_map(|name| reader.event(sources, documents, name)).collect();
    let commands = reader.commands(&fields, &listed, &events);
    Some(Parts { product, types: reader.types, events, policy, commands })
}

pub(super) struct Reader<'d> {
    pub(super) diagnostics: &'d mut Diagnostics,
    types: Types,
}

impl Reader<'_> {
    pub(super) fn mapping<'n>(&mut self, node: &'n Node, object: &'static Object) -> Option<Fields<'n>> {
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
                "UpperCamelCase of at most 64 ASCII letters and digits",
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
        let storage = self.sub(fields, "storage", &language::STORAGE);
        let directory = storage.as_ref().map_or_else(|| nothing(fields.span), |f| self.string_at(f, "directory"));
        if !directory.value.is_empty() {
            unsafe_directory::check(&directory, self.diagnostics);
        }
        let import = storage.filter(|f| f.get("import").is_some()).map(|f| self.string_at(&f, "import"));
        if let Some(import) = import.as_ref().filter(|import| !import.value.is_empty()) {
            unsafe_directory::check_import(import, &directory.value, self.diagnostics);
        }
        Product {
            name,
            app,
            consent: self.consent(fields),
            storage: directory,
            import,
            context: self.context(fields),
            scrub: self.scrub(fields),
            destinations: self.destinations(fields),
        }
    }

    pub(super) fn sub<'n>(&mut self, fields: &Fields<'n>, key: &str, object: &'static Object) -> Option<Fields<'n>> {
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
            never_collected: consent.get("never_collected").map(|node| self.promises(node)).unwrap_or_default(),
        }
    }

    fn promises(&mut self, node: &Node) -> Vec<Promise> {
        let Value::Sequence(items) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`never_collected`", "a list"));
            return Vec::new();
        };
        if !(1..=FIELDS_MAX).contains(&items.len()) {
            self.diagnostics.push(out_of_range::length(node.span, "`never_collected`", items.len(), 1, FIELDS_MAX));
        }
        let promises: Vec<Promise> = items.iter().filter_map(|item| self.promise(item)).collect();
        duplicate_name::unique("promise", promises.iter().map(|promise| &promise.text), self.diagnostics);
        let claims = promises.iter().filter_map(|promise| promise.claim);
        let claims: Vec<_> = claims.map(|claim| Spanned::new(claim.value.name().to_owned(), claim.span)).collect();
        duplicate_name::unique("claim", claims.iter(), self.diagnostics);
        promises
    }

    /// Words alone, or words with the claim that they make.
    fn promise(&mut self, node: &Node) -> Option<Promise> {
        if !matches!(node.value, Value::Mapping(_)) {
            let text = self.string(node, "an entry of `never_collected`");
            return (!text.value.is_empty()).then_some(Promise { text, claim: None });
        }
        let fields = self.mapping(node, &language::PROMISE)?;
        let text = self.string_at(&fields, "text");
        let span = fields.get("claim")?.span;
        let claim = self.choice(&fields, "claim", "a claim", &Claim::ALL.map(Claim::name))?.parse().ok()?;
        Some(Promise { text, claim: Some(Spanned::new(claim, span)) })
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

    fn scrub(&mut self, fields: &Fields<'_>) -> Scrub {
        let Some(fields) = self.sub(fields, "scrub", &language::SCRUB) else { return Scrub::default() };
        let node = fields.get("roots");
        let roots = node.map(|node| self.strings(node, "`roots`", 0, FIELDS_MAX)).unwrap_or_default();
        roots.iter().for_each(|root| unsafe_root::check(root, self.diagnostics));
        Scrub { roots, patterns: self.patterns(&fields) }
    }

    fn patterns(&mut self, scrub: &Fields<'_>) -> Vec<Pattern> {
        let Some(node) = scrub.get("patterns") else { return Vec::new() };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`patterns`", "a mapping of names to patterns"));
            return Vec::new();
        };
        if entries.len() > SCRUB_PATTERNS_MAX {
            self.diagnostics.push(out_of_range::length(node.span, "`patterns`", entries.len(), 0, SCRUB_PATTERNS_MAX));
        }
        entries.iter().filter_map(|entry| self.pattern(entry)).collect()
    }

    fn pattern(&mut self, entry: &Entry) -> Option<Pattern> {
        let name = &entry.key;
        if !is_snake(&name.value) {
            let form = "snake_case of at most 64 ASCII letters and digits";
            self.diagnostics.push(invalid_name::diagnostic(name, "a pattern", form, &to_snake(&name.value)));
        }
        let fields = self.mapping(&entry.value, &language::PATTERN)?;
        let description = self.string_at(&fields, "description");
        let regex = self.verbatim(fields.get("regex")?, "`regex`");
        let [scrubs, keeps] = ["scrubs", "keeps"].map(|key| self.examples(&fields, key));
        if let Some(compiled) = invalid_pattern::check(&name.value, &regex, self.diagnostics) {
            failing_example::check(&name.value, &compiled, &scrubs, &keeps, self.diagnostics);
        }
        Some(Pattern { name: name.clone(), description, regex })
    }

    fn examples(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Spanned<String>> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let what = format!("`{key}`");
        let examples = self.strings(node, &what, 1, SCRUB_EXAMPLES_MAX);
        let Value::Sequence(items) = &node.value else { return examples };
        items.iter().filter_map(exact).filter(|example| !example.value.trim().is_empty()).collect()
    }

    /// A text in which every space counts.
    fn verbatim(&mut self, node: &Node, what: &str) -> Spanned<String> {
        let read = self.string(node, what);
        exact(node).filter(|_| !read.value.is_empty()).unwrap_or(read)
    }

    fn destinations(&mut self, fields: &Fields<'_>) -> Vec<Destination> {
        let Some(export) = self.sub(fields, "export", &language::EXPORT) else { return Vec::new() };
        let onecollector = self.sub(&export, "onecollector", &language::ONECOLLECTOR).map(|one| {
            let key_env = self.variable(&one, "key_env");
            Destination::OneCollector { endpoint: self.endpoint(&one, Plain::Nobody), key_env }
        });
        let otlp = self.sub(&export, "otlp", &language::OTLP).map(|otlp| {
            let headers_env = otlp.get("headers_env").map(|_| self.variable(&otlp, "headers_env"));
            let protocol = self.protocol(&otlp);
            Destination::Otlp { endpoint: self.endpoint(&otlp, Plain::ThisMachine), protocol, headers_env }
        });
        let file = self.sub(&export, "file", &language::FILE).map(|file| {
            let path = self.string_at(&file, "path");
            if !path.value.is_empty() {
                unsafe_directory::check_file(&path, self.diagnostics);
            }
            Destination::File { path }
        });
        let stdout = self.sub(&export, "stdout", &language::STDOUT).map(|stdout| {
            let at = export.key_span("stdout").unwrap_or(stdout.span);
            Destination::Stdout { at }
        });
        if language::EXPORT.keys.iter().all(|key| export.get(key.name).is_none()) {
            let at = fields.key_span("export").unwrap_or(export.span);
            self.diagnostics.push(missing_key::any_of(at, &language::EXPORT));
        }
        onecollector.into_iter().chain(otlp).chain(file).chain(stdout).collect()
    }

    fn endpoint(&mut self, fields: &Fields<'_>, plain: Plain) -> Spanned<String> {
        let endpoint = self.string_at(fields, "endpoint");
        if !endpoint.value.is_empty() {
            insecure_endpoint::check(&endpoint, plain, self.diagnostics);
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

    fn policy(&mut self, sources: &Sources, documents: &Documents, product: &Fields<'_>) -> Option<Policy> {
        let root = self.beside(sources, documents, product, "policy", POLICY_FILE)?;
        let fields = self.mapping(root, &language::POLICY)?;
        Some(Policy {
            forbid_classes: self.words(&fields, "forbid_classes"),
            forbid_types: self.words(&fields, "forbid_types"),
            require: self.words(&fields, "require"),
            max_fields: self.limit(&fields, "max_fields"),
            max_text_chars: self.limit(&fields, "max_text_chars"),
            max_expiry_days: self.limit(&fields, "max_expiry_days"),
        })
    }

    /// A file beside product.yaml that it names. It has one name only, so that everybody finds it.
    fn beside<'d>(
        &mut self,
        sources: &Sources,
        documents: &'d Documents,
        product: &Fields<'_>,
        key: &str,
        file: &'static str,
    ) -> Option<&'d Node> {
        let node = product.get(key)?;
        self.choice(product, key, "the name of that file", &[file])?;
        let Some((index, _)) = sources.find(file) else {
            self.diagnostics.push(missing_event_file::beside(node.span, file));
            return None;
        };
        documents.get(index)
    }

    /// A list of words from the language's table, read as what they stand for.
    fn words<T: FromStr>(&mut self, fields: &Fields<'_>, key: &str) -> Vec<Spanned<T>> {
        let Some(node) = fields.get(key) else { return Vec::new() };
        let Some(Shape::Words(least, known)) = fields.shape(key) else { return Vec::new() };
        let known: Vec<&str> = known().into_iter().map(|(word, _)| word).collect();
        let words = self.strings(node, &format!("`{key}`"), least, known.len());
        let mut read = Vec::new();
        for word in words {
            match word.value.parse() {
                Ok(value) if known.contains(&word.value.as_str()) => read.push(Spanned::new(value, word.span)),
                _ => {
                    let what = format!("an entry of `{key}`");
                    self.diagnostics.push(unknown_value::diagnostic(
                        word.span,
                        &what,
                        &word.value,
                        known.iter().copied(),
                    ));
                }
            }
        }
        read
    }

    /// A number within the limits of the language's table.
    fn limit(&mut self, fields: &Fields<'_>, key: &str) -> Option<Spanned<u64>> {
        let Some(Shape::Integer(least, most)) = fields.shape(key) else { return None };
        self.integer(fields.get(key)?, &format!("`{key}`"), least, most)
    }

    /// Files that lie in the folder and are in no list.
    fn unlisted(
        &mut self,
        sources: &Sources,
        listed: &[Spanned<String>],
        beside: impl Iterator<Item = &'static str>,
        list: Span,
    ) {
        let mut listed: HashSet<String> = listed.iter().map(|name| event_file(&name.value)).collect();
        listed.extend(beside.map(ToOwned::to_owned));
        for file in &sources.files {
            if !matches!(file.name.as_str(), PRODUCT_FILE | LOCK_FILE) && !listed.contains(&file.name) {
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
                "UpperCamelCase of at most 64 ASCII letters and digits",
                &to_upper_camel(&name.value),
            ));
        }
        Some(Event {
            stem: listed.value.clone(),
            name,
            description: self.string_at(&fields, "description"),
            class,
            owners: fields.get("owners").map(|node| self.strings(node, "`owners`", 1, FIELDS_MAX)).unwrap_or_default(),
            review: self.review(&fields),
            expires: self.expires(&fields),
            sampling: fields.get("sampling").and_then(|node| self.sampling(node)),
            notice: fields.get("notice").map(|node| self.string(node, "`notice`")),
            has_fields: fields
                .get("fields")
                .is_some_and(|node| !matches!(&node.value, Value::Mapping(e) if e.is_empty())),
            fields: self.fields(&fields, class),
        })
    }

    fn review(&mut self, fields: &Fields<'_>) -> Option<Review> {
        let review = self.sub(fields, "review", &language::REVIEW)?;
        let date = review.get("date").and_then(|node| self.date(node, false));
        Some(Review { ticket: self.string_at(&review, "ticket"), date })
    }

    fn expires(&mut self, fields: &Fields<'_>) -> Option<Spanned<Date>> {
        self.date(fields.get("expires")?, true)
    }

    /// A part of the sessions; `None` for all, and for what was reported.
    fn sampling(&mut self, node: &Node) -> Option<Spanned<Sampling>> {
        let Value::Scalar { text, .. } = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`sampling`", "a percentage"));
            return None;
        };
        match text.parse() {
            Ok(Sampling::ALL) => None,
            Ok(part) => Some(Spanned::new(part, node.span)),
            Err(()) => {
                self.diagnostics.push(unknown_value::percent(node.span, text));
                None
            }
        }
    }

    /// A date; `None` for `never`, where that is allowed, and for what was reported.
    fn date(&mut self, node: &Node, or_never: bool) -> Option<Spanned<Date>> {
        let Value::Scalar { text, .. } = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "the date", "a date"));
            return None;
        };
        match text.parse() {
            // What jiff also reads, such as a time or a week date, other readers of the file may not.
            Ok(date) if text.len() == 10 => Some(Spanned::new(date, node.span)),
            _ => {
                if !(or_never && text == "never") {
                    self.diagnostics.push(unknown_value::date(node.span, text, or_never));
                }
                None
            }
        }
    }

    fn fields(&mut self, event: &Fields<'_>, class: Spanned<PrivacyClass>) -> Vec<Field> {
        let entries = self.field_entries(event, 0);
        entries.iter().filter_map(|entry| self.field(entry, class)).collect()
    }

    /// The entries under `fields`.
    fn field_entries<'n>(&mut self, fields: &Fields<'n>, least: usize) -> &'n [Entry] {
        let Some(node) = fields.get("fields") else { return &[] };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`fields`", "a mapping of names to fields"));
            return &[];
        };
        if !(least..=FIELDS_MAX).contains(&entries.len()) {
            self.diagnostics.push(out_of_range::length(node.span, "`fields`", entries.len(), least, FIELDS_MAX));
        }
        entries
    }

    fn field(&mut self, entry: &Entry, event_class: Spanned<PrivacyClass>) -> Option<Field> {
        self.name_of_field(entry);
        let fields = self.mapping(&entry.value, &language::FIELD)?;
        let class = self.class(&fields, "class").unwrap_or(event_class);
        let fills = self.filling(&fields);
        Some(Field { class, fills, member: self.member(entry, &fields)? })
    }

    /// A field of a record.
    fn part(&mut self, entry: &Entry) -> Option<Member> {
        self.name_of_field(entry);
        let fields = self.mapping(&entry.value, &language::RECORD_FIELD)?;
        self.member(entry, &fields)
    }

    fn name_of_field(&mut self, entry: &Entry) {
        let name = &entry.key;
        if !is_snake(&name.value) {
            let form = "snake_case of at most 64 ASCII letters and digits";
            self.diagnostics.push(invalid_name::diagnostic(name, "a field", form, &to_snake(&name.value)));
        }
        if !entry.key_quoted && plain_kind(&name.value) != "a string" {
            self.diagnostics.push(unquoted_value::diagnostic(name.span, &name.value, plain_kind(&name.value)));
        }
    }

    fn member(&mut self, entry: &Entry, fields: &Fields<'_>) -> Option<Member> {
        let optional = fields.get("optional").is_some_and(|node| self.boolean(node, "`optional`"));
        let (description, notice) = (self.string_at(fields, "description"), self.string_at(fields, "notice"));
        let kind_span = fields.get("type")?.span;
        let kind = self.kind(fields, &entry.key, &description)?;
        let reviewed = fields.get("reviewed").map(|node| self.string(node, "`reviewed`"));
        Some(Member { name: entry.key.clone(), kind, kind_span, optional, reviewed, description, notice })
    }

    fn filling(&mut self, fields: &Fields<'_>) -> Option<Spanned<Filling>> {
        let span = fields.get("fills")?.span;
        let names = Filling::ALL.map(Filling::name);
        Some(Spanned::new(self.choice(fields, "fills", "a part of an error", &names)?.parse().ok()?, span))
    }

    fn class(&mut self, fields: &Fields<'_>, key: &str) -> Option<Spanned<PrivacyClass>> {
        let names = PrivacyClass::ALL.map(PrivacyClass::name);
        let span = fields.get(key)?.span;
        Some(Spanned::new(self.choice(fields, key, "a privacy class", &names)?.parse().ok()?, span))
    }

    fn choice<'k>(&mut self, fields: &Fields<'_>, key: &str, what: &str, known: &[&'k str]) -> Option<&'k str> {
        let node = fields.get(key)?;
        let Value::Scalar { text, .. } = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, &format!("`{key}`"), what));
            return None;
        };
        let found = known.iter().find(|name| *name == text).copied();
        if found.is_none() && is_null(text) {
            self.diagnostics.push(wrong_shape::diagnostic(node, &format!("`{key}`"), what));
        } else if found.is_none() {
            self.diagnostics.push(unknown_value::diagnostic(node.span, what, text, known.iter().copied()));
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
                self.diagnostics.push(out_of_range::number(node.span, what, text, least, most));
                None
            }
        }
    }

    /// The string under a key; what is missing was reported when the mapping was read.
    pub(super) fn string_at(&mut self, fields: &Fields<'_>, key: &str) -> Spanned<String> {
        fields.get(key).map_or_else(|| nothing(fields.span), |node| self.string(node, &format!("`{key}`")))
    }

    pub(super) fn string(&mut self, node: &Node, what: &str) -> Spanned<String> {
        let Value::Scalar { text, quoted } = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a text"));
            return nothing(node.span);
        };
        if text.trim().is_empty() || (!quoted && is_null(text)) {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a text that is not empty"));
            return nothing(node.span);
        }
        if !quoted && plain_kind(text) != "a string" {
            self.diagnostics.push(unquoted_value::diagnostic(node.span, text, plain_kind(text)));
        }
        let length = text.chars().count();
        if length > PROSE_CHARS_MAX {
            self.diagnostics.push(out_of_range::text(node.span, what, length, PROSE_CHARS_MAX));
        }
        // A line break in a notice could forge a line of the prompt.
        Spanned::new(text.split_whitespace().collect::<Vec<_>>().join(" "), node.span)
    }

    pub(super) fn strings(&mut self, node: &Node, what: &str, least: usize, most: usize) -> Vec<Spanned<String>> {
        let Value::Sequence(items) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, what, "a list"));
            return Vec::new();
        };
        if !(least..=most).contains(&items.len()) {
            self.diagnostics.push(out_of_range::length(node.span, what, items.len(), least, most));
        }
        let what = format!("an entry of {what}");
        items.iter().map(|item| self.string(item, &what)).filter(|s| !s.value.is_empty()).collect()
    }
}

/// The text of a scalar as it stands there, whatever its spaces.
fn exact(node: &Node) -> Option<Spanned<String>> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Spanned::new(text.clone(), node.span)),
        _ => None,
    }
}

fn event_file(name: &str) -> String {
    format!("{EVENTS_FOLDER}/{name}.yaml")
}

/// What stands in for a string that is missing; every check passes over it, since it was reported.
fn nothing(span: Span) -> Spanned<String> {
    Spanned::new(String::new(), span)
}
