//! Where a product keeps what it keeps, and how files are read and written there.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::time::Instant;

use candor_core::limits::{STORAGE_LOCK_POLL, STORAGE_LOCK_TIMEOUT};
use candor_core::{CONFIG_FILE, Kept, TELEMETRY_FOLDER};

use crate::consent::environment::{Environment, Platform};

/// The folder of a product, below the user's home. Making one touches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Storage {
    /// The home: it must exist, since nothing ever creates it.
    base: PathBuf,
    root: PathBuf,
}

/// What could not be done to which file, and why.
#[derive(Debug)]
pub(crate) struct StorageError {
    action: &'static str,
    path: PathBuf,
    source: io::Error,
}

impl StorageError {
    pub(crate) fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self { action, path: path.to_owned(), source }
    }

    /// For `map_err`.
    pub(crate) fn of<'a>(action: &'static str, path: &'a Path) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| Self::new(action, path, source)
    }
}

impl std::fmt::Display for StorageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot {} `{}`: {}", self.action, self.path.display(), self.source)
    }
}

impl std::error::Error for StorageError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Held while the consent record or the device id changes. Released when dropped, and by the kernel when the process dies.
#[derive(Debug)]
pub(crate) struct StorageLock {
    _file: File,
}

impl Storage {
    /// The storage `directory` below the user's home; none without an absolute home, since a path relative to the working
    /// directory would scatter files over the user's projects.
    pub(crate) fn locate(directory: &str, env: &Environment) -> Option<Self> {
        let below = Path::new(directory);
        let is_below = below.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if directory.is_empty() || !is_below {
            return None;
        }
        let base = home(env)?;
        Some(Self { root: base.join(below), base })
    }

    /// The storage in `root` itself, for tests and demonstrations. Its parent must exist.
    #[cfg(test)]
    pub(crate) fn at(root: PathBuf) -> Self {
        let base = root.parent().map_or_else(|| root.clone(), Path::to_owned);
        Self { base, root }
    }

    /// The user's home.
    pub(crate) fn home(&self) -> &Path {
        &self.base
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// `config.json`, which the product may share.
    pub(crate) fn config(&self) -> PathBuf {
        self.root.join(CONFIG_FILE)
    }

    /// The folder of the spool and the device id, which belongs to telemetry alone.
    pub(crate) fn telemetry(&self) -> PathBuf {
        self.root.join(TELEMETRY_FOLDER)
    }

    pub(crate) fn device_id(&self) -> PathBuf {
        self.telemetry().join(Kept::DeviceId.name())
    }

    /// The secret with which digests are made.
    pub(crate) fn digest_secret(&self) -> PathBuf {
        self.telemetry().join(Kept::DigestSecret.name())
    }

    /// Makes the folders from below the home down to the root. One that exists stays as it is: the product may share it.
    pub(crate) fn create_root(&self) -> Result<(), StorageError> {
        let mut path = self.base.clone();
        let below = self.root.strip_prefix(&self.base).unwrap_or(Path::new(""));
        for part in below.components() {
            path.push(part);
            match private_folder().create(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {}
                done => done.map_err(StorageError::of("create the folder", &path))?,
            }
        }
        Ok(())
    }

    /// Makes the telemetry folder, for its owner alone. A link in its place is refused: it would lead elsewhere.
    pub(crate) fn create_telemetry(&self) -> Result<(), StorageError> {
        self.create_root()?;
        let path = self.telemetry();
        match private_folder().create(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check_private_folder(&path),
            done => done,
        }
        .map_err(StorageError::of("create the folder", &path))
    }

    /// Whether a file could be made, as far as can be told without making one.
    pub(crate) fn seems_writable(&self) -> bool {
        let mut folder = self.root.as_path();
        loop {
            match (fs::metadata(folder), folder.parent()) {
                (Ok(metadata), _) => return metadata.is_dir() && may_write(folder),
                (Err(_), Some(parent)) if folder != self.base => folder = parent,
                (Err(_), _) => return false,
            }
        }
    }

    /// Takes the lock, creating the root; waits at most [`STORAGE_LOCK_TIMEOUT`].
    pub(crate) fn lock(&self) -> Result<StorageLock, StorageError> {
        self.create_root()?;
        let path = self.root.join(format!("{CONFIG_FILE}.lock"));
        let mut options = OpenOptions::new();
        options.write(true).create(true);
        let file = private(&mut options, false).open(&path).map_err(StorageError::of("open", &path))?;
        let deadline = Instant::now() + STORAGE_LOCK_TIMEOUT;
        while !is_taken(file.try_lock()).map_err(StorageError::of("lock", &path))? {
            if Instant::now() >= deadline {
                return Err(StorageError::new("lock", &path, io::ErrorKind::TimedOut.into()));
            }
            std::thread::sleep(STORAGE_LOCK_POLL);
        }
        Ok(StorageLock { _file: file })
    }
}

/// Whether the lock is ours. A file system that knows no locks (some of those of clusters) must not make every run ask again:
/// files are still replaced in one step there.
fn is_taken(attempt: Result<(), TryLockError>) -> io::Result<bool> {
    match attempt {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => Ok(true),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

fn home(env: &Environment) -> Option<PathBuf> {
    let absolute = |path: std::ffi::OsString| Some(PathBuf::from(path)).filter(|path| path.is_absolute());
    match env.platform() {
        Platform::Unix => env.variable("HOME").and_then(absolute),
        Platform::Windows => env.variable("USERPROFILE").and_then(absolute).or_else(|| {
            let mut path = env.variable("HOMEDRIVE")?;
            path.push(env.variable("HOMEPATH")?);
            absolute(path)
        }),
    }
}

/// Whether links are followed when a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Links {
    Follow,
    Refuse,
}

/// The whole of a regular file of at most `limit` bytes; `None` if there is none. Never waits, as a named pipe would make it.
pub(crate) fn read_file(path: &Path, limit: u64, links: Links) -> io::Result<Option<Vec<u8>>> {
    let mut options = OpenOptions::new();
    options.read(true);
    let file = match private(&mut options, links == Links::Follow).open(path) {
        Ok(file) => file,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(error) => return Err(error),
    };
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a regular file"));
    }
    // One more than it has, so that its end is met without asking for room.
    let length = metadata.len().min(limit) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {limit} bytes")));
    }
    Ok(Some(bytes))
}

