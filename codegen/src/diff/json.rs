use super::{Comparison, Difference, effect, entry};
use crate::collected::Entry;
use crate::diagnostic::Diagnostic;
use crate::json::Json;
use crate::lock::Change;
use crate::source::Sources;

/// Raised when a key changes its meaning or goes away.
const FORMAT: u32 = 1;

pub(super) fn render(comparison: &Comparison, sources: &Sources) -> String {
    let (before, after) = comparison.versions();
    let had = comparison.old.is_some();
    let required =
        if comparison.verdict() == super::Verdict::Widens { before.saturating_add(1) } else { before.max(1) };
    let prompt =
        |state: Option<&super::State>| Json::or_null(state.and_then(|state| state.prompt.as_ref()).map(Json::text));
    let envelope = |(name, before, after): (&str, Option<&Json>, Option<&Json>)| {
        Json::object([
            ("event", Json::text(name)),
            ("before", Json::or_null(before.cloned())),
            ("after", Json::or_null(after.cloned())),
        ])
    };
    let command = |(key, before, after): (&str, Option<&str>, Option<&str>)| {
        Json::object([
            ("key", Json::text(key)),
            ("before", Json::or_null(before.map(Json::text))),
            ("after", Json::or_null(after.map(Json::text))),
        ])
    };
    let json = Json::object([
        ("format", number(FORMAT)),
        ("product", Json::text(&comparison.new.product)),
        ("verdict", Json::text(comparison.verdict().name())),
        (
            "consent_version",
            Json::object([
                ("before", Json::or_null(had.then(|| number(before)))),
                ("after", number(after)),
                ("required", number(required)),
            ]),
        ),
        ("problems", Json::List(comparison.problems.iter().map(|one| problem(one, sources)).collect())),
        ("changes", Json::List(comparison.changes().iter().map(change).collect())),
        ("commands", Json::List(comparison.commands().into_iter().map(command).collect())),
        (
            "prompt",
            Json::object([("before", prompt(comparison.old.as_ref())), ("after", prompt(Some(&comparison.new)))]),
        ),
        ("envelopes", Json::List(comparison.envelopes().into_iter().map(envelope).collect())),
    ]);
    json.pretty() + "\n"
}

fn number(number: u32) -> Json {
    Json::Number(number.to_string())
}

fn problem(one: &Diagnostic, sources: &Sources) -> Json {
    let at = sources.location(one.span);
    Json::object([
        ("id", Json::text(one.rule.id)),
        ("message", Json::text(&one.message)),
        ("help", Json::text(&one.help)),
        ("file", Json::text(at.file)),
        ("line", Json::Number(at.line.to_string())),
        ("column", Json::Number(at.column.to_string())),
    ])
}

fn change(change: &Change<'_>) -> Json {
    let (word, before, after) = match change.difference {
        Difference::Added(new) => ("added", None, Some(new)),
        Difference::Removed(old, _) => ("removed", Some(old), None),
        Difference::Changed(old, new) => ("changed", Some(old), Some(new)),
    };
    let widened = change.widened.iter().map(|one| {
        Json::object([
            ("id", Json::text(one.rule.id)),
            ("rule", Json::text(one.rule.name)),
            ("message", Json::text(&one.message)),
        ])
    });
    let entry = entry(change);
    Json::object([
        ("change", Json::text(word)),
        ("effect", Json::text(effect(change).name())),
        ("kind", Json::text(entry.kind.name())),
        ("name", Json::text(&entry.name.value)),
        ("widened", Json::List(widened.collect())),
        ("before", Json::or_null(before.map(attributes))),
        ("after", Json::or_null(after.map(attributes))),
    ])
}

fn attributes(entry: &Entry) -> Json {
    Json::object(entry.attributes.iter().map(|(name, value)| (*name, Json::text(&value.value))))
}
