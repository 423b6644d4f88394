//! The drift of the system that Candor follows, once more: two fields came in July, and the notice, its version and the privacy
//! page stayed as they were. Each test does what was done there, and must be stopped. `docs/drift.md` has every row.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use candor::testing::{Recorded, record};
use candor_codegen::{Date, Locking, Model, Sources, check, generate};
use candor_tests::{Device, Ep, InvokedFrom, ModelKitAction, ModelKitError, ModelKitHeartbeat};
use serde_json::Value;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const TODAY: Date = Date::constant(2026, 7, 14);

/// The fields of that July, under a line that users had read.
const JULY: &str = "  model_hash:
    type: label
    optional: true
    description: Hash of the model's graph.
    notice: Command name, duration, success/failure
  cached:
    type: bool
    optional: true
    description: Whether the result was there already.
    notice: Command name, duration, success/failure
";

fn read(path: &str) -> String {
    let text = std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|why| panic!("{path}: {why}"));
    text.replace('\r', "")
}

/// The schema of the repository with its lock.
#[derive(Clone)]
struct Schema(Vec<(&'static str, String)>);

impl Schema {
    fn new() -> Self {
        let files =
            ["product.yaml", "events/action.yaml", "events/error.yaml", "events/heartbeat.yaml", "consent.lock"];
        Self(files.map(|file| (file, read(&format!("schema/{file}")))).into())
    }

    fn change(mut self, file: &str, change: impl Fn(&str) -> String) -> Self {
        let (_, text) = self.0.iter_mut().find(|(name, _)| *name == file).unwrap();
        let new = change(text);
        assert_ne!(*text, new, "nothing changed in {file}");
        *text = new;
        self
    }

    fn version(&self) -> u32 {
        let (_, product) = &self.0[0];
        product.lines().find_map(|line| line.strip_prefix("  version: ")).unwrap().parse().unwrap()
    }

    fn raise(self) -> Self {
        let (old, new) = (format!("  version: {}\n", self.version()), format!("  version: {}\n", self.version() + 1));
        self.change("product.yaml", |text| text.replace(&old, &new))
    }

    fn sources(&self) -> Sources {
        Sources::from_texts(self.0.iter().map(|(name, text)| (*name, text.as_str())))
    }

    fn model(&self) -> Model {
        let checked = check(&self.sources(), TODAY);
        checked.model.unwrap_or_else(|| panic!("{}", checked.diagnostics.render(&self.sources(), false)))
    }

    /// With the lock that `candor lock` writes.
    fn locked(self) -> Self {
        let Locking::Write(lock) = self.model().lock(&self.sources(), false, TODAY) else {
            panic!("the lock is refused")
        };
        self.change("consent.lock", |_| lock.clone())
    }

    fn statement(&self) -> String {
        self.model()
            .statement(&self.sources())
            .unwrap_or_else(|found| panic!("{}", found.render(&self.sources(), false)))
            .markdown()
    }

    /// The rules that stop the build, with the field that each names.
    fn stopped(&self) -> Vec<(&'static str, String)> {
        let found = generate(&self.sources(), TODAY).err();
        let field =
            |message: &str| message.split('`').find(|part| part.starts_with("ModelKit")).unwrap_or_default().to_owned();
        found
            .iter()
            .flat_map(candor_codegen::Diagnostics::iter)
            .map(|one| (one.rule().id, field(one.message())))
            .collect()
    }
}

/// A row of the statement is a value and what users are told of it.
fn rows(statement: &str) -> BTreeSet<String> {
    let cells = statement.lines().filter_map(|line| line.strip_prefix("| `"));
    cells.filter(|line| !line.starts_with("~/")).filter_map(|line| Some(line.split_once('`')?.0.to_owned())).collect()
}

fn keys(object: &Value) -> BTreeSet<String> {
    object.as_object().unwrap().keys().cloned().collect()
}

/// The paths of all values below `ext`, as the statement writes them.
fn slots(envelope: &Value) -> BTreeSet<String> {
    let groups = envelope["ext"].as_object().unwrap().iter();
    groups.flat_map(|(group, slots)| keys(slots).into_iter().map(move |slot| format!("ext.{group}.{slot}"))).collect()
}

/// Each event of the schema, with every field set.
fn sent() -> Vec<Recorded> {
    record(|| {
        ModelKitAction::new()
            .invoked_from(InvokedFrom::Script)
            .action_name("build")
            .device(Device::Npu)
            .ep(Ep::CpuExecutionProvider)
            .duration_ms(Duration::from_secs(1))
            .success(true)
            .emit();
        ModelKitError::new()
            .exception_type("ReadError")
            .exception_message("cannot read")
            .exception_stack(candor::Frames::capture())
            .emit();
        ModelKitHeartbeat::new().emit();
    })
}

#[test]
fn fields_that_are_added_without_a_word_or_a_version_stop_the_build() {
    let added = ["ModelKitAction.cached", "ModelKitAction.model_hash"];
    let both = |id: &'static str| added.map(|field| (id, field.to_owned())).to_vec();
    let july = Schema::new().change("events/action.yaml", |text| text.to_owned() + JULY);
    let mut stopped = july.stopped();
    stopped.sort();
    assert_eq!(stopped, both("C0611"), "as it was done there");
    let mut stopped = july.clone().raise().stopped();
    stopped.sort();
    assert_eq!(stopped, both("C0605"), "a new question in old words");

    let told = |text: &str| {
        let (rest, last) = text.rsplit_once("Command name, duration, success/failure").unwrap();
        let (rest, first) = rest.rsplit_once("Command name, duration, success/failure").unwrap();
        format!("{rest}A hash of the model{first}Whether a result was cached{last}")
    };
    let told = july.change("events/action.yaml", told);
    assert_eq!(told.stopped().len(), 2, "told, and nobody is asked");
    let asked = told.raise().locked();
    assert_eq!(asked.stopped(), []);
    let (notice, statement) = (asked.model().prompt(), asked.statement());
    for line in ["A hash of the model", "Whether a result was cached"] {
        assert!(notice.contains(&format!("  - {line}\n")) && statement.contains(line), "{line}");
    }
    assert!(statement.contains(&format!("| {} | 2026-07-14 | ", asked.version())), "{statement}");
    assert_eq!(rows(&statement).len(), rows(&Schema::new().statement()).len() + 2);
}

#[test]
fn what_is_sent_is_what_lock_statement_and_sample_say() {
    let (model, statement) = (Schema::new().model(), Schema::new().statement());
    let lock = read("schema/consent.lock");
    let mut documented = BTreeSet::new();
    for event in sent() {
        let envelope: Value = serde_json::from_str(event.envelope()).unwrap();
        let sample: Value = serde_json::from_str(&model.sample(event.name(), false).unwrap()).unwrap();
        assert_eq!(keys(&envelope["data"]), keys(&sample["data"]), "{}", event.name());
        assert_eq!((keys(&envelope), slots(&envelope)), (keys(&sample), slots(&sample)), "{}", event.name());
        for field in keys(&envelope["data"]) {
            assert!(lock.contains(&format!("\nfield {}.{field} ", event.name())), "{field} is not in the lock");
            documented.insert(field);
        }
    }
    let context = lock.lines().filter_map(|line| line.strip_prefix("context ")?.split(' ').next());
    documented.extend(context.map(str::to_owned));
    assert_eq!(rows(&statement), documented, "the statement has a row for each, and no other");
}

#[test]
fn every_slot_that_is_sent_is_in_the_statement() {
    let statement = Schema::new().statement();
    let words = statement.split(['`', ',', ' ', '|']).filter(|word| word.starts_with("ext."));
    let documented: BTreeSet<String> = words.map(str::to_owned).collect();
    for event in sent() {
        let envelope: Value = serde_json::from_str(event.envelope()).unwrap();
        assert_eq!(slots(&envelope), documented, "{}", event.name());
        let fixed: BTreeSet<String> = ["ver", "name", "time", "iKey", "data", "ext"].map(str::to_owned).into();
        assert_eq!(keys(&envelope), fixed);
    }
    for there in ["ext.os.release", "ext.app.initTs"] {
        assert!(!documented.contains(there), "{there}");
    }
}

#[test]
fn a_page_that_describes_what_is_not_sent_is_found() {
    let page = read("docs/Privacy.md");
    assert!(page == Schema::new().statement(), "run `candor docs schema --out docs/Privacy.md`");
    for change in ["| `model_hash` | A hash of your model. |", "- A SHA-256 of the model's path"] {
        let there = page.replace("## What is never collected\n", &format!("{change}\n\n## What is never collected\n"));
        assert!(there != Schema::new().statement(), "what `candor docs --check` compares");
    }
}

#[test]
fn a_field_that_goes_leaves_every_document() {
    let less = Schema::new().change("events/action.yaml", |text| {
        let (before, rest) = text.split_once("  device:\n").unwrap();
        format!("{before}{}", &rest[rest.find("  ep:\n").unwrap()..])
    });
    let less = less.change("product.yaml", |text| text.replace("device: device, ", ""));
    assert_eq!(less.stopped().iter().map(|(id, _)| *id).collect::<Vec<_>>(), ["C0603"], "the lock still names it");
    let less = less.locked();
    assert_eq!(less.stopped(), [], "without a new version");
    let lock = &less.0.iter().find(|(name, _)| *name == "consent.lock").unwrap().1;
    let sample = less.model().sample("ModelKitAction", false).unwrap();
    for text in [&less.statement(), lock, &sample] {
        assert!(
            !text.contains("`device`") && !text.contains(".device ") && !text.contains("\"device\":\"CPU\""),
            "{text}"
        );
    }
    assert!(less.statement() != read("docs/Privacy.md"), "the page in the repository is out of date");
}

#[test]
fn the_prompt_that_users_read_is_the_one_that_was_reviewed() {
    let prompt = Schema::new().model().prompt();
    assert!(read("docs/Privacy.md").contains(&prompt));
    let generated = generate(&Schema::new().sources(), TODAY).unwrap().to_string();
    assert!(generated.contains(&format!("notice : {prompt:?}")), "the program shows the reviewed one");
    let hash = read("schema/consent.lock");
    let hash = hash.lines().find_map(|line| line.strip_prefix("prompt sha256=")).unwrap();
    assert!(
        generated.contains(&format!("notice_sha256 : \"{hash}\"")),
        "the record of a consent holds the reviewed one"
    );
}

#[cfg(unix)]
#[test]
fn a_record_without_a_version_is_one_of_version_1() {
    use candor_tests::{Home, Terminal};
    use std::process::Stdio;
    // The Greeter of these tests asks for version 2.
    for (consent, asks) in [("enabled", true), ("disabled", false)] {
        let home = Home::new();
        home.write(".greeter/config.json", &format!(r#"{{"telemetry": {{"consent": "{consent}"}}}}"#));
        let terminal = Terminal::new();
        let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
        command.args(["install", "emit", "status"]);
        command.stdin(terminal.stream()).stderr(terminal.stream()).stdout(Stdio::piped());
        let mut screen = terminal.run(&mut command);
        if asks {
            screen.answer("Enable telemetry? [Y/n]: ", "n\n");
        }
        let (shown, said) = screen.finish();
        assert_eq!(shown.contains("Enable telemetry?"), asks, "{consent}: {shown}");
        assert!(said.starts_with("declined "), "{consent}: {said}");
    }
}

/// The text of a module, which is a file or a folder of them.
fn module(path: &str) -> String {
    let folder = Path::new(ROOT).join(path.trim_end_matches(".rs"));
    let Ok(entries) = std::fs::read_dir(folder) else { return read(path) };
    let files = entries.map(|entry| entry.unwrap().path()).filter(|file| file.is_file());
    files.map(|file| std::fs::read_to_string(file).unwrap()).collect()
}

/// A row without a test, or with one that is gone, would be a claim.
#[test]
fn every_row_names_tests_that_are_there() {
    let page = read("docs/drift.md");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| there")).collect();
    assert!(rows.len() >= 20, "{}", rows.len());
    for row in rows {
        let mut tests = 0;
        let mut file = String::new();
        for word in row.rsplit('|').nth(1).unwrap().split('`').skip(1).step_by(2) {
            if word.ends_with(".rs") {
                file = module(word);
                tests += usize::from(word.starts_with("tests/ui/"));
            } else {
                assert!(file.contains(&format!("fn {word}(")), "{word} is not where the page says");
                tests += 1;
            }
        }
        assert!(tests > 0, "no test: {row}");
    }
}
