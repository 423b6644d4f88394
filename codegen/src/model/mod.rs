//! A schema that is valid by construction: a [`Model`] cannot exist with errors in it.

mod commands;
mod read;
mod types;

pub(crate) use commands::{Commands, Fill, Filled, ORIGINS, OUTCOMES, Source};
pub(crate) use types::{Enum, Record, Types};

use std::sync::Arc;

use candor_core::{Claim, ContextKey, DurationUnit, FieldType, PrivacyClass, Sampling};
use jiff::civil::Date;

use crate::checks;
use crate::diagnostic::Diagnostics;
use crate::document::Node;
use crate::source::{Sources, Span, Spanned};

/// A schema without errors.
#[derive(Debug)]
pub struct Model(Parts);

impl Model {
    /// Reads and checks every file. All findings of all files are in `diagnostics` afterwards.
    pub(crate) fn new(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let documents = Documents::parse(sources, diagnostics);
        let parts = read::parts(sources, &documents, diagnostics);
        if let Some(parts) = &parts {
            checks::check(parts, diagnostics);
        }
        diagnostics.sort();
        parts.filter(|_| !diagnostics.has_errors()).map(Self)
    }
}

impl std::ops::Deref for Model {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The trees of all files that are YAML.
pub(crate) struct Documents {
    trees: Vec<Option<Node>>,
}

impl Documents {
    pub(crate) fn parse(sources: &Sources, diagnostics: &mut Diagnostics) -> Self {
        let trees =
            sources.files.iter().enumerate().map(|(index, _)| read::tree(sources, index as u32, diagnostics)).collect();
        Self { trees }
    }

    pub(crate) fn get(&self, file: u32) -> Option<&Node> {
        self.trees.get(file as usize)?.as_ref()
    }
}

/// What a schema says, as far as it could be read.
#[derive(Debug)]
pub struct Parts {
    pub(crate) product: Product,
    pub(crate) types: Types,
    pub(crate) events: Vec<Event>,
    pub(crate) policy: Option<Policy>,
    pub(crate) commands: Option<Commands>,
}

/// What `policy.yaml` demands beyond the language.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    pub(crate) forbid_classes: Vec<Spanned<PrivacyClass>>,
    pub(crate) forbid_types: Vec<Spanned<FieldType>>,
    pub(crate) require: Vec<Spanned<Requirement>>,
    pub(crate) max_fields: Option<Spanned<u64>>,
    pub(crate) max_text_chars: Option<Spanned<u64>>,
    pub(crate) max_expiry_days: Option<Spanned<u64>>,
}

/// What an event must say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Requirement {
    Owners,
    Review,
    Expires,
}

impl std::str::FromStr for Requirement {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "owners" => Ok(Self::Owners),
            "review" => Ok(Self::Review),
            "expires" => Ok(Self::Expires),
            _ => Err(()),
        }
    }
}

impl Parts {
    pub(crate) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.events.iter().flat_map(|event| &event.fields)
    }

    /// The fields of all events, and those of all records.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        self.fields().map(|field| &field.member).chain(self.records().flat_map(|record| &record.fields))
    }
}

#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: Spanned<String>,
    pub(crate) app: Spanned<String>,
    pub(crate) consent: Consent,
    pub(crate) storage: Spanned<String>,
    /// Below the home: what an earlier program left unsent.
    pub(crate) import: Option<Spanned<String>>,
    pub(crate) context: Vec<ContextEntry>,
    pub(crate) scrub: Scrub,
    pub(crate) destinations: Vec<Destination>,
}

/// `scrub:`.
#[derive(Debug, Default)]
pub(crate) struct Scrub {
    pub(crate) roots: Vec<Spanned<String>>,
    pub(crate) patterns: Vec<Pattern>,
}

/// An entry of `scrub.patterns:`.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) name: Spanned<String>,
    pub(crate) description: Spanned<String>,
    pub(crate) regex: Spanned<String>,
}

/// An entry of `export:`.
#[derive(Debug)]
pub(crate) enum Destination {
    OneCollector {
        endpoint: Spanned<String>,
        key_env: Spanned<String>,
    },
    Otlp {
        endpoint: Spanned<String>,
        protocol: Spanned<OtlpProtocol>,
        headers_env: Option<Spanned<String>>,
    },
    /// Below the storage directory.
    File {
        path: Spanned<String>,
    },
    /// With the place of its key.
    Stdout {
        at: Span,
    },
}

