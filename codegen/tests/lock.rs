//! The lock against the fixture pairs: every kind of widening stops the build, and nothing else needs a new version.

mod common;

use candor_codegen::{Diagnostics, Locking, RULES, Severity, Sources, check, generate};
use common::{Files, files, lock_of, pairs, today};

fn with_lock_of(new: &Files, old: &Files) -> Sources {
    let lock = lock_of(old);
    Sources::from_texts(new.pairs().chain([("consent.lock", lock.as_str())]))
}

fn found(sources: &Sources) -> String {
    check(sources, today()).diagnostics.render_short(sources)
}

fn ids(diagnostics: &Diagnostics) -> Vec<&'static str> {
    diagnostics.iter().map(|one| one.rule().id).collect()
}

fn bump(new: &Files) -> Files {
    new.replace("product.yaml", "version: 1", "version: 2")
}

fn is_widening(id: &str) -> bool {
    ("C0610".."C0700").contains(&id)
}

#[test]
fn a_second_destination_is_a_widening_and_named_in_the_lock() {
    let old = files(&common::root().join("new-field/old"));
    let otlp = "export:\n  otlp: { endpoint: https://otel.example.com/v1/logs, protocol: http/json }\n  onecollector:";
    let new = old.replace("product.yaml", "export:\n  onecollector:", otlp);
    assert!(lock_of(&new).contains("\ndestination otlp endpoint=https://otel.example.com/v1/logs\n"));
    assert!(ids(&check(&with_lock_of(&new, &old), today()).diagnostics).contains(&"C0620"));
}

/// Users who agreed to one receiver are told of the next, and of what stays on their machine.
#[test]
fn a_destination_beside_the_one_collector_is_named_in_prompt_lock_and_statement() {
    let old = files(&common::root().join("new-field/old")).replace("product.yaml", "ask: terminal", "ask: app");
    let more = "export:\n  otlp: { endpoint: https://otel.example.com/v1/logs, protocol: http/json }\n  \
                file: { path: export/events.jsonl }\n  stdout: {}\n  onecollector:";
    let new = old.replace("product.yaml", "export:\n  onecollector:", more);
    let of = |files: &Files| {
        let sources = Sources::from_texts(files.pairs()).with_lock();
        let model = check(&sources, today()).model.expect("the fixture is clean");
        (model.prompt(), model.statement(&sources).expect("the lock is fresh").markdown())
    };
    assert!(!of(&old).0.contains("Where it goes"));
    let (notice, statement) = of(&new);
    let told = "\n\nWhere it goes:\n  - collector.example.com\n  - otel.example.com\n  - The file \
                ~/.demo/export/events.jsonl on this machine\n  - The standard output of Demo\n\nEnable telemetry?";
    assert!(notice.contains(told), "{notice}");
    for part in ["`~/.demo/export/events.jsonl`", "standard output of Demo", "`https://otel.example.com/v1/logs`"] {
        assert!(statement.contains(part), "{part} is missing in\n{statement}");
    }
    let lock = lock_of(&new);
    for line in ["\ndestination file path=export/events.jsonl\n", "\ndestination stdout\n"] {
        assert!(lock.contains(line), "{lock}");
    }
    let findings = check(&with_lock_of(&new, &old), today()).diagnostics;
    assert_eq!(ids(&findings).iter().filter(|id| **id == "C0620").count(), 3, "{:?}", ids(&findings));
}

