use crate::PrivacyClass;

/// What a field may hold. The set is closed: there is no type that takes an arbitrary string.
///
/// ```
/// use candor_core::{FieldType, PrivacyClass};
/// assert_eq!("text".parse(), Ok(FieldType::Text));
/// assert_eq!(FieldType::Text.minimum_class(), PrivacyClass::Diagnostic);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// `true` or `false`.
    Bool,
    /// A signed 64-bit integer.
    Int,
    /// An unsigned 64-bit integer; saturates at `i64::MAX` on the wire.
    Uint,
    /// A 64-bit float; `null` on the wire when it is not finite.
    Float,
    /// An integer in the unit that the schema names.
    Duration,
    /// One of the values that the schema lists.
    Enum,
    /// A short name known at compile time.
    Label,
    /// Free text, scrubbed and capped.
    Text,
    /// Code locations: file, line, function.
    Frames,
    /// The numeric parts of a version and a well-known word such as `rc`.
    Version,
    /// The range into which a number falls; the number itself never leaves.
    Bucket,
    /// A public identifier; of a local file only that it is one.
    Reference,
    /// A keyed hash, with a secret of the installation; the input never leaves.
    Digest,
    /// Several values of one type.
    List,
    /// A group of values, each with a name.
    Record,
}

impl FieldType {
    /// Every type, in the order of the documents.
    pub const ALL: [Self; 15] = [
        Self::Bool,
        Self::Int,
        Self::Uint,
        Self::Float,
        Self::Duration,
        Self::Enum,
        Self::Label,
        Self::Text,
        Self::Frames,
        Self::Version,
        Self::Bucket,
        Self::Reference,
        Self::Digest,
        Self::List,
        Self::Record,
    ];

    /// The spelling in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::Int => "int",
            Self::Uint => "uint",
            Self::Float => "float",
            Self::Duration => "duration",
            Self::Enum => "enum",
            Self::Label => "label",
            Self::Text => "text",
            Self::Frames => "frames",
            Self::Version => "version",
            Self::Bucket => "bucket",
            Self::Reference => "reference",
            Self::Digest => "digest",
            Self::List => "list",
            Self::Record => "record",
        }
    }

    /// What it holds, in one sentence, for editors and documents.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Bool => "`true` or `false`.",
            Self::Int => "A whole number, signed.",
            Self::Uint => "A whole number, not negative.",
            Self::Float => "A number; `null` when it is not finite.",
            Self::Duration => "A length of time, sent as a whole number in `unit`.",
            Self::Enum => "One of the listed `values`.",
            Self::Label => "A short name that is known when the product is compiled.",
            Self::Text => "Free text, scrubbed and then capped at `max_chars`.",
            Self::Frames => "Code locations: file, line and function, paths trimmed.",
            Self::Version => {
                "A version: its numeric parts and a well-known word such as `rc`; anything else is dropped."
            }
            Self::Bucket => "The range between two `edges` into which a number falls; the number itself never leaves.",
            Self::Reference => {
                "A public identifier such as `org/name`; of a local file only `<local>` and a listed ending."
            }
            Self::Digest => {
                "A keyed hash (HMAC-SHA-256) with a random secret of the installation; what was hashed never leaves."
            }
            Self::List => "Several values of the type under `of`, at most `max_items`.",
            Self::Record => "A group of values, each with a name, under `fields`.",
        }
    }

    /// The least sensitive class in which the type may stand; every more sensitive one may hold it too.
    #[must_use]
    pub const fn minimum_class(self) -> PrivacyClass {
        match self {
            Self::Bool
            | Self::Int
            | Self::Uint
            | Self::Float
            | Self::Duration
            | Self::Enum
            | Self::Label
            | Self::Version
            | Self::Bucket
            | Self::List
            | Self::Record => PrivacyClass::System,
            Self::Reference => PrivacyClass::Usage,
            Self::Text | Self::Frames => PrivacyClass::Diagnostic,
            Self::Digest => PrivacyClass::Pseudonymous,
        }
    }

    /// Whether a `list` or a `record` may hold it: the types of class `system` that hold one value. What is treated value by
    /// value for its content, as text is, is sent one at a time.
    ///
    /// ```
    /// use candor_core::FieldType;
    /// assert!(FieldType::Label.may_be_element() && !FieldType::Text.may_be_element());
    /// ```
    #[must_use]
    pub const fn may_be_element(self) -> bool {
        !matches!(self, Self::List | Self::Record) && matches!(self.minimum_class(), PrivacyClass::System)
    }

    /// How far a type lets values vary, from a closed set to free text. A change to a larger number is a widening.
    #[must_use]
    pub const fn looseness(self) -> u8 {
        match self {
            Self::Bool => 0,
            Self::Enum | Self::Bucket => 1,
            Self::Label | Self::Version => 2,
            Self::Int | Self::Uint | Self::Float | Self::Duration => 3,
            Self::Frames | Self::Reference | Self::Digest | Self::List | Self::Record => 4,
            Self::Text => 5,
        }
    }
}

impl std::fmt::Display for FieldType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for FieldType {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.name() == s).ok_or(())
    }
}

/// The unit in which a `duration` goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DurationUnit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
}

impl DurationUnit {
    /// Every unit, coarsest first: a step to the right is a widening.
    pub const ALL: [Self; 3] = [Self::Seconds, Self::Milliseconds, Self::Microseconds];

    /// The spelling in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
            Self::Microseconds => "us",
        }
    }

    /// What it is, for editors and documents.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Seconds => "Seconds.",
            Self::Milliseconds => "Milliseconds.",
            Self::Microseconds => "Microseconds.",
        }
    }
}

impl std::str::FromStr for DurationUnit {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|unit| unit.name() == s).ok_or(())
    }
}
