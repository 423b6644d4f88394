use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use candor_core::limits::SCHEMA_FILE_BYTES;

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
    NotUtf8 { valid_up_to: usize },
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
}

pub(crate) const PRODUCT_FILE: &str = "product.yaml";
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
        let mut names = vec![PRODUCT_FILE.to_owned()];
        let mut others = yaml_files(directory, "");
        others.extend(yaml_files(&directory.join(EVENTS_FOLDER), "events/"));
        others.retain(|name| name != PRODUCT_FILE);
        others.sort();
        names.append(&mut others);
        if directory.join(LOCK_FILE).exists() {
            names.push(LOCK_FILE.to_owned());
        }
        let files = names
            .into_iter()
            .map(|name| {
                let absolute = directory.join(&name);
                let (text, unreadable) = match read_bounded(&absolute) {
                    Ok(text) => (text, None),
                    Err(why) => (String::new(), Some(why)),
                };
                let display = display.join(&name).to_string_lossy().replace('\\', "/");
                SourceFile { name, display, absolute, text, unreadable }
            })
            .collect();
        Self { directory: directory.to_owned(), files }
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
        let files = texts
            .into_iter()
            .map(|(name, text)| SourceFile {
                name: name.to_owned(),
                display: format!("schema/{name}"),
                absolute: PathBuf::from(name),
                text: text.to_owned(),
                unreadable: None,
            })
            .collect();
        Self { directory: PathBuf::from("schema"), files }
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
        let files = files
            .into_iter()
            .map(|(name, bytes)| {
                let (text, unreadable) = match decode(bytes) {
                    Ok(text) => (text, None),
                    Err(why) => (String::new(), Some(why)),
                };
                let (absolute, display) = (PathBuf::from(&name), format!("{display}/{name}"));
                SourceFile { name, display, absolute, text, unreadable }
            })
            .collect();
        Self { directory: PathBuf::from(display), files }
    }

    /// One more file, in memory.
    pub(crate) fn push(&mut self, name: &str, text: String) {
        let (absolute, display) = (self.directory.join(name), format!("{}/{name}", self.directory.display()));
        let display = display.replace('\\', "/");
        self.files.push(SourceFile { name: name.to_owned(), display, absolute, text, unreadable: None });
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
        let index = self.files.iter().position(|file| file.name == name)?;
        Some((index as u32, &self.files[index]))
    }

    pub(crate) fn file(&self, span: Span) -> &SourceFile {
        &self.files[span.file as usize]
    }

    /// File, line and column of the start of a span; lines and columns from 1, columns in characters.
    #[must_use]
    pub fn location(&self, span: Span) -> Location<'_> {
        let file = self.file(span);
        let mut start = (span.start as usize).min(file.text.len());
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

fn yaml_files(directory: &Path, prefix: &str) -> Vec<String> {
    let Ok(entries) = fs::read_dir(directory) else { return Vec::new() };
    entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| is_yaml(name))
        .map(|name| format!("{prefix}{name}"))
        .collect()
}

fn is_yaml(name: &str) -> bool {
    let end = Path::new(name).extension();
    end.is_some_and(|end| end.eq_ignore_ascii_case("yaml") || end.eq_ignore_ascii_case("yml"))
}

fn read_bounded(path: &Path) -> Result<String, Unreadable> {
    let error = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Unreadable::Missing,
        _ => Unreadable::Other(error.to_string()),
    };
    let mut bytes = Vec::new();
    let file = fs::File::open(path).map_err(error)?;
    file.take(SCHEMA_FILE_BYTES as u64 + 1).read_to_end(&mut bytes).map_err(error)?;
    decode(bytes)
}

fn decode(bytes: Vec<u8>) -> Result<String, Unreadable> {
    if bytes.len() > SCHEMA_FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|e| Unreadable::NotUtf8 { valid_up_to: e.utf8_error().valid_up_to() })
}
