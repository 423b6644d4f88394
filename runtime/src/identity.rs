//! The random identifiers of an installation, of a process and of an event, and the secret of digests.

use std::fmt::{self, Write as _};
use std::fs;
use std::io;
use std::path::PathBuf;

use hmac_sha256::HMAC;
use uuid::{Uuid, Variant, Version};

use crate::consent;
use crate::spec::Answer;
use crate::storage::{Links, Replacement, Storage, StorageError, StorageLock, read_file};
use crate::treat::{self, Treated};

/// Bytes of what is kept here, with a line break: the secret has 65, and what is longer is none of it.
const FILE_BYTES: u64 = 80;

/// A random UUID; empty if the system has no randomness to give, since leaving it out is better than a guessable one.
pub(crate) fn random_uuid() -> String {
    let mut bytes = [0; 16];
    match fill(&mut bytes) {
        Ok(()) => uuid::Builder::from_random_bytes(bytes).into_uuid().to_string(),
        Err(_) => String::new(),
    }
}

/// A random number; none if the system has no randomness to give.
pub(crate) fn random_number() -> Option<u64> {
    let mut bytes = [0; 8];
    fill(&mut bytes).ok().map(|()| u64::from_le_bytes(bytes))
}

fn fill(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::getrandom(bytes).map_err(|_| io::Error::other("the system gave no random bytes"))
}

/// Where a device id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DeviceIdStatus {
    /// This process made it.
    New,
    /// It was there.
    Existing,
    /// It could not be read or kept; the id is empty.
    Failed,
}

impl DeviceIdStatus {
    /// The spelling in a record.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::Existing => "EXISTING",
            Self::Failed => "FAILED",
        }
    }
}

/// `r:<uuid v4>`, or empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeviceId {
    pub(crate) id: String,
    pub(crate) status: DeviceIdStatus,
}

impl DeviceId {
    /// That of the installation, made if there is none. To be called at the first event after a yes, and not before.
    ///
    /// What is in its file and is no device id is replaced: somebody's name in there must not be sent. Processes that find none
    /// at the same time agree on one. After a stored no none is made.
    pub(crate) fn load_or_create(storage: &Storage) -> Self {
        match DEVICE_ID.load_or_create(storage) {
            Ok((id, is_new)) => {
                Self { id, status: if is_new { DeviceIdStatus::New } else { DeviceIdStatus::Existing } }
            }
            Err(_) => Self { id: String::new(), status: DeviceIdStatus::Failed },
        }
    }

    /// The id of no device.
    #[cfg(feature = "testing")]
    pub(crate) fn of_a_test() -> Self {
        Self { id: format!("r:{}", Uuid::nil()), status: DeviceIdStatus::Existing }
    }

    /// That of the installation, if there is one; for display.
    pub(crate) fn stored(storage: &Storage) -> Option<String> {
        DEVICE_ID.load(storage).ok().flatten()
    }
}

/// The secret with which values are hashed: random, one an installation, never sent and never shown.
pub(crate) struct DigestSecret(HMAC);

impl DigestSecret {
    /// That of the installation, made if there is none; `None` where it can be neither read nor kept. To be called after a
    /// yes, and not before.
    pub(crate) fn load_or_create(storage: &Storage) -> Option<Self> {
        let (hex, _) = DIGEST_SECRET.load_or_create(storage).ok()?;
        secret_bytes(&hex).map(|bytes| Self::new(&bytes))
    }

    /// Always the same, so that a test can compare digests.
    #[cfg(feature = "testing")]
    pub(crate) fn of_a_test() -> Self {
        Self::new(&[0; SECRET_BYTES])
    }

    fn new(bytes: &[u8; SECRET_BYTES]) -> Self {
        Self(HMAC::new(bytes))
    }

    /// Whether the installation has one; for display.
    #[cfg(feature = "clap")]
    pub(crate) fn is_stored(storage: &Storage) -> bool {
        matches!(DIGEST_SECRET.load(storage), Ok(Some(_)))
    }

    pub(crate) fn digest(&self, value: &[u8]) -> Treated {
        treat::digest(&self.0, value)
    }
}

impl fmt::Debug for DigestSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DigestSecret")
    }
}