/// A written and synced file that is not in its place yet. Removed unless it is [`Replacement::put`].
#[derive(Debug)]
pub(crate) struct Replacement {
    temporary: Option<PathBuf>,
    target: PathBuf,
}

impl Replacement {
    /// Writes `bytes` beside `target`. The caller holds the [`StorageLock`], so that one name is enough, and what a killed
    /// process left under it is nobody's.
    pub(crate) fn write(_lock: &StorageLock, target: &Path, bytes: &[u8]) -> io::Result<Self> {
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".tmp");
        let temporary = target.with_file_name(name);
        match fs::remove_file(&temporary) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        let mut file = private(&mut options, false).open(&temporary)?;
        let replacement = Self { temporary: Some(temporary), target: target.to_owned() };
        file.write_all(bytes)?;
        file.sync_all()?;
        Ok(replacement)
    }

    /// Takes the target's place in one step: a reader sees the old file or the new one.
    pub(crate) fn put(mut self) -> io::Result<()> {
        let Some(temporary) = self.temporary.take() else { return Ok(()) };
        if let Err(error) = fs::rename(&temporary, &self.target) {
            self.temporary = Some(temporary);
            return Err(error);
        }
        sync_folder(&self.target);
        Ok(())
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(temporary) = &self.temporary {
            let _ = fs::remove_file(temporary);
        }
    }
}

/// Best effort: a file system that cannot sync a folder still has the file.
fn sync_folder(file: &Path) {
    if cfg!(unix)
        && let Some(Ok(folder)) = file.parent().map(File::open)
    {
        let _ = folder.sync_all();
    }
}

#[cfg(unix)]
fn private_folder() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private_folder() -> DirBuilder {
    DirBuilder::new()
}

/// Adds what keeps a file to its owner, a link from being followed, and a named pipe from making us wait.
#[cfg(unix)]
fn private(options: &mut OpenOptions, follow: bool) -> &OpenOptions {
    use rustix::fs::OFlags;
    use std::os::unix::fs::OpenOptionsExt;
    let links = if follow { OFlags::empty() } else { OFlags::NOFOLLOW };
    options.mode(0o600).custom_flags((links | OFlags::NONBLOCK).bits().cast_signed())
}

