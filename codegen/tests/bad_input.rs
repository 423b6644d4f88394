//! Input that is no schema at all: one clear finding, in bounded time and memory, never a panic.

mod fixture;

use std::time::{Duration, Instant};

use candor_codegen::{Sources, check, stubs};
use fixture::{Schema, fixtures, today};

/// A schema whose event file holds these bytes.
fn with_event(bytes: &[u8]) -> Sources {
    let schema = Schema::of(&fixtures("checks/alias/right"));
    schema.write("events/done.yaml", bytes);
    schema.sources()
}

fn report(sources: &Sources) -> String {
    check(sources, today()).diagnostics.render_short(sources)
}

#[test]
fn each_kind_of_bad_file_has_one_finding_at_its_place() {
    let deep = format!("fields: {}", "[".repeat(100_000));
    let deep_block = (0..40).fold(String::new(), |text, depth| text + &" ".repeat(depth) + "a:\n");
    let bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n";
    let many = format!("owners: [{}]\n", "a,".repeat(200_000));
    let cases: [(&str, &[u8], &str); 19] = [
        ("empty", b"", "1:1: error[C0103]: the file is empty"),
        ("blank", b" \n\n", "1:1: error[C0103]: the file is empty"),
        (
            "latin-1",
            b"event: Kit\xe9\n",
            "1:11: error[C0102]: the file is not UTF-8: no character begins with this byte",
        ),
        ("utf-16", b"\xff\xfee\0", "1:1: error[C0102]: the file is UTF-16, not UTF-8"),
        ("deep", deep.as_bytes(), "1:25: error[C0105]: collections are nested more than 16 deep"),
        ("deep block", deep_block.as_bytes(), "17:17: error[C0105]: collections are nested more than 16 deep"),
        (
            "alias bomb",
            bomb.as_bytes(),
            "1:4: error[C0106]: anchors (`&name`), aliases (`*name`) and tags (`!name`) are not allowed here",
        ),
        (
            "many values",
            many.as_bytes(),
            "1:200004: error[C0109]: the file is larger than 1048576 bytes or 100000 values",
        ),
        ("tab", b"fields:\n\ta: 1\n", "2:1: error[C0104]: a tab is used for indentation"),
        ("tab after spaces", b"fields:\n  \ta: 1\n", "2:3: error[C0104]: a tab is used for indentation"),
        ("unclosed quote", b"event: \"Kit\nclass: usage\n", "1:8: error[C0104]: this is not YAML: unclosed quote"),
        (
            "open bracket",
            b"owners: [a\nclass: x\n",
            "2:6: error[C0104]: this is not YAML: illegal placement of ':' indicator",
        ),
        (
            "colon in a text",
            b"description: Sent: when\n",
            "1:18: error[C0104]: this is not YAML: mapping values are not allowed in this context",
        ),
        ("nul", b"event: a\0b\n", "1:9: error[C0110]: the text holds the character U+0000, which no reader sees"),
        (
            "reversed",
            "event: a\u{202e}b\n".as_bytes(),
            "1:9: error[C0110]: the text holds the character U+202E, which no reader sees",
        ),
        ("a list", b"- a\n", "1:1: error[C0204]: an event must be a mapping of keys to values, and this is a list"),
        ("a word", b"hello\n", "1:1: error[C0204]: an event must be a mapping of keys to values, and this is a string"),
        ("list as a key", b"? [a, b]\n: c\n", "1:3: error[C0104]: a key is a list or a mapping"),
        ("two documents", b"event: a\n---\nevent: b\n", "2:1: error[C0108]: a second YAML document begins here"),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(report(&with_event(bytes)), format!("schema/events/done.yaml:{expected}\n"), "{what}");
    }
}

#[test]
fn a_version_of_the_language_that_is_not_known_stops_the_reading() {
    let schema = Schema::of(&fixtures("checks/alias/right"));
    schema.write("product.yaml", b"candor: 2\nunheard: of\n");
    let found = report(&schema.sources());
    assert!(found.contains("product.yaml:1:9: error[C0201]: this is version 2 of the schema language"), "{found}");
}