/// Forgets the secret of digests, and the device id; makes another device id at once, unless there was none: then the first
/// event makes it.
///
/// A context that was collected before still holds the old id, and is to be collected again.
pub(crate) fn reset(storage: &Storage) -> Result<(), StorageError> {
    if DEVICE_ID.is_missing(storage) && DIGEST_SECRET.is_missing(storage) {
        return Ok(());
    }
    let lock = storage.lock()?;
    DIGEST_SECRET.remove(storage)?;
    if !DEVICE_ID.is_missing(storage) {
        DEVICE_ID.write(storage, &lock)?;
    }
    Ok(())
}

/// Removes the device id and the secret of digests. That there is none is fine.
pub(crate) fn erase(storage: &Storage) -> Result<(), StorageError> {
    match fs::symlink_metadata(storage.telemetry()) {
        Err(error) if is_absent(&error) => return Ok(()),
        // A link leads to files that are not ours.
        Ok(metadata) if !metadata.is_dir() => return Ok(()),
        _ => {}
    }
    // Under the lock, so that no process that just looked at an older consent makes one afterwards. Erased without it
    // too: a home that became read-only for new files may still let this one go.
    let _lock = storage.lock().ok();
    DEVICE_ID.remove(storage).and(DIGEST_SECRET.remove(storage))
}

/// A random value of an installation, in a file of its own.
struct Kept {
    path: fn(&Storage) -> PathBuf,
    /// Exactly what `fresh` makes, so that nothing else can be smuggled into it.
    parse: fn(&[u8]) -> Option<String>,
    fresh: fn() -> io::Result<String>,
}

const DEVICE_ID: Kept = Kept { path: Storage::device_id, parse, fresh };
const DIGEST_SECRET: Kept = Kept { path: Storage::digest_secret, parse: parse_secret, fresh: fresh_secret };

impl Kept {
    /// What is kept, and whether it was just made.
    fn load_or_create(&self, storage: &Storage) -> Result<(String, bool), StorageError> {
        match self.load(storage) {
            Ok(Some(value)) => Ok((value, false)),
            _ => self.create(storage),
        }
    }

