//! The JSON Schema of the language in yaml-language-server, found by the one line of README: what it completes, what it tells
//! under the pointer, and where it sees a mistake.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use candor_codegen::language::{self, Key, Object, Shape};
use candor_core::{ContextKey, FieldType, PrivacyClass};
use candor_tests::Peers;
use serde_json::Value;

use super::client::Editor;
use super::{repository, write_json_schema, yaml_files};

const PRODUCT: &str = "\
candor: 1
product: Kit
app: kit
events: [done]
consent:
  version: 1
  ask: app
  default: decline
  purpose: improve Kit
  never_collected: [file paths]
storage:
  directory: .kit
context:
  os_name:
    notice: Operating system
export:
  onecollector:
    endpoint: https://collector.example.com/
    key_env: KIT_KEY
";

const EVENT: &str = "\
event: KitDone
description: Sent when a command ends.
class: usage
expires: 2028-04-21
fields:
  outcome:
    type: enum
    values: [good, bad]
    description: How the command ended.
    notice: How commands end
  took:
    type: duration
    unit: ms
    description: How long the command took.
    notice: How long commands take
";

const POLICY: &str = "\
forbid_classes: [pseudonymous]
forbid_types: [frames]
require: [owners, review]
max_fields: 10
";

/// A folder with what `candor schema` prints, an editor that has it open, and a name for each text that it is shown.
struct Desk {
    folder: tempfile::TempDir,
    editor: Editor,
    shown: usize,
}

impl Desk {
    fn new(peers: &Peers) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_json_schema(folder.path());
        let editor = Editor::open(peers, folder.path());
        Self { folder, editor, shown: 0 }
    }

    /// Shows a text with the line of README above it. Nothing but that line says which schema is meant.
    fn show(&mut self, text: &str) -> (PathBuf, Vec<Value>) {
        self.shown += 1;
        let file = self.folder.path().join(format!("schema/{}.yaml", self.shown));
        let diagnostics = self.editor.diagnostics(&file, &format!("{}{text}", modeline()));
        (file, diagnostics)
    }

    /// What is offered at the `|`: each word with what is told of it.
    fn offers(&mut self, text: &str) -> BTreeMap<String, String> {
        let at = place(text, text.find('|').unwrap());
        let (file, _) = self.show(&text.replacen('|', "", 1));
        let items = self.editor.completion(&file, at);
        let word = |item: &Value| {
            Some((item["label"].as_str()?.to_owned(), item["documentation"].as_str().unwrap_or_default().to_owned()))
        };
        // A snippet of all required keys at once has the name of what it makes.
        items.iter().filter_map(word).filter(|(label, _)| !label.starts_with("object(")).collect()
    }
}

/// The line that README shows.
fn modeline() -> String {
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    let line = readme.lines().find(|line| line.starts_with("# yaml-language-server:")).unwrap();
    assert_eq!(line, "# yaml-language-server: $schema=../candor.schema.json");
    format!("{line}\n")
}

/// Line and character in the text as it is shown, from 0.
fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    (line + 1, offset - before.rfind('\n').map_or(0, |at| at + 1))
}

fn words(words: Vec<(&'static str, &'static str)>) -> BTreeMap<String, String> {
    words.into_iter().map(|(name, about)| (name.to_owned(), about.to_owned())).collect()
}

fn types() -> BTreeMap<String, String> {
    words(FieldType::ALL.map(|kind| (kind.name(), kind.about())).to_vec())
}

/// The keys of a kind of mapping that are not there yet.
fn keys(of: &Object, but: &[&str]) -> BTreeMap<String, String> {
    let missing = of.keys.iter().filter(|key| !but.contains(&key.name));
    missing.map(|key| (key.name.to_owned(), about(key))).collect()
}

fn about(key: &Key) -> String {
    let types: Vec<&str> = key.types.iter().map(|kind| kind.name()).collect();
    if types.is_empty() { key.about.to_owned() } else { format!("{} For the type {}.", key.about, types.join(", ")) }
}

