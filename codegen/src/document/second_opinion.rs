//! Every schema file of the project, read by another YAML parser: a schema must not mean one thing to Candor and another
//! to the next tool.

use std::path::{Path, PathBuf};

use super::{Node, Value, is_null, parse, plain_kind};
use crate::checks::{duplicate_key, yaml_syntax};
use crate::diagnostic::Diagnostics;

/// The YAML files below a folder.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|end| end == "yaml") {
            found.push(path);
        }
    }
}

fn all() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["schema", "tests/checks", "tests/diff", "tests/golden"] {
        files(&root.join(folder), &mut found);
    }
    found.sort();
    // What is not UTF-8 has its own fixture, and no parser sees it.
    found.into_iter().filter_map(|path| Some((path.clone(), std::fs::read_to_string(path).ok()?))).collect()
}

fn assert_alike(node: &Node, other: &serde_yaml::Value, file: &Path) {
    match (&node.value, other) {
        (Value::Mapping(entries), serde_yaml::Value::Mapping(map)) => {
            assert_eq!(entries.len(), map.len(), "{}", file.display());
            for (entry, (key, value)) in entries.iter().zip(map) {
                let key_node = Node {
                    span: entry.key.span,
                    value: Value::Scalar { text: entry.key.value.clone(), quoted: entry.key_quoted },
                };
                assert_alike(&key_node, key, file);
                assert_alike(&entry.value, value, file);
            }
        }
        (Value::Sequence(items), serde_yaml::Value::Sequence(others)) => {
            assert_eq!(items.len(), others.len(), "{}", file.display());
            items.iter().zip(others).for_each(|(item, other)| assert_alike(item, other, file));
        }
        (Value::Scalar { text, quoted }, other) => {
            let read = match other {
                serde_yaml::Value::String(string) => string == text,
                serde_yaml::Value::Bool(_) => !quoted && plain_kind(text) == "a boolean",
                serde_yaml::Value::Number(_) => !quoted && plain_kind(text) == "a number",
                serde_yaml::Value::Null => !quoted && is_null(text),
                _ => false,
            };
            assert!(read, "{}: `{text}` is {other:?} to the other parser", file.display());
        }
        (_, other) => panic!("{}: {} here, {other:?} there", file.display(), node.kind()),
    }
}

#[test]
fn both_parsers_read_every_file_alike_or_refuse_it() {
    let files = all();
    assert!(files.len() > 100, "{}", files.len());
    for (path, text) in files {
        let mut diagnostics = Diagnostics::default();
        let here = parse(0, &text, &mut diagnostics);
        let there = serde_yaml::from_str::<serde_yaml::Value>(&text);
        let broken =
            diagnostics.iter().any(|one| [yaml_syntax::RULE.id, duplicate_key::RULE.id].contains(&one.rule().id));
        match (here, there) {
            _ if broken => assert!(serde_yaml::from_str::<serde_yaml::Value>(&text).is_err(), "{}", path.display()),
            (Some(node), Ok(other)) => assert_alike(&node, &other, &path),
            (Some(_), Err(error)) => panic!("{} is refused by the other parser: {error}", path.display()),
            // Anchors, several documents, depth, emptiness and characters that nobody sees: rules of this language.
            (None, _) => assert!(diagnostics.has_errors(), "{}", path.display()),
        }
    }
}

#[test]
fn both_parsers_agree_on_what_is_no_string() {
    for text in ["true", "False", "null", "~", "1", "-1", "1.5", "1e3", "0x1F", "0o17", ".inf", "-.inf", ".nan", "+1"] {
        let other = serde_yaml::from_str::<serde_yaml::Value>(text).unwrap();
        assert!(!other.is_string(), "{text} is {other:?}");
        assert_ne!(plain_kind(text), "a string", "{text}");
    }
}
