//! Every rule on a schema that breaks it and on one that does not: `tests/checks/<rule>/{wrong,right}` lie over
//! `tests/checks/_base`, and `expected.txt` is the report on the wrong one.

mod fixture;

use std::collections::BTreeSet;

use candor_codegen::{RULES, Rule, check};
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
