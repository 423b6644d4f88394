//! A model file that is read, and a result that appears whole or not at all.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::error::Error;
use crate::format::{self, Format, Malformed};

/// Bytes that are read at once; a multiple of the size of every number in a model.
pub(crate) const PIECE: usize = 64 * 1024;

/// An open model of a known format.
#[derive(Debug)]
pub(crate) struct Model {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    pub(crate) format: Format,
    file: BufReader<File>,
}

impl Model {
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let reading = |error| Error::reading(path, error);
        let metadata = std::fs::metadata(path).map_err(reading)?;
        if !metadata.is_file() {
            return Err(Error::NotAFile { path: path.to_owned() });
        }
        let mut file = BufReader::with_capacity(PIECE, File::open(path).map_err(reading)?);
        let size = metadata.len();
        match format::detect(&mut file, size) {
            Ok(Some(format)) => Ok(Self { path: path.to_owned(), size, format, file }),
            Ok(None) => Err(Error::UnknownFormat { path: path.to_owned() }),
            Err(Malformed::Io(error)) => Err(reading(error)),
            Err(source) => Err(Error::Malformed { path: path.to_owned(), source }),
        }
    }

    /// The last component of its path.
    pub(crate) fn file_name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    /// Of the whole file, in hexadecimal.
    pub(crate) fn sha256(&mut self) -> Result<String, Error> {
        self.seek(0)?;
        let mut hasher = Sha256::new();
        let mut piece = vec![0; PIECE];
        loop {
            match self.read(|file| file.read(&mut piece))? {
                0 => return Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
                n => hasher.update(&piece[..n]),
            }
        }
    }

    pub(crate) fn seek(&mut self, at: u64) -> Result<(), Error> {
        self.read(|file| file.seek(SeekFrom::Start(at))).map(drop)
    }

    pub(crate) fn read<T>(&mut self, step: impl FnOnce(&mut BufReader<File>) -> io::Result<T>) -> Result<T, Error> {
        step(&mut self.file).map_err(|error| Error::reading(&self.path, error))
    }
}

/// A file that takes its name only when it is finished.
#[derive(Debug)]
pub(crate) struct Output {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Output {
    /// Begins a file at `path`, which may exist but must not be the model.
    pub(crate) fn create(path: &Path, model: &Model) -> Result<Self, Error> {
        if same_file(path, &model.path) {
            return Err(Error::OutputIsInput { path: model.path.clone() });
        }
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = temporary(folder).map_err(|source| Error::Write { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    pub(crate) fn write(&mut self, step: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
        step(&mut self.file).map_err(|source| Error::Write { path: self.path.clone(), source })
    }

    /// Gives the file its name; returns its size in bytes.
    pub(crate) fn finish(self) -> Result<u64, Error> {
        let Self { path, file } = self;
        let finish = || {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            let file = file.persist(&path).map_err(|error| error.error)?;
            Ok(file.metadata()?.len())
        };
        finish().map_err(|source| Error::Write { path: path.clone(), source })
    }
}

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".modelkit-");
    // A result is for everybody whom the umask lets read it, unlike a temporary file.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
