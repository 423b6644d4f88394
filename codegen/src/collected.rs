//! What a schema collects: its meaning, without its layout. The lock, the diff and the digest are made of this.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use candor_core::PrivacyClass;

use crate::lock::text;
use crate::model::{ContextEntry, Destination, Event, Field, FieldKind, Member, Parts, Promise};
use crate::source::{Span, Spanned};

/// What an entry is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Consent,
    Context,
    Destination,
    Event,
    Field,
    History,
    Import,
    NeverCollected,
    Prompt,
    ScrubPattern,
    ScrubRoot,
}

impl Kind {
    pub(crate) const ALL: [Self; 11] = [
        Self::Consent,
        Self::Context,
        Self::Destination,
        Self::Event,
        Self::Field,
        Self::History,
        Self::Import,
        Self::NeverCollected,
        Self::Prompt,
        Self::ScrubPattern,
        Self::ScrubRoot,
    ];

    /// The word with which its line in the lock begins.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::Context => "context",
            Self::Destination => "destination",
            Self::Event => "event",
            Self::Field => "field",
            Self::History => "history",
            Self::Import => "import",
            Self::NeverCollected => "never_collected",
            Self::Prompt => "prompt",
            Self::ScrubPattern => "scrub_pattern",
            Self::ScrubRoot => "scrub_root",
        }
    }
}

/// One thing that is collected or promised, with what matters about it. Every value knows where it stands: in the YAML,
/// or in the lock that it was read from.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) kind: Kind,
    pub(crate) name: Spanned<String>,
    pub(crate) attributes: Vec<(&'static str, Spanned<String>)>,
    /// Where the parts of a type stand, such as the values of an enum. Not in the lock.
    pub(crate) parts: Vec<Spanned<String>>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.name, &self.attributes) == (other.kind, &other.name, &other.attributes)
    }
}

/// Every attribute that an entry may have. Who adds one decides in a rule below `checks/` what of it is a widening.
pub(crate) const ATTRIBUTES: [&str; 17] = [
    "adds", "date", "ask", "claim", "class", "default", "endpoint", "expires", "notice", "optional", "path", "purpose",
    "regex", "sampling", "sha256", "type", "version",
];

impl Entry {
    pub(crate) fn new(kind: Kind, name: impl Into<String>, span: Span) -> Self {
        Self { kind, name: Spanned::new(name.into(), span), attributes: Vec::new(), parts: Vec::new() }
    }

    pub(crate) fn with(mut self, attribute: &'static str, value: impl Into<String>, span: Span) -> Self {
        self.attributes.push((attribute, Spanned::new(value.into(), span)));
        self
    }

    pub(crate) fn get(&self, attribute: &str) -> Option<&Spanned<String>> {
        self.attributes.iter().find(|(name, _)| *name == attribute).map(|(_, value)| value)
    }

    /// The words in which the user is told, where the entry has words of its own.
    pub(crate) fn notice(&self) -> Option<&Spanned<String>> {
        self.get("notice")
    }
}

/// All that a schema collects and promises.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Collected {
    pub(crate) entries: BTreeMap<(Kind, String), Entry>,
}

impl Collected {
    pub(crate) fn of(parts: &Parts) -> Self {
        let product = &parts.product;
        let mut entries = vec![consent(parts), prompt(parts)];
        entries.extend(product.context.iter().map(context));
        entries.extend(product.scrub.roots.iter().map(|root| Entry::new(Kind::ScrubRoot, &root.value, root.span)));
        entries.extend(product.scrub.patterns.iter().map(|pattern| {
            let (name, regex) = (&pattern.name, &pattern.regex);
            Entry::new(Kind::ScrubPattern, &name.value, name.span).with("regex", &regex.value, regex.span)
        }));
        entries.extend(product.consent.never_collected.iter().map(promise));
        entries.extend(product.destinations.iter().map(destination));
        entries.extend(product.import.iter().map(|path| Entry::new(Kind::Import, &path.value, path.span)));
        for one in &parts.events {
            entries.push(event(one));
            entries.extend(one.fields.iter().flat_map(|one_field| fields(one, one_field)));
        }
        Self::from_entries(entries)
    }

    pub(crate) fn from_entries(entries: impl IntoIterator<Item = Entry>) -> Self {
        Self { entries: entries.into_iter().map(|entry| ((entry.kind, entry.name.value.clone()), entry)).collect() }
    }

    /// The versions that users were asked for, oldest first, which only a lock knows.
    pub(crate) fn history(&self) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = self.entries.values().filter(|entry| entry.kind == Kind::History).collect();
        entries.sort_by_key(|entry| entry.name.value.parse::<u32>().unwrap_or(u32::MAX));
        entries
    }

    /// Without the versions that went before: what is collected today.
    pub(crate) fn without_history(mut self) -> Self {
        self.entries.retain(|(kind, _), _| *kind != Kind::History);
        self
    }

    pub(crate) fn single(&self, kind: Kind, attribute: &str) -> Option<&Spanned<String>> {
        self.entries.get(&(kind, String::new()))?.get(attribute)
    }

    /// `consent.version`; 0 in a lock without one, which [`text::parse`] refuses.
    pub(crate) fn version(&self) -> u32 {
        self.single(Kind::Consent, "version").and_then(|version| version.value.parse().ok()).unwrap_or(0)
    }

    pub(crate) fn version_span(&self) -> Option<Span> {
        self.single(Kind::Consent, "version").map(|version| version.span)
    }
}

fn consent(parts: &Parts) -> Entry {
    let consent = &parts.product.consent;
    let (version, purpose) = (&consent.version, &consent.purpose);
    let ask = if consent.ask_terminal { "terminal" } else { "app" };
    let default = if consent.default_accept.value { "accept" } else { "decline" };
    Entry::new(Kind::Consent, "", version.span)
        .with("version", version.value.to_string(), version.span)
        .with("ask", ask, version.span)
        .with("default", default, consent.default_accept.span)
        .with("purpose", &purpose.value, purpose.span)
}

