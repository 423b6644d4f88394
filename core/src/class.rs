/// How sensitive a value is, from least to most.
///
/// An event's class is the ceiling of the classes of its fields.
///
/// ```
/// use candor_core::PrivacyClass;
/// assert!(PrivacyClass::System < PrivacyClass::Diagnostic);
/// assert_eq!("usage".parse(), Ok(PrivacyClass::Usage));
/// assert!(!PrivacyClass::Personal.may_be_collected());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PrivacyClass {
    /// Operating system, version, architecture.
    System,
    /// Command, outcome, timing.
    Usage,
    /// Error type, code location, scrubbed message.
    Diagnostic,
    /// Device id, session id.
    Pseudonymous,
    /// Names of people. Exists so that who writes it is told no.
    Personal,
    /// Files and what is in them. Exists so that who writes it is told no.
    Content,
}

impl PrivacyClass {
    /// Every class, least sensitive first.
    pub const ALL: [Self; 6] =
        [Self::System, Self::Usage, Self::Diagnostic, Self::Pseudonymous, Self::Personal, Self::Content];

    /// The spelling in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Usage => "usage",
            Self::Diagnostic => "diagnostic",
            Self::Pseudonymous => "pseudonymous",
            Self::Personal => "personal",
            Self::Content => "content",
        }
    }

    /// What belongs to the class, for help texts and documents.
    #[must_use]
    pub const fn examples(self) -> &'static str {
        match self {
            Self::System => "operating system, version, architecture",
            Self::Usage => "command, outcome, timing",
            Self::Diagnostic => "error type, code location, scrubbed message",
            Self::Pseudonymous => "device id, session id",
            Self::Personal => "names, addresses",
            Self::Content => "files and what is in them",
        }
    }

    /// Whether a schema may collect values of this class at all.
    #[must_use]
    pub const fn may_be_collected(self) -> bool {
        !matches!(self, Self::Personal | Self::Content)
    }
}

impl std::fmt::Display for PrivacyClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for PrivacyClass {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|class| class.name() == s).ok_or(())
    }
}
