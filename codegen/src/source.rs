use std::collections::HashMap;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use candor_core::limits::{LOCK_FILE_BYTES, SCHEMA_FILE_BYTES, SCHEMA_FILES, SCHEMA_FOLDER_DEPTH};

/// Where a piece of YAML stands: a file of [`Sources`] and a range of bytes in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub(crate) file: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// A value and where it stands. Two are equal when their values are, wherever they stand.
#[derive(Clone, Copy, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    Missing,
    TooLarge,
    NotUtf8 { valid_up_to: usize, utf16: bool },
    NoFile,
    Other(String),
}

/// One file of a schema.
#[derive(Debug)]
pub struct SourceFile {
    /// Relative to the schema's folder, with forward slashes: `events/action.yaml`.
    pub(crate) name: String,
    /// As diagnostics show it.
    pub(crate) display: String,
    pub(crate) absolute: PathBuf,
    pub(crate) text: String,
    pub(crate) unreadable: Option<Unreadable>,
}

/// Every file of a schema, read once.
///
/// ```no_run
/// let sources = candor_codegen::Sources::read(std::path::Path::new("schema"));
/// let checked = candor_codegen::check(&sources, candor_codegen::today());
/// assert!(!checked.diagnostics.has_errors(), "{}", checked.diagnostics.render(&sources, false));
/// ```
#[derive(Debug)]
pub struct Sources {
    pub(crate) directory: PathBuf,
    pub(crate) files: Vec<SourceFile>,
    by_name: HashMap<String, u32>,
}

pub(crate) const PRODUCT_FILE: &str = "product.yaml";
pub(crate) const POLICY_FILE: &str = "policy.yaml";
pub(crate) const TYPES_FILE: &str = "types.yaml";
pub(crate) const LOCK_FILE: &str = "consent.lock";
pub(crate) const EVENTS_FOLDER: &str = "events";

impl Sources {
    /// Reads the folder of a schema. What cannot be read is remembered and becomes a diagnostic of the check.
    #[must_use]
    pub fn read(directory: &Path) -> Self {
        Self::read_as(directory, directory)
    }

    /// Like [`Sources::read`], with the name by which diagnostics show the folder.
    #[must_use]
    pub fn read_as(directory: &Path, display: &Path) -> Self {
        let mut others = Vec::new();
        yaml_files(directory, "", SCHEMA_FOLDER_DEPTH, &mut others);
        others.retain(|name| name != PRODUCT_FILE);
        others.sort();
        let mut names = vec![PRODUCT_FILE.to_owned()];
        names.append(&mut others);
        if directory.join(LOCK_FILE).exists() {
            names.push(LOCK_FILE.to_owned());
        }
        let files = names.into_iter().map(|name| {
            let absolute = directory.join(&name);
            let (text, unreadable) = read_bounded(&absolute, limit(&name));
            let display = display.join(&name).to_string_lossy().replace('\\', "/");
            SourceFile { name, display, absolute, text, unreadable }
        });
        Self::of(directory.to_owned(), files.collect())
    }

    fn of(directory: PathBuf, files: Vec<SourceFile>) -> Self {
        let by_name = files.iter().enumerate().map(|(index, file)| (file.name.clone(), index as u32)).collect();
        Self { directory, files, by_name }
    }

    /// A schema from texts in memory, for tests: pairs of a name such as `events/action.yaml` and the text.
    ///
    /// ```
    /// let sources = candor_codegen::Sources::from_texts([("product.yaml", "candor: 2\n")]);
    /// let checked = candor_codegen::check(&sources, candor_codegen::today());
    /// assert!(checked.diagnostics.has_errors());
    /// ```
    #[must_use]
    pub fn from_texts<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Self {
        let files = texts.into_iter().map(|(name, text)| SourceFile {
            name: name.to_owned(),
            display: format!("schema/{name}"),
            absolute: PathBuf::from(name),
            text: without_mark(text),
            unreadable: None,
        });
        Self::of(PathBuf::from("schema"), files.collect())
    }

    /// A schema from bytes that are in no folder, such as those of a revision: pairs of a name such as `events/action.yaml`
    /// and the content. What is no file of a schema is left out; `display` is what diagnostics call the folder.
    #[must_use]
    pub fn from_bytes(display: &str, files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let in_schema = |name: &str| {
            let below = name.strip_prefix("events/").unwrap_or(name);
            name == LOCK_FILE || (!below.contains('/') && is_yaml(below))
        };
        let mut files: Vec<_> = files.into_iter().filter(|(name, _)| in_schema(name)).collect();
        files.sort_by(|(a, _), (b, _)| {
            (a != PRODUCT_FILE, a == LOCK_FILE, a).cmp(&(b != PRODUCT_FILE, b == LOCK_FILE, b))
        });
        let files = files.into_iter().map(|(name, bytes)| {
            let (text, unreadable) = decode(bytes, limit(&name));
            let (absolute, display) = (PathBuf::from(&name), format!("{display}/{name}"));
            SourceFile { name, display, absolute, text, unreadable }
        });
        Self::of(PathBuf::from(display), files.collect())
    }

