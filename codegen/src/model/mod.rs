//! A schema that is valid by construction: a [`Model`] cannot exist with errors in it.

mod commands;
mod read;

pub(crate) use commands::{Commands, Fill, Filled, ORIGINS, OUTCOMES, Source};

use candor_core::{ContextKey, DurationUnit, FieldType, PrivacyClass};
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
}

#[derive(Debug)]
pub(crate) struct Product {
    pub(crate) name: Spanned<String>,
    pub(crate) app: Spanned<String>,
    pub(crate) consent: Consent,
    pub(crate) storage: Spanned<String>,
    pub(crate) context: Vec<ContextEntry>,
    pub(crate) roots: Vec<Spanned<String>>,
    pub(crate) destinations: Vec<Destination>,
}

/// An entry of `export:`.
#[derive(Debug)]
pub(crate) struct Destination {
    pub(crate) endpoint: Spanned<String>,
    pub(crate) contract: Contract,
}

#[derive(Debug)]
pub(crate) enum Contract {
    OneCollector { key_env: Spanned<String> },
    Otlp { protocol: Spanned<OtlpProtocol>, headers_env: Option<Spanned<String>> },
}

impl Destination {
    /// Its key in `export:`.
    pub(crate) fn name(&self) -> &'static str {
        match self.contract {
            Contract::OneCollector { .. } => "onecollector",
            Contract::Otlp { .. } => "otlp",
        }
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
    pub(crate) never_collected: Vec<Spanned<String>>,
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
}

#[derive(Debug)]
pub(crate) struct Review {
    pub(crate) ticket: Spanned<String>,
    /// Missing only where that was reported.
    pub(crate) date: Option<Spanned<Date>>,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: Spanned<String>,
    pub(crate) kind: FieldKind,
    pub(crate) kind_span: Span,
    pub(crate) class: Spanned<PrivacyClass>,
    pub(crate) optional: bool,
    /// Why a name that suggests personal data stands for none.
    pub(crate) reviewed: Option<Spanned<String>>,
    pub(crate) description: Spanned<String>,
    pub(crate) notice: Spanned<String>,
}

/// A field's type with what belongs to it. A new type is a row in [`FieldType`], and the compiler names the rest.
#[derive(Debug)]
pub(crate) enum FieldKind {
    Bool,
    Int,
    Uint,
    Float,
    Duration(DurationUnit),
    Enum(Vec<Spanned<String>>),
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
}

impl FieldKind {
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
        }
    }
}

/// The names of the ranges between edges: `<10`, `10-100`, `100+`. A range holds its lower edge.
pub(crate) fn bucket_labels(edges: &[u64]) -> Vec<String> {
    let (Some(first), Some(last)) = (edges.first(), edges.last()) else { return Vec::new() };
    let between = edges.windows(2).map(|pair| pair.iter().map(u64::to_string).collect::<Vec<_>>().join("-"));
    std::iter::once(format!("<{first}")).chain(between).chain([format!("{last}+")]).collect()
}
