//! The closed list of slots of a Common Schema 4.0 envelope.

use serde_json::Value;

/// What a slot takes.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Text,
    Int,
    Number,
    Object,
}

use Kind::{Int, Number, Object, Text};

/// The slots beside `ext` and `data`.
const TOP: &[(&str, Kind)] = &[
    ("ver", Text),
    ("name", Text),
    ("time", Text),
    ("iKey", Text),
    ("popSample", Number),
    ("flags", Int),
    ("cV", Text),
];

/// The extensions and their slots, as the vendor's public protocol definition (`CsProtocol.bond`) lists them.
/// `ext.os.release` and `ext.app.initTs` are not in it: a collector refused every batch with them, unseen, for weeks.
const EXTENSIONS: &[(&str, &[(&str, Kind)])] = &[
    (
        "app",
        &[
            ("asId", Int),
            ("env", Text),
            ("expId", Text),
            ("id", Text),
            ("locale", Text),
            ("name", Text),
            ("sesId", Text),
            ("userId", Text),
            ("ver", Text),
        ],
    ),
    (
        "cloud",
        &[
            ("deploymentUnit", Text),
            ("environment", Text),
            ("fullEnvName", Text),
            ("location", Text),
            ("name", Text),
            ("role", Text),
            ("roleInstance", Text),
        ],
    ),
    (
        "device",
        &[
            ("authId", Text),
            ("authIdEnt", Text),
            ("authSecId", Text),
            ("deviceClass", Text),
            ("id", Text),
            ("localId", Text),
            ("make", Text),
            ("model", Text),
            ("orgAuthId", Text),
            ("orgId", Text),
        ],
    ),
    ("loc", &[("country", Text), ("id", Text), ("timezone", Text)]),
    // The types of fields, where the vendor's own producer cannot tell them by JSON: `{"f":{"duration_ms":{"t":6}}}`.
    ("metadata", &[("f", Object)]),
    ("mscv", &[("cV", Text)]),
    ("net", &[("cost", Text), ("provider", Text), ("type", Text)]),
    ("os", &[("bootId", Int), ("expId", Text), ("locale", Text), ("name", Text), ("ver", Text)]),
    ("sdk", &[("epoch", Text), ("installId", Text), ("libVer", Text), ("seq", Int), ("ver", Text)]),
    ("user", &[("authId", Text), ("id", Text), ("localId", Text), ("locale", Text)]),
];

impl Kind {
    fn takes(self, value: &Value) -> bool {
        match self {
            Text => value.is_string(),
            Int => value.is_i64() || value.is_u64(),
            Number => value.is_number(),
            Object => value.is_object(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Text => "a string",
            Int => "an integer",
            Number => "a number",
            Object => "an object",
        }
    }
}

/// What is wrong with the slots of an envelope, or `None`. Names slots, never values.
pub(crate) fn fault(envelope: &serde_json::Map<String, Value>) -> Option<String> {
    envelope.iter().find_map(|(name, value)| match name.as_str() {
        "data" if value.is_object() => None,
        "data" => Some("data is not an object".to_owned()),
        "ext" => extensions(value),
        name => slot("", TOP, name, value),
    })
}

fn extensions(ext: &Value) -> Option<String> {
    let Some(ext) = ext.as_object() else { return Some("ext is not an object".to_owned()) };
    ext.iter().find_map(|(name, value)| {
        let Some((known, slots)) = EXTENSIONS.iter().find(|(known, _)| known == name) else {
            return Some(unknown("ext.", name));
        };
        let Some(value) = value.as_object() else { return Some(format!("ext.{known} is not an object")) };
        value.iter().find_map(|(name, value)| slot(&format!("ext.{known}."), slots, name, value))
    })
}

fn slot(prefix: &str, slots: &[(&str, Kind)], name: &str, value: &Value) -> Option<String> {
    match slots.iter().find(|(known, _)| *known == name) {
        None => Some(unknown(prefix, name)),
        Some((_, kind)) if !kind.takes(value) => Some(format!("{prefix}{name} is not {}", kind.name())),
        Some(_) => None,
    }
}

fn unknown(prefix: &str, name: &str) -> String {
    let short: String = name.chars().take(64).collect();
    format!("{prefix}{} is not a slot of Common Schema 4.0", short.escape_default())
}
