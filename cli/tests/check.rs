//! `candor check` in its four formats, and its exit codes.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

fn candor() -> Command {
    Command::cargo_bin("candor").unwrap()
}

/// The base of the fixtures with the files of some cases over it.
fn schema(cases: &[&str]) -> tempfile::TempDir {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/checks");
    let folder = tempfile::tempdir().unwrap();
    copy(&fixtures.join("_base"), &folder.path().join("schema"));
    candor().current_dir(&folder).args(["lock", "--init"]).assert().success();
    for case in cases {
        copy(&fixtures.join(case).join("wrong"), &folder.path().join("schema"));
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn check(folder: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let out = candor().current_dir(folder).args(["check", "--today", "2026-04-21"]).args(args).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn a_clean_schema_is_silent() {
    assert_eq!(check(&schema(&[]), &[]), (Some(0), String::new(), String::new()));
    let model_kit = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    candor().arg("check").arg(model_kit).args(["--today", "2026-04-21"]).assert().success().stdout("").stderr("");
}

#[test]
fn all_mistakes_of_all_files_come_in_one_run_and_in_the_same_bytes() {
    let folder = schema(&["insecure-endpoint", "class-above-event"]);
    let (code, out, err) = check(&folder, &[]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let places: Vec<_> = err.lines().filter(|line| line.contains("--> ")).map(str::trim).collect();
    assert_eq!(places, ["--> schema/product.yaml:10:29", "--> schema/events/done.yaml:6:33"]);
    assert!(!err.contains('\u{1b}'), "colour without a terminal");
    assert!(err.ends_with("\n2 errors; `candor explain C0503` says why, with an example\n"), "{err}");
    assert_eq!(check(&folder, &[]).2, err);
}

#[test]
fn json_names_the_id_the_place_and_the_help() {
    let (code, out, err) = check(&schema(&["class-above-event"]), &["--format", "json"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let report: Value = serde_json::from_str(&out).unwrap();
    let one = &report["findings"][0];
    assert_eq!(one["id"], "C0402");
    assert_eq!(one["file"], "schema/events/done.yaml");
    assert_eq!((&one["line"], &one["column"]), (&6.into(), &33.into()));
    assert_eq!((&one["end_line"], &one["end_column"]), (&6.into(), &43.into()));
    assert_eq!(one["help"], "lower the field's class, or raise the event's to `diagnostic`");
    assert_eq!(one["related"][0]["line"], 3);
    assert_eq!(report["errors"], 1);
}

#[test]
fn json_of_a_clean_schema_is_a_report_without_findings() {
    let (code, out, _) = check(&schema(&[]), &["--format", "json"]);
    assert_eq!(code, Some(0));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["findings"], Value::Array(Vec::new()));
}

#[test]
fn github_shows_each_finding_at_its_line() {
    let (code, out, _) = check(&schema(&["class-above-event"]), &["--format", "github"]);
    assert_eq!(code, Some(1));
    assert_eq!(
        out,
        "::error file=schema/events/done.yaml,line=6,endLine=6,col=33,endColumn=43,title=C0402 class-above-event::\
         the field `message` is `diagnostic`, above its event's `usage`%0A\
         help: lower the field's class, or raise the event's to `diagnostic`\n"
    );
}

#[test]
fn sarif_has_what_code_scanning_asks_for() {
    let (code, out, _) = check(&schema(&["class-above-event"]), &["--format", "sarif"]);
    assert_eq!(code, Some(1));
    let report: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report["version"], "2.1.0");
    let run = &report["runs"][0];
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"C0402".into(), &"error".into()));
    let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "C0402");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "schema/events/done.yaml");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&6.into(), &33.into()));
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "the event's class");
}

#[test]
fn a_warning_counts_only_when_it_is_asked_for() {
    let folder = schema(&["near-expiry"]);
    // The lock was made for the base, which never expires.
    let refreshed = candor().current_dir(&folder).arg("lock").output().unwrap();
    assert!(refreshed.status.success(), "{refreshed:?}");
    let (code, _, err) = check(&folder, &[]);
    assert_eq!(code, Some(0));
    assert!(err.starts_with("warning[C0506]"), "{err}");
    assert_eq!(check(&folder, &["--deny-warnings"]).0, Some(1));
}

#[test]
fn wrong_usage_is_told_from_findings() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, err) = check(&folder, &[]);
    assert_eq!(code, Some(2));
    assert!(err.contains("schema/product.yaml does not exist"), "{err}");
    assert_eq!(check(&folder, &["--format", "xml"]).0, Some(2));
    assert_eq!(check(&folder, &["--today", "yesterday"]).0, Some(2));
}