/// Profiles are private on Windows already; a link opened as itself is not a regular file.
#[cfg(windows)]
fn private(options: &mut OpenOptions, follow: bool) -> &OpenOptions {
    use std::os::windows::fs::OpenOptionsExt;
    const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
    if follow { options } else { options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT) }
}

fn check_private_folder(path: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(path)?;
    if !metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "a link or a file is in its place"));
    }
    narrow(path, &metadata)
}

#[cfg(unix)]
fn narrow(path: &Path, metadata: &fs::Metadata) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    if metadata.permissions().mode() & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
fn narrow(_path: &Path, _metadata: &fs::Metadata) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn may_write(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    access(folder, Access::WRITE_OK | Access::EXEC_OK).is_ok()
}

#[cfg(not(unix))]
fn may_write(_folder: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn absolute(path: &str) -> String {
        if cfg!(windows) { format!("C:\\{path}") } else { format!("/{path}") }
    }

    fn located(platform: Platform, variables: &[(&str, &str)]) -> Option<PathBuf> {
        let mut env = Environment::fixed(platform, Timestamp::UNIX_EPOCH);
        for (name, value) in variables {
            env = env.with(name, *value);
        }
        Storage::locate(".modelkit", &env).map(|storage| storage.root().to_owned())
    }

    #[test]
    fn the_home_is_the_one_that_the_platform_names() {
        let (alice, bob) = (absolute("alice"), absolute("bob"));
        let (drive, path) = alice.split_at(if cfg!(windows) { 2 } else { 3 });
        let at_alice = Some(PathBuf::from(&alice).join(".modelkit"));
        for (platform, variables, expected) in [
            (Platform::Unix, vec![("HOME", alice.as_str()), ("USERPROFILE", &bob)], at_alice.clone()),
            (Platform::Unix, vec![("USERPROFILE", bob.as_str())], None),
            (Platform::Unix, vec![("HOME", "")], None),
            (Platform::Unix, vec![("HOME", "alice")], None),
            (Platform::Unix, vec![("HOME", ".")], None),
            (Platform::Windows, vec![("USERPROFILE", alice.as_str()), ("HOME", &bob)], at_alice.clone()),
            (Platform::Windows, vec![("HOMEDRIVE", drive), ("HOMEPATH", path)], at_alice.clone()),
            (Platform::Windows, vec![("USERPROFILE", ""), ("HOMEDRIVE", drive), ("HOMEPATH", path)], at_alice.clone()),
            (Platform::Windows, vec![("USERPROFILE", "x"), ("HOMEDRIVE", drive), ("HOMEPATH", path)], at_alice),
            (Platform::Windows, vec![("HOMEDRIVE", drive)], None),
            (Platform::Windows, vec![("HOME", bob.as_str())], None),
            (Platform::Windows, vec![], None),
        ] {
            assert_eq!(located(platform, &variables), expected, "{platform:?} {variables:?}");
        }
    }

    #[test]
    fn a_directory_that_leads_out_of_the_home_is_none() {
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with("HOME", absolute("alice"));
        for directory in ["", "..", "../x", "a/../../b", "/etc"] {
            assert_eq!(Storage::locate(directory, &env), None, "{directory:?}");
        }
        assert!(Storage::locate(".config/modelkit", &env).is_some());
    }

    #[test]
    fn a_missing_home_is_not_created() {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().join("missing");
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with("HOME", &home);
        let storage = Storage::locate("a/b", &env).unwrap();
        assert!(!storage.seems_writable());
        let error = storage.create_telemetry().unwrap_err().to_string();
        assert!(error.starts_with("cannot create the folder `"), "{error}");
        assert!(!home.exists());
        fs::create_dir(&home).unwrap();
        assert!(storage.seems_writable());
        storage.create_telemetry().unwrap();
        assert!(home.join("a/b/telemetry").is_dir());
    }

    #[test]
    fn a_home_that_is_a_file_is_not_writable() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let storage = Storage::at(file.path().join("x"));
        assert!(!storage.seems_writable());
        assert!(storage.lock().is_err());
    }

    #[test]
    fn the_lock_keeps_a_second_one_out() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join("x"));
        let lock = storage.lock().unwrap();
        let error = storage.lock().unwrap_err().to_string();
        assert!(error.starts_with("cannot lock `"), "{error}");
        drop(lock);
        storage.lock().unwrap();
    }

    #[test]
    fn a_file_system_without_locks_is_no_failure_and_other_errors_are() {
        let fails_with = |kind: io::ErrorKind| is_taken(Err(TryLockError::Error(kind.into())));
        assert!(fails_with(io::ErrorKind::Unsupported).unwrap());
        assert!(fails_with(io::ErrorKind::PermissionDenied).is_err());
        assert!(!is_taken(Err(TryLockError::WouldBlock)).unwrap());
    }

    #[test]
    fn a_replacement_that_is_not_put_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join("x"));
        let lock = storage.lock().unwrap();
        let target = storage.root().join("file");
        fs::write(storage.root().join("file.tmp"), "left by a killed process").unwrap();
        drop(Replacement::write(&lock, &target, b"new").unwrap());
        assert!(!target.exists() && !storage.root().join("file.tmp").exists());
        Replacement::write(&lock, &target, b"new").unwrap().put().unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
    }

    #[test]
    fn a_file_over_the_limit_is_an_error_and_a_missing_one_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        assert!(read_file(&path, 3, Links::Refuse).unwrap().is_none());
        fs::write(&path, "123").unwrap();
        assert_eq!(read_file(&path, 3, Links::Refuse).unwrap().unwrap(), b"123");
        assert!(read_file(&path, 2, Links::Refuse).is_err());
        assert!(read_file(folder.path(), 9, Links::Refuse).is_err());
        assert!(read_file(&path.join("below"), 9, Links::Refuse).unwrap().is_none());
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn what_is_created_belongs_to_its_owner_alone() {
            let folder = tempfile::tempdir().unwrap();
            let storage = Storage::at(folder.path().join("x"));
            storage.create_telemetry().unwrap();
            let lock = storage.lock().unwrap();
            Replacement::write(&lock, &storage.config(), b"{}").unwrap().put().unwrap();
            assert_eq!(mode(storage.root()), 0o700);
            assert_eq!(mode(&storage.telemetry()), 0o700);
            assert_eq!(mode(&storage.config()), 0o600);
            assert_eq!(mode(&storage.root().join("config.json.lock")), 0o600);
        }

        #[test]
        fn an_open_telemetry_folder_is_closed() {
            let folder = tempfile::tempdir().unwrap();
            let storage = Storage::at(folder.path().to_owned());
            fs::create_dir(storage.telemetry()).unwrap();
            fs::set_permissions(storage.telemetry(), fs::Permissions::from_mode(0o755)).unwrap();
            storage.create_telemetry().unwrap();
            assert_eq!(mode(&storage.telemetry()), 0o700);
        }

        #[test]
        fn a_link_in_place_of_the_telemetry_folder_is_refused() {
            let folder = tempfile::tempdir().unwrap();
            let elsewhere = tempfile::tempdir().unwrap();
            let storage = Storage::at(folder.path().to_owned());
            symlink(elsewhere.path(), storage.telemetry()).unwrap();
            assert!(storage.create_telemetry().is_err());
        }

        #[test]
        fn a_link_in_place_of_a_file_is_followed_only_where_asked() {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("target"), "x").unwrap();
            let link = folder.path().join("link");
            symlink("target", &link).unwrap();
            assert!(read_file(&link, 9, Links::Refuse).is_err());
            assert_eq!(read_file(&link, 9, Links::Follow).unwrap().unwrap(), b"x");
        }

        #[cfg(target_os = "linux")]
        #[test]
        fn a_named_pipe_is_an_error_and_nobody_waits() {
            let folder = tempfile::tempdir().unwrap();
            let pipe = folder.path().join("pipe");
            let (kind, mode) = (rustix::fs::FileType::Fifo, rustix::fs::Mode::from_raw_mode(0o600));
            rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
            assert!(read_file(&pipe, 9, Links::Follow).is_err());
        }
    }
}