fn inner(of: &Object, key: &str) -> &'static Object {
    match of.keys.iter().find(|own| own.name == key).unwrap().shape {
        Shape::Object(inner) | Shape::Map(_, inner) => inner,
        _ => panic!("{key} is no mapping"),
    }
}

#[test]
fn keys_classes_and_types_are_completed() {
    let Some(peers) = Peers::of("yaml-language-server") else { return };
    let mut desk = Desk::new(&peers);
    let classes = PrivacyClass::ALL.into_iter().filter(|class| class.may_be_collected());
    let classes = words(classes.map(|class| (class.name(), class.examples())).collect());
    let context = words(ContextKey::ALL.map(|key| (key.name(), key.about())).to_vec());
    let consent = inner(&language::PRODUCT, "consent");
    for (text, expected) in [
        ("candor: 1\n|", keys(&language::PRODUCT, &["candor"])),
        ("candor: 1\nconsent:\n  version: 1\n  |", keys(consent, &["version"])),
        (
            "candor: 1\nconsent:\n  ask: |",
            words(vec![
                ("terminal", "The prompt is shown at the terminal."),
                ("app", "The product asks by itself, through the API."),
            ]),
        ),
        ("candor: 1\ncontext:\n  |", context),
        ("|", keys(&language::EVENT, &[])),
        ("event: KitDone\n|", keys(&language::EVENT, &["event"])),
        ("event: KitDone\nclass: |", classes.clone()),
        ("event: KitDone\nfields:\n  outcome:\n    |", keys(&language::FIELD, &[])),
        ("event: KitDone\nfields:\n  outcome:\n    type: |", types()),
        ("max_fields: 3\n|", keys(&language::POLICY, &["max_fields"])),
        ("forbid_types:\n  - |", types()),
        ("forbid_classes: [|]", classes),
    ] {
        assert_eq!(desk.offers(text), expected, "{text}");
    }
}

/// What a hover says, without what keeps Markdown from reading it.
fn plain(hover: &str) -> String {
    hover.replace('\\', "")
}

