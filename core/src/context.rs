use crate::PrivacyClass;

/// What may go out with every event. A product sends the keys that its `product.yaml` lists, and no other.
///
/// ```
/// use candor_core::ContextKey;
/// assert_eq!("os_name".parse(), Ok(ContextKey::OsName));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContextKey {
    /// A random identifier of the installation, and whether it is new.
    DeviceId,
    /// A random identifier of the process.
    SessionId,
    /// `Windows`, `Linux` or `Darwin`.
    OsName,
    /// Version of the operating system.
    OsVersion,
    /// Processor architecture as the platform spells it.
    OsArch,
    /// Version of the product.
    AppVersion,
    /// A random epoch of the process and a number that counts its events.
    SdkSequence,
    /// A random identifier of the event.
    EventId,
}

impl ContextKey {
    /// Every key, in the order of the documents.
    pub const ALL: [Self; 8] = [
        Self::DeviceId,
        Self::SessionId,
        Self::OsName,
        Self::OsVersion,
        Self::OsArch,
        Self::AppVersion,
        Self::SdkSequence,
        Self::EventId,
    ];

    /// The spelling in a schema, and in the records that wait in the spool.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DeviceId => "device_id",
            Self::SessionId => "session_id",
            Self::OsName => "os_name",
            Self::OsVersion => "os_version",
            Self::OsArch => "os_arch",
            Self::AppVersion => "app_version",
            Self::SdkSequence => "sdk_sequence",
            Self::EventId => "event_id",
        }
    }

    /// What OTLP calls it, by OpenTelemetry's semantic conventions where they have a name: two where it has two parts.
    ///
    /// ```
    /// use candor_core::ContextKey;
    /// assert_eq!(ContextKey::OsName.attributes(), ["os.name"]);
    /// assert_eq!(ContextKey::SdkSequence.attributes(), ["event.epoch", "event.sequence"]);
    /// ```
    #[must_use]
    pub const fn attributes(self) -> &'static [&'static str] {
        match self {
            Self::DeviceId => &["device.id", "device.id_status"],
            Self::SessionId => &["session.id"],
            Self::OsName => &["os.name"],
            Self::OsVersion => &["os.version"],
            Self::OsArch => &["host.arch"],
            Self::AppVersion => &["service.version"],
            Self::SdkSequence => &["event.epoch", "event.sequence"],
            Self::EventId => &["event.id"],
        }
    }

    /// What it discloses, in one sentence, for editors and documents.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::DeviceId => "A random identifier of the installation, and whether it is new.",
            Self::SessionId => "A random identifier of the process.",
            Self::OsName => "`Windows`, `Linux` or `Darwin`.",
            Self::OsVersion => "Version of the operating system.",
            Self::OsArch => "Processor architecture as the platform spells it.",
            Self::AppVersion => "Version of the product.",
            Self::SdkSequence => "A random epoch of the process and a number that counts its events.",
            Self::EventId => "A random identifier of the event.",
        }
    }

    /// The class of what the key discloses.
    #[must_use]
    pub const fn class(self) -> PrivacyClass {
        match self {
            Self::DeviceId | Self::SessionId | Self::SdkSequence | Self::EventId => PrivacyClass::Pseudonymous,
            Self::OsName | Self::OsVersion | Self::OsArch | Self::AppVersion => PrivacyClass::System,
        }
    }
}

impl std::fmt::Display for ContextKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for ContextKey {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|key| key.name() == s).ok_or(())
    }
}
