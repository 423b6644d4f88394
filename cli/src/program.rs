//! Reads the manifest that a product carries in its binary.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use candor_codegen::Manifest;
use candor_core::limits::PROGRAM_BYTES;

/// The manifests of a file.
pub(crate) fn manifests(file: &Path) -> Result<Vec<Manifest>, String> {
    let trouble = |error: std::io::Error| format!("`{}` cannot be read: {error}", file.display());
    let mut bytes = Vec::new();
    let opened = File::open(file).map_err(trouble)?;
    opened.take(PROGRAM_BYTES + 1).read_to_end(&mut bytes).map_err(trouble)?;
    if bytes.len() as u64 > PROGRAM_BYTES {
        return Err(format!("`{}` is larger than {} MiB", file.display(), PROGRAM_BYTES / (1024 * 1024)));
    }
    Ok(Manifest::find(&bytes))
}

/// The one manifest of a product.
pub(crate) fn manifest(file: &Path) -> Result<Manifest, String> {
    let mut found = manifests(file)?;
    match (found.pop(), found.len()) {
        (Some(one), 0) => Ok(one),
        (None, _) => Err(format!("`{}` holds no manifest: it was not built with Candor", file.display())),
        (Some(_), others) => Err(format!("`{}` holds {} manifests of different products", file.display(), others + 1)),
    }
}
