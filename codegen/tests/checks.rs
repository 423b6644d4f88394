//! Every rule on a schema that breaks it and on one that does not: `tests/checks/<rule>/{wrong,right}` lie over
//! `tests/checks/_base`, and `expected.txt` is the report on the wrong one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod fixture;

use std::collections::BTreeSet;

use candor_codegen::{RULES, Rule, check};
use candor_core::Claim;
use fixture::{Schema, cases, fixtures, golden, today};

/// The rules of the lock compare two schemas: their pairs are in `tests/diff`.
fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(|rule| !rule.id.starts_with("C06"))
}

#[test]
fn every_rule_has_a_wrong_and_a_right_fixture() {
    let rules: BTreeSet<_> = rules().map(|rule| rule.name.to_owned()).collect();
    let folders: BTreeSet<_> = cases(&fixtures("checks")).into_iter().collect();
    assert_eq!(rules, folders);
    for rule in rules {
        assert_eq!(cases(&fixtures("checks").join(&rule)), ["right", "wrong"], "{rule}");
    }
}

#[test]
fn the_wrong_fixture_of_a_rule_breaks_it_and_nothing_else() {
    for rule in rules() {
        let schema = fixture(rule.name, "wrong");
        let sources = schema.sources();
        let found = check(&sources, today()).diagnostics;
        let ids: BTreeSet<_> = found.iter().map(|d| d.rule().id).collect();
        assert_eq!(ids, BTreeSet::from([rule.id]), "{}\n{}", rule.name, found.render(&sources, false));
        golden(&fixtures("checks").join(rule.name).join("expected.txt"), &found.render(&sources, false));
    }
}

#[test]
fn the_right_fixture_of_a_rule_checks_clean() {
    for rule in rules() {
        let sources = fixture(rule.name, "right").sources();
        let found = check(&sources, today());
        assert!(found.diagnostics.is_empty(), "{}\n{}", rule.name, found.diagnostics.render(&sources, false));
        assert!(found.model.is_some());
    }
}

#[test]
fn the_base_checks_clean() {
    let sources = candor_codegen::Sources::read(&fixtures("checks/_base")).with_lock();
    let found = check(&sources, today()).diagnostics;
    assert!(found.is_empty(), "{}", found.render(&sources, false));
}

fn fixture(rule: &str, side: &str) -> Schema {
    let schema = Schema::of(&fixtures("checks").join(rule).join(side));
    if (rule, side) == ("too-large", "wrong") {
        schema.write("events/done.yaml", &vec![b'#'; 1024 * 1024 + 1]);
    }
    schema
}

#[test]
fn the_page_of_the_rules_is_up_to_date() {
    golden(&fixtures("../docs/rules.md"), &candor_codegen::rules_page());
}

/// A schema that claims `claim`, with one field.
fn claiming(claim: Claim, field: &str) -> Vec<&'static str> {
    let read = |file: &str| std::fs::read_to_string(fixtures("checks/_base").join(file)).unwrap();
    let product = read("product.yaml").replace("[file paths]", &format!("[{{ claim: {claim}, text: such things }}]"));
    let event = format!(
        "event: KitDone\ndescription: Sent when a command ends.\nclass: diagnostic\nexpires: never\nfields:\n  {field}"
    );
    let sources =
        candor_codegen::Sources::from_texts([("product.yaml", product.as_str()), ("events/done.yaml", &event)]);
    check(&sources.with_lock(), today()).diagnostics.iter().map(|one| one.rule().id).collect()
}

#[test]
fn no_field_is_called_by_what_is_never_collected() {
    let field =
        |word: &str, rest: &str| format!("{word}: {{ {rest}, description: What it was., notice: How it went }}\n");
    for claim in Claim::ALL {
        for word in claim.words() {
            // A reason satisfies the rule about names that look personal, and not a promise.
            let said = field(word, "type: label, reviewed: One of ours.");
            assert_eq!(claiming(claim, &said), ["C0511"], "{claim}: {word}");
            for harmless in ["type: bool", "type: enum, values: [A, B]", "type: duration, unit: ms"] {
                assert_eq!(claiming(claim, &field(word, harmless)), [""; 0], "{claim}: {word}, {harmless}");
            }
        }
        let words = field("message", "type: text");
        let expected = if claim.is_scrubbed() { vec![] } else { vec!["C0512"] };
        assert_eq!(claiming(claim, &words), expected, "{claim}");
        assert_eq!(claiming(claim, &field("message", "type: text, reviewed: Sentences of ours.")), [""; 0], "{claim}");
        let version = field("driver", "type: version");
        let versions = field("drivers", "type: list, of: version, max_items: 3");
        let inside = format!(
            "gpu: {{ type: record, fields: {{ {} }}, description: What it was., notice: How it went }}\n",
            version.trim_end()
        );
        for fields in [version, versions, inside] {
            let found = claiming(claim, &fields);
            let expected = if claim == Claim::IpAddresses { vec!["C0511"] } else { vec![] };
            assert_eq!(found, expected, "{claim}: {fields}");
        }
    }
}

#[test]
fn the_page_of_the_claims_tells_each_and_no_other() {
    let page = std::fs::read_to_string(fixtures("../docs/claims.md")).expect("docs/claims.md");
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let told: Vec<&str> = rows.map(|(name, _)| name).filter(|name| !name.starts_with('C')).collect();
    assert_eq!(told, Claim::ALL.map(Claim::name));
}
