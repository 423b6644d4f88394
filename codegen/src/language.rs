//! The keys of the schema language: what may stand where, whether it must, and what it means. Reading, messages and the
//! editor's schema all follow these tables.

use candor_core::limits::{
    BUCKET_EDGE_MAX, BUCKET_EDGES_MAX, COMMANDS_MAX, ENUM_VALUES_MAX, EVENTS_MAX, EXPIRY_DAYS_MAX, EXTENSIONS_MAX,
    FIELDS_MAX, LIST_ITEMS_MAX, SCRUB_EXAMPLES_MAX, TEXT_CHARS_MAX,
};
use candor_core::{Claim, ContextKey, DurationUnit, FieldType, PrivacyClass};

use crate::model::{Filling, OtlpProtocol};

/// A kind of mapping.
#[derive(Debug)]
pub struct Object {
    /// What it is called in a message: `an event`.
    pub what: &'static str,
    /// The keys that it may have.
    pub keys: &'static [Key],
}

/// A key of a mapping.
#[derive(Debug)]
pub struct Key {
    /// Its spelling.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, in one sentence.
    pub about: &'static str,
    /// What stands under it.
    pub shape: Shape,
    /// The types of field that it belongs to; empty for a key of every field, and outside of fields.
    pub types: &'static [FieldType],
}

/// Words that may be written somewhere, each with its meaning.
pub type Words = fn() -> Vec<(&'static str, &'static str)>;