impl Destination {
    /// Its key in `export:`.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::OneCollector { .. } => "onecollector",
            Self::Otlp { .. } => "otlp",
            Self::File { .. } => "file",
            Self::Stdout { .. } => "stdout",
        }
    }

    /// The address of one that is reached over a network.
    pub(crate) fn endpoint(&self) -> Option<&Spanned<String>> {
        match self {
            Self::OneCollector { endpoint, .. } | Self::Otlp { endpoint, .. } => Some(endpoint),
            Self::File { .. } | Self::Stdout { .. } => None,
        }
    }

    /// Whether events go there over TLS: to whoever is not on the user's machine they do.
    pub(crate) fn is_over_tls(&self) -> bool {
        self.endpoint().is_some_and(|endpoint| endpoint.value.starts_with("https://"))
    }
}

/// `export.otlp.protocol:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtlpProtocol {
    HttpProtobuf,
    HttpJson,
}

impl OtlpProtocol {
    pub(crate) const ALL: [Self; 2] = [Self::HttpProtobuf, Self::HttpJson];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::HttpProtobuf => "http/protobuf",
            Self::HttpJson => "http/json",
        }
    }

    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::HttpProtobuf => "Binary, which every collector takes.",
            Self::HttpJson => "JSON, which people can read.",
        }
    }
}

#[derive(Debug)]
pub(crate) struct Consent {
    pub(crate) version: Spanned<u32>,
    pub(crate) ask_terminal: bool,
    pub(crate) default_accept: Spanned<bool>,
    pub(crate) purpose: Spanned<String>,
    pub(crate) never_collected: Vec<Promise>,
}

/// An entry of `never_collected:`.
#[derive(Debug)]
pub(crate) struct Promise {
    pub(crate) text: Spanned<String>,
    /// With one the schema is held to it; without, it is a sentence.
    pub(crate) claim: Option<Spanned<Claim>>,
}

#[derive(Debug)]
pub(crate) struct ContextEntry {
    pub(crate) key: Spanned<ContextKey>,
    pub(crate) notice: Spanned<String>,
}

#[derive(Debug)]
pub(crate) struct Event {
    /// The name of its file without `events/` and `.yaml`.
    pub(crate) stem: String,
    pub(crate) name: Spanned<String>,
    pub(crate) description: Spanned<String>,
    pub(crate) class: Spanned<PrivacyClass>,
    pub(crate) owners: Vec<Spanned<String>>,
    pub(crate) review: Option<Review>,
    pub(crate) expires: Option<Spanned<Date>>,
    /// The part of the sessions in which it is sent; none is all.
    pub(crate) sampling: Option<Spanned<Sampling>>,
    pub(crate) notice: Option<Spanned<String>>,
    /// Whether the schema lists fields, even where none of them could be read.
    pub(crate) has_fields: bool,
    pub(crate) fields: Vec<Field>,
}

impl Event {
    /// Whether the event is no longer sent: from the day after `expires`.
    pub(crate) fn is_expired(&self, today: Date) -> bool {
        self.expires.is_some_and(|expires| expires.value < today)
    }

    /// Whether it can be made from an error.
    pub(crate) fn is_filled(&self) -> bool {
        self.fields.iter().any(|field| field.fills.is_some())
    }
}

#[derive(Debug)]
pub(crate) struct Review {
    pub(crate) ticket: Spanned<String>,
    /// Missing only where that was reported.
    pub(crate) date: Option<Spanned<Date>>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) class: Spanned<PrivacyClass>,
    /// What of an error fills it, where the product makes the event from one.
    pub(crate) fills: Option<Spanned<Filling>>,
    pub(crate) member: Member,
}

impl std::ops::Deref for Field {
    type Target = Member;

    fn deref(&self) -> &Member {
        &self.member
    }
}

/// What a field of an event and one of a record have in common.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: Spanned<String>,
    pub(crate) kind: FieldKind,
    pub(crate) kind_span: Span,
    pub(crate) optional: bool,
    /// Why a name that suggests personal data stands for none.
    pub(crate) reviewed: Option<Spanned<String>>,
    pub(crate) description: Spanned<String>,
    pub(crate) notice: Spanned<String>,
}

/// What of an error can fill a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Filling {
    ErrorType,
    ErrorMessage,
    ErrorFrames,
    RootCauseType,
    RootCauseMessage,
}

