//! The worked example of the reviewer's guide says what the command says.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use candor_codegen::{Date, Sources, check};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The findings on ModelKit with one more event, as the first line of each.
fn found(event: &str) -> Vec<String> {
    let schema = Path::new(ROOT).join("schema");
    let read = |name: &str| std::fs::read_to_string(schema.join(name)).unwrap();
    let product = read("product.yaml").replace("heartbeat]", "heartbeat, convert]");
    let (action, error, heartbeat) =
        (read("events/action.yaml"), read("events/error.yaml"), read("events/heartbeat.yaml"));
    let sources = Sources::from_texts([
        ("product.yaml", product.as_str()),
        ("events/action.yaml", &action),
        ("events/error.yaml", &error),
        ("events/heartbeat.yaml", &heartbeat),
        ("events/convert.yaml", event),
    ]);
    let diagnostics = check(&sources.with_lock(), Date::constant(2026, 4, 21)).diagnostics;
    diagnostics.iter().map(|one| format!("error[{}]: {}", one.rule().id, one.message())).collect()
}

#[test]
fn the_worked_example_holds() {
    let guide = std::fs::read_to_string(Path::new(ROOT).join("docs/reviewers-guide.md")).unwrap().replace('\r', "");
    let blocks = |kind: &str| -> Vec<String> {
        let fence = format!("```{kind}\n");
        let parts = guide.split(&fence).skip(1);
        parts.map(|part| part.split("```").next().unwrap().to_owned()).collect()
    };
    let (yaml, text) = (blocks("yaml"), blocks("text"));
    assert_eq!(found(&yaml[0]), text[0].lines().collect::<Vec<_>>());
    let head = yaml[0].split("fields:").next().unwrap();
    assert_eq!(found(&format!("{head}{}", yaml[1])), Vec::<String>::new());
}