fn promise(promise: &Promise) -> Entry {
    let entry = Entry::new(Kind::NeverCollected, &promise.text.value, promise.text.span);
    match promise.claim {
        Some(claim) => entry.with("claim", claim.value.name(), claim.span),
        None => entry,
    }
}

fn prompt(parts: &Parts) -> Entry {
    let span = parts.product.consent.version.span;
    Entry::new(Kind::Prompt, "", span).with("sha256", sha256(&crate::notice::prompt(parts)), span)
}

fn destination(destination: &Destination) -> Entry {
    let entry = |span| Entry::new(Kind::Destination, destination.name(), span);
    match destination {
        Destination::OneCollector { endpoint, .. } | Destination::Otlp { endpoint, .. } => {
            entry(endpoint.span).with("endpoint", &endpoint.value, endpoint.span)
        }
        Destination::File { path } => entry(path.span).with("path", &path.value, path.span),
        Destination::Stdout { at } => entry(*at),
    }
}

fn context(entry: &ContextEntry) -> Entry {
    let (key, span) = (entry.key.value, entry.key.span);
    Entry::new(Kind::Context, key.name(), span).with("class", key.class().name(), span).with(
        "notice",
        &entry.notice.value,
        entry.notice.span,
    )
}

fn event(event: &Event) -> Entry {
    let expires = event.expires.map_or_else(|| "never".to_owned(), |date| date.value.to_string());
    let expires_span = event.expires.map_or(event.name.span, |date| date.span);
    let entry = Entry::new(Kind::Event, &event.name.value, event.name.span)
        .with("class", event.class.value.name(), event.class.span)
        .with("expires", expires, expires_span);
    let entry = match event.sampling {
        Some(part) => entry.with("sampling", part.value.to_string(), part.span),
        None => entry,
    };
    match &event.notice {
        Some(notice) => entry.with("notice", &notice.value, notice.span),
        None => entry,
    }
}

/// A field, and the fields of the record that it holds: each has words of its own, and a line of its own in the lock.
fn fields<'f>(event: &Event, field: &'f Field) -> impl Iterator<Item = Entry> + 'f {
    let name = format!("{}.{}", event.name.value, field.name.value);
    let own = member(name.clone(), field.class, &field.member);
    let parts = field.parts().iter();
    std::iter::once(own).chain(parts.map(move |part| member(format!("{name}.{}", part.name.value), field.class, part)))
}

fn member(name: String, class: Spanned<PrivacyClass>, member: &Member) -> Entry {
    let mut entry = Entry::new(Kind::Field, name, member.name.span).with("class", class.value.name(), class.span).with(
        "type",
        treatment(&member.kind),
        member.kind_span,
    );
    if let Some(one) = member.kind.enumeration() {
        entry.parts.extend(one.values.iter().cloned());
    }
    if member.optional {
        entry = entry.with("optional", "true", member.name.span);
    }
    entry.with("notice", &member.notice.value, member.notice.span)
}

/// The type with its limits.
pub(crate) fn treatment(kind: &FieldKind) -> String {
    let name = kind.field_type().name();
    match kind {
        FieldKind::Duration(unit) => format!("{name}({})", unit.name()),
        FieldKind::Enum(one) => {
            let mut values: Vec<&str> = one.values.iter().map(|value| value.value.as_str()).collect();
            values.sort_unstable();
            format!("{name}({})", values.join(","))
        }
        FieldKind::Text { max_chars } => format!("{name}(scrubbed,max_chars={max_chars})"),
        FieldKind::Frames => format!("{name}(paths-trimmed)"),
        FieldKind::Digest => format!("{name}(hmac-sha256)"),
        FieldKind::List { of, max_items } => format!("{name}(max_items={max_items},of={})", treatment(of)),
        FieldKind::Bucket { edges } => {
            format!("{name}({})", edges.iter().map(u64::to_string).collect::<Vec<_>>().join(","))
        }
        FieldKind::Reference { extensions } if !extensions.is_empty() => format!("{name}({})", extensions.join(",")),
        FieldKind::Bool
        | FieldKind::Int
        | FieldKind::Uint
        | FieldKind::Float
        | FieldKind::Label
        | FieldKind::Version
        | FieldKind::Record(_)
        | FieldKind::Reference { .. } => name.to_owned(),
    }
}

/// SHA-256 of what is collected, in hexadecimal: equal for schemas that collect the same, whatever the words.
pub(crate) fn digest(mut collected: Collected) -> String {
    collected.entries.retain(|(kind, _), _| !matches!(kind, Kind::Consent | Kind::Prompt | Kind::NeverCollected));
    for entry in collected.entries.values_mut() {
        entry.attributes.retain(|(attribute, _)| *attribute != "notice");
    }
    sha256(&text::lines(&collected))
}

pub(crate) fn sha256(text: &str) -> String {
    hmac_sha256::Hash::hash(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line of the lock that could not be read back would be a lock that nobody can use.
    #[test]
    fn every_attribute_that_is_written_is_one_that_is_read() {
        let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
        let sources = crate::Sources::read(&schema);
        let model = crate::check(&sources, crate::today()).model.expect("the schema of the repository is clean");
        let collected = Collected::of(&model);
        for (attribute, _) in collected.entries.values().flat_map(|entry| &entry.attributes) {
            assert!(ATTRIBUTES.contains(attribute), "{attribute} is missing in ATTRIBUTES");
        }
        assert_eq!(text::parse(0, &text::write(&collected, "ModelKit")), Ok(collected));
    }
}