/// Every key of a text, with what the language says of it: its line and character, and the key.
fn told(text: &'static str, top: &'static Object) -> Vec<((usize, usize), &'static Key)> {
    let mut found = Vec::new();
    let mut above: Vec<(usize, &'static Object)> = vec![(0, top)];
    for (number, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        above.retain(|(depth, _)| *depth <= indent);
        let (_, of) = above.last().unwrap();
        let name = line.trim_start().split(':').next().unwrap();
        // A name that the schema's author chose, such as a field's, leads to what stands under it.
        let Some(key) = of.keys.iter().find(|key| key.name == name) else {
            above.push((indent + 2, of));
            continue;
        };
        if let Shape::Object(inner) | Shape::Map(_, inner) = key.shape {
            above.push((indent + 2, inner));
        }
        // Between two lines the pointer is still on what ends there.
        found.push(((number + 1, indent + 1), key));
    }
    found
}

#[test]
fn each_key_is_explained_under_the_pointer() {
    let Some(peers) = Peers::of("yaml-language-server") else { return };
    let mut desk = Desk::new(&peers);
    let texts = [(PRODUCT, &language::PRODUCT), (EVENT, &language::EVENT), (POLICY, &language::POLICY)];
    let mut explained = BTreeSet::new();
    for (text, top) in texts {
        let (file, diagnostics) = desk.show(text);
        assert_eq!(diagnostics, [] as [Value; 0], "{text}");
        for (at, key) in told(text, top) {
            let hover = plain(&desk.editor.hover(&file, at));
            assert!(hover.contains(&about(key)), "`{}` at {at:?}: {hover}", key.name);
            explained.insert(key.name);
            if let Shape::Choice(words) = key.shape {
                for (word, about) in words() {
                    assert!(hover.contains(&format!("* `{word}`: {about}")), "`{}`: {hover}", key.name);
                }
            }
        }
    }
    assert!(explained.is_superset(&BTreeSet::from([
        "ask",
        "class",
        "type",
        "unit",
        "notice",
        "key_env",
        "forbid_types"
    ])));
}

/// From where to where, in lines and characters.
type Span = [(usize, usize); 2];

/// The text without its marks `«…»`, and where they were.
fn unmarked(marked: &str) -> (String, Vec<Span>) {
    let mut text = String::new();
    let mut ends = Vec::new();
    for c in marked.chars() {
        match c {
            '«' | '»' => ends.push(place(&text, text.len())),
            other => text.push(other),
        }
    }
    (text, ends.chunks(2).map(|pair| [pair[0], pair[1]]).collect())
}

fn span(diagnostic: &Value) -> Span {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    ["start", "end"].map(|name| &diagnostic["range"][name]).map(|end| (number(&end["line"]), number(&end["character"])))
}

#[test]
fn a_mistake_is_seen_where_it_is() {
    let Some(peers) = Peers::of("yaml-language-server") else { return };
    let mut desk = Desk::new(&peers);
    for (text, right, wrong, message) in [
        (PRODUCT, "ask: app", "ask: «ap»", "Valid values: \"terminal\", \"app\""),
        (PRODUCT, "storage:", "«storge»: x\nstorage:", "Property storge is not allowed"),
        (PRODUCT, "candor: 1", "candor: «2»", "above the maximum of 1"),
        (PRODUCT, "  os_name:", "  «user_name»:", "Property user_name is not allowed"),
        (PRODUCT, "  version: 1\n", "  version: «one»\n", "Expected \"integer\""),
        (PRODUCT, "storage:\n  directory: .kit\n", "storage: «.kit»\n", "Expected \"object"),
        (PRODUCT, "    endpoint: https://collector.example.com/\n", "", "Missing property \"endpoint\""),
        (EVENT, "class: usage", "class: «secret»", "Valid values: \"system\""),
        (EVENT, "type: enum", "type: «enumm»", "Valid values: \"bool\""),
        (EVENT, "    unit: ms", "    unit: ms\n    «edges»: [1]", "Property edges is not allowed"),
        (EVENT, "values: [good, bad]", "values: «good»", "Expected \"array\""),
        (EVENT, "    notice: How commands end\n", "", "Missing property \"notice\""),
        (EVENT, "expires: 2028-04-21", "expires: «soon»", "does not match the pattern"),
        (POLICY, "forbid_types: [frames]", "forbid_types: [«frame»]", "Valid values: \"bool\""),
        (POLICY, "max_fields: 10", "max_fields: «-1»", "below the minimum of 1"),
        (POLICY, "max_fields: 10", "max_fields: 10\n«max_events»: 3", "Property max_events is not allowed"),
    ] {
        assert!(text.contains(right), "{right}");
        // What is missing is seen at the key that misses it.
        let without = |key: &str| text.replacen(right, wrong, 1).replacen(key, &format!("«{key}»"), 1);
        let marked = match right.trim().split(':').next().unwrap() {
            "endpoint" => without("onecollector"),
            "notice" => without("outcome"),
            _ => text.replacen(right, wrong, 1),
        };
        let (shown, marks) = unmarked(&marked);
        let (_, found) = desk.show(&shown);
        assert_eq!(found.iter().map(span).collect::<Vec<_>>(), marks, "{marked}\n{found:#?}");
        assert!(found[0]["message"].as_str().unwrap().contains(message), "{found:#?}");
    }
}

#[test]
fn the_schema_of_modelkit_has_no_mistake() {
    let Some(peers) = Peers::of("yaml-language-server") else { return };
    let mut desk = Desk::new(&peers);
    for file in yaml_files(&repository().join("schema")) {
        let (_, diagnostics) = desk.show(&std::fs::read_to_string(&file).unwrap());
        assert_eq!(diagnostics, [] as [Value; 0], "{}", file.display());
    }
}