#[test]
fn a_folder_without_a_schema_has_one_finding() {
    let nothing = tempfile::tempdir().unwrap();
    let sources = Sources::read_as(nothing.path(), std::path::Path::new("schema"));
    assert_eq!(
        report(&sources),
        "schema/product.yaml:1:1: error[C0101]: `product.yaml` cannot be read: there is no such file\n"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let schema = Schema::of(&fixtures("checks/alias/right"));
    let pipe = schema.path().join("events/done.yaml");
    std::fs::remove_file(&pipe).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(
        report(&schema.sources()).contains("`events/done.yaml` cannot be read: it is a folder, a pipe or a device")
    );
}

#[test]
fn a_file_in_a_folder_of_its_own_does_not_lie_there_unseen() {
    let schema = Schema::of(&fixtures("checks/alias/right"));
    schema.write("events/old/failed.yaml", b"event: KitFailed\n");
    schema.write("notes.yml", b"a: b\n");
    assert_eq!(
        report(&schema.sources()),
        "schema/product.yaml:4:1: error[C0301]: `events/old/failed.yaml` is not listed in product.yaml\n\
         schema/product.yaml:4:1: error[C0301]: `notes.yml` is not listed in product.yaml\n"
    );
}

#[test]
fn a_byte_order_mark_moves_no_column() {
    let found = report(&with_event("\u{feff}evnt: KitDone\n".as_bytes()));
    assert!(found.starts_with("schema/events/done.yaml:1:1: error[C0202]"), "{found}");
}

#[test]
fn a_file_that_is_wrong_throughout_ends_in_a_report_that_a_person_can_read() {
    let mut text =
        String::from("event: KitDone\ndescription: Sent when a command ends.\nclass: usage\nexpires: never\n");
    (0..40_000).for_each(|i| text.push_str(&format!("k{i}: 1\n")));
    let sources = with_event(text.as_bytes());
    let begin = Instant::now();
    let found = check(&sources, today()).diagnostics;
    let report = found.render(&sources, false);
    // A bound against quadratic work, which takes minutes here.
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    assert_eq!(found.iter().count(), 100);
    assert_eq!(found.omitted(&sources).collect::<Vec<_>>(), [("schema/events/done.yaml", 39_901)]);
    assert!(report.ends_with("… and 39901 more in schema/events/done.yaml; the first 100 are shown\n"), "{report}");
}

#[test]
fn a_line_or_a_name_of_any_length_is_quoted_in_part() {
    for text in [
        format!("event: {}\n", "x".repeat(900_000)),
        format!("{{ event: KitDone, {}: 1 }}\n", "x".repeat(900)),
        format!("{}: 1\n", "ä".repeat(900)),
        format!("event: KitDone\nfields: {{ {} }}\n", "a: { type: x }, ".repeat(40_000)),
    ] {
        let sources = with_event(text.as_bytes());
        let begin = Instant::now();
        let report = check(&sources, today()).diagnostics.render(&sources, false);
        assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
        assert!(report.len() < 200_000, "{} bytes", report.len());
        assert!(!stubs(&sources).is_empty());
    }
}

/// Else a program that uses them had a hundred errors beside the schema's one.
#[test]
fn shared_types_and_records_are_there_in_spite_of_a_mistake() {
    let schema = Schema::of(&fixtures("golden/records/schema"));
    let file = "events/done.yaml";
    let event = std::fs::read_to_string(schema.path().join(file)).unwrap();
    schema.write(file, event.replace("class: usage", "class: usge").as_bytes());
    // A word of Rust stands in for nothing.
    let types = std::fs::read_to_string(schema.path().join("types.yaml")).unwrap();
    schema
        .write("types.yaml", types.replace("records:", "records:\n  Self: { description: x, fields: {} }").as_bytes());
    assert!(report(&schema.sources()).contains("schema/events/done.yaml:3:8: error[C0205]"));
    let rust = stubs(&schema.sources()).to_string();
    for name in ["struct KitDone", "struct Tensor", "struct Quantized", "enum Layout", "enum Bits"] {
        assert_eq!(rust.matches(&format!("pub {name} ")).count(), 1, "{name} in {rust}");
    }
    assert!(rust.contains("pub fn rank < T > (self , _ : T) -> Self"));
}

#[test]
fn what_a_terminal_would_obey_is_in_no_message() {
    let found = report(&with_event(b"\"ev\\e[2Jent\": KitDone\n\"\\u202e\": 1\n"));
    assert!(found.contains("C0202") && found.contains('\u{FFFD}'), "{found}");
    assert!(!found.contains(['\u{1b}', '\u{202e}']), "{found:?}");
}

#[test]
fn a_lock_may_be_larger_than_a_file_that_a_person_writes() {
    let schema = Schema::of(&fixtures("checks/alias/right"));
    let event = |i: usize| {
        format!(
            "event: KitE{i}\ndescription: Sent at the end.\nclass: usage\nexpires: never\nnotice: {i} {}\n",
            "x".repeat(400)
        )
    };
    let names: Vec<String> = (0..3000).map(|i| format!("e{i}")).collect();
    names.iter().enumerate().for_each(|(i, name)| schema.write(&format!("events/{name}.yaml"), event(i).as_bytes()));
    let product = std::fs::read_to_string(schema.path().join("product.yaml")).unwrap();
    let product = product.replace("[done]", &format!("[done, {}]", names.join(", ")));
    schema.write("product.yaml", product.as_bytes());
    let read = || Sources::read_as(schema.path(), std::path::Path::new("schema"));
    let model = check(&read(), today()).model.unwrap();
    let candor_codegen::Locking::Write(lock) = model.lock(&read(), true, today()) else {
        panic!("no first lock");
    };
    assert!(lock.len() > 1024 * 1024, "{} bytes", lock.len());
    schema.write("consent.lock", lock.as_bytes());
    assert_eq!(report(&read()), "");
}
