//! `check-jsonschema` with the JSON Schema of the language: it takes every schema that checks clean, and refuses the mistakes
//! that a JSON Schema can express.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use candor_tests::Peers;
use serde_json::Value;

use super::{fixtures, laid_over_the_base, repository, told, write_json_schema, yaml_files};

/// The rules whose mistakes a JSON Schema can tell by itself. The others ask for more than the shape of one file: how a value
/// is written, what another file says, which day it is, what words mean.
const EXPRESSIBLE: &[&str] = &[
    "missing-key",
    "out-of-range",
    "refused-class",
    "unknown-key",
    "unknown-value",
    "wrong-key-for-type",
    "wrong-language",
    "wrong-shape",
];

/// The files that the validator refuses, or cannot read.
fn refused(peers: &Peers, schema: &Path, files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut validator = peers.tool("check-jsonschema");
    let validator = validator.arg("--schemafile").arg(schema).args(["--output-format", "json"]).args(files);
    let output = validator.output().unwrap();
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", told(&output)));
    let named = ["errors", "parse_errors"].into_iter().flat_map(|list| verdict[list].as_array().into_iter().flatten());
    let named: BTreeSet<PathBuf> = named.map(|one| one["filename"].as_str().unwrap().into()).collect();
    assert_eq!(named.is_empty(), output.status.success(), "{}", told(&output));
    named
}

#[test]
fn the_schema_of_modelkit_is_accepted() {
    let Some(peers) = Peers::of("check-jsonschema") else { return };
    let folder = tempfile::tempdir().unwrap();
    let files = yaml_files(&repository().join("schema"));
    assert!(files.len() >= 4, "{files:?}");
    assert_eq!(refused(&peers, &write_json_schema(folder.path()), &files), BTreeSet::new());
}

#[test]
fn what_a_json_schema_can_express_is_refused_and_what_checks_clean_is_accepted() {
    let Some(peers) = Peers::of("check-jsonschema") else { return };
    let folder = tempfile::tempdir().unwrap();
    let schema = write_json_schema(folder.path());
    let mut files = Vec::new();
    for (rule, side, overlay) in fixtures() {
        let case = folder.path().join(side).join(rule);
        laid_over_the_base(&overlay, &case);
        files.extend(yaml_files(&case));
    }
    let refused = refused(&peers, &schema, &files);
    let cases = |side: &str| -> BTreeSet<String> {
        let below = refused.iter().filter_map(|file| file.strip_prefix(folder.path().join(side)).ok());
        below.map(|file| file.iter().next().unwrap().to_str().unwrap().to_owned()).collect()
    };
    assert_eq!(cases("right"), BTreeSet::new(), "these check clean");
    let wrong = cases("wrong");
    let missed: Vec<_> = EXPRESSIBLE.iter().filter(|rule| !wrong.contains(**rule)).collect();
    assert!(missed.is_empty(), "{missed:?} are accepted; refused are {wrong:?}");
}
