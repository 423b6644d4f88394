//! `telemetry show`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{Desk, printable};
use crate::about::{About, AboutField};

/// What stands where something was scrubbed.
const MARK: &str = "<scrubbed>";

pub(super) fn write(desk: &Desk<'_>, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let about = desk.product.what_it_sends();
    let (waiting, sent) = (desk.telemetry.waiting(), desk.telemetry.last_sent());
    let sent: Vec<String> = sent.lines().map(ToOwned::to_owned).collect();
    if json {
        return writeln!(out, "{{\"waiting\":[{}],\"last_sent\":[{}]}}", list(&waiting, about), list(&sent, about));
    }
    text("Waits to be sent", &waiting, about, out)?;
    writeln!(out)?;
    text("Was sent last", &sent, about, out)
}

/// Each envelope byte for byte, and beside it what the schema says of its parts.
fn list(envelopes: &[String], about: About) -> String {
    let entries = envelopes.iter().filter_map(|line| {
        let fields: Map<String, Value> = parts(line, about)?
            .into_iter()
            .map(|part| {
                let scrubbed = part.scrubbed();
                let about = part.about.map(|about| {
                    json!({ "class": about.class, "treatment": about.treatment, "from": about.from, "scrubbed": scrubbed })
                });
                (part.slot, about.unwrap_or_default())
            })
            .collect();
        Some(format!("{{\"envelope\":{line},\"fields\":{}}}", Value::Object(fields)))
    });
    entries.collect::<Vec<_>>().join(",")
}

pub(super) fn text(title: &str, envelopes: &[String], about: About, out: &mut dyn Write) -> io::Result<()> {
    if envelopes.is_empty() {
        return writeln!(out, "{title}: nothing.");
    }
    writeln!(
        out,
        "{title}: {}.",
        if envelopes.len() == 1 { "1 event".to_owned() } else { format!("{} events", envelopes.len()) }
    )?;
    for line in envelopes {
        // The last request may be kept from its middle on.
        let Some(parts) = parts(line, about) else { continue };
        let envelope: Value = serde_json::from_str(line).unwrap_or_default();
        let head = |key: &str| printable(envelope[key].as_str().unwrap_or_default());
        writeln!(out, "\n{}  {}", head("name"), head("time"))?;
        let width = parts.iter().map(|part| part.slot.len()).max().unwrap_or_default();
        for part in &parts {
            writeln!(out, "  {:width$}  {}  {}", part.slot, printable(&part.value.to_string()), part.note())?;
        }
    }
    Ok(())
}

/// One value of an envelope.
struct Part {
    slot: String,
    value: Value,
    about: Option<AboutField>,
}

impl Part {
    fn scrubbed(&self) -> usize {
        self.value.to_string().matches(MARK).count()
    }

    fn note(&self) -> String {
        let Some(about) = self.about else { return "[not in this version's schema]".to_owned() };
        let treatment = if about.treatment.is_empty() { String::new() } else { format!(", {}", about.treatment) };
        let scrubbed = match self.scrubbed() {
            0 => String::new(),
            count => format!(", scrubbed in {count} {}", if count == 1 { "place" } else { "places" }),
        };
        format!("[{}{treatment}, {}{scrubbed}]", about.class, about.from)
    }
}

/// The values of an envelope, each with what the schema says of it: the data, then what goes out with every event.
fn parts(line: &str, about: About) -> Option<Vec<Part>> {
    let Ok(Value::Object(envelope)) = serde_json::from_str(line) else { return None };
    let name = envelope.get("name")?.as_str()?;
    let mut parts = Vec::new();
    for (field, value) in envelope.get("data")?.as_object()? {
        let about = match SLOTS.iter().find(|(slot, _)| slot.strip_prefix("data.") == Some(field)) {
            Some((_, key)) => about.context(key),
            None => about.field(name, field),
        };
        parts.push(Part { slot: field.clone(), value: value.clone(), about });
    }
    for (group, values) in envelope.get("ext").and_then(Value::as_object).into_iter().flatten() {
        for (name, value) in values.as_object().into_iter().flatten() {
            let slot = format!("ext.{group}.{name}");
            let key = SLOTS.iter().find(|(known, _)| *known == slot).map(|(_, key)| *key);
            parts.push(Part { slot, value: value.clone(), about: key.and_then(|key| about.context(key)) });
        }
    }
    Some(parts)
}

/// Where the envelope has the values of the context.
const SLOTS: [(&str, &str); 10] = [
    ("ext.device.localId", "device_id"),
    ("ext.device.authId", "device_id"),
    ("ext.device.deviceClass", "os_arch"),
    ("ext.os.name", "os_name"),
    ("ext.os.ver", "os_version"),
    ("ext.app.ver", "app_version"),
    ("ext.app.sesId", "session_id"),
    ("ext.sdk.epoch", "sdk_sequence"),
    ("ext.sdk.seq", "sdk_sequence"),
    ("data.event.id", "event_id"),
];
