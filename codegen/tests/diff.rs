//! The report of a change, held against the fixture pairs in every format.

#![allow(clippy::panic, reason = "helpers of tests")]

mod common;

use candor_codegen::{Comparison, Model, Sources, Verdict, check};
use common::{Files, files, golden, pairs, root, today};

fn sources(files: &Files) -> Sources {
    Sources::from_texts(files.pairs())
}

fn model(files: &Files) -> Model {
    let checked = check(&sources(files), today());
    checked.model.unwrap_or_else(|| panic!("{}", checked.diagnostics.render(&sources(files), false)))
}

fn comparison(name: &str) -> Comparison {
    let folder = root().join(name);
    Comparison::new(Some(&model(&files(&folder.join("old")))), &model(&files(&folder.join("new"))))
}

#[test]
fn each_pair_reads_as_its_folder_says() {
    for (name, folder) in pairs() {
        let new = files(&folder.join("new"));
        let comparison = comparison(&name);
        golden(&folder.join("expected.md"), &comparison.markdown(), &name);
        golden(&folder.join("expected.txt"), &comparison.human(), &name);
        golden(&folder.join("expected.json"), &comparison.json(&sources(&new)), &name);
    }
}

#[test]
fn each_pair_has_the_verdict_that_it_was_made_for() {
    let narrows = [
        "accept-to-decline",
        "another-promise",
        "coarser-bucket",
        "coarser-unit",
        "earlier-expiry",
        "fewer-sessions",
        "new-claim",
        "new-pattern",
        "removed-destination",
        "removed-field",
        "removed-value",
        "smaller-limit",
        "stricter-type",
        "trimmed-root",
    ];
    let unchanged =
        ["another-path", "layout-only", "other-commands", "rearranged", "reworded", "reworded-pattern", "shared-type"];
    for (name, _) in pairs() {
        let expected = match name.as_str() {
            name if narrows.contains(&name) => Verdict::Narrows,
            name if unchanged.contains(&name) => Verdict::Unchanged,
            _ => Verdict::Widens,
        };
        let comparison = comparison(&name);
        assert_eq!(comparison.verdict(), expected, "{name}");
        assert_eq!(comparison.problems().is_empty(), expected != Verdict::Widens, "{name}");
        let line = comparison.verdict_line();
        assert_eq!(line == "widens: raise consent.version to 2", expected == Verdict::Widens, "{name}: {line}");
    }
}

#[test]
fn a_widening_with_a_raised_version_and_new_words_has_no_problem() {
    for (name, folder) in pairs() {
        let new = files(&folder.join("new")).replace("product.yaml", "version: 1", "version: 2");
        let comparison = Comparison::new(Some(&model(&files(&folder.join("old")))), &model(&new));
        assert!(comparison.problems().is_empty(), "{name}: {}", comparison.problems().render(&sources(&new), false));
    }
}

#[test]
fn the_whole_schema_is_new_where_there_was_none() {
    let new = files(&root().join("new-field/new"));
    let comparison = Comparison::new(None, &model(&new));
    assert_eq!((comparison.verdict(), comparison.verdict_line().as_str()), (Verdict::New, "new"));
    assert!(comparison.problems().is_empty());
    assert!(comparison.markdown().contains("field DemoAction.exit\\_code"));
    assert!(comparison.json(&sources(&new)).contains("\"before\": null"));
}

#[test]
fn a_lock_made_anew_does_not_hide_a_widening_from_the_comparison() {
    let folder = root().join("new-field");
    let new = sources(&files(&folder.join("new"))).with_lock();
    let checked = check(&new, today());
    assert!(checked.diagnostics.is_empty(), "the new lock fits");
    let comparison =
        Comparison::new(Some(&model(&files(&folder.join("old")))), &checked.model.expect("the schema itself is clean"));
    let found: Vec<_> = comparison.problems().iter().map(|one| one.rule().id).collect();
    assert_eq!(found, ["C0611"]);
}

#[test]
fn a_version_that_fell_is_a_problem() {
    let new = files(&root().join("new-field/old"));
    let old = new.replace("product.yaml", "version: 1", "version: 2");
    let comparison = Comparison::new(Some(&model(&old)), &model(&new));
    let found: Vec<_> = comparison.problems().iter().map(|one| one.rule().id).collect();
    assert_eq!(found, ["C0604"]);
    assert!(comparison.problems().render(&sources(&new), false).contains("product.yaml:6:12"));
}

#[test]
fn words_of_a_schema_stay_words_in_a_comment() {
    let new = files(&root().join("new-field/new")).replace(
        "events/action.yaml",
        "The exit code of a command",
        "\"a | b <img src=x> @team ``` [c](https://evil.example)\"",
    );
    let old = model(&files(&root().join("new-field/old")));
    let report = Comparison::new(Some(&old), &model(&new)).markdown();
    let table: String = report.lines().filter(|line| line.starts_with('|')).collect();
    for bad in ["<img", "@team", "```", "[c](", "a | b"] {
        assert!(!table.contains(bad), "{bad} in {table}");
    }
    assert!(report.contains("````diff"), "{report}");
}
