//! What `candor inspect` and `candor diff` read from programs, built here by the compiler for this platform and stripped.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn candor(arguments: &[&str]) -> (i32, String, String) {
    let out = Command::new(env!("CARGO_BIN_EXE_candor")).args(arguments).output().expect("candor runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (out.status.code().unwrap_or(-1), text(out.stdout), text(out.stderr))
}

fn pair(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff").join(name)
}

/// A program with nothing but the manifest of a schema, made of the generated code.
fn program(scratch: &TempDir, name: &str, schema: &Path) -> String {
    let folder = scratch.path().join(format!("{name}-schema"));
    fs::create_dir_all(folder.join("events")).expect("writable");
    for file in ["product.yaml", "events/action.yaml"] {
        fs::copy(schema.join(file), folder.join(file)).expect("copied");
    }
    let folder = folder.to_str().expect("UTF-8");
    assert_eq!(candor(&["lock", folder, "--init"]).0, 0);
    let (_, code, _) = candor(&["expand", folder]);
    let at = code.find("#[used]").expect("a manifest");
    let end = code[at..].find("const fn digest").expect("its end");
    let source = scratch.path().join(format!("{name}.rs"));
    let main = "fn main() { println!(\"{}\", MANIFEST.len()) }\n";
    fs::write(&source, format!("{}\n{main}", &code[at..at + end])).expect("writable");
    let binary = scratch.path().join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(rustc)
        .args(["--edition", "2024", "-O", "-C", "strip=symbols", "-o"])
        .args([&binary, &source])
        .output()
        .expect("rustc runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    binary.to_str().expect("UTF-8").to_owned()
}

#[test]
fn a_stripped_program_says_what_it_may_collect() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let binary = program(&scratch, "demo", &pair("new-field/new"));
    let (code, out, err) = candor(&["inspect", &binary]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with("Demo, consent version 1, schema "), "{out}");
    assert_eq!(out.matches(", consent version ").count(), 1, "{out}");
    assert!(out.contains("\n  field DemoAction.exit_code class=usage type=int notice="), "{out}");
    assert!(out.lines().all(|line| !line.trim().is_empty()), "{out}");
    assert!(out.contains("\n  destination onecollector endpoint=https://collector.example.com/v1/\n"), "{out}");
}

#[test]
fn two_programs_can_be_compared() {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    let (old, new) =
        (program(&scratch, "old", &pair("new-field/old")), program(&scratch, "new", &pair("new-field/new")));
    let (code, out, err) = candor(&["diff", &old, &new]);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("Demo: widens: raise consent.version to 2\n"), "{out}");
    assert!(out.contains("added (widens): field DemoAction.exit_code"), "{out}");
    assert!(!out.contains("What users read:"), "a program does not hold the words of both sides: {out}");
    assert!(err.contains("C0611") && err.contains("consent.lock"), "{err}");
    let (code, out, _) = candor(&["diff", &new, &old, "--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(
        (code, &report["verdict"], &report["prompt"]["after"]),
        (0, &"narrows".into(), &serde_json::Value::Null)
    );
    let folder = pair("new-field/new");
    assert_eq!(candor(&["diff", &new, folder.to_str().expect("UTF-8")]).1, "Demo: unchanged\n");
}

#[test]
fn candor_itself_holds_no_manifest() {
    let (code, out, err) = candor(&["inspect", env!("CARGO_BIN_EXE_candor")]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("holds no manifest"), "{err}");
}

#[test]
fn what_cannot_be_inspected_is_said() {
    let (code, _, err) = candor(&["inspect", "no-such-program"]);
    assert_eq!(code, 2);
    assert!(err.contains("`no-such-program` cannot be read"), "{err}");
    let me = env!("CARGO_BIN_EXE_candor");
    let (code, _, err) = candor(&["diff", me, me]);
    assert_eq!(code, 2);
    assert!(err.contains("it was not built with Candor"), "{err}");
}
