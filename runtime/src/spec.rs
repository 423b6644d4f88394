//! What the generated code tells the runtime of a product: constants made from the YAML, and nothing that changes.

use candor_core::ContextKey;
use candor_core::names::is_instrumentation_key;

use crate::scrub::Scrubber;

/// A product, as its schema describes it. Generated; not meant to be written by hand.
#[derive(Clone, Copy, Debug)]
pub struct ProductSpec {
    /// `product:`, as people read it.
    pub name: &'static str,
    /// `app:`, as file names and environment variables use it.
    pub app: &'static str,
    /// Version of the crate that contains the generated code.
    pub version: &'static str,
    /// The consent that the product needs.
    pub consent: ConsentSpec,
    /// `storage.directory:`, relative to the user's home.
    pub storage: &'static str,
    /// `context:`; what is not listed is not sent.
    pub context: &'static [ContextKey],
    /// `scrub.roots:`.
    pub scrub_roots: &'static [&'static str],
    /// `scrub.patterns:`.
    pub scrub_patterns: &'static [ScrubPattern],
    /// `export:`, in the order of the schema language.
    pub destinations: &'static [DestinationSpec],
    /// A hash of the schema's meaning, with which waiting events are stamped.
    pub schema_digest: &'static str,
}

/// The key that was found when the product was built, if any. A malformed one ends the build, in the words of `otherwise`: nobody
/// but the users, whose telemetry stays off, could see it later.
///
/// ```
/// # use candor::__private::checked_key;
/// const KEY: Option<&str> = checked_key(Some("0123-4567"), "GREETER_IKEY holds no key");
/// assert_eq!((KEY, checked_key(Some(""), "")), (Some("0123-4567"), Some("")));
/// ```
///
/// ```compile_fail,E0080
/// # use candor::__private::checked_key;
/// const KEY: Option<&str> = checked_key(Some("0123"), "GREETER_IKEY holds no key");
/// # let _ = KEY;
/// ```
#[must_use]
pub const fn checked_key(key: Option<&'static str>, otherwise: &'static str) -> Option<&'static str> {
    if let Some(text) = key {
        assert!(text.is_empty() || is_instrumentation_key(text), "{}", otherwise);
    }
    key
}

/// An entry of `scrub.patterns:` of a schema.
#[derive(Clone, Copy, Debug)]
pub struct ScrubPattern {
    name: &'static str,
    regex: &'static str,
    /// Named here and nowhere else, so that the program of a product that has no pattern holds no engine.
    add: fn(Scrubber, &str, &str) -> Scrubber,
}

impl ScrubPattern {
    /// With its name and `regex:`, which was compiled when the schema was checked.
    #[must_use]
    pub const fn new(name: &'static str, regex: &'static str) -> Self {
        Self { name, regex, add: Scrubber::with_pattern_or_nothing }
    }

    pub(crate) fn add_to(&self, scrubber: Scrubber) -> Scrubber {
        (self.add)(scrubber, self.name, self.regex)
    }
}

/// `consent:` of a schema.
#[derive(Clone, Copy, Debug)]
pub struct ConsentSpec {
    /// `version:`, from 1.
    pub version: u32,
    /// `ask:`.
    pub ask: Ask,
    /// `default:`, what Enter means.
    pub default: Answer,
    /// The whole prompt, up to and with `Enable telemetry? [Y/n]: `.
    pub notice: &'static str,
    /// SHA-256 of `notice`, in hexadecimal.
    pub notice_sha256: &'static str,
}

/// Who asks the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The runtime, at the terminal.
    Terminal,
    /// The product by itself, through the API.
    App,
}

/// What a user says to the prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Accept,
    /// No.
    Decline,
}

/// An entry of `export:` of a schema.
#[derive(Clone, Copy, Debug)]
pub enum DestinationSpec {
    /// `onecollector:`.
    OneCollector {
        /// The URL that batches are posted to.
        endpoint: &'static str,
        /// The instrumentation key, read when the product was built; without one nothing goes there.
        key: Option<&'static str>,
    },
    /// `otlp:`.
    Otlp {
        /// The URL that batches are posted to.
        endpoint: &'static str,
        /// `protocol:`.
        protocol: OtlpProtocol,
        /// `None` where the schema names no variable; otherwise its value when the product was built, without which nothing
        /// goes there.
        headers: Option<Option<&'static str>>,
    },
    /// `file:`.
    File {
        /// The file, below the storage directory.
        path: &'static str,
    },
    /// `stdout:`.
    Stdout,
}

impl DestinationSpec {
    /// Whether what the destination needs was there when the product was built.
    pub(crate) fn is_built_in(&self) -> bool {
        let is_there = |value: Option<&str>| value.is_some_and(|value| !value.is_empty());
        match *self {
            Self::OneCollector { key, .. } => is_there(key),
            Self::Otlp { headers, .. } => headers.is_none_or(is_there),
            Self::File { .. } | Self::Stdout => true,
        }
    }

    /// The file that it fills on the user's machine, below the storage directory.
    pub(crate) fn file(&self) -> Option<&'static str> {
        match *self {
            Self::File { path } => Some(path),
            Self::OneCollector { .. } | Self::Otlp { .. } | Self::Stdout => None,
        }
    }

    /// Whether it is reached over a network.
    #[cfg(feature = "testing")]
    pub(crate) fn is_remote(&self) -> bool {
        matches!(self, Self::OneCollector { .. } | Self::Otlp { .. })
    }
}

/// How OTLP is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtlpProtocol {
    /// `http/protobuf`.
    HttpProtobuf,
    /// `http/json`.
    HttpJson,
}
