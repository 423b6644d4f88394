//! Whatever the files hold, a check ends, and so do the report and the stand-ins that the macro emits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use candor_codegen::{Sources, check, generate, generate_text, stubs};
use proptest::prelude::*;

const EVENTS: [&str; 3] = ["action", "error", "heartbeat"];

fn model_kit() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
    let names = std::iter::once("product.yaml".to_owned()).chain(EVENTS.map(|name| format!("events/{name}.yaml")));
    names.map(|name| (name.clone(), std::fs::read_to_string(folder.join(name)).unwrap())).collect()
}

/// A product with every type and with `types.yaml`.
fn sorter() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/e2e/types");
    let names = ["product.yaml", "types.yaml", "events/digested.yaml", "events/listed.yaml", "events/recorded.yaml"];
    let names = names.into_iter().chain(["events/sampled.yaml"]);
    names.map(|name| (name.to_owned(), std::fs::read_to_string(folder.join(name)).unwrap())).collect()
}

fn run(files: &[(String, String)]) {
    let today = candor_codegen::Date::constant(2026, 4, 21);
    let sources = Sources::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let locked = Sources::from_texts(files.iter().map(|(name, text)| (name.as_str(), text.as_str()))).with_lock();
    assert_eq!(generate(&locked, today).is_ok(), check(&sources, today).model.is_some());
    let checked = check(&sources, today);
    let report = checked.diagnostics.render(&sources, true);
    assert_eq!(report.is_empty(), checked.diagnostics.is_empty());
    assert_eq!(checked.diagnostics.render_short(&sources).is_empty(), checked.diagnostics.is_empty());
    assert!(checked.model.is_some() || checked.diagnostics.has_errors());
    let tokens = generate(&sources, today).unwrap_or_else(|_| stubs(&sources));
    syn::parse2::<syn::File>(tokens).unwrap();
    if let Ok(code) = generate_text(&locked, today) {
        syn::parse_file(&code).unwrap();
    }
}

/// What an editor's hand does to a file: takes a part out, puts something in, says something twice.
#[derive(Clone, Debug)]
enum Edit {
    Cut(usize, usize),
    Insert(usize, String),
    Repeat(usize, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let snippet = prop_oneof![
        prop::sample::select(vec![
            ":",
            ": ",
            "\n",
            "  ",
            "\t",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "#",
            "&a ",
            "*a",
            "!t ",
            "|",
            ">",
            "---\n",
            "no",
            "~",
            "1",
            "-1",
            "99999999999999999999",
            "self",
            "é",
            "\u{202e}",
            "\u{feff}",
            "\0",
            "\r",
            "_",
            "::",
            "personal",
            "text",
            "enum",
            "values",
            "fields:\n",
            "? ",
            "%YAML 1.1\n",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,8}",
    ];
    prop_oneof![
        (0..2000usize, 0..60usize).prop_map(|(at, length)| Edit::Cut(at, length)),
        (0..2000usize, snippet).prop_map(|(at, text)| Edit::Insert(at, text)),
        (0..2000usize, 0..60usize).prop_map(|(at, length)| Edit::Repeat(at, length)),
    ]
}

fn apply(text: &mut String, edit: &Edit) {
    let at = |at: usize| (0..=at % (text.len() + 1)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let range = |start: usize, length: usize| {
        let (start, end) = (at(start), (start % (text.len() + 1) + length).min(text.len()));
        start..(start..=end.max(start)).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(start)
    };
    match edit {
        Edit::Cut(start, length) => text.replace_range(range(*start, *length), ""),
        Edit::Insert(start, what) => text.insert_str(at(*start), what),
        Edit::Repeat(start, length) => {
            let range = range(*start, *length);
            let part = text[range.clone()].to_owned();
            text.insert_str(range.end, &part);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_mutated_schema_never_panics(edits in prop::collection::vec((0..4usize, edit()), 1..6)) {
        let mut files = model_kit();
        for (file, edit) in &edits {
            apply(&mut files[*file].1, edit);
        }
        run(&files);
    }

    #[test]
    fn a_mutated_schema_with_shared_types_never_panics(edits in prop::collection::vec((1..6usize, edit()), 1..6)) {
        let mut files = sorter();
        for (file, edit) in &edits {
            apply(&mut files[*file].1, edit);
        }
        run(&files);
    }

    #[test]
    fn random_text_never_panics(product in "[ -~\n\t:é\u{0}-\u{9}]{0,200}", event in "\\PC{0,100}") {
        run(&[("product.yaml".to_owned(), product), ("events/action.yaml".to_owned(), event)]);
    }

    #[test]
    fn random_words_in_the_places_of_a_field_never_panic(name in "[a-zA-Z_0-9é~-]{0,10}", value in "[ -~]{0,10}") {
        let mut files = model_kit();
        files[1].1 = files[1].1.replace("  success:", &format!("  {name}:")).replace("CPU", &value);
        run(&files);
    }
}
