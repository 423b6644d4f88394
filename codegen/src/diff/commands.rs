//! What the commands of a product tell by themselves: no part of what is collected, since each event and field that they fill
//! stands in the lock, but of what a reviewer must see.

use std::collections::BTreeMap;

use crate::model::{Commands, Model, Source};

/// What `commands:` says, by its key: `names`, `action`, `action.options.device`.
pub(super) type Told = BTreeMap<String, String>;

/// A key that says something else: key, before, after.
pub(super) type Change<'c> = (&'c str, Option<&'c str>, Option<&'c str>);

pub(super) fn of(model: &Model) -> Told {
    let mut told = Told::new();
    let Some(commands) = &model.commands else { return told };
    let Commands { names, silent, heartbeat, action, error } = commands;
    for (key, list) in [("names", names), ("silent", silent)] {
        if !list.is_empty() {
            let mut list: Vec<&str> = list.iter().map(|name| name.value.as_str()).collect();
            // Their order means nothing.
            list.sort_unstable();
            told.insert(key.to_owned(), list.join(", "));
        }
    }
    for (key, filled) in [("heartbeat", heartbeat), ("action", action), ("error", error)] {
        let Some(filled) = filled else { continue };
        let event = &model.events[filled.event];
        told.insert(key.to_owned(), event.name.value.clone());
        for fill in &filled.fills {
            let field = &event.fields[fill.field].name.value;
            // As in the YAML, where an option stands behind the field that it fills.
            match &fill.source {
                Source::Option(option) => told.insert(format!("{key}.options.{field}"), option.clone()),
                source => told.insert(format!("{key}.{}", source.key()), field.clone()),
            };
        }
    }
    told
}

pub(super) fn changes<'c>(before: &'c Told, after: &'c Told) -> Vec<Change<'c>> {
    let mut keys: Vec<&str> = before.keys().chain(after.keys()).map(String::as_str).collect();
    keys.sort_unstable();
    keys.dedup();
    let value = |told: &'c Told, key: &str| told.get(key).map(String::as_str);
    let all = keys.into_iter().map(|key| (key, value(before, key), value(after, key)));
    all.filter(|(_, before, after)| before != after).collect()
}

/// What a key is called by people.
pub(super) fn label(key: &str) -> String {
    if let Some(field) = key.strip_prefix("action.options.") {
        return format!("option that fills {field}");
    }
    let label = match key {
        "names" => "commands that tell",
        "silent" => "commands that start no telemetry",
        "heartbeat" => "event of the start",
        "action" => "event of the end",
        "error" => "event of an error",
        "action.name" => "field for the command's name",
        "action.duration" => "field for how long it took",
        "action.success" => "field for whether it succeeded",
        "action.outcome" => "field for how it ended",
        "action.invoked_from" => "field for who started it",
        other => other,
    };
    label.to_owned()
}