/// What stands under a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number from the first to the second.
    Integer(u64, u64),
    /// A date, or `never` where that is allowed.
    Date {
        /// Whether `never` may stand there.
        or_never: bool,
    },
    /// A percentage above 0, with at most three decimals.
    Percent,
    /// One of these words, each with its meaning.
    Choice(Words),
    /// One of these types, or the name of a shared one.
    Type(Words),
    /// A list of texts, with its least and its greatest length.
    Texts(usize, usize),
    /// A list of texts or of mappings of one kind, with its least and its greatest length.
    TextsOr(usize, usize, &'static Object),
    /// A list of whole numbers up to a greatest one, with its least and its greatest length.
    Integers(u64, usize, usize),
    /// A list of words, with its least length.
    Words(usize, Words),
    /// A mapping.
    Object(&'static Object),
    /// A mapping of names, free or from a list, to mappings of one kind.
    Map(Option<Words>, &'static Object),
    /// A mapping of free names to texts.
    TextMap,
}

const fn required(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: true, about, shape, types: &[] }
}

const fn optional(name: &'static str, shape: Shape, about: &'static str) -> Key {
    Key { name, required: false, about, shape, types: &[] }
}

const fn of_types(name: &'static str, types: &'static [FieldType], shape: Shape, about: &'static str) -> Key {
    Key { name, required: false, about, shape, types }
}

/// Those that may be written without being told no.
fn classes() -> Vec<(&'static str, &'static str)> {
    let classes = PrivacyClass::ALL.into_iter().filter(|class| class.may_be_collected());
    classes.map(|class| (class.name(), class.examples())).collect()
}

fn types() -> Vec<(&'static str, &'static str)> {
    FieldType::ALL.map(|kind| (kind.name(), kind.about())).to_vec()
}

/// What a record holds.
fn scalars() -> Vec<(&'static str, &'static str)> {
    let scalars = FieldType::ALL.into_iter().filter(|kind| kind.may_be_element());
    scalars.map(|kind| (kind.name(), kind.about())).collect()
}

/// What a list holds.
fn elements() -> Vec<(&'static str, &'static str)> {
    let record = (FieldType::Record.name(), FieldType::Record.about());
    scalars().into_iter().chain([record]).collect()
}

fn units() -> Vec<(&'static str, &'static str)> {
    DurationUnit::ALL.map(|unit| (unit.name(), unit.about())).to_vec()
}

fn protocols() -> Vec<(&'static str, &'static str)> {
    OtlpProtocol::ALL.map(|protocol| (protocol.name(), protocol.about())).to_vec()
}

fn fillings() -> Vec<(&'static str, &'static str)> {
    Filling::ALL.map(|filling| (filling.name(), filling.about())).to_vec()
}

fn claims() -> Vec<(&'static str, &'static str)> {
    Claim::ALL.map(|claim| (claim.name(), claim.about())).to_vec()
}

fn context_keys() -> Vec<(&'static str, &'static str)> {
    ContextKey::ALL.map(|key| (key.name(), key.about())).to_vec()
}

fn ways_of_asking() -> Vec<(&'static str, &'static str)> {
    vec![("terminal", "The prompt is shown at the terminal."), ("app", "The product asks by itself, through the API.")]
}

fn defaults() -> Vec<(&'static str, &'static str)> {
    vec![("accept", "Enter means yes."), ("decline", "Enter means no.")]
}

/// `product.yaml`.
pub static PRODUCT: Object = Object {
    what: "product.yaml",
    keys: &[
        required("candor", Shape::Integer(1, 1), "Version of the schema language: 1."),
        required("product", Shape::Text, "Name of the product; every event name begins with it."),
        required("app", Shape::Text, "Name in files and environment variables: lower-case letters, digits, - and _."),
        required(
            "events",
            Shape::Texts(1, EVENTS_MAX),
            "Names of the files in events/, in the order in which the notice lists them.",
        ),
        optional("types", Shape::Text, "A file beside product.yaml with types that several fields share: types.yaml."),
        optional("policy", Shape::Text, "A file beside product.yaml that tightens the rules: policy.yaml."),
        required("consent", Shape::Object(&CONSENT), "How the user is asked."),
        required("storage", Shape::Object(&STORAGE), "Where the product keeps consent, identity and waiting events."),
        optional(
            "context",
            Shape::Map(Some(context_keys), &CONTEXT_ENTRY),
            "What goes out with every event; what is not listed is not sent.",
        ),
        optional("scrub", Shape::Object(&SCRUB), "What free text may keep."),
        optional(
            "commands",
            Shape::Object(&COMMANDS),
            "What every command tells by itself, where the product is a command line.",
        ),
        required("export", Shape::Object(&EXPORT), "Where events go."),
    ],
};

/// `consent:`.
pub static CONSENT: Object = Object {
    what: "`consent`",
    keys: &[
        required(
            "version",
            Shape::Integer(1, u32::MAX as u64),
            "Raised whenever more is collected; users who agreed to less are asked again.",
        ),
        required(
            "ask",
            Shape::Choice(ways_of_asking),
            "Who asks: `terminal` (the prompt) or `app` (the product, through the API).",
        ),
        required("default", Shape::Choice(defaults), "What Enter means: `accept` or `decline`."),
        required(
            "purpose",
            Shape::Text,
            "Why data is collected, as the end of the sentence \"… can collect pseudonymous usage data to …\".",
        ),
        required(
            "never_collected",
            Shape::TextsOr(1, FIELDS_MAX, &PROMISE),
            "What the product promises never to collect: in words alone, or with a claim that is checked.",
        ),
    ],
};

/// An entry of `never_collected:` that is checked.
pub static PROMISE: Object = Object {
    what: "a claim",
    keys: &[
        required("claim", Shape::Choice(claims), "What the schema is held to."),
        required("text", Shape::Text, "The words in which the user is told."),
    ],
};

/// `storage:`.
pub static STORAGE: Object = Object {
    what: "`storage`",
    keys: &[
        required("directory", Shape::Text, "A folder below the user's home."),
        optional(
            "import",
            Shape::Text,
            "A file below the user's home with events that an earlier program left unsent: .winml/telemetry/winmlcli.cache.",
        ),
    ],
};

/// An entry of `context:`.
pub static CONTEXT_ENTRY: Object = Object {
    what: "a context entry",
    keys: &[required("notice", Shape::Text, "The words in which the user is told.")],
};

/// `scrub:`.
pub static SCRUB: Object = Object {
    what: "`scrub`",
    keys: &[
        optional("roots", Shape::Texts(0, FIELDS_MAX), "Path fragments that may stay: code locations of the product."),
        optional(
            "patterns",
            Shape::Map(None, &PATTERN),
            "What only the product knows to be personal or internal, such as its ticket numbers, by name.",
        ),
    ],
};

/// An entry of `scrub.patterns:`.
pub static PATTERN: Object = Object {
    what: "a pattern",
    keys: &[
        required("description", Shape::Text, "What it takes out, in the words of the privacy statement."),
        required(
            "regex",
            Shape::Text,
            "A regular expression as the crate `regex` reads it, in single quotes; what it matches becomes <scrubbed>.",
        ),
        required("scrubs", Shape::Texts(1, SCRUB_EXAMPLES_MAX), "Examples that it matches from end to end."),
        required("keeps", Shape::Texts(1, SCRUB_EXAMPLES_MAX), "Examples like them in which it matches nothing."),
    ],
};

/// `commands:`.
pub static COMMANDS: Object = Object {
    what: "`commands`",
    keys: &[
        required(
            "names",
            Shape::Texts(1, COMMANDS_MAX),
            "Every command that tells: a subcommand's name, a nested one's with those above it (`models.list`), or the program's where it needs no subcommand.",
        ),
        optional(
            "silent",
            Shape::Texts(1, COMMANDS_MAX),
            "Commands that start no telemetry, with all below them, such as `telemetry`.",
        ),
        optional(
            "heartbeat",
            Shape::Text,
            "The event that tells, once a process, that it started: its name in `events`.",
        ),
        optional("action", Shape::Object(&ACTION), "The event that tells how a command ended."),
        optional(
            "error",
            Shape::Text,
            "The event that tells of the error that ended a command: its name in `events`. Its fields say `fills:`.",
        ),
    ],
};

/// `commands.action:`.
pub static ACTION: Object = Object {
    what: "`action`",
    keys: &[
        required("event", Shape::Text, "The event: its name in `events`."),
        optional("name", Shape::Text, "The field for the command's name: a `label`, or an `enum` of the names."),
        optional("duration", Shape::Text, "The field for the time from the command line to the end, a `duration`."),
        optional("success", Shape::Text, "The field for whether the exit code is 0, a `bool`."),
        optional(
            "outcome",
            Shape::Text,
            "The field for how it ended, an `enum` of success, failure, error, panic, interrupted and terminated.",
        ),
        optional(
            "invoked_from",
            Shape::Text,
            "The field for whether standard input is a terminal, an `enum` of Interactive and Script.",
        ),
        optional(
            "options",
            Shape::TextMap,
            "Fields that hold what an option says, each with the option's id: an `enum` or a `reference`.",
        ),
    ],
};

/// `export:`.
pub static EXPORT: Object = Object {
    what: "`export`",
    keys: &[
        optional("onecollector", Shape::Object(&ONECOLLECTOR), "A OneCollector endpoint, Common Schema 4.0."),
        optional("otlp", Shape::Object(&OTLP), "An OpenTelemetry collector, OTLP over HTTP."),
        optional("file", Shape::Object(&FILE), "A file on the user's machine, an OTLP JSON request a line."),
        optional("stdout", Shape::Object(&STDOUT), "The product's standard output, an OTLP JSON request a line: {}."),
    ],
};

/// `export.onecollector:`.
pub static ONECOLLECTOR: Object = Object {
    what: "`onecollector`",
    keys: &[
        required("endpoint", Shape::Text, "The https URL that batches are posted to."),
        required(
            "key_env",
            Shape::Text,
            "Environment variable that holds the instrumentation key when the product is BUILT.",
        ),
    ],
};

/// `export.otlp:`.
pub static OTLP: Object = Object {
    what: "`otlp`",
    keys: &[
        required(
            "endpoint",
            Shape::Text,
            "The URL that logs are posted to, with its path: https://…/v1/logs, or http:// to a collector on the user's machine.",
        ),
        required("protocol", Shape::Choice(protocols), "How they are encoded: `http/protobuf` or `http/json`."),
        optional(
            "headers_env",
            Shape::Text,
            "Environment variable that holds the headers of a request (name=value,…) when the product is BUILT.",
        ),
    ],
};

/// `export.file:`.
pub static FILE: Object = Object {
    what: "`file`",
    keys: &[required("path", Shape::Text, "A file below the storage directory, such as export/events.jsonl.")],
};

/// `export.stdout:`.
pub static STDOUT: Object = Object { what: "`stdout`", keys: &[] };

/// `events/<name>.yaml`.
pub static EVENT: Object = Object {
    what: "an event",
    keys: &[
        required("event", Shape::Text, "Name of the event, beginning with the product's."),
        required("description", Shape::Text, "When it is sent."),
        required("class", Shape::Choice(classes), "Privacy class: the ceiling for the fields."),
        optional("owners", Shape::Texts(1, FIELDS_MAX), "Who answers for it."),
        optional("review", Shape::Object(&REVIEW), "The privacy review that allowed it."),
        required("expires", Shape::Date { or_never: true }, "Date after which it is no longer sent, or `never`."),
        optional(
            "sampling",
            Shape::Percent,
            "The part of the runs in which it is sent, such as `10%`; all without it.",
        ),
        optional("fields", Shape::Map(None, &FIELD), "What it carries; without fields it needs a notice of its own."),
        optional("notice", Shape::Text, "The words in which the user is told of an event without fields."),
    ],
};

/// `review:`.
pub static REVIEW: Object = Object {
    what: "`review`",
    keys: &[
        required("ticket", Shape::Text, "Where the review is recorded."),
        required("date", Shape::Date { or_never: false }, "When it was approved."),
    ],
};

const VALUES: Key =
    of_types("values", &[FieldType::Enum], Shape::Texts(1, ENUM_VALUES_MAX), "The values of an `enum`.");
const EDGES: Key = of_types(
    "edges",
    &[FieldType::Bucket],
    Shape::Integers(BUCKET_EDGE_MAX, 1, BUCKET_EDGES_MAX),
    "The numbers at which a range of a `bucket` ends and the next begins, ascending.",
);
const UNIT: Key =
    of_types("unit", &[FieldType::Duration], Shape::Choice(units), "The unit of a `duration`: s, ms or us.");

/// A field of a record: all that a field of an event is, but for a class of its own.
pub static RECORD_FIELD: Object = Object {
    what: "a field of a record",
    keys: &[
        required("type", Shape::Type(scalars), "What the field holds: one value of a type that class system allows."),
        required("description", Shape::Text, "What the value means."),
        required("notice", Shape::Text, "The words in which the user is told."),
        optional("reviewed", Shape::Text, "Why a field whose name suggests personal data holds none."),
        optional("optional", Shape::Bool, "Whether the field may be left unset; it is then null on the wire."),
        VALUES,
        EDGES,
        UNIT,
    ],
};

/// A field of an event.
pub static FIELD: Object = Object {
    what: "a field",
    keys: &[
        required(
            "type",
            Shape::Type(types),
            "What the field holds: one of the language's types, or one of types.yaml.",
        ),
        required("description", Shape::Text, "What the value means."),
        required("notice", Shape::Text, "The words in which the user is told."),
        optional(
            "reviewed",
            Shape::Text,
            "Why a field that could hold personal data, or what is never collected, holds none.",
        ),
        optional("class", Shape::Choice(classes), "Privacy class, when it is lower than the event's."),
        optional("optional", Shape::Bool, "Whether the field may be left unset; it is then null on the wire."),
        VALUES,
        EDGES,
        UNIT,
        of_types(
            "fields",
            &[FieldType::Record],
            Shape::Map(None, &RECORD_FIELD),
            "The values of a `record`, each with words of its own in which the user is told.",
        ),
        of_types(
            "of",
            &[FieldType::List],
            Shape::Type(elements),
            "What each item of a `list` holds; its keys, such as `unit` and `values`, stand beside it.",
        ),
        of_types(
            "max_items",
            &[FieldType::List],
            Shape::Integer(1, LIST_ITEMS_MAX as u64),
            "Items that a `list` keeps, the first ones.",
        ),
        of_types(
            "extensions",
            &[FieldType::Reference],
            Shape::Texts(1, EXTENSIONS_MAX),
            "Endings of local files that a `reference` may tell, such as .onnx.",
        ),
        of_types(
            "fills",
            &[FieldType::Label, FieldType::Text, FieldType::Frames],
            Shape::Choice(fillings),
            "What of an error fills the field, in an event that is made by `from_error`.",
        ),
        of_types(
            "max_chars",
            &[FieldType::Text],
            Shape::Integer(1, TEXT_CHARS_MAX as u64),
            "Characters that a `text` keeps.",
        ),
    ],
};

/// `types.yaml`: what several fields share.
pub static TYPES: Object = Object {
    what: "types.yaml",
    keys: &[
        optional("enums", Shape::Map(None, &SHARED_ENUM), "Enums, by the names that fields give as their type."),
        optional("records", Shape::Map(None, &SHARED_RECORD), "Records, by the names that fields give as their type."),
    ],
};

/// An entry of `records:`.
pub static SHARED_RECORD: Object = Object {
    what: "a shared record",
    keys: &[
        required("description", Shape::Text, "What the values describe together."),
        required("fields", Shape::Map(None, &RECORD_FIELD), "The values, each with words in which the user is told."),
    ],
};

/// An entry of `enums:`.
pub static SHARED_ENUM: Object = Object {
    what: "a shared enum",
    keys: &[
        required("description", Shape::Text, "What the values tell apart."),
        required("values", Shape::Texts(1, ENUM_VALUES_MAX), "The values."),
    ],
};

/// `policy.yaml`, which can only tighten.
pub static POLICY: Object = Object {
    what: "policy.yaml",
    keys: &[
        optional("forbid_classes", Shape::Words(1, classes), "Classes of which nothing may be."),
        optional("forbid_types", Shape::Words(1, types), "Types that no field may have."),
        optional("require", Shape::Words(1, requirements), "What every event must say."),
        optional("max_fields", Shape::Integer(1, FIELDS_MAX as u64), "Fields that one event may have."),
        optional("max_text_chars", Shape::Integer(1, TEXT_CHARS_MAX as u64), "Characters that a `text` may keep."),
        optional("max_expiry_days", Shape::Integer(1, EXPIRY_DAYS_MAX), "Days from the review of an event to its end."),
    ],
};

fn requirements() -> Vec<(&'static str, &'static str)> {
    vec![
        ("owners", "Who answers for the event."),
        ("review", "The privacy review that allowed it."),
        ("expires", "A date after which it is no longer sent, and not `never`."),
    ]
}