/// Nothing is said to go over TLS that does not, users are told to whom it goes, and the runtime needs no TLS for it.
#[test]
fn a_collector_on_the_users_machine_is_told_as_one() {
    let old = files(&common::root().join("new-field/old"));
    let one = "  onecollector:\n    endpoint: https://collector.example.com/v1/\n    key_env: DEMO_KEY\n";
    let here = "  otlp: { endpoint: http://127.0.0.1:4318/v1/logs, protocol: http/json }\n";
    let of = |export: &str| {
        let sources = Sources::from_texts(old.replace("product.yaml", one, export).pairs()).with_lock();
        let model = check(&sources, today()).model.expect("the fixture is clean");
        (model.prompt(), model.statement(&sources).expect("the lock is fresh").markdown())
    };
    let needs_tls = |export: &str| {
        let sources = Sources::from_texts(old.replace("product.yaml", one, export).pairs()).with_lock();
        generate(&sources, today()).expect("the fixture is clean").to_string().matches("over_tls").count()
    };
    let elsewhere = here.replace("http://127.0.0.1:4318", "https://otel.example.com");
    assert_eq!(
        [here, one, &elsewhere, &format!("{one}{here}"), &format!("{one}{elsewhere}")].map(needs_tls),
        [0, 1, 1, 1, 2]
    );
    let told = "handed to the program that listens at `http://127.0.0.1:4318/v1/logs` on your machine";
    let (notice, statement) = of(here);
    assert!(!notice.contains("Where it goes"), "{notice}");
    assert!(statement.contains(told) && statement.contains("dropped after"), "{statement}");
    assert!(!statement.contains("TLS") && !statement.contains("without a key"), "{statement}");

    let (notice, statement) = of(&format!("{one}{here}"));
    assert!(
        notice.contains("  - collector.example.com\n  - The collector at 127.0.0.1:4318 on this machine\n"),
        "{notice}"
    );
    assert!(statement.contains("over TLS to `https://collector.example.com/v1/`, and to nobody else"), "{statement}");
    assert!(statement.contains(told), "{statement}");
}

#[test]
fn what_is_wrong_with_a_destination_is_said_where_it_stands() {
    let good = files(&common::root().join("new-field/old"));
    let one = "  onecollector:\n    endpoint: https://collector.example.com/v1/\n    key_env: DEMO_KEY";
    for (export, expected) in [
        ("  otlp: { endpoint: https://a.example/v1/logs, protocol: http/protobuf, headers_env: DEMO_HEADERS }", None),
        ("  otlp: { endpoint: http://a.example/v1/logs, protocol: http/json }", Some(("C0503", 18))),
        ("  otlp: { endpoint: http://127.0.0.1:4318/v1/logs, protocol: http/json }", None),
        ("  onecollector: { endpoint: http://127.0.0.1:4318/, key_env: DEMO_KEY }", Some(("C0503", 18))),
        ("  otlp:\n    endpoint: https://a.example/v1/logs\n    protocol: grpc", Some(("C0205", 20))),
        ("  otlp: { endpoint: https://a.example/v1/logs, protocol: http/json, headers_env: a-b }", Some(("C0305", 18))),
        ("  otlp: { endpoint: https://a.example/v1/logs }", Some(("C0203", 18))),
        ("  {}", Some(("C0203", 17))),
        ("  file: { path: export/events.jsonl }", None),
        ("  file: {}", Some(("C0203", 18))),
        ("  file: { path: ../events.jsonl }", Some(("C0504", 18))),
        ("  file: { path: /var/log/events.jsonl }", Some(("C0504", 18))),
        ("  file: { path: Telemetry/device_id }", Some(("C0504", 18))),
        ("  file: { path: config.json }", Some(("C0504", 18))),
        ("  stdout: {}", Some(("C0508", 18))),
    ] {
        let sources = Sources::from_texts(good.replace("product.yaml", one, export).pairs());
        let diagnostics = check(&sources, today()).diagnostics;
        let wrong = diagnostics.iter().filter(|it| it.rule().id != "C0601" && it.rule().severity == Severity::Error);
        let found: Vec<_> = wrong.map(|it| (it.rule().id, Diagnostics::location(it, &sources).line)).collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{export}");
    }
}

#[test]
fn each_pair_gives_what_its_folder_says() {
    for (name, folder) in pairs() {
        let sources = with_lock_of(&files(&folder.join("new")), &files(&folder.join("old")));
        common::golden(&folder.join("expected.check"), &found(&sources), &name);
    }
}

