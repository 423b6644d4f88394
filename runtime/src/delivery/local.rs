//! Destinations on the user's machine: a file, and the product's standard output. Both get lines of OTLP JSON.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use candor_core::limits;

use super::files;

/// Appends whole lines to `path` below `root`: all of them, or none. A file that is full is put aside first.
pub(super) fn append(root: &Path, path: &str, lines: &[u8]) -> io::Result<()> {
    append_bounded(root, path, lines, limits::EXPORT_FILE_BYTES)
}

fn append_bounded(root: &Path, path: &str, lines: &[u8], bound: u64) -> io::Result<()> {
    let path = make_folders(root, path)?;
    let mut file = files::open_for_lines(&path)?;
    let mut length = file.metadata()?.len();
    if length > 0 && length.saturating_add(lines.len() as u64) > bound {
        drop(file);
        fs::rename(&path, aside(&path))?;
        file = files::open_for_lines(&path)?;
        length = 0;
    }
    let start: &[u8] = if ends_within_a_line(&mut file, length)? { b"\n" } else { b"" };
    file.write_all(&[start, lines].concat()).inspect_err(|_| {
        // What was written of it would come again with the next try.
        let _ = file.set_len(length);
    })
}

/// Whether whoever wrote last, or the disk below them, did not come to the end of a line.
fn ends_within_a_line(file: &mut File, length: u64) -> io::Result<bool> {
    let Some(last) = length.checked_sub(1) else { return Ok(false) };
    let mut byte = [0];
    file.seek(SeekFrom::Start(last))?;
    file.read_exact(&mut byte)?;
    Ok(byte != *b"\n")
}

/// Erases the file and the one that was put aside, unless a link leads to them.
pub(super) fn erase(root: &Path, path: &str) -> io::Result<()> {
    let path = root.join(path);
    let mut folders = path.ancestors().skip(1).take_while(|folder| *folder != root);
    if folders.any(|folder| !files::is_folder(folder)) {
        return Ok(());
    }
    files::absent(fs::remove_file(aside(&path)))?;
    files::absent(fs::remove_file(&path))
}

fn make_folders(root: &Path, path: &str) -> io::Result<PathBuf> {
    let mut below = root.to_owned();
    for (index, part) in path.split('/').enumerate() {
        if index > 0 {
            files::make_own_folder(&below)?;
        }
        below.push(part);
    }
    Ok(below)
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".1");
    name.into()
}

/// Prints whole lines, between those of the product. Past the product's buffer, in which lines would stay that cannot be
/// written now, and go out once more when they are tried again.
pub(super) fn print(lines: &[u8]) -> io::Result<()> {
    static IS_TORN: AtomicBool = AtomicBool::new(false);
    let mut stdout = io::stdout().lock();
    stdout.flush()?;
    let start: &[u8] = if IS_TORN.load(Ordering::Relaxed) { b"\n" } else { b"" };
    let printed = unbuffered(&stdout)?.write_all(&[start, lines].concat());
    IS_TORN.store(printed.is_err(), Ordering::Relaxed);
    printed
}

#[cfg(unix)]
fn unbuffered(stdout: &io::StdoutLock<'_>) -> io::Result<File> {
    use std::os::fd::AsFd;
    stdout.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn unbuffered(stdout: &io::StdoutLock<'_>) -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    stdout.as_handle().try_clone_to_owned().map(File::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn lines_are_appended_to_a_file_in_folders_of_its_own() {
        let root = tempfile::tempdir().unwrap();
        append(root.path(), "export/a/events.jsonl", b"1\n").unwrap();
        append(root.path(), "export/a/events.jsonl", b"2\n3\n").unwrap();
        assert_eq!(read(&root.path().join("export/a/events.jsonl")), "1\n2\n3\n");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = |path: &str| fs::metadata(root.path().join(path)).unwrap().permissions().mode() & 0o777;
            assert_eq!((mode("export"), mode("export/a"), mode("export/a/events.jsonl")), (0o700, 0o700, 0o600));
        }
    }

    #[test]
    fn a_torn_line_costs_no_line_behind_it() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("f"), "1\nhal").unwrap();
        append(root.path(), "f", b"2\n").unwrap();
        assert_eq!(read(&root.path().join("f")), "1\nhal\n2\n");
    }

    #[test]
    fn a_full_file_is_put_aside_and_two_are_all() {
        let root = tempfile::tempdir().unwrap();
        for line in [b"1\n", b"2\n", b"3\n", b"4\n", b"5\n"] {
            append_bounded(root.path(), "f", line, 4).unwrap();
        }
        assert_eq!((read(&root.path().join("f")), read(&root.path().join("f.1"))), ("5\n".into(), "3\n4\n".into()));
        append_bounded(root.path(), "g", b"more than the bound\n", 4).unwrap();
        assert_eq!(read(&root.path().join("g")), "more than the bound\n", "one that cannot fit goes all the same");
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 3);
    }

    #[test]
    fn erasing_takes_both_files_and_nothing_else() {
        let root = tempfile::tempdir().unwrap();
        erase(root.path(), "export/f").unwrap();
        append_bounded(root.path(), "export/f", b"1\n", 1).unwrap();
        append_bounded(root.path(), "export/f", b"2\n", 1).unwrap();
        fs::write(root.path().join("export/other"), "").unwrap();
        erase(root.path(), "export/f").unwrap();
        let left: Vec<_> =
            fs::read_dir(root.path().join("export")).unwrap().map(|it| it.unwrap().file_name()).collect();
        assert_eq!(left, ["other"]);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(elsewhere.path().join("f"), "theirs").unwrap();
        symlink(elsewhere.path(), root.path().join("export")).unwrap();
        symlink(elsewhere.path().join("f"), root.path().join("f")).unwrap();
        assert!(append(root.path(), "export/f", b"1\n").is_err());
        assert!(append(root.path(), "f", b"1\n").is_err());
        erase(root.path(), "export/f").unwrap();
        assert_eq!(read(&elsewhere.path().join("f")), "theirs");
    }
}