impl Filling {
    pub(crate) const ALL: [Self; 5] =
        [Self::ErrorType, Self::ErrorMessage, Self::ErrorFrames, Self::RootCauseType, Self::RootCauseMessage];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::ErrorType => "error_type",
            Self::ErrorMessage => "error_message",
            Self::ErrorFrames => "error_frames",
            Self::RootCauseType => "root_cause_type",
            Self::RootCauseMessage => "root_cause_message",
        }
    }

    pub(crate) const fn about(self) -> &'static str {
        match self {
            Self::ErrorType => "The name of the error's type, without generic arguments; a `label`.",
            Self::ErrorMessage => "What the error says; a `text`.",
            Self::ErrorFrames => "Where in the code it happened; `frames`.",
            Self::RootCauseType => "The name of the type of the error at the end of the chain of causes; a `label`.",
            Self::RootCauseMessage => "What that error says; a `text`.",
        }
    }

    pub(crate) const fn field_type(self) -> FieldType {
        match self {
            Self::ErrorType | Self::RootCauseType => FieldType::Label,
            Self::ErrorMessage | Self::RootCauseMessage => FieldType::Text,
            Self::ErrorFrames => FieldType::Frames,
        }
    }

    /// Whether there are errors that have none.
    pub(crate) const fn may_be_absent(self) -> bool {
        matches!(self, Self::RootCauseType | Self::RootCauseMessage)
    }
}

impl std::str::FromStr for Filling {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|filling| filling.name() == text).ok_or(())
    }
}

impl Member {
    /// The fields of the record that it holds, if it holds one.
    pub(crate) fn parts(&self) -> &[Self] {
        self.kind.record().map_or(&[], |record| &record.fields)
    }
}

/// A field's type with what belongs to it. A new type is a row in [`FieldType`], and the compiler names the rest.
#[derive(Debug)]
pub(crate) enum FieldKind {
    Bool,
    Int,
    Uint,
    Float,
    Duration(DurationUnit),
    Enum(Arc<Enum>),
    Label,
    Text {
        max_chars: u32,
    },
    Frames,
    Version,
    /// Whole numbers, ascending.
    Bucket {
        edges: Vec<u64>,
    },
    /// Endings of local files that may be told, with their dots, sorted.
    Reference {
        extensions: Vec<String>,
    },
    Digest,
    List {
        of: Box<FieldKind>,
        max_items: u32,
    },
    Record(Arc<Record>),
}

impl FieldKind {
    /// The name of the type in types.yaml, if it stands there.
    pub(crate) fn shared(&self) -> Option<&Spanned<String>> {
        let one = self.enumeration().filter(|one| one.is_shared).map(|one| &one.named);
        one.or_else(|| self.record().filter(|record| record.is_shared).map(|record| &record.named))
    }

    /// What it holds several of, if it does.
    pub(crate) fn element(&self) -> Option<&Self> {
        match self {
            Self::List { of, .. } => Some(of),
            _ => None,
        }
    }

    /// The enum of the type or of its elements, if there is one.
    pub(crate) fn enumeration(&self) -> Option<&Arc<Enum>> {
        match self {
            Self::Enum(one) => Some(one),
            Self::List { of, .. } => of.enumeration(),
            _ => None,
        }
    }

    /// The record of the type or of its elements, if there is one.
    pub(crate) fn record(&self) -> Option<&Arc<Record>> {
        match self {
            Self::Record(record) => Some(record),
            Self::List { of, .. } => of.record(),
            _ => None,
        }
    }

    pub(crate) fn field_type(&self) -> FieldType {
        match self {
            Self::Bool => FieldType::Bool,
            Self::Int => FieldType::Int,
            Self::Uint => FieldType::Uint,
            Self::Float => FieldType::Float,
            Self::Duration(_) => FieldType::Duration,
            Self::Enum(_) => FieldType::Enum,
            Self::Label => FieldType::Label,
            Self::Text { .. } => FieldType::Text,
            Self::Frames => FieldType::Frames,
            Self::Version => FieldType::Version,
            Self::Bucket { .. } => FieldType::Bucket,
            Self::Reference { .. } => FieldType::Reference,
            Self::Digest => FieldType::Digest,
            Self::List { .. } => FieldType::List,
            Self::Record(_) => FieldType::Record,
        }
    }
}

/// The names of the ranges between edges: `<10`, `10-100`, `100+`. A range holds its lower edge.
pub(crate) fn bucket_labels(edges: &[u64]) -> Vec<String> {
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else { return Vec::new() };
    let between = edges.windows(2).map(|pair| pair.iter().map(u64::to_string).collect::<Vec<_>>().join("-"));
    std::iter::once(format!("<{first}")).chain(between).chain([format!("{last}+")]).collect()
}
