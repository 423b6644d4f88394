use std::fmt;

/// A text that is no value of a generated enum. It holds the values that there are, and never the text.
///
/// ```
/// let error = candor::UnknownValue::new(&["CPU", "GPU"]);
/// assert_eq!(error.to_string(), "not one of CPU, GPU");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    known: &'static [&'static str],
}

impl UnknownValue {
    /// The error of an enum with these values.
    #[must_use]
    pub const fn new(known: &'static [&'static str]) -> Self {
        Self { known }
    }

    /// The values that there are.
    #[must_use]
    pub const fn known(&self) -> &'static [&'static str] {
        self.known
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not one of {}", self.known.join(", "))
    }
}

impl std::error::Error for UnknownValue {}
