//! What else a reviewer runs: explain, new, schema, completions.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use assert_cmd::Command;
use candor_codegen::RULES;
use serde_json::Value;

fn candor(args: &[&str]) -> (Option<i32>, String, String) {
    let out = Command::cargo_bin("candor").unwrap().args(args).output().unwrap();
    (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
}

#[test]
fn every_rule_is_explained_by_its_id_and_by_its_name() {
    let (code, list, _) = candor(&["explain"]);
    assert_eq!(code, Some(0));
    assert_eq!(list.lines().count(), RULES.len());
    for rule in RULES.iter().step_by(7) {
        let (code, text, _) = candor(&["explain", &rule.id.to_lowercase()]);
        assert_eq!(code, Some(0));
        for part in [rule.id, rule.name, rule.what, rule.why] {
            assert!(text.contains(part), "{} says nothing of {part}", rule.id);
        }
        assert_eq!(candor(&["explain", rule.name]).1, text);
    }
}

#[test]
fn a_rule_that_is_none_is_wrong_usage() {
    let (code, out, err) = candor(&["explain", "C9999"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.starts_with("error: there is no rule `C9999`"), "{err}");
}

#[test]
fn a_new_schema_checks_clean_once_it_says_what_its_author_wants() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("schema");
    let schema = schema.to_str().unwrap();
    let (code, _, err) = candor(&["new", schema, "--product", "Widget"]);
    assert_eq!(code, Some(0), "{err}");
    let product = folder.path().join("schema/product.yaml");
    let text = std::fs::read_to_string(&product).unwrap();
    let column = text.lines().find_map(|line| line.starts_with("events:").then(|| line.find('#'))).unwrap();
    for key in ["product:", "app:", "  directory:"] {
        let line = text.lines().find(|line| line.starts_with(key)).unwrap();
        assert_eq!(line.find('#'), column, "{line}");
    }
    // Nobody was told anything yet, so that nothing of this asks for another version of the consent.
    std::fs::write(&product, text.replace("collector.example.com", "events.example.org")).unwrap();
    assert!(candor(&["check", schema]).2.contains("error[C0601]"));
    assert_eq!(candor(&["lock", "--init", schema]).0, Some(0));
    assert_eq!(candor(&["check", schema, "--deny-warnings"]), (Some(0), String::new(), String::new()));
    let (code, rust, _) = candor(&["expand", schema]);
    assert_eq!(code, Some(0));
    assert!(rust.contains("pub struct WidgetCommand"), "{rust}");
    assert!(
        candor(&["notice", schema]).1.starts_with("Widget can collect pseudonymous usage data to help improve Widget.")
    );
}

#[test]
fn a_new_schema_is_never_written_over_another() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("product.yaml"), "mine").unwrap();
    let (code, _, err) = candor(&["new", folder.path().to_str().unwrap(), "--product", "Widget"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("name a folder that holds no schema yet"), "{err}");
    assert_eq!(std::fs::read_to_string(folder.path().join("product.yaml")).unwrap(), "mine");
    assert!(!folder.path().join("events").exists());
}

#[test]
fn a_product_name_that_cannot_be_one_is_refused_before_anything_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("schema");
    let (code, _, err) = candor(&["new", schema.to_str().unwrap(), "--product", "my-app"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("`my-app` cannot be the name of a product") && err.contains("`MyApp`"), "{err}");
    assert!(!schema.exists());
}

#[test]
fn the_json_schema_knows_every_word_of_the_language() {
    let (code, text, _) = candor(&["schema"]);
    assert_eq!(code, Some(0));
    let schema: Value = serde_json::from_str(&text).unwrap();
    let event = &schema["else"]["else"]["else"]["properties"];
    let field = &event["fields"]["additionalProperties"]["properties"];
    let types = candor_core::FieldType::ALL.map(|kind| Value::from(kind.name()));
    assert_eq!(field["type"]["anyOf"][0]["enum"], Value::from(types.to_vec()));
    assert_eq!(event["class"]["enum"], serde_json::json!(["system", "usage", "diagnostic", "pseudonymous"]));
    let context = schema["then"]["properties"]["context"]["properties"].as_object().unwrap();
    let keys = candor_core::ContextKey::ALL.map(candor_core::ContextKey::name);
    assert_eq!(context.keys().collect::<Vec<_>>(), keys.iter().collect::<Vec<_>>());
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, _) = candor(&["completions", shell]);
        assert_eq!(code, Some(0));
        assert!(script.contains("deny-warnings"), "{shell}");
    }
}

#[test]
fn help_says_what_each_subcommand_is_for() {
    let (code, help, _) = candor(&["--help"]);
    assert_eq!(code, Some(0));
    for line in ["check ", "explain ", "new ", "notice ", "schema "] {
        assert!(help.lines().any(|found| found.trim_start().starts_with(line) && found.len() > 40), "{help}");
    }
}
