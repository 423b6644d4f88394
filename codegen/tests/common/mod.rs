//! Fixtures: small changes to a schema that checks clean.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use candor_codegen::{Date, Sources};

/// The day on which every fixture is checked.
pub fn today() -> Date {
    candor_codegen::Date::constant(2026, 4, 21)
}

/// A folder below `tests/` of the workspace.
pub fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests").join(folder)
}

/// The names of the folders in a folder, sorted; those that begin with `_` are no cases.
pub fn cases(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
    let mut names: Vec<_> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('_'));
    names.sort();
    names
}

/// A schema in a scratch folder: the base, with the files of an overlay in their places.
pub struct Schema(tempfile::TempDir);

impl Schema {
    pub fn of(overlay: &Path) -> Self {
        let schema = Self(tempfile::tempdir().unwrap());
        copy(&fixtures("checks/_base"), schema.path());
        copy(overlay, schema.path());
        schema
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, file: &str, bytes: &[u8]) {
        let file = self.path().join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    pub fn sources(&self) -> Sources {
        Sources::read_as(self.path(), Path::new("schema"))
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            // A folder of an overlay may stand where the base has a file.
            let _ = fs::remove_file(&to);
            fs::create_dir_all(&to).unwrap();
            copy(&from, &to);
        } else if entry.file_name() != "README" {
            fs::copy(from, to).unwrap();
        }
    }
}

/// Compares with a file that is written anew under `UPDATE_GOLDEN=1`.
pub fn golden(file: &Path, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(file, actual).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    assert!(expected == actual, "{} differs; it would be\n{actual}", file.display());
}
