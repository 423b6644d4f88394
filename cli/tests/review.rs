//! The commands of a review, `lock`, `diff` and `sample`, as a reviewer runs them: on folders and in a git repository.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const ACTION: &str = "schema/events/action.yaml";
/// Optional, since the event is one that commands emit by themselves.
const FIELD: &str = "  exit_code:\n    type: int\n    optional: true\n    description: What it returned.\n    notice: The exit code of a command\n";

/// A scratch folder with the ModelKit schema in `schema/`.
fn schema() -> TempDir {
    let scratch = tempfile::tempdir().expect("a scratch folder");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema"), &scratch.path().join("schema"));
    scratch
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("writable");
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::write(target, fs::read(entry.path()).expect("readable")).expect("writable");
        }
    }
}

fn candor(scratch: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    let Output { status, stdout, stderr } =
        command.args(arguments).current_dir(scratch.path()).output().expect("candor runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

fn git(scratch: &TempDir, arguments: &[&str]) {
    let identity =
        ["-c", "user.name=A Reviewer", "-c", "user.email=reviewer@example.com", "-c", "commit.gpgsign=false"];
    let out =
        Command::new("git").args(identity).args(arguments).current_dir(scratch.path()).output().expect("git runs");
    assert!(out.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&out.stderr));
}

fn repository() -> TempDir {
    let scratch = schema();
    git(&scratch, &["init", "-q", "-b", "main"]);
    commit(&scratch);
    scratch
}

fn commit(scratch: &TempDir) {
    git(scratch, &["add", "-A"]);
    git(scratch, &["commit", "-q", "-m", "A change"]);
}

fn edit(scratch: &TempDir, file: &str, change: impl Fn(String) -> String) {
    let path = scratch.path().join(file);
    let text = fs::read_to_string(&path).expect("readable");
    let new = change(text.clone());
    assert_ne!(text, new, "nothing changed in {file}");
    fs::write(path, new).expect("writable");
}

fn add_field(scratch: &TempDir) {
    edit(scratch, ACTION, |text| text + FIELD);
}

fn raise_version(scratch: &TempDir) {
    edit(scratch, "schema/product.yaml", |text| text.replace("  version: 2\n", "  version: 3\n"));
}

#[test]
fn a_new_field_is_stopped_until_the_version_rises_and_the_lock_is_written() {
    let scratch = schema();
    assert_eq!(candor(&scratch, &["check"]).0, 0);
    add_field(&scratch);
    for arguments in [&["check"][..], &["lock"], &["lock", "--check"], &["expand"]] {
        let (code, out, err) = candor(&scratch, arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        assert!(err.contains("schema/events/action.yaml:46:3"), "{err}");
        assert!(err.contains("ModelKitAction.exit_code") && err.contains("raise `consent.version` to 3"), "{err}");
    }
    raise_version(&scratch);
    let (code, _, err) = candor(&scratch, &["check"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("C0603") && err.contains("`candor lock`, which records what users of version 3 are told"),
        "{err}"
    );
    assert_eq!(candor(&scratch, &["lock", "--check"]).0, 1);
    assert_eq!(candor(&scratch, &["lock"]).0, 0);
    assert_eq!(candor(&scratch, &["lock", "--check"]).0, 0);
    assert_eq!(candor(&scratch, &["check"]).0, 0);
    let lock = fs::read_to_string(scratch.path().join("schema/consent.lock")).expect("readable");
    assert!(lock.contains(
        "\nfield ModelKitAction.exit_code class=usage type=int optional=true notice=\"The exit code of a command\"\n"
    ));
}

#[test]
fn lock_with_check_writes_nothing() {
    let scratch = schema();
    edit(&scratch, ACTION, |text| text.replace("values: [CPU, GPU, NPU]", "values: [CPU, GPU]"));
    let lock = || fs::read_to_string(scratch.path().join("schema/consent.lock")).expect("readable");
    let before = lock();
    assert_eq!(candor(&scratch, &["lock", "--check"]).0, 1);
    assert_eq!(lock(), before);
    assert_eq!(candor(&scratch, &["lock"]).0, 0);
    assert!(lock().contains("enum(CPU,GPU)"));
}

#[test]
fn a_first_lock_is_made_only_when_asked_for() {
    let scratch = schema();
    let lock = scratch.path().join("schema/consent.lock");
    fs::remove_file(&lock).expect("there");
    let (code, _, err) = candor(&scratch, &["lock"]);
    assert_eq!(code, 1);
    assert!(err.contains("C0601") && err.contains("--init") && !lock.exists(), "{err}");
    assert_eq!(candor(&scratch, &["lock", "--init"]).0, 0);
    assert!(lock.exists());
    let (code, _, err) = candor(&scratch, &["lock", "--init"]);
    assert_eq!(code, 1);
    assert!(err.contains("C0606"), "{err}");
}

#[test]
fn the_diff_of_a_branch_names_the_field_and_fails() {
    let scratch = repository();
    let (code, out, _) = candor(&scratch, &["diff", "--base", "HEAD"]);
    assert_eq!((code, out.as_str()), (0, "ModelKit: unchanged\n"));
    add_field(&scratch);
    let (code, out, err) = candor(&scratch, &["diff", "--base", "HEAD", "--format", "markdown"]);
    assert_eq!(code, 1);
    assert!(out.contains("**Verdict: widens: raise consent.version to 3.**"), "{out}");
    assert!(out.contains("field ModelKitAction.exit\\_code"), "{out}");
    assert!(err.contains("schema/events/action.yaml:46:3"), "{err}");
}

#[test]
fn a_lock_that_was_deleted_and_made_anew_is_seen_by_the_diff() {
    let scratch = repository();
    add_field(&scratch);
    fs::remove_file(scratch.path().join("schema/consent.lock")).expect("there");
    assert_eq!(candor(&scratch, &["lock", "--init"]).0, 0);
    assert_eq!(candor(&scratch, &["check"]).0, 0, "the lock alone cannot know");
    let (code, out, _) = candor(&scratch, &["diff", "--base", "HEAD", "--format", "json"]);
    assert_eq!(code, 1);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["verdict"], "widens");
    assert_eq!(report["consent_version"], serde_json::json!({"before": 2, "after": 2, "required": 3}));
    assert_eq!(report["problems"][0]["id"], "C0611");
    assert_eq!(report["changes"][0]["name"], "ModelKitAction.exit_code");
    assert_eq!(report["envelopes"][0]["event"], "ModelKitAction");
}

#[test]
fn two_revisions_and_a_tag_can_be_compared() {
    let scratch = repository();
    git(&scratch, &["tag", "v1.0"]);
    add_field(&scratch);
    raise_version(&scratch);
    assert_eq!(candor(&scratch, &["lock"]).0, 0);
    commit(&scratch);
    let expected = "ModelKit: widens: consent.version rose from 2 to 3, so that users are asked again";
    for arguments in [["v1.0", "HEAD"], ["v1.0", "schema"], ["HEAD~1:schema", "HEAD:schema"]] {
        let (code, out, err) = candor(&scratch, &["diff", arguments[0], arguments[1]]);
        assert_eq!((code, out.lines().next()), (0, Some(expected)), "{arguments:?}: {err}");
    }
    let (code, out, _) = candor(&scratch, &["diff", "HEAD", "v1.0"]);
    assert_eq!(code, 1, "a version that falls is a problem: {out}");
}

#[test]
fn a_schema_that_the_base_does_not_have_is_new() {
    let scratch = repository();
    git(&scratch, &["mv", "schema", "telemetry"]);
    let (code, out, err) = candor(&scratch, &["diff", "--base", "HEAD", "telemetry"]);
    assert_eq!((code, out.lines().next()), (0, Some("ModelKit: new")), "{err}");
}

#[test]
fn what_cannot_be_compared_is_said_in_one_sentence() {
    let scratch = repository();
    for (arguments, says) in [
        (&["diff", "--base", "nowhere"][..], "`nowhere` is no revision"),
        (&["diff", "--base=--upload-pack=x"], "is no revision"),
        (&["diff", "schema"], "name OLD and NEW"),
        (&["diff", "--base", "HEAD", "a", "b"], "name OLD and NEW"),
        (&["diff", "HEAD:elsewhere", "schema"], "has no product.yaml"),
        (&["diff", "--base", "HEAD", "elsewhere"], "has no product.yaml"),
    ] {
        let (code, out, err) = candor(&scratch, arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(says), "{arguments:?}: {err}");
    }
}

#[test]
fn a_schema_with_errors_is_not_compared() {
    let scratch = repository();
    edit(&scratch, ACTION, |text| text.replace("type: bool", "type: string"));
    let (code, out, err) = candor(&scratch, &["diff", "--base", "HEAD"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("schema/events/action.yaml"), "{err}");
}

#[test]
fn a_sample_is_an_envelope_of_the_common_schema() {
    let scratch = schema();
    let (code, out, _) = candor(&scratch, &["sample", "schema", "ModelKitAction", "--lines"]);
    assert_eq!((code, out.lines().count()), (0, 1));
    let envelope: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let keys =
        |value: &serde_json::Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(&envelope), ["ver", "name", "time", "iKey", "data", "ext"]);
    assert_eq!(keys(&envelope["data"]), ["invoked_from", "action_name", "device", "ep", "duration_ms", "success"]);
    assert_eq!(keys(&envelope["ext"]), ["device", "os", "app"]);
    assert_eq!(candor(&scratch, &["sample"]).1.matches("\"ver\": \"4.0\"").count(), 3);
    let (code, _, err) = candor(&scratch, &["sample", "schema", "Nothing"]);
    assert_eq!(code, 2);
    assert!(err.contains("ModelKitAction, ModelKitError, ModelKitHeartbeat"), "{err}");
}

#[test]
fn the_statement_is_written_and_its_drift_is_found() {
    let scratch = schema();
    for (arguments, file) in
        [(&["docs", "--out", "Privacy.md"][..], "Privacy.md"), (&["docs", "--html", "--out", "p.html"], "p.html")]
    {
        let check: Vec<&str> = arguments.iter().copied().chain(["--check"]).collect();
        assert_eq!(candor(&scratch, &check).0, 1, "there is no file yet");
        assert_eq!(candor(&scratch, arguments).0, 0);
        assert_eq!(candor(&scratch, &check).0, 0);
        let path = scratch.path().join(file);
        let text = fs::read_to_string(&path).expect("readable");
        fs::write(&path, text.replace('\n', "\r\n")).expect("writable");
        assert_eq!(candor(&scratch, &check).0, 0, "line ends do not matter");
        fs::write(&path, text.replace("exit", "exit ").replace("200 characters", "20 characters")).expect("writable");
        let (code, _, err) = candor(&scratch, &check);
        assert_eq!(code, 1);
        assert!(err.contains("from line "), "{err}");
        assert!(fs::read_to_string(&path).expect("readable").contains("20 characters"), "a check writes nothing");
    }
    edit(&scratch, ACTION, |text| text.replace("Subcommand name.", "Name of the subcommand."));
    assert_eq!(candor(&scratch, &["docs", "--out", "Privacy.md", "--check"]).0, 1, "the schema went on");
}

#[test]
fn a_statement_needs_a_lock_that_fits() {
    let scratch = schema();
    add_field(&scratch);
    let (code, out, err) = candor(&scratch, &["docs"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.contains("C0611"), "{err}");
}

/// The pairs of `tests/diff/`, each as a pull request: the reports and the verdict are those of its folder, in every format.
#[test]
fn each_fixture_pair_as_a_change_of_a_repository_reads_as_its_folder_says() {
    let pairs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/diff");
    let mut seen = 0;
    for pair in fs::read_dir(pairs).expect("readable") {
        let pair = pair.expect("readable").path();
        let scratch = tempfile::tempdir().expect("a scratch folder");
        let schema = scratch.path().join("schema");
        copy(&pair.join("old"), &schema);
        git(&scratch, &["init", "-q", "-b", "main"]);
        commit(&scratch);
        fs::remove_dir_all(&schema).expect("writable");
        copy(&pair.join("new"), &schema);
        for (format, file) in [("human", "expected.txt"), ("markdown", "expected.md"), ("json", "expected.json")] {
            let expected = fs::read_to_string(pair.join(file)).expect("readable").replace('\r', "");
            let (code, out, err) = candor(&scratch, &["diff", "--base", "HEAD", "--format", format]);
            assert_eq!(out, expected, "{} as {format}", pair.display());
            let widens = fs::read_to_string(pair.join("expected.txt")).expect("readable").contains(": widens");
            assert_eq!(code, i32::from(widens), "{} as {format}: {err}", pair.display());
            assert_eq!(err.is_empty(), !widens, "{} as {format}: {err}", pair.display());
        }
        seen += 1;
    }
    assert!(seen > 30, "{seen}");
}