#[test]
fn every_kind_of_widening_has_a_pair_named_after_it() {
    // No type of the language has a treatment that a schema may leave out; `lock/shape.rs` holds its table.
    let inexpressible = ["weaker-treatment"];
    for rule in RULES.iter().filter(|rule| is_widening(rule.id) && !inexpressible.contains(&rule.name)) {
        let folder = common::root().join(rule.name);
        assert!(folder.is_dir(), "{} has no pair in tests/diff/{}", rule.id, rule.name);
        let sources = with_lock_of(&files(&folder.join("new")), &files(&folder.join("old")));
        assert!(ids(&check(&sources, today()).diagnostics).contains(&rule.id), "the pair does not show {}", rule.id);
    }
}

#[test]
fn a_widening_stops_the_build_and_a_raised_version_with_a_new_lock_lets_it_pass() {
    for (name, folder) in pairs() {
        let (old, new) = (files(&folder.join("old")), files(&folder.join("new")));
        let sources = with_lock_of(&new, &old);
        let stopped = generate(&sources, today()).err().map(|found| ids(&found)).unwrap_or_default();
        if !stopped.iter().any(|id| is_widening(id)) {
            continue;
        }
        let model = check(&sources, today()).model.expect("the schema itself is clean");
        assert!(
            matches!(model.lock(&sources, false, today()), Locking::Refused(_)),
            "{name}: the lock hides the widening"
        );

        let raised = with_lock_of(&bump(&new), &old);
        assert_eq!(ids(&generate(&raised, today()).expect_err("stale")), ["C0603"], "{name}");
        let model = check(&raised, today()).model.expect("the schema itself is clean");
        let Locking::Write(lock) = model.lock(&raised, false, today()) else {
            panic!("{name}: the lock is not written")
        };
        let files = bump(&new);
        let locked = Sources::from_texts(files.pairs().chain([("consent.lock", lock.as_str())]));
        assert!(generate(&locked, today()).is_ok(), "{name}: {}", found(&locked));
        let model = check(&locked, today()).model.expect("the schema itself is clean");
        assert!(matches!(model.lock(&locked, false, today()), Locking::Unchanged), "{name}");
    }
}

#[test]
fn what_does_not_widen_passes_without_a_raise() {
    for name in ["removed-field", "removed-value", "reworded", "accept-to-decline"] {
        let folder = common::root().join(name);
        let new = files(&folder.join("new"));
        let sources = with_lock_of(&new, &files(&folder.join("old")));
        let model = check(&sources, today()).model.expect("the schema itself is clean");
        let Locking::Write(lock) = model.lock(&sources, false, today()) else {
            panic!("{name}: the lock is not written")
        };
        let locked = Sources::from_texts(new.pairs().chain([("consent.lock", lock.as_str())]));
        assert!(generate(&locked, today()).is_ok(), "{name}: {}", found(&locked));
    }
}

#[test]
fn a_schema_that_was_never_locked_does_not_build() {
    let new = files(&common::root().join("new-field/old"));
    let sources = Sources::from_texts(new.pairs());
    assert_eq!(
        found(&sources),
        "schema/product.yaml:6:12: error[C0601]: the schema has no `consent.lock`, so nothing says what users of this version agreed to\n"
    );
    assert!(generate(&sources, today()).is_err());
    let model = check(&sources, today()).model.expect("the schema itself is clean");
    assert!(matches!(model.lock(&sources, false, today()), Locking::Refused(_)));
    assert!(matches!(model.lock(&sources, true, today()), Locking::Write(_)));
}

#[test]
fn a_second_first_lock_is_refused() {
    let folder = common::root().join("new-field");
    let sources = with_lock_of(&files(&folder.join("new")), &files(&folder.join("old")));
    let model = check(&sources, today()).model.expect("the schema itself is clean");
    let Locking::Refused(found) = model.lock(&sources, true, today()) else { panic!("the lock was made anew") };
    assert_eq!(ids(&found), ["C0606"]);
}

