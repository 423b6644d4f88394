//! Files that only their user may read, and no symbolic link that leads elsewhere.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// A lock, until it is dropped. It is given back explicitly, since a child process that is just being started holds copies of
/// all our files for a moment.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = self.0.unlock();
    }
}

/// Options that never follow a symbolic link, and create with mode 0600.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600).custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed());
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        const FILE_FLAG_OPEN_REPARSE_POINT: u32 = 0x0020_0000;
        options.custom_flags(FILE_FLAG_OPEN_REPARSE_POINT);
    }
    options
}

fn regular(file: File) -> io::Result<File> {
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"))
    }
}

/// A new file for appending; fails if anything of that name exists.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    private().append(true).create_new(true).open(path)
}

/// A new lock file, locked; fails if anything of that name exists.
pub(super) fn create_locked(path: &Path) -> io::Result<Lock> {
    let lock = taken(private().read(true).write(true).create_new(true).open(path)?)?;
    lock.ok_or_else(|| io::Error::new(io::ErrorKind::WouldBlock, "the lock of a new file is taken"))
}

/// A file of lines, made if it is missing.
pub(super) fn open_for_lines(path: &Path) -> io::Result<File> {
    private().read(true).append(true).create(true).open(path).and_then(regular)
}

/// An existing file, for reading.
pub(super) fn open(path: &Path) -> io::Result<File> {
    private().read(true).open(path).and_then(regular)
}

/// A lock file that is made if it is missing.
fn open_lock(path: &Path) -> io::Result<File> {
    private().read(true).write(true).create(true).truncate(false).open(path).and_then(regular)
}

/// At most `limit` bytes of a file.
pub(super) fn read(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    // One more than it has, so that its end is met without asking for room.
    let length = file.metadata()?.len().min(limit) + 1;
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Replaces a file as a whole: a reader sees the old or the new one. The caller holds a lock that excludes other writers.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = path.with_extension("tmp");
    absent(fs::remove_file(&temporary))?;
    let written = create_new(&temporary).and_then(|mut file| file.write_all(bytes));
    let replaced = written.and_then(|()| fs::rename(&temporary, path));
    if replaced.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    replaced
}

/// Makes a folder of mode 0700 in one that exists. A home that is missing is not ours to make.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    #[cfg(not(unix))]
    let builder = DirBuilder::new();
    #[cfg(unix)]
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

/// Makes a folder of our own, or closes it to others; refuses what is not a folder, such as a link to one.
pub(super) fn make_own_folder(path: &Path) -> io::Result<()> {
    let metadata = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_folder(path).and_then(|()| fs::symlink_metadata(path))
        }
        result => result,
    }?;
    if !metadata.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a folder of its own"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if metadata.permissions().mode() & 0o077 != 0 {
            fs::set_permissions(path, fs::Permissions::from_mode(0o700))?;
        }
    }
    Ok(())
}

/// Whether `path` is a folder itself, and not a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_dir())
}

/// Takes the lock of an existing file; `None` if someone else has it.
pub(super) fn try_lock(path: &Path) -> io::Result<Option<Lock>> {
    taken(private().read(true).write(true).open(path).and_then(regular)?)
}

/// Takes the lock of a file that is made if it is missing, waiting for it at most `budget`.
pub(super) fn lock_within(path: &Path, budget: Duration) -> io::Result<Option<Lock>> {
    let deadline = Instant::now() + budget;
    loop {
        let locked = taken(open_lock(path)?)?;
        let left = deadline.saturating_duration_since(Instant::now());
        if locked.is_some() || left.is_zero() {
            return Ok(locked);
        }
        std::thread::sleep(left.min(Duration::from_millis(5)));
    }
}

fn taken(file: File) -> io::Result<Option<Lock>> {
    match file.try_lock() {
        Ok(()) => Ok(Some(Lock(file))),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(error)) => Err(error),
    }
}

/// Deletes a folder with everything in it. A process that was just making a file in it, by the name that it had, may succeed a
/// moment after it was renamed; so what is not empty is tried again.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    for _ in 0..10 {
        match fs::remove_dir_all(path) {
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => {}
            result => return absent(result),
        }
    }
    absent(fs::remove_dir_all(path))
}

/// Success also when the file was not there.
pub(super) fn absent(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replacing_leaves_no_other_file() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state.json");
        replace(&path, b"1").unwrap();
        replace(&path, b"2").unwrap();
        assert_eq!(read(&path, 10).unwrap(), b"2");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_lock_is_given_back_although_a_copy_of_its_file_is_open() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("sender.lock");
        let held = create_locked(&path).unwrap();
        let _copy = held.0.try_clone().unwrap();
        assert!(try_lock(&path).unwrap().is_none());
        drop(held);
        assert!(try_lock(&path).unwrap().is_some());
    }

    #[test]
    fn a_lock_is_waited_for_no_longer_than_the_budget() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("sender.lock");
        let held = lock_within(&path, Duration::ZERO).unwrap().unwrap();
        let started = Instant::now();
        assert!(lock_within(&path, Duration::from_millis(30)).unwrap().is_none());
        assert!(started.elapsed() >= Duration::from_millis(30) && started.elapsed() < Duration::from_millis(500));
        drop(held);
        assert!(lock_within(&path, Duration::ZERO).unwrap().is_some());
    }

    #[cfg(unix)]
    #[test]
    fn only_the_user_may_read() {
        use std::os::unix::fs::PermissionsExt;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("telemetry").join("spool");
        make_folder(folder.parent().unwrap()).unwrap();
        make_own_folder(&folder).unwrap();
        drop(create_new(&folder.join("a")).unwrap());
        drop(lock_within(&folder.join("b"), Duration::ZERO).unwrap());
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        assert_eq!(mode(&home.path().join("telemetry")), 0o700);
        assert_eq!(mode(&folder.join("a")), 0o600);
        assert_eq!(mode(&folder.join("b")), 0o600);

        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        make_own_folder(&folder).unwrap();
        assert_eq!(mode(&folder), 0o700, "a folder that others could read is closed");
    }

    #[cfg(unix)]
    #[test]
    fn no_symbolic_link_is_followed() {
        use std::os::unix::fs::symlink;
        let home = tempfile::tempdir().unwrap();
        let elsewhere = home.path().join("elsewhere");
        fs::create_dir(&elsewhere).unwrap();
        fs::write(elsewhere.join("file"), "mine").unwrap();
        let link = home.path().join("link");
        symlink(elsewhere.join("file"), &link).unwrap();
        assert!(open(&link).is_err() && create_new(&link).is_err() && try_lock(&link).is_err());
        assert!(lock_within(&link, Duration::ZERO).is_err());
        replace(&link, b"new").unwrap();
        assert_eq!(fs::read(elsewhere.join("file")).unwrap(), b"mine", "the link was replaced, not its target");

        let folder = home.path().join("spool");
        symlink(&elsewhere, &folder).unwrap();
        assert!(make_own_folder(&folder).is_err() && !is_folder(&folder));
    }
}
