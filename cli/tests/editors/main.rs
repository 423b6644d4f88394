//! What others make of the command's words for machines: SARIF by its published schema, and the JSON Schema of the language by a
//! validator and by the language server that editors use for YAML.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod client;
mod language_server;
mod sarif;
mod validator;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn candor() -> Command {
    Command::new(env!("CARGO_BIN_EXE_candor"))
}

/// Writes what `candor schema` prints beside the schema in `folder`, as README says.
fn write_json_schema(folder: &Path) -> PathBuf {
    let output = candor().arg("schema").output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let file = folder.join("candor.schema.json");
    std::fs::write(&file, output.stdout).unwrap();
    file
}

/// The fixtures of the rules: `alias/wrong`, `alias/right`, …, each with the folder that lies over the base.
fn fixtures() -> Vec<(String, &'static str, PathBuf)> {
    let checks = repository().join("tests/checks");
    let rules = std::fs::read_dir(&checks).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut rules: Vec<String> = rules.filter(|name| !name.starts_with('_')).collect();
    rules.sort();
    let sides = rules.iter().flat_map(|rule| ["right", "wrong"].map(|side| (rule.clone(), side)));
    sides.map(|(rule, side)| (rule.clone(), side, checks.join(rule).join(side))).collect()
}

/// The files of one folder over those of another. A folder may take the place of a file.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            let _ = std::fs::remove_file(&target);
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A schema: the base of the fixtures with a fixture over it.
fn laid_over_the_base(overlay: &Path, to: &Path) {
    copy(&repository().join("tests/checks/_base"), to);
    copy(overlay, to);
}

/// Files ending in `.yaml` in a folder and below it.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn told(output: &Output) -> String {
    format!("{}\n{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