#[test]
fn a_falling_version_is_one_error() {
    let old = files(&common::root().join("new-field/old"));
    let sources = with_lock_of(&old, &bump(&old));
    assert_eq!(found(&sources), "schema/product.yaml:6:12: error[C0604]: `consent.version` fell from 2 to 1\n");
}

#[test]
fn a_raised_version_under_old_words_is_refused() {
    let folder = common::root().join("new-field");
    let hidden =
        files(&folder.join("new")).replace("events/action.yaml", "The exit code of a command", "How long it took");
    let sources = with_lock_of(&bump(&hidden), &files(&folder.join("old")));
    assert_eq!(
        found(&sources),
        "schema/events/action.yaml:27:13: error[C0605]: the field `DemoAction.exit_code` is new, under words that users have read before\n"
    );
}

#[test]
fn a_change_elsewhere_in_the_prompt_does_not_excuse_old_words() {
    let folder = common::root().join("new-field");
    let new =
        files(&folder.join("new")).replace("events/action.yaml", "The exit code of a command", "How long it took");
    let new = new.replace("events/action.yaml", "Which command ran", "Which of its commands ran");
    let sources = with_lock_of(&bump(&new), &files(&folder.join("old")));
    assert!(found(&sources).contains("C0605"), "{}", found(&sources));
}

#[test]
fn a_raised_version_with_the_same_prompt_is_refused() {
    let folder = common::root().join("new-destination");
    let same =
        files(&folder.join("new")).replace("events/action.yaml", "Which of its commands ran", "Which command ran");
    let sources = with_lock_of(&bump(&same), &files(&folder.join("old")));
    assert_eq!(ids(&check(&sources, today()).diagnostics), ["C0605"]);
}

#[test]
fn a_lock_that_was_edited_by_hand_is_one_clear_error() {
    let folder = common::root().join("new-field");
    let (old, new) = (files(&folder.join("old")), files(&folder.join("new")));
    let forged = lock_of(&new).replace("exit_code", "exit_kode");
    for (text, says) in [
        (forged.as_str(), "edited by hand"),
        ("", "it is empty"),
        ("<<<<<<< HEAD\n", "merge conflict"),
        ("lock format=9 sha256=00\n", "newer version"),
    ] {
        let sources = Sources::from_texts(old.pairs().chain([("consent.lock", text)]));
        let found = check(&sources, today()).diagnostics;
        assert_eq!(ids(&found), ["C0602"], "{says}");
        assert!(found.render(&sources, false).contains(says), "{says}");
        assert!(found.render(&sources, false).contains("schema/consent.lock"), "{says}");
        assert!(generate(&sources, today()).is_err());
    }
}

#[test]
fn a_checkout_with_other_line_ends_reads_the_same_lock() {
    let old = files(&common::root().join("new-field/old"));
    let lock = lock_of(&old).replace('\n', "\r\n");
    let sources = Sources::from_texts(old.pairs().chain([("consent.lock", lock.as_str())]));
    assert_eq!(found(&sources), "");
}

#[test]
fn the_finding_shows_the_field_the_place_and_what_to_do() {
    let folder = common::root().join("new-field");
    let sources = with_lock_of(&files(&folder.join("new")), &files(&folder.join("old")));
    let report = check(&sources, today()).diagnostics.render(&sources, false);
    for part in
        ["DemoAction.exit_code", "schema/events/action.yaml:23:3", "raise `consent.version` to 2", "candor lock"]
    {
        assert!(report.contains(part), "{part} is missing in:\n{report}");
    }
}

#[test]
fn with_lock_makes_a_schema_in_memory_whole() {
    let old = files(&common::root().join("new-field/old"));
    assert_eq!(found(&Sources::from_texts(old.pairs()).with_lock()), "");
}
