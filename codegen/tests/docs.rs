//! The privacy statement: complete, true to the schema, and a page that needs nothing from elsewhere.
#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests")]

mod common;

use std::collections::BTreeSet;
use std::path::Path;

use candor_codegen::{Sources, Statement, check};
use common::{files, root, today};

fn statement(sources: &Sources) -> Statement {
    let model = check(sources, today()).model.expect("the schema itself is clean");
    model.statement(sources).unwrap_or_else(|found| panic!("{}", found.render(sources, false)))
}

fn modelkit() -> Sources {
    Sources::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema"))
}

#[test]
fn the_statement_of_the_repository_is_the_generated_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/Privacy.md");
    let there = std::fs::read_to_string(&file).expect("docs/Privacy.md").replace('\r', "");
    assert!(there == statement(&modelkit()).markdown(), "run `candor docs schema --out docs/Privacy.md`");
}

#[test]
fn the_page_about_the_spool_names_every_file_that_is_kept() {
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/spool.md")).expect("a page");
    for file in candor_core::Kept::ALL {
        assert!(page.contains(&format!("`{}", file.name())), "{}", file.name());
    }
}

#[test]
fn a_program_without_a_key_is_told_of_where_one_is_needed() {
    let old = files(&root().join("new-field/old"));
    let of = |export: &str| {
        let product = old.pairs().find(|(name, _)| *name == "product.yaml").expect("a product").1.to_owned();
        let (before, _) = product.split_once("\nexport:\n").expect("a destination");
        let product = format!("{before}\nexport:\n{export}");
        let others = old.pairs().filter(|(name, _)| *name != "product.yaml");
        statement(&Sources::from_texts(others.chain([("product.yaml", product.as_str())])).with_lock()).markdown()
    };
    let one = "  onecollector: { endpoint: https://collector.example.com/, key_env: DEMO_KEY }\n";
    let otlp = "  otlp: { endpoint: https://otel.example.com/v1/logs, protocol: http/json }\n";
    let keyed = otlp.replace(" }", ", headers_env: DEMO_HEADERS }");
    let without = "built without a key for";
    assert!(of(one).contains(&format!("{without} the receiver, as everyone may build it, collects nothing at all")));
    assert!(of(&keyed).contains(&format!("{without} the receiver")));
    assert!(!of(otlp).contains(without));
    let both = of(&format!("{one}{otlp}"));
    assert!(both.contains(&format!(
        "{without} `https://collector.example.com/`, as everyone may build it, sends nothing there"
    )));
}

#[test]
fn the_words_of_the_patterns_are_in_the_statement() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/e2e/scrub_patterns");
    let statement = statement(&Sources::read(&folder));
    let expected = "- **Rules of Greeter** take out of texts and code locations, too: numbers of tickets; names of build machines.";
    assert!(statement.markdown().contains(expected), "{}", statement.markdown());
    assert!(statement.html().contains("numbers of tickets; names of build machines."));
}

#[test]
fn everything_that_is_collected_is_in_the_statement_and_nothing_else() {
    let statement = statement(&modelkit());
    let sources = modelkit();
    let model = check(&sources, today()).model.expect("the schema itself is clean");
    let lock = std::fs::read_to_string(sources.directory().join("consent.lock")).expect("the lock");
    let mut fields = 0;
    for line in lock.lines().filter(|line| line.starts_with("field ") || line.starts_with("context ")) {
        let name = line.split(' ').nth(1).expect("a name").rsplit('.').next().expect("a name");
        assert!(statement.markdown().contains(&format!("| `{name}` |")), "{name} is missing");
        assert!(statement.html().contains(&format!("<code>{name}</code></th>")), "{name} is missing in the page");
        fields += 1;
    }
    let rows =
        statement.markdown().lines().filter(|line| line.starts_with("| `") && !line.starts_with("| `~/")).count();
    assert_eq!(rows, fields, "a row for each, and no other");
    for event in model.event_names() {
        assert!(statement.markdown().contains(&format!("### {event}\n")), "{event}");
    }
    assert!(statement.markdown().contains(&model.prompt()), "the prompt is there byte for byte");
}

