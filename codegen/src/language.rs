//! The keys of the schema language: what may stand where, whether it must, and what it means. Reading, messages and the
//! editor's schema all follow these tables.

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
}

const fn required(name: &'static str, about: &'static str) -> Key {
    Key { name, required: true, about }
}

const fn optional(name: &'static str, about: &'static str) -> Key {
    Key { name, required: false, about }
}

/// `product.yaml`.
pub static PRODUCT: Object = Object {
    what: "product.yaml",
    keys: &[
        required("candor", "Version of the schema language: 1."),
        required("product", "Name of the product; every event name begins with it."),
        required("app", "Name in files and environment variables: lower-case letters, digits, - and _."),
        required("events", "Names of the files in events/, in the order in which the notice lists them."),
        required("consent", "How the user is asked."),
        required("storage", "Where the product keeps consent, identity and waiting events."),
        optional("context", "What goes out with every event; what is not listed is not sent."),
        optional("scrub", "What free text may keep."),
        required("export", "Where events go."),
    ],
};

/// `consent:`.
pub static CONSENT: Object = Object {
    what: "`consent`",
    keys: &[
        required("version", "Raised whenever more is collected; users who agreed to less are asked again."),
        required("ask", "Who asks: `terminal` (the prompt) or `app` (the product, through the API)."),
        required("default", "What Enter means: `accept` or `decline`."),
        required(
            "purpose",
            "Why data is collected, as the end of the sentence \"… can collect pseudonymous usage data to …\".",
        ),
        required("never_collected", "What the product promises never to collect."),
    ],
};

/// `storage:`.
pub static STORAGE: Object =
    Object { what: "`storage`", keys: &[required("directory", "A folder below the user's home.")] };

/// An entry of `context:`.
pub static CONTEXT_ENTRY: Object =
    Object { what: "a context entry", keys: &[required("notice", "The words in which the user is told.")] };

/// `scrub:`.
pub static SCRUB: Object = Object {
    what: "`scrub`",
    keys: &[optional("roots", "Path fragments that may stay: code locations of the product.")],
};

/// `export:`.
pub static EXPORT: Object = Object {
    what: "`export`",
    keys: &[
        optional("onecollector", "A OneCollector endpoint, Common Schema 4.0."),
        optional("otlp", "An OpenTelemetry collector, OTLP over HTTP."),
    ],
};

/// `export.onecollector:`.
pub static ONECOLLECTOR: Object = Object {
    what: "`onecollector`",
    keys: &[
        required("endpoint", "The https URL that batches are posted to."),
        required("key_env", "Environment variable that holds the instrumentation key when the product is BUILT."),
    ],
};

/// `export.otlp:`.
pub static OTLP: Object = Object {
    what: "`otlp`",
    keys: &[
        required("endpoint", "The https URL that logs are posted to, with its path: https://…/v1/logs."),
        required("protocol", "How they are encoded: `http/protobuf` or `http/json`."),
        optional(
            "headers_env",
            "Environment variable that holds the headers of a request (name=value,…) when the product is BUILT.",
        ),
    ],
};

/// `events/<name>.yaml`.
pub static EVENT: Object = Object {
    what: "an event",
    keys: &[
        required("event", "Name of the event, beginning with the product's."),
        required("description", "When it is sent."),
        required("class", "Privacy class: the ceiling for the fields."),
        optional("owners", "Who answers for it."),
        optional("review", "The privacy review that allowed it."),
        required("expires", "Date after which it is no longer sent, or `never`."),
        optional("fields", "What it carries; without fields it needs a notice of its own."),
        optional("notice", "The words in which the user is told of an event without fields."),
    ],
};

/// `review:`.
pub static REVIEW: Object = Object {
    what: "`review`",
    keys: &[required("ticket", "Where the review is recorded."), required("date", "When it was approved.")],
};

/// A field of an event.
pub static FIELD: Object = Object {
    what: "a field",
    keys: &[
        required("type", "What the field holds."),
        required("description", "What the value means."),
        required("notice", "The words in which the user is told."),
        optional("class", "Privacy class, when it is lower than the event's."),
        optional("optional", "Whether the field may be left unset; it is then null on the wire."),
        optional("values", "The values of an `enum`."),
        optional("unit", "The unit of a `duration`: s, ms or us."),
        optional("max_chars", "Characters that a `text` keeps."),
    ],
};
