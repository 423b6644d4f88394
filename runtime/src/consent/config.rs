use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use candor_core::limits::{CONFIG_BYTES, CONFIG_COPIES_MAX};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::storage::{Links, Replacement, Storage, StorageError, StorageLock, read_file};

const KEY: &str = "telemetry";

/// What is in the place of `config.json`.
#[derive(Debug)]
pub(super) enum Config {
    Absent,
    /// Not a JSON object. It holds no record, and is moved aside when one must be written.
    Broken,
    Object(Keys),
}

/// A product's settings. Their values stay text, so that not one byte of them changes.
#[derive(Debug, Default)]
pub(super) struct Keys(Vec<(String, Box<RawValue>)>);

impl Config {
    pub(super) fn read(storage: &Storage) -> Result<Self, StorageError> {
        let path = storage.config();
        // A link is followed: people keep their settings in a folder of their own and link them.
        let content = read_file(&path, CONFIG_BYTES, Links::Follow).map_err(StorageError::of("read", &path))?;
        Ok(content.map_or(Self::Absent, |bytes| Keys::parse(&bytes).map_or(Self::Broken, Self::Object)))
    }

    /// The object below `telemetry`; empty if there is none.
    pub(super) fn telemetry(&self) -> Map<String, Value> {
        let Self::Object(keys) = self else { return Map::new() };
        let text = keys.0.iter().find(|(key, _)| key == KEY);
        text.and_then(|(_, text)| serde_json::from_str(text.get()).ok()).unwrap_or_default()
    }

    /// Puts `telemetry` in its place, and the file in that of the old one.
    pub(super) fn write(
        self,
        storage: &Storage,
        lock: &StorageLock,
        telemetry: &Map<String, Value>,
    ) -> Result<(), StorageError> {
        let path = storage.config();
        self.write_file(&path, lock, telemetry).map_err(StorageError::of("write", &path))
    }

    fn write_file(self, path: &Path, lock: &StorageLock, telemetry: &Map<String, Value>) -> io::Result<()> {
        let target = behind_link(path)?;
        let (keys, is_broken) = match self {
            Self::Object(keys) => (keys, false),
            Self::Broken => (Keys::default(), true),
            Self::Absent => (Keys::default(), false),
        };
        // Written first: a full disk must not leave one more copy of a broken file at each attempt.
        let replacement = Replacement::write(lock, &target, keys.render(telemetry)?.as_bytes())?;
        if is_broken {
            keep_aside(&target)?;
        }
        replacement.put()
    }
}

impl Keys {
    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        // Editors on Windows begin a file with a byte order mark.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let texts = serde_json::from_str::<BTreeMap<String, &RawValue>>(text).ok()?;
        let mut keys: Vec<_> = texts.into_iter().collect();
        // Each is a part of `text`: where it begins gives the order back that the map lost.
        keys.sort_by_key(|(_, part)| part.get().as_ptr());
        Some(Self(keys.into_iter().map(|(key, part)| (key, part.to_owned())).collect()))
    }

    fn render(mut self, telemetry: &Map<String, Value>) -> io::Result<String> {
        let text = serde_json::to_string_pretty(telemetry)?.replace('\n', "\n  ");
        let text = RawValue::from_string(text)?;
        match self.0.iter_mut().find(|(key, _)| key == KEY) {
            Some((_, old)) => *old = text,
            None => self.0.push((KEY.to_owned(), text)),
        }
        let mut lines = Vec::new();
        for (key, text) in &self.0 {
            lines.push(format!("  {}: {}", serde_json::to_string(key)?, text.get()));
        }
        Ok(format!("{{\n{}\n}}\n", lines.join(",\n")))
    }
}

/// The file that a link leads to, so that the link itself is not replaced. A dangling one is an error.
fn behind_link(path: &Path) -> io::Result<PathBuf> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => fs::canonicalize(path),
        _ => Ok(path.to_owned()),
    }
}

