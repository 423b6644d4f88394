//! The random identifiers of an installation, of a process and of an event.

use std::fs;
use std::io;

use uuid::{Uuid, Variant, Version};

use crate::consent;
use crate::spec::Answer;
use crate::storage::{Links, Replacement, Storage, StorageError, read_file};

/// Bytes of a device id with a line break: what is longer is none.
const FILE_BYTES: u64 = 64;

/// A random UUID; empty if the system has no randomness to give, since leaving it out is better than a guessable one.
pub(crate) fn random_uuid() -> String {
    let mut bytes = [0; 16];
    match getrandom::fill(&mut bytes) {
        Ok(()) => uuid::Builder::from_random_bytes(bytes).into_uuid().to_string(),
        Err(_) => String::new(),
    }
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
        let known = match load(storage) {
            Ok(Some(id)) => Ok((id, DeviceIdStatus::Existing)),
            _ => create(storage),
        };
        match known {
            Ok((id, status)) => Self { id, status },
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
        load(storage).ok().flatten()
    }

    /// Forgets the id and makes another at once, unless there was none: then the first event makes it.
    ///
    /// A context that was collected before still holds the old id, and is to be collected again.
    pub(crate) fn reset(storage: &Storage) -> Result<Option<String>, StorageError> {
        let path = storage.device_id();
        let is_missing = || fs::symlink_metadata(&path).is_err_and(|error| is_absent(&error));
        if is_missing() {
            return Ok(None);
        }
        let lock = storage.lock()?;
        if is_missing() {
            return Ok(None);
        }
        storage.create_telemetry()?;
        let id = fresh().map_err(StorageError::of("make an id for", &path))?;
        let replacement = Replacement::write(&lock, &path, format!("{id}\n").as_bytes());
        replacement.and_then(Replacement::put).map_err(StorageError::of("write", &path))?;
        Ok(Some(id))
    }

    /// Removes the id. That there is none is fine.
    pub(crate) fn erase(storage: &Storage) -> Result<(), StorageError> {
        let path = storage.device_id();
        match fs::symlink_metadata(storage.telemetry()) {
            Err(error) if is_absent(&error) => return Ok(()),
            // A link leads to files that are not ours.
            Ok(metadata) if !metadata.is_dir() => return Ok(()),
            _ => {}
        }
        // Under the lock, so that no process that just looked at an older consent makes one afterwards. Erased without it
        // too: a home that became read-only for new files may still let this one go.
        let _lock = storage.lock().ok();
        match fs::remove_file(&path) {
            Err(error) if is_absent(&error) => Ok(()),
            done => done.map_err(StorageError::of("erase", &path)),
        }
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// The id in the file, if it is one. Never read through a link.
fn load(storage: &Storage) -> io::Result<Option<String>> {
    if fs::symlink_metadata(storage.telemetry()).is_ok_and(|metadata| metadata.is_symlink()) {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "a link is in place of the telemetry folder"));
    }
    Ok(read_file(&storage.device_id(), FILE_BYTES, Links::Refuse)?.and_then(|bytes| parse(&bytes)))
}

/// Exactly what [`fresh`] writes, so that nothing else can be smuggled into it.
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

fn create(storage: &Storage) -> Result<(String, DeviceIdStatus), StorageError> {
    let path = storage.device_id();
    let lock = storage.lock()?;
    if let Ok(Some(id)) = load(storage) {
        return Ok((id, DeviceIdStatus::Existing));
    }
    // A no that was stored since this process decided: whoever stored it erases under the same lock.
    if consent::stored(storage)?.is_some_and(|record| record.answer == Answer::Decline) {
        return Err(StorageError::new("write", &path, io::Error::other("consent was withdrawn")));
    }
    storage.create_telemetry()?;
    let id = fresh().map_err(StorageError::of("make an id for", &path))?;
    let replacement = Replacement::write(&lock, &path, format!("{id}\n").as_bytes());
    replacement.and_then(Replacement::put).map_err(StorageError::of("write", &path))?;
    Ok((id, DeviceIdStatus::New))
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
        assert_eq!(DeviceId::reset(&storage).unwrap(), None);
        DeviceId::erase(&storage).unwrap();
        assert!(!storage.root().exists());
        let first = DeviceId::load_or_create(&storage).id;
        let second = DeviceId::reset(&storage).unwrap().unwrap();
        assert_ne!(first, second);
        assert_eq!(DeviceId::stored(&storage), Some(second));
        DeviceId::erase(&storage).unwrap();
        assert!(!storage.device_id().exists());
        DeviceId::erase(&storage).unwrap();
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
        assert!(DeviceId::reset(&storage).is_err());
        DeviceId::erase(&storage).unwrap();
        assert_eq!(fs::read_to_string(&victim).unwrap(), id);
    }
}
