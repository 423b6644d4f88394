//! The tables of the language, from which editors get their schema, against what the checks do.

#![allow(clippy::panic, reason = "a test that cannot go on fails")]

use candor_codegen::language::{self, Key, Object, Shape};
use candor_codegen::{Date, Sources, check};

/// Every key of the tables, one a line.
const PRODUCT: &str = "\
candor: 1
product: Kit
app: kit
events: [done, ended, failed, started]
types: types.yaml
policy: policy.yaml
consent:
  version: 1
  ask: app
  default: decline
  purpose: improve Kit
  never_collected:
    - credentials
    -
      claim: paths
      text: file paths
storage:
  directory: .kit
  import: .oldkit/telemetry/kit.cache
context:
  os_name: { notice: Operating system }
scrub:
  roots: [acme/kit]
  patterns:
    ticket:
      description: numbers of tickets
      regex: OPS-[0-9]+
      scrubs: [OPS-1234]
      keeps: [OPS is closed]
commands:
  names: [build, clean]
  silent: [telemetry]
  heartbeat: started
  action:
    event: ended
    name: command
    duration: took_ms
    success: success
    outcome: ended_by
    invoked_from: started_by
    options: { target: device }
  error: failed
export:
  onecollector:
    endpoint: https://collector.example.com/
    key_env: KIT_KEY
  otlp:
    endpoint: https://otlp.example.com/v1/logs
    protocol: http/json
    headers_env: KIT_HEADERS
  file:
    path: export/events.jsonl
  stdout: {}
";

const EVENT: &str = "\
event: KitDone
description: Sent when a command ends.
class: pseudonymous
owners: [team@example.com]
review:
  ticket: PRIV-1
  date: 2026-04-21
expires: 2028-04-21
sampling: 12.5%
fields:
  outcome:
    type: enum
    values: [good, bad]
    description: How the command ended.
    notice: How commands end
    reviewed: The command has no name of its own.
    class: usage
    optional: true
  took:
    type: duration
    unit: ms
    description: How long the command took.
    notice: How long commands take
  files:
    type: bucket
    edges: [10, 100]
    description: How many files were read.
    notice: Roughly how many files are read
  model:
    type: reference
    extensions: [.onnx]
    description: Which public model was used.
    notice: Names of public models
  project:
    type: digest
    description: Which project it was.
    notice: Whether two runs were of one project
  steps:
    type: list
    of: label
    max_items: 5
    description: What the command did.
    notice: What commands do, step by step
  largest:
    type: record
    description: The largest step.
    notice: Which step was the largest
    fields:
      outcome:
        type: enum
        values: [good, bad]
        description: How it went.
        notice: How steps end
        reviewed: The step has no name of its own.
        optional: true
      took:
        type: duration
        unit: ms
        description: How long it took.
        notice: How long steps take
      size:
        type: bucket
        edges: [10, 100]
        description: How large it was.
        notice: Roughly how large steps are
  last:
    type: Step
    description: The last step.
    notice: Which step was the last
  device:
    type: Device
    description: Where the command ran.
    notice: The device on which commands run
  message:
    type: text
    max_chars: 100
    fills: error_message
    description: What the command said.
    notice: Messages of errors, scrubbed
";

/// What the product emits by itself.
const ENDED: &str = "\
event: KitEnded
description: Sent when a command ends.
class: usage
owners: [team@example.com]
review: { ticket: PRIV-1, date: 2026-04-21 }
expires: 2028-04-21
fields:
  command: { type: enum, values: [clean, build], optional: true, description: Which command ran., notice: Commands }
  took_ms: { type: duration, unit: ms, optional: true, description: How long it took., notice: Commands }
  success: { type: bool, optional: true, description: Whether it worked., notice: Commands }
  ended_by: { type: enum, values: [success, failure, error, panic, interrupted, terminated], optional: true, description: How it ended., notice: Commands }
  started_by: { type: enum, values: [Interactive, Script], optional: true, description: Who started it., notice: Commands }
  target: { type: enum, values: [CPU, NPU], optional: true, description: What it ran on., notice: Commands }
";

const FAILED: &str = "\
event: KitFailed
description: Sent when an error ends a command.
class: pseudonymous
owners: [team@example.com]
review: { ticket: PRIV-1, date: 2026-04-21 }
expires: 2028-04-21
fields:
  kind: { type: label, fills: error_type, optional: true, description: Type of the error., notice: Errors }
  message: { type: text, fills: error_message, optional: true, description: What it said., notice: Errors }
";

const STARTED: &str = "\
event: KitStarted
description: Sent when a process starts.
class: system
owners: [team@example.com]
review: { ticket: PRIV-1, date: 2026-04-21 }
expires: 2028-04-21
notice: That Kit was started
";

const TYPES: &str = "\
enums:
  Device:
    description: Where something runs.
    values: [CPU, GPU]
