//! The tables of the language, from which editors get their schema, against what the checks do.

#![allow(clippy::panic)]

use candor_codegen::language::{self, Key, Object, Shape};
use candor_codegen::{Date, Sources, check};

/// Every key of the tables, one a line.
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
  os_name: { notice: Operating system }
scrub:
  roots: [acme/kit]
export:
  onecollector:
    endpoint: https://collector.example.com/
    key_env: KIT_KEY
";

const EVENT: &str = "\
event: KitDone
description: Sent when a command ends.
class: diagnostic
owners: [team@example.com]
review:
  ticket: PRIV-1
  date: 2026-04-21
expires: never
fields:
  outcome:
    type: enum
    values: [good, bad]
    description: How the command ended.
    notice: How commands end
    class: usage
    optional: true
  took:
    type: duration
    unit: ms
    description: How long the command took.
    notice: How long commands take
  message:
    type: text
    max_chars: 100
    description: What the command said.
    notice: Messages of errors, scrubbed
";

/// The places of findings, `product.yaml:4`.
fn found(product: &str, event: &str) -> Vec<(String, &'static str)> {
    let sources = Sources::from_texts([("product.yaml", product), ("events/done.yaml", event)]).with_lock();
    let diagnostics = check(&sources, Date::constant(2026, 4, 21)).diagnostics;
    let places = diagnostics.iter().map(|one| {
        let at = sources.location(one.span());
        (format!("{}:{}", at.name, at.line), one.rule().id)
    });
    places.collect()
}

/// Keys of an event and of a field may have one name: those of a field stand further in.
fn is_line_of(line: &str, object: &Object, key: &Key) -> bool {
    let is_field = std::ptr::eq(object, &language::FIELD);
    line.starts_with("    ") >= is_field
        && line.trim_start().strip_prefix(key.name).is_some_and(|rest| rest.starts_with(':'))
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

fn objects() -> Vec<(&'static Object, bool)> {
    let mut all = vec![(&language::PRODUCT, true), (&language::EVENT, false)];
    let mut next = 0;
    while let Some(&(object, in_product)) = all.get(next) {
        next += 1;
        for key in object.keys {
            if let Shape::Object(inner) | Shape::Map(_, inner) = key.shape {
                all.push((inner, in_product));
            }
        }
    }
    all
}

#[test]
fn the_whole_language_checks_clean() {
    assert_eq!(found(PRODUCT, EVENT), []);
}

#[test]
fn a_wrong_shape_under_any_key_is_found_at_its_line() {
    for (object, in_product) in objects() {
        let text = if in_product { PRODUCT } else { EVENT };
        for key in object.keys.iter().filter(|_| !std::ptr::eq(object, &language::CONTEXT_ENTRY)) {
            let line = text.lines().position(|line| is_line_of(line, object, key));
            let line = line.unwrap_or_else(|| panic!("the text above does not use `{}` of {}", key.name, object.what));
            // A list in a list is nothing that any key takes.
            let wrong = edit(text, line, Some("[[x]]"));
            let places = if in_product { found(&wrong, EVENT) } else { found(PRODUCT, &wrong) };
            let at = format!("{}:{}", if in_product { "product.yaml" } else { "events/done.yaml" }, line + 1);
            assert!(places.iter().any(|(place, _)| *place == at), "`{}` of {}: {places:?}", key.name, object.what);
        }
    }
}

#[test]
fn a_key_that_is_left_out_is_missed_where_the_tables_say_so() {
    // Without its only key nothing is left of a mapping, which is an error of its own.
    for (object, in_product) in objects().into_iter().filter(|(object, _)| object.keys.len() > 1) {
        let text = if in_product { PRODUCT } else { EVENT };
        for key in object.keys.iter().filter(|key| key.types.is_empty() && key.name != "notice") {
            let Some(line) = text.lines().position(|line| is_line_of(line, object, key)) else { continue };
            let without = edit(text, line, None);
            let places = if in_product { found(&without, EVENT) } else { found(PRODUCT, &without) };
            let missed = places.iter().any(|(_, id)| *id == "C0203");
            assert_eq!(missed, key.required, "`{}` of {}: {places:?}", key.name, object.what);
        }
    }
}