/// Gives a broken file a second name that was free, so that nothing in it is lost when the first name gets a new file.
fn keep_aside(path: &Path) -> io::Result<()> {
    for n in 1..=CONFIG_COPIES_MAX {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".corrupt-{n}"));
        let aside = path.with_file_name(name);
        if fs::symlink_metadata(&aside).is_ok() {
            continue;
        }
        match fs::hard_link(path, &aside) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Ok(()) => return Ok(()),
            // A file system without hard links. Only a holder of the lock takes such names, so the name is still free.
            Err(_) => return fs::rename(path, &aside),
        }
    }
    Err(io::Error::other(format!("there are already {CONFIG_COPIES_MAX} broken copies beside it")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().to_owned());
        (folder, storage)
    }

    fn write(storage: &Storage, consent: &str) -> Result<(), StorageError> {
        let lock = storage.lock().unwrap();
        let config = Config::read(storage)?;
        let mut telemetry = config.telemetry();
        telemetry.insert("consent".to_owned(), consent.into());
        config.write(storage, &lock, &telemetry)
    }

    #[test]
    fn unrelated_keys_keep_their_order_and_every_byte_of_their_values() {
        let (_folder, storage) = storage();
        let before = "\u{feff}{ \"z\": [1,\n 2.50, 1e400, 123456789012345678901234567890], \"telemetry\": {\"x\": 1, \
                      \"consent\": \"?\"},\n\"a\": {\"b\":\"\\u00e9\", \"b\": null}, \"é\\n\": true}";
        fs::write(storage.config(), before).unwrap();
        write(&storage, "enabled").unwrap();
        let after = "{\n  \"z\": [1,\n 2.50, 1e400, 123456789012345678901234567890],\n  \"telemetry\": {\n    \"x\": 1,\n    \
                     \"consent\": \"enabled\"\n  },\n  \"a\": {\"b\":\"\\u00e9\", \"b\": null},\n  \"é\\n\": true\n}\n";
        assert_eq!(fs::read_to_string(storage.config()).unwrap(), after);
        write(&storage, "enabled").unwrap();
        assert_eq!(fs::read_to_string(storage.config()).unwrap(), after);
    }

    #[test]
    fn a_new_file_holds_the_record_alone() {
        let (_folder, storage) = storage();
        write(&storage, "enabled").unwrap();
        let text = fs::read_to_string(storage.config()).unwrap();
        assert_eq!(text, "{\n  \"telemetry\": {\n    \"consent\": \"enabled\"\n  }\n}\n");
    }

    #[test]
    fn a_broken_file_is_moved_aside_and_no_earlier_copy_is_overwritten() {
        let (_folder, storage) = storage();
        let broken: [&[u8]; 5] = [b"", b"{\"a\": 1", b"[1]", b"\"\xff\"", b"null"];
        for (n, content) in broken.iter().enumerate() {
            fs::write(storage.config(), content).unwrap();
            assert!(matches!(Config::read(&storage).unwrap(), Config::Broken), "{content:?}");
            assert_eq!(fs::read(storage.config()).unwrap(), *content, "reading must not touch it");
            write(&storage, "disabled").unwrap();
            assert_eq!(Config::read(&storage).unwrap().telemetry()["consent"], "disabled");
            for (earlier, content) in broken[..=n].iter().enumerate() {
                let aside = storage.root().join(format!("config.json.corrupt-{}", earlier + 1));
                assert_eq!(fs::read(aside).unwrap(), *content);
            }
        }
    }

    #[test]
    fn nesting_without_end_is_no_crash() {
        let (_folder, storage) = storage();
        fs::write(storage.config(), "{\"a\":".repeat(100_000)).unwrap();
        assert!(matches!(Config::read(&storage).unwrap(), Config::Broken));
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        fs::write(storage.config(), format!("{{\"a\": {deep}, \"telemetry\": {deep}}}")).unwrap();
        assert!(Config::read(&storage).unwrap().telemetry().is_empty());
        write(&storage, "disabled").unwrap();
        assert!(fs::read_to_string(storage.config()).unwrap().contains(&deep));
    }

    #[test]
    fn a_file_too_large_is_an_error_and_stays() {
        let (_folder, storage) = storage();
        let content = format!("{{\"a\": \"{}\"}}", "x".repeat(usize::try_from(CONFIG_BYTES).unwrap()));
        fs::write(storage.config(), &content).unwrap();
        assert!(write(&storage, "enabled").is_err());
        assert_eq!(fs::read_to_string(storage.config()).unwrap(), content);
        assert!(!storage.root().join("config.json.tmp").exists());
    }

    #[test]
    fn a_telemetry_key_that_is_no_object_holds_no_record() {
        let (_folder, storage) = storage();
        for value in ["false", "\"off\"", "[]", "null"] {
            fs::write(storage.config(), format!("{{\"telemetry\": {value}, \"a\": 1}}")).unwrap();
            assert!(Config::read(&storage).unwrap().telemetry().is_empty());
        }
        write(&storage, "disabled").unwrap();
        let text = fs::read_to_string(storage.config()).unwrap();
        assert_eq!(text, "{\n  \"telemetry\": {\n    \"consent\": \"disabled\"\n  },\n  \"a\": 1\n}\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_file_is_replaced_where_it_lies_and_a_dangling_link_is_an_error() {
        let (folder, storage) = storage();
        let settings = folder.path().join("settings.json");
        fs::write(&settings, "{\"a\": 1}").unwrap();
        std::os::unix::fs::symlink("settings.json", storage.config()).unwrap();
        write(&storage, "enabled").unwrap();
        assert!(fs::symlink_metadata(storage.config()).unwrap().is_symlink());
        assert!(fs::read_to_string(&settings).unwrap().contains("enabled"));
        fs::remove_file(&settings).unwrap();
        let error = write(&storage, "enabled").unwrap_err().to_string();
        assert!(error.starts_with("cannot write `"), "{error}");
    }
}
