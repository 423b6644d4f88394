//! What can go wrong, for people.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use candor::clap::CommandFailure;
use candor::{Frames, Label};

use crate::format::Malformed;
use crate::target::{Device, Ep};

/// Why a command failed. `Display` is one line, and telemetry takes it: it names files, and nothing that is in them.
/// [`std::error::Error::source`] tells the cause.
#[derive(Debug)]
pub(crate) enum Error {
    FileNotFound { path: PathBuf, source: io::Error },
    PermissionDenied { path: PathBuf, source: io::Error },
    NotAFile { path: PathBuf },
    Read { path: PathBuf, source: io::Error },
    Write { path: PathBuf, source: io::Error },
    OutputIsInput { path: PathBuf },
    UnknownFormat { path: PathBuf },
    Malformed { path: PathBuf, source: Malformed },
    UnsupportedFormat { path: PathBuf, format: &'static str },
    NothingToQuantize { path: PathBuf },
    AlreadyQuantized { path: PathBuf, tensor: String },
    NotFinite { path: PathBuf, tensor: String },
    TargetMismatch { device: Device, ep: Ep },
}

impl Error {
    /// Sorts a failure to read a model.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound => Self::FileNotFound { path, source },
            io::ErrorKind::PermissionDenied => Self::PermissionDenied { path, source },
            _ => Self::Read { path, source },
        }
    }

    /// A short name that says what kind of error it is and nothing about the user's files.
    pub(crate) fn type_name(&self) -> Label {
        Label::new(match self {
            Self::FileNotFound { .. } => "FileNotFoundError",
            Self::PermissionDenied { .. } => "PermissionError",
            Self::NotAFile { .. } => "NotAFileError",
            Self::Read { .. } => "ReadError",
            Self::Write { .. } => "WriteError",
            Self::OutputIsInput { .. } => "OutputIsInputError",
            Self::UnknownFormat { .. } => "UnknownFormatError",
            Self::Malformed { .. } => "MalformedModelError",
            Self::UnsupportedFormat { .. } => "UnsupportedFormatError",
            Self::NothingToQuantize { .. } => "NothingToQuantizeError",
            Self::AlreadyQuantized { .. } => "AlreadyQuantizedError",
            Self::NotFinite { .. } => "NotFiniteError",
            Self::TargetMismatch { .. } => "TargetMismatchError",
        })
    }

    /// What the user can do, where there is something. Telemetry never takes it.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            Self::OutputIsInput { .. } => Some("give another file with --output".to_owned()),
            Self::UnknownFormat { .. } => Some("ModelKit reads ONNX, safetensors, GGUF and zip".to_owned()),
            Self::UnsupportedFormat { .. } => Some("convert the model to safetensors first".to_owned()),
            Self::AlreadyQuantized { tensor, .. } => Some(format!("rename the tensor {tensor:?}")),
            Self::NotFinite { tensor, .. } => Some(format!("look at the values of the tensor {tensor:?}")),
            Self::TargetMismatch { ep, .. } => {
                let devices: Vec<&str> = ep.devices().iter().map(|device| device.name()).collect();
                Some(format!("{} runs on {}", ep.name(), devices.join(", ")))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FileNotFound { path, .. } => write!(f, "model file not found: {}", path.display()),
            Self::PermissionDenied { path, .. } => write!(f, "model file may not be read: {}", path.display()),
            Self::NotAFile { path } => write!(f, "not a file: {}", path.display()),
            Self::Read { path, .. } => write!(f, "cannot read {}", path.display()),
            Self::Write { path, .. } => write!(f, "cannot write {}", path.display()),
            Self::OutputIsInput { path } => write!(f, "the result would overwrite the model {}", path.display()),
            Self::UnknownFormat { path } => write!(f, "not a model in a known format: {}", path.display()),
            Self::Malformed { path, .. } => write!(f, "broken model file {}", path.display()),
            Self::UnsupportedFormat { path, format } => {
                write!(f, "cannot quantize {}: it is {format}, not safetensors", path.display())
            }
            Self::NothingToQuantize { path } => write!(f, "no F32 tensor to quantize in {}", path.display()),
            // The names of its tensors are what a model holds: they are shown as help, which goes nowhere else.
            Self::AlreadyQuantized { path, .. } => {
                write!(f, "{} has a tensor already where a scale would go", path.display())
            }
            Self::NotFinite { path, .. } => write!(f, "a tensor of {} has values that are not finite", path.display()),
            Self::TargetMismatch { device, ep } => write!(f, "{} does not run on {}", ep.name(), device.name()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::FileNotFound { source, .. }
            | Self::PermissionDenied { source, .. }
            | Self::Read { source, .. }
            | Self::Write { source, .. } => Some(source),
            Self::Malformed { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// An error that ends a command, and where in the code it happened. `?` makes it from an [`Error`].
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: Error,
    /// Empty, and free, when telemetry is off.
    pub(crate) frames: Frames,
}

impl From<Error> for Failure {
    #[track_caller] // The place of the `?` is known in a release build too.
    fn from(error: Error) -> Self {
        Self { error, frames: Frames::capture() }
    }
}

impl CommandFailure for Failure {
    fn error(&self) -> &(dyn std::error::Error + 'static) {
        &self.error
    }

    fn frames(&self) -> Frames {
        self.frames.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_has_its_path_its_cause_and_its_name() {
        let path = Path::new("/home/alice/models/mobilenet.onnx");
        let error = Error::reading(path, io::ErrorKind::NotFound.into());
        assert_eq!(error.to_string(), format!("model file not found: {}", path.display()));
        assert_eq!(error.type_name().as_str(), "FileNotFoundError");
        assert!(std::error::Error::source(&error).is_some());
    }

    #[test]
    fn other_failures_are_not_taken_for_a_missing_file() {
        let name = |kind: io::ErrorKind| Error::reading(Path::new("m"), kind.into()).type_name().as_str();
        assert_eq!(name(io::ErrorKind::PermissionDenied), "PermissionError");
        assert_eq!(name(io::ErrorKind::UnexpectedEof), "ReadError");
    }
}
