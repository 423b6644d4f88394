//! The fixture pairs of `tests/diff/`: a folder is a case, with an old and a new schema.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::path::{Path, PathBuf};

use candor_codegen::{Date, Locking, Sources, check};

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff")
}

pub(crate) fn today() -> Date {
    Date::constant(2026, 4, 21)
}

/// Every case with its name, sorted.
pub(crate) fn pairs() -> Vec<(String, PathBuf)> {
    let mut found: Vec<_> = std::fs::read_dir(root())
        .expect("the pairs are there")
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().into_string().expect("UTF-8"), entry.path()))
        .collect();
    found.sort();
    found
}

/// The texts of a schema.
#[derive(Clone)]
pub(crate) struct Files(Vec<(String, String)>);

pub(crate) fn files(folder: &Path) -> Files {
    let mut found = vec![("product.yaml".to_owned(), text(&folder.join("product.yaml")))];
    let mut events: Vec<_> = std::fs::read_dir(folder.join("events")).expect("events").map(|e| e.expect("e")).collect();
    events.sort_by_key(std::fs::DirEntry::file_name);
    for event in events {
        found.push((format!("events/{}", event.file_name().to_str().expect("UTF-8")), text(&event.path())));
    }
    if folder.join("types.yaml").exists() {
        found.push(("types.yaml".to_owned(), text(&folder.join("types.yaml"))));
    }
    Files(found)
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace('\r', "")
}

impl Files {
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    pub(crate) fn replace(&self, file: &str, from: &str, to: &str) -> Self {
        let mut new = self.clone();
        let (_, text) = new.0.iter_mut().find(|(name, _)| name == file).expect("the file is there");
        assert!(text.contains(from), "{file} holds no {from}");
        *text = text.replace(from, to);
        new
    }
}

/// The first lock of a schema.
pub(crate) fn lock_of(files: &Files) -> String {
    let sources = Sources::from_texts(files.pairs());
    let checked = check(&sources, today());
    let model = checked.model.unwrap_or_else(|| panic!("{}", checked.diagnostics.render(&sources, false)));
    match model.lock(&sources, true, today()) {
        Locking::Write(text) => text,
        other => panic!("{other:?}"),
    }
}

/// Compares with a file; with `CANDOR_BLESS` set the file is written instead.
pub(crate) fn golden(file: &Path, text: &str, name: &str) {
    if std::env::var_os("CANDOR_BLESS").is_some() {
        std::fs::write(file, text).expect("writable");
    }
    let expected = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert_eq!(text, expected.replace('\r', ""), "{name}");
}