records:
  Step:
    description: What a command did.
    fields:
      outcome:
        type: enum
        values: [good, bad]
        description: How it went.
        notice: How steps end
        reviewed: The step has no name of its own.
        optional: true
      took:
        type: duration
        unit: ms
        description: How long it took.
        notice: How long steps take
      size:
        type: bucket
        edges: [10, 100]
        description: How large it was.
        notice: Roughly how large steps are
";

const POLICY: &str = "\
forbid_classes: [diagnostic]
forbid_types: [frames]
require: [owners, review]
max_fields: 30
max_text_chars: 200
max_expiry_days: 3000
";

/// The files with one of them changed.
fn with(file: &str, text: &str) -> Vec<(String, &'static str)> {
    let files = [
        ("product.yaml", PRODUCT),
        ("events/done.yaml", EVENT),
        ("events/ended.yaml", ENDED),
        ("events/failed.yaml", FAILED),
        ("events/started.yaml", STARTED),
        ("policy.yaml", POLICY),
        ("types.yaml", TYPES),
    ];
    found(files.map(|(name, own)| (name, if name == file { text } else { own })))
}

/// The places of findings, `product.yaml:4`.
fn found(files: [(&str, &str); 7]) -> Vec<(String, &'static str)> {
    let sources = Sources::from_texts(files).with_lock();
    let diagnostics = check(&sources, Date::constant(2026, 4, 21)).diagnostics;
    let places = diagnostics.iter().map(|one| {
        let at = sources.location(one.span());
        (format!("{}:{}", at.name, at.line), one.rule().id)
    });
    places.collect()
}

/// Keys of an event, of a field and of a record's field may have one name: the last stand furthest in.
fn is_line_of(line: &str, object: &Object, key: &Key) -> bool {
    let indent = line.len() - line.trim_start().len();
    let is_there = if std::ptr::eq(object, &language::FIELD) {
        indent == 4
    } else if std::ptr::eq(object, &language::RECORD_FIELD) {
        indent == 8
    } else {
        indent < 8
    };
    is_there && line.trim_start().strip_prefix(key.name).is_some_and(|rest| rest.starts_with(':'))
}

/// Replaces the lines of a key, with what is indented below them.
fn edit(text: &str, line_number: usize, with: Option<&str>) -> String {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let lines: Vec<&str> = text.lines().collect();
    let own = indent(lines[line_number]);
    let below = lines[line_number + 1..].iter().take_while(|line| indent(line) > own).count();
    let mut out: Vec<String> = lines[..line_number].iter().map(|line| (*line).to_owned()).collect();
    if let Some(value) = with {
        let key = lines[line_number].split(':').next().unwrap_or_default();
        out.push(format!("{key}: {value}"));
    }
    out.extend(lines[line_number + 1 + below..].iter().map(|line| (*line).to_owned()));
    out.join("\n") + "\n"
}

/// Every kind of mapping, with the file and the text in which it stands.
fn objects() -> Vec<(&'static Object, &'static str, &'static str)> {
    let mut all = vec![
        (&language::PRODUCT, "product.yaml", PRODUCT),
        (&language::EVENT, "events/done.yaml", EVENT),
        (&language::POLICY, "policy.yaml", POLICY),
        (&language::TYPES, "types.yaml", TYPES),
    ];
    let mut next = 0;
    while let Some(&(object, file, text)) = all.get(next) {
        next += 1;
        for key in object.keys {
            if let Shape::Object(inner) | Shape::Map(_, inner) | Shape::TextsOr(.., inner) = key.shape {
                all.push((inner, file, text));
            }
        }
    }
    all
}

#[test]
fn the_whole_language_checks_clean() {
    assert_eq!(with("product.yaml", PRODUCT), []);
}

#[test]
fn a_wrong_shape_under_any_key_is_found_at_its_line() {
    for (object, file, text) in objects() {
        for key in object.keys.iter().filter(|_| !std::ptr::eq(object, &language::CONTEXT_ENTRY)) {
            let line = text.lines().position(|line| is_line_of(line, object, key));
            let line = line.unwrap_or_else(|| panic!("the text above does not use `{}` of {}", key.name, object.what));
            // A list in a list is nothing that any key takes.
            let wrong = edit(text, line, Some("[[x]]"));
            let (places, at) = (with(file, &wrong), format!("{file}:{}", line + 1));
            assert!(places.iter().any(|(place, _)| *place == at), "`{}` of {}: {places:?}", key.name, object.what);
        }
    }
}

#[test]
fn a_key_that_is_left_out_is_missed_where_the_tables_say_so() {
    // Without its only key nothing is left of a mapping, which is an error of its own.
    for (object, file, text) in objects().into_iter().filter(|(object, ..)| object.keys.len() > 1) {
        for key in object.keys.iter().filter(|key| key.types.is_empty() && key.name != "notice") {
            let Some(line) = text.lines().position(|line| is_line_of(line, object, key)) else { continue };
            let places = with(file, &edit(text, line, None));
            let missed = places.iter().any(|(_, id)| *id == "C0203");
            assert_eq!(missed, key.required, "`{}` of {}: {places:?}", key.name, object.what);
        }
    }
}