#[test]
fn what_users_may_do_and_what_is_kept_is_told() {
    let text = statement(&modelkit()).markdown();
    for part in [
        "`MODELKIT_TELEMETRY`",
        "`DO_NOT_TRACK`",
        "`GITHUB_ACTIONS`",
        "/etc/modelkit/telemetry.json",
        "`~/.modelkit/config.json`",
        "`~/.modelkit/telemetry/spool/`",
        "4 MiB, 10,000 events and 30 days",
        "`modelkit telemetry off`",
        "mobile.events.data.microsoft.com",
        "Enter alone means **yes**",
        "`winml/modelkit`",
        "It is not sent after 2028-04-21",
        "| 1 | 2026-04-21 | the first version |",
    ] {
        assert!(text.contains(part), "{part} is missing");
    }
}

#[test]
fn the_page_loads_nothing_and_every_link_leads_somewhere() {
    let page = statement(&modelkit()).html();
    for bad in ["src=", "<link", "@import", "url(", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(bad), "{bad}");
    }
    let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    let links: Vec<&str> = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(links.len() > 10);
    for link in links {
        let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads elsewhere"));
        assert!(ids.contains(&target), "{link} leads nowhere");
    }
}

#[test]
fn the_page_is_whole_without_its_script() {
    let page = statement(&modelkit()).html();
    let (text, script) = page.split_once("<script>").expect("one script");
    assert_eq!(script.matches("<script").count(), 0);
    for part in ["exception_message", "What is never collected", "GITHUB_ACTIONS", "Enable telemetry? [Y/n]"] {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("hidden=") && !text.contains(" hidden>"), "nothing waits for the script to be seen");
}

#[test]
fn words_of_a_schema_stay_words() {
    let hostile = files(&root().join("new-field/new"))
        .replace("events/action.yaml", "The exit code of a command", "\"<script>x</script> | `y` </main>\"")
        .replace("product.yaml", "[file paths, credentials]", "[\"<img src=x onerror=y>\", \"a | b\"]");
    let sources = Sources::from_texts(hostile.pairs()).with_lock();
    let page = statement(&sources).html();
    assert_eq!(page.matches("<script>").count(), 1);
    assert_eq!(page.matches("</main>").count(), 1);
    assert!(!page.contains("<img"));
    let text = statement(&sources).markdown();
    let row = text.lines().find(|line| line.starts_with("| `exit_code`")).expect("the row");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 7, "{row}");
    assert!(!row.contains("<script"), "{row}");
}

#[test]
fn a_statement_without_a_fitting_lock_is_refused() {
    let folder = root().join("new-field");
    let sources = Sources::from_texts(files(&folder.join("new")).pairs());
    let model = check(&sources, today()).model.expect("the schema itself is clean");
    let found = model.statement(&sources).expect_err("there is no lock");
    assert_eq!(found.iter().map(|one| one.rule().id).collect::<Vec<_>>(), ["C0601"]);
}

#[test]
fn every_version_is_told_with_what_it_added() {
    let folder = root().join("new-field");
    let old = files(&folder.join("old"));
    let new = files(&folder.join("new")).replace("product.yaml", "version: 1", "version: 2");
    let first = common::lock_of(&old);
    let sources = Sources::from_texts(new.pairs().chain([("consent.lock", first.as_str())]));
    let model = check(&sources, today()).model.expect("the schema itself is clean");
    let second = match model.lock(&sources, false, today()) {
        candor_codegen::Locking::Write(text) => text,
        other => panic!("{other:?}"),
    };
    let text = statement(&Sources::from_texts(new.pairs().chain([("consent.lock", second.as_str())]))).markdown();
    assert!(text.contains("| 2 | 2026-04-21 | the field `DemoAction.exit_code` is new |\n| 1 | "), "{text}");
}