    /// What the file holds, if it is that. Never read through a link.
    fn load(&self, storage: &Storage) -> io::Result<Option<String>> {
        if fs::symlink_metadata(storage.telemetry()).is_ok_and(|metadata| metadata.is_symlink()) {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "a link is in place of the telemetry folder"));
        }
        Ok(read_file(&(self.path)(storage), FILE_BYTES, Links::Refuse)?.and_then(|bytes| (self.parse)(&bytes)))
    }

    fn create(&self, storage: &Storage) -> Result<(String, bool), StorageError> {
        let lock = storage.lock()?;
        if let Ok(Some(value)) = self.load(storage) {
            return Ok((value, false));
        }
        // A no that was stored since this process decided: whoever stored it erases under the same lock.
        if consent::stored(storage)?.is_some_and(|record| record.answer == Answer::Decline) {
            let withdrawn = io::Error::other("consent was withdrawn");
            return Err(StorageError::new("write", &(self.path)(storage), withdrawn));
        }
        self.write(storage, &lock).map(|value| (value, true))
    }

    /// Puts a fresh one in place.
    fn write(&self, storage: &Storage, lock: &StorageLock) -> Result<String, StorageError> {
        let path = (self.path)(storage);
        storage.create_telemetry()?;
        let value = (self.fresh)().map_err(StorageError::of("make the content of", &path))?;
        let replacement = Replacement::write(lock, &path, format!("{value}\n").as_bytes());
        replacement.and_then(Replacement::put).map_err(StorageError::of("write", &path))?;
        Ok(value)
    }

    fn is_missing(&self, storage: &Storage) -> bool {
        fs::symlink_metadata((self.path)(storage)).is_err_and(|error| is_absent(&error))
    }

    fn remove(&self, storage: &Storage) -> Result<(), StorageError> {
        let path = (self.path)(storage);
        match fs::remove_file(&path) {
            Err(error) if is_absent(&error) => Ok(()),
            done => done.map_err(StorageError::of("erase", &path)),
        }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn parse(bytes: &[u8]) -> Option<String> {
    let id = std::str::from_utf8(bytes).ok()?.trim_end();
    let uuid = Uuid::try_parse(id.strip_prefix("r:")?).ok()?;
    let is_random = uuid.get_version() == Some(Version::Random) && uuid.get_variant() == Variant::RFC4122;
    (is_random && id == format!("r:{uuid}")).then(|| id.to_owned())
}

fn fresh() -> io::Result<String> {
    match random_uuid() {
        uuid if uuid.is_empty() => Err(io::Error::other("the system gave no random bytes")),
        uuid => Ok(format!("r:{uuid}")),
    }
}

/// Bytes of the secret: as many as the hash gives.
const SECRET_BYTES: usize = 32;

fn parse_secret(bytes: &[u8]) -> Option<String> {
    let hex = std::str::from_utf8(bytes).ok()?.trim_end();
    secret_bytes(hex).map(|_| hex.to_owned())
}

fn secret_bytes(hex: &str) -> Option<[u8; SECRET_BYTES]> {
    let is_hex = hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    if hex.len() != 2 * SECRET_BYTES || !is_hex {
        return None;
    }
    let mut bytes = [0; SECRET_BYTES];
    for (byte, at) in bytes.iter_mut().zip((0..hex.len()).step_by(2)) {
        *byte = u8::from_str_radix(&hex[at..at + 2], 16).ok()?;
    }
    // What was zeroed by a damaged disk is no secret.
    bytes.iter().any(|byte| *byte != 0).then_some(bytes)
}

fn fresh_secret() -> io::Result<String> {
    let mut bytes = [0_u8; SECRET_BYTES];
    fill(&mut bytes)?;
    let mut hex = String::with_capacity(2 * SECRET_BYTES);
    for byte in bytes {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::consent::testing::SPEC;

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join(".modelkit"));
        (folder, storage)
    }

    fn failed() -> DeviceId {
        DeviceId { id: String::new(), status: DeviceIdStatus::Failed }
    }

    #[test]
    fn an_id_is_made_once_and_is_random() {
        let (_folder, storage) = storage();
        assert_eq!(DeviceId::stored(&storage), None);
        assert!(!storage.root().exists());
        let made = DeviceId::load_or_create(&storage);
        assert_eq!(made.status, DeviceIdStatus::New);
        assert_eq!(parse(made.id.as_bytes()), Some(made.id.clone()));
        assert_eq!(fs::read_to_string(storage.device_id()).unwrap(), format!("{}\n", made.id));
        let again = DeviceId::load_or_create(&storage);
        assert_eq!(again, DeviceId { id: made.id.clone(), status: DeviceIdStatus::Existing });
        assert_eq!(DeviceId::stored(&storage), Some(made.id));
    }

    #[test]
    fn only_what_we_would_write_is_an_id() {
        let good = "r:67e55044-10b1-426f-9247-bb680e5fe0c8";
        assert_eq!(parse(format!("{good}\r\n").as_bytes()).as_deref(), Some(good));
        for bad in [
            "",
            "r:",
            "r:alice",
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "r:67E55044-10B1-426F-9247-BB680E5FE0C8",
            "r:67e5504410b1426f9247bb680e5fe0c8",
            "r:{67e55044-10b1-426f-9247-bb680e5fe0c8}",
            "r:67e55044-10b1-126f-9247-bb680e5fe0c8",
            "r:67e55044-10b1-426f-1247-bb680e5fe0c8",
            "r:00000000-0000-0000-0000-000000000000",
            " r:67e55044-10b1-426f-9247-bb680e5fe0c8",
            "r:67e55044-10b1-426f-9247-bb680e5fe0c8 alice",
        ] {
            assert_eq!(parse(bad.as_bytes()), None, "{bad}");
        }
        assert_eq!(parse(b"r:\xff"), None);
    }

    #[test]
    fn a_corrupt_id_is_replaced() {
        let (_folder, storage) = storage();
        storage.create_telemetry().unwrap();
        for content in [&b""[..], b"alice", b"\xff\xfe", &[b'x'; 5000]] {
            fs::write(storage.device_id(), content).unwrap();
            let made = DeviceId::load_or_create(&storage);
            assert_eq!(made.status, DeviceIdStatus::New);
            assert_eq!(DeviceId::stored(&storage), Some(made.id));
        }
    }

    #[test]
    fn processes_that_start_at_once_agree() {
        for content in [None, Some("corrupt")] {
            let (_folder, storage) = storage();
            if let Some(content) = content {
                storage.create_telemetry().unwrap();
                fs::write(storage.device_id(), content).unwrap();
            }
            let found: Vec<_> = std::thread::scope(|scope| {
                let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| DeviceId::load_or_create(&storage))).collect();
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let made = found.iter().filter(|found| found.status == DeviceIdStatus::New).count();
            assert_eq!(made, 1, "{found:?}");
            assert!(found.iter().all(|other| other.id == found[0].id && !other.id.is_empty()), "{found:?}");
        }
    }

    #[test]
    fn after_a_no_none_is_made() {
        let (_folder, storage) = storage();
        consent::withdraw(&SPEC, &storage, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(DeviceId::load_or_create(&storage), failed());
        assert!(!storage.telemetry().exists());
        consent::grant(&SPEC, &storage, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(DeviceId::load_or_create(&storage).status, DeviceIdStatus::New);
    }

    #[test]
    fn reset_makes_another_and_erase_none() {
        let (_folder, storage) = storage();
        reset(&storage).unwrap();
        erase(&storage).unwrap();
        assert!(!storage.root().exists());
        let first = DeviceId::load_or_create(&storage).id;
        reset(&storage).unwrap();
        let second = DeviceId::stored(&storage).unwrap();
        assert_ne!(first, second);
        erase(&storage).unwrap();
        assert!(!storage.device_id().exists());
        erase(&storage).unwrap();
    }

    /// The digest of a value with the secret of the installation.
    fn digested(storage: &Storage) -> Option<Treated> {
        DigestSecret::load_or_create(storage).map(|secret| secret.digest(b"alice"))
    }

    #[test]
    fn a_secret_is_made_once_and_goes_with_the_device_id() {
        let (_folder, storage) = storage();
        let first = digested(&storage);
        assert!(first.is_some() && first == digested(&storage));
        assert!(!storage.device_id().exists(), "it needs no device id");
        reset(&storage).unwrap();
        assert!(!storage.digest_secret().exists() && !storage.device_id().exists());
        let second = digested(&storage);
        assert!(second.is_some() && first != second);
        let id = DeviceId::load_or_create(&storage).id;
        reset(&storage).unwrap();
        assert!(!storage.digest_secret().exists() && DeviceId::stored(&storage).is_some_and(|new| new != id));
        assert!(digested(&storage).is_some());
        erase(&storage).unwrap();
        assert!(!storage.digest_secret().exists() && !storage.device_id().exists());
    }

    #[test]
    fn after_a_no_and_without_a_home_there_is_no_secret() {
        let (folder, storage) = storage();
        consent::withdraw(&SPEC, &storage, Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(digested(&storage), None);
        assert!(!storage.telemetry().exists());
        drop(folder);
        assert_eq!(digested(&storage), None);
    }

    #[test]
    fn what_is_no_secret_is_replaced() {
        let (_folder, storage) = storage();
        storage.create_telemetry().unwrap();
        for content in
            ["", "alice", &"0".repeat(64), &"A".repeat(64), &"a".repeat(63), &"a".repeat(66), &"ä".repeat(32)]
        {
            fs::write(storage.digest_secret(), content).unwrap();
            assert!(digested(&storage).is_some());
            let now = fs::read_to_string(storage.digest_secret()).unwrap();
            assert!(now.len() == 65 && now != format!("{content}\n"), "{content}");
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        assert_eq!(format!("{:?}", DigestSecret::new(&[7; SECRET_BYTES])), "DigestSecret");
    }

    #[test]
    fn a_folder_in_its_place_fails_and_a_missing_home_too() {
        let (_folder, blocked) = storage();
        fs::create_dir_all(blocked.device_id().join("x")).unwrap();
        assert_eq!(DeviceId::load_or_create(&blocked), failed());
        let (folder, homeless) = storage();
        drop(folder);
        assert_eq!(DeviceId::load_or_create(&homeless), failed());
    }

    #[cfg(unix)]
    #[test]
    fn links_are_never_followed() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let id = "r:67e55044-10b1-426f-9247-bb680e5fe0c8";
        let elsewhere = tempfile::tempdir().unwrap();
        let victim = elsewhere.path().join("device_id");
        fs::write(&victim, id).unwrap();

        let (_folder, storage) = storage();
        storage.create_telemetry().unwrap();
        symlink(&victim, storage.device_id()).unwrap();
        let made = DeviceId::load_or_create(&storage);
        assert_eq!(made.status, DeviceIdStatus::New);
        assert_ne!(made.id, id);
        assert_eq!(fs::symlink_metadata(storage.device_id()).unwrap().permissions().mode() & 0o777, 0o600);

        fs::remove_dir_all(storage.telemetry()).unwrap();
        symlink(elsewhere.path(), storage.telemetry()).unwrap();
        assert_eq!(DeviceId::load_or_create(&storage), failed());
        assert_eq!(DeviceId::stored(&storage), None);
        assert!(reset(&storage).is_err());
        erase(&storage).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), id);
    }
}
