//! `telemetry show`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::shown::Shown;
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
        let fields: Map<String, Value> = parts(Shown::read(line)?, about)
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
        let Some(shown) = Shown::read(line) else { continue };
        writeln!(out, "\n{}  {}", printable(&shown.name), printable(&shown.time))?;
        let parts = parts(shown, about);
        let width = parts.iter().map(|part| part.slot.len()).max().unwrap_or_default();
        for part in &parts {
            writeln!(out, "  {:width$}  {}  {}", part.slot, printable(&part.value.to_string()), part.note())?;
        }
    }
    Ok(())
}

/// One value, and what the schema says of it.
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

fn parts(shown: Shown, about: About) -> Vec<Part> {
    let Shown { name, slots, .. } = shown;
    let parts = slots.into_iter().map(|slot| {
        let about = slot.context.map_or_else(|| about.field(&name, &slot.name), |key| about.context(key));
        Part { slot: slot.name, value: slot.value, about }
    });
    parts.collect()
}