    /// One more file, in memory.
    pub(crate) fn push(&mut self, name: &str, text: String) {
        let (absolute, display) = (self.directory.join(name), format!("{}/{name}", self.directory.display()));
        let display = display.replace('\\', "/");
        self.by_name.insert(name.to_owned(), self.files.len() as u32);
        self.files.push(SourceFile { name: name.to_owned(), display, absolute, text, unreadable: None });
    }

    /// The same files without one.
    pub(crate) fn without(self, name: &str) -> Self {
        Self::of(self.directory, self.files.into_iter().filter(|file| file.name != name).collect())
    }

    /// The absolute paths of all files that were read, for tracking changes.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter(|file| file.unreadable.is_none()).map(|file| file.absolute.as_path())
    }

    /// The folder that was read.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    pub(crate) fn find(&self, name: &str) -> Option<(u32, &SourceFile)> {
        let index = *self.by_name.get(name)?;
        Some((index, self.files.get(index as usize)?))
    }

    pub(crate) fn file(&self, span: Span) -> &SourceFile {
        &self.files[span.file as usize]
    }

    /// File, line and column of the start of a span; lines and columns from 1, columns in characters.
    #[must_use]
    pub fn location(&self, span: Span) -> Location<'_> {
        self.place(span, span.start)
    }

    /// File, line and column of what follows a span.
    #[must_use]
    pub fn end(&self, span: Span) -> Location<'_> {
        self.place(span, span.end.max(span.start))
    }

    fn place(&self, span: Span, at: u32) -> Location<'_> {
        let file = self.file(span);
        let mut start = (at as usize).min(file.text.len());
        while !file.text.is_char_boundary(start) {
            start -= 1;
        }
        let before = &file.text[..start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Location {
            file: &file.display,
            name: &file.name,
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// A place for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location<'s> {
    /// The file as it was named to Candor.
    pub file: &'s str,
    /// The file relative to the schema's folder.
    pub name: &'s str,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl std::fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The YAML files in a folder and the folders in it, so that none can lie there unseen.
fn yaml_files(directory: &Path, prefix: &str, depth: usize, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if found.len() >= SCHEMA_FILES {
            return;
        }
        if is_yaml(&name) {
            found.push(format!("{prefix}{name}"));
        } else if depth > 1 && entry.file_type().is_ok_and(|kind| kind.is_dir()) && !name.starts_with('.') {
            yaml_files(&entry.path(), &format!("{prefix}{name}/"), depth - 1, found);
        }
    }
}

fn is_yaml(name: &str) -> bool {
    let end = Path::new(name).extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
}

/// Bytes that a file may have.
fn limit(name: &str) -> usize {
    if name == LOCK_FILE { LOCK_FILE_BYTES } else { SCHEMA_FILE_BYTES }
}

/// A file's text, and what is wrong with it.
fn read_bounded(path: &Path, limit: usize) -> (String, Option<Unreadable>) {
    match read_bytes(path, limit) {
        Ok(bytes) => decode(bytes, limit),
        Err(why) => (String::new(), Some(why)),
    }
}

/// Of bytes that are not UTF-8 the text is there for the report.
fn decode(bytes: Vec<u8>, limit: usize) -> (String, Option<Unreadable>) {
    if bytes.len() > limit {
        return (String::new(), Some(Unreadable::TooLarge));
    }
    String::from_utf8(bytes).map_or_else(
        |error| {
            let utf16 = matches!(error.as_bytes(), [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
            let valid_up_to = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (text, Some(Unreadable::NotUtf8 { valid_up_to, utf16 }))
        },
        |text| (without_mark(&text), None),
    )
}

/// Without the byte-order mark that some editors write, which would move every column of the first line.
fn without_mark(text: &str) -> String {
    text.strip_prefix('\u{FEFF}').unwrap_or(text).to_owned()
}

fn read_bytes(path: &Path, limit: usize) -> Result<Vec<u8>, Unreadable> {
    let error = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Unreadable::Missing,
        _ => Unreadable::Other(error.to_string()),
    };
    // A pipe would block for ever, a device might never end.
    if !fs::metadata(path).map_err(error)?.is_file() {
        return Err(Unreadable::NoFile);
    }
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(error)?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(error)?;
    Ok(bytes)
}
