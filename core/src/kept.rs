/// The folder below a product's storage directory in which everything but the answer is.
pub const TELEMETRY_FOLDER: &str = "telemetry";

/// The file in the storage directory that holds the answer; its lock, and what it is replaced by, begin with the same name.
pub const CONFIG_FILE: &str = "config.json";

/// A file or folder that the runtime keeps below [`TELEMETRY_FOLDER`]. A schema may name none of them, and the privacy statement
/// tells what each is for.
///
/// ```
/// use candor_core::Kept;
/// assert_eq!(Kept::of("import-1776755561603-00c0ffee"), Some(Kept::Import));
/// assert_eq!(Kept::of("state.tmp"), Some(Kept::State), "what it is replaced by");
/// assert_eq!(Kept::of("winmlcli.cache"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kept {
    /// The random identifier of the installation.
    DeviceId,
    /// The secret with which digests are made.
    DigestSecret,
    /// The folder of the events that wait.
    Spool,
    /// What the sender remembers.
    State,
    /// The file of an earlier program, while it is taken over.
    Import,
    /// What a withdrawal counted that could not wait for the sender's lock.
    Withdrawn,
    /// A spool that a withdrawal is deleting.
    Erased,
    /// Held by the sender for a pass.
    SenderLock,
}

impl Kept {
    /// Each of them, in the order of the documents.
    pub const ALL: [Self; 8] = [
        Self::DeviceId,
        Self::DigestSecret,
        Self::Spool,
        Self::State,
        Self::Import,
        Self::Withdrawn,
        Self::Erased,
        Self::SenderLock,
    ];

    /// Its name. One that ends in `-` is the beginning of many names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DeviceId => "device_id",
            Self::DigestSecret => "digest_secret",
            Self::Spool => "spool",
            Self::State => "state.json",
            Self::Import => "import-",
            Self::Withdrawn => "withdrawn-",
            Self::Erased => "erased-",
            Self::SenderLock => "sender.lock",
        }
    }

    /// Which of them has this name, or had it while it was written.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let stem = |name: &str| name.split('.').next().map(str::to_owned);
        Self::ALL.into_iter().find(|kept| match kept.name() {
            own if own.ends_with('-') => name.starts_with(own),
            own => stem(own) == stem(name),
        })
    }
}
