//! `telemetry status`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Desk, printable};
use crate::consent::{self, Record, State};
use crate::delivery;
use crate::identity::DeviceId;
use crate::spec::Answer;
use crate::storage::Storage;

/// Files that are listed: the spool of a collector that is down holds more than anybody reads.
const FILES_MAX: usize = 20;

pub(super) fn write(desk: &Desk<'_>, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let found = Found::of(desk);
    if json { writeln!(out, "{:#}", found.json()) } else { found.text(out) }
}

struct Found<'d> {
    desk: &'d Desk<'d>,
    state: State,
    record: Option<Record>,
    device_id: Option<String>,
    delivery: delivery::Status,
    /// What `storage.import:` names, if it holds no event.
    left_alone: Option<String>,
    files: Vec<(PathBuf, u64)>,
}

impl<'d> Found<'d> {
    fn of(desk: &'d Desk<'d>) -> Self {
        let storage = desk.place.storage.as_ref();
        let mut files = Vec::new();
        if let Some(storage) = storage {
            let config = storage.config();
            files.extend(std::fs::symlink_metadata(&config).ok().map(|metadata| (config, metadata.len())));
            walk(&storage.telemetry(), &mut files);
            files.sort();
        }
        Self {
            desk,
            state: desk.outlook(),
            record: storage.and_then(|storage| consent::stored(storage).ok().flatten()),
            device_id: storage.and_then(DeviceId::stored),
            delivery: storage.map(|storage| delivery::Status::read(&storage.telemetry())).unwrap_or_default(),
            left_alone: storage.and_then(|storage| left_alone(desk, storage)),
            files,
        }
    }

    fn reason(&self) -> (&'static str, String) {
        match &self.state {
            State::On => ("granted", "You agreed to it.".to_owned()),
            State::Off(reason) => (reason.name(), reason.to_string()),
        }
    }

    fn directory(&self) -> Option<&Path> {
        self.desk.place.storage.as_ref().map(Storage::root)
    }

    fn text(&self, out: &mut dyn Write) -> io::Result<()> {
        let (state, (_, why)) = (if self.state == State::On { "on" } else { "off" }, self.reason());
        writeln!(out, "Telemetry is {state}. {}", printable(&why))?;
        let destinations = &self.delivery.destinations;
        let several = destinations.iter().filter(|_| destinations.len() > 1);
        let width = several.map(|(name, ..)| "to ".len() + name.len() + 2).fold(12, usize::max);
        let mut row = |label: &str, value: &str| writeln!(out, "  {label:<width$}{}", printable(value));
        row("consent", &self.record.as_ref().map_or("none yet".to_owned(), described))?;
        row("device id", self.device_id.as_deref().unwrap_or("none"))?;
        row("waiting", &self.waiting())?;
        match destinations.as_slice() {
            [] | [_] => row("last answer", &answer(self.delivery.last.as_ref()))?,
            several => {
                for (name, last, losses) in several {
                    let lost = losses.iter().any(|(_, count)| count > 0);
                    let lost = if lost { format!("; it alone lost {}", listed(losses)) } else { String::new() };
                    row(&format!("to {name}"), &format!("{}{lost}", answer(last.as_ref())))?;
                }
            }
        }
        row("lost", &listed(&self.delivery.losses))?;
        if let Some(file) = &self.left_alone {
            row("left alone", &format!("{file}, which holds no event of an earlier program"))?;
        }
        let Some(directory) = self.directory() else { return row("kept", "nothing") };
        row("kept in", &directory.display().to_string())?;
        for (path, bytes) in self.files.iter().take(FILES_MAX) {
            row("", &format!("{} ({bytes} bytes)", path.strip_prefix(directory).unwrap_or(path).display()))?;
        }
        match self.files.len().checked_sub(FILES_MAX) {
            Some(more @ 1..) => row("", &format!("and {more} more")),
            _ => Ok(()),
        }
    }

    fn waiting(&self) -> String {
        let delivery = &self.delivery;
        let mut text = match delivery.waiting_events {
            0 => "nothing".to_owned(),
            1 => format!("1 event, {} bytes", delivery.waiting_bytes),
            events => format!("{events} events, {} bytes", delivery.waiting_bytes),
        };
        for (label, at) in [("oldest of", delivery.oldest_ms), ("not sent before", delivery.not_before_ms)] {
            if let Some(time) = at.and_then(time) {
                text.push_str(&format!(", {label} {time}"));
            }
        }
        text
    }

    fn json(&self) -> Value {
        let (delivery, spec) = (&self.delivery, self.desk.place.spec);
        let (reason, explanation) = self.reason();
        json!({
            "on": self.state == State::On,
            "reason": reason,
            "explanation": explanation,
            "consent": self.record.as_ref().map(receipt),
            "notice": { "version": spec.consent.version, "sha256": spec.consent.notice_sha256 },
            "device_id": self.device_id,
            "waiting": {
                "events": delivery.waiting_events,
                "bytes": delivery.waiting_bytes,
                "oldest": delivery.oldest_ms.and_then(time),
                "not_before": delivery.not_before_ms.and_then(time),
            },
            "last_answer": delivery.last.as_ref().map(answered),
            "losses": delivery.losses.to_json(),
            "destinations": delivery.destinations.iter().map(|(name, last, losses)| json!({
                "name": name,
                "last_answer": last.as_ref().map(answered),
                "losses": losses.to_json(),
            })).collect::<Vec<_>>(),
            "left_alone": self.left_alone,
            "directory": self.directory().map(|path| path.to_string_lossy()),
            "files": self.files.iter().map(|(path, bytes)| json!({"path": path.to_string_lossy(), "bytes": bytes}))
                .collect::<Vec<_>>(),
        })
    }
}

fn left_alone(desk: &Desk<'_>, storage: &Storage) -> Option<String> {
    let source = desk.product.its_import()?.source(storage);
    delivery::is_left_alone(&storage.telemetry(), &source).then(|| format!("~/{}", source.file))
}

/// What a collector said last, in one line.
fn answer(last: Option<&delivery::LastVerdict>) -> String {
    let Some(last) = last else { return "none yet".to_owned() };
    let mut text = last.verdict.clone();
    if let Some(status) = last.status {
        text.push_str(&format!(" (HTTP {status})"));
    }
    if let Some(time) = time(last.at_ms) {
        text.push_str(&format!(", {time}"));
    }
    if let Some(error) = &last.error {
        text.push_str(&format!(": {error}"));
    }
    text
}

fn answered(last: &delivery::LastVerdict) -> Value {
    json!({"verdict": last.verdict, "status": last.status, "time": time(last.at_ms), "error": last.error})
}

fn listed(losses: &delivery::Losses) -> String {
    let losses = losses.iter().filter(|(_, count)| *count > 0).map(|(loss, count)| format!("{count} {}", loss.name()));
    let losses: Vec<_> = losses.collect();
    if losses.is_empty() { "nothing".to_owned() } else { losses.join(", ") }
}

fn described(record: &Record) -> String {
    let answer = if record.answer == Answer::Accept { "yes" } else { "no" };
    let time = record.time.as_deref().map(|time| format!(", {time}")).unwrap_or_default();
    format!("{answer}, to version {} of the notice{time}", record.version)
}

/// The record, for a user or an auditor who keeps it.
fn receipt(record: &Record) -> Value {
    json!({
        "answer": if record.answer == Answer::Accept { "yes" } else { "no" },
        "version": record.version,
        "time": record.time,
        "notice_sha256": record.notice_sha256,
        "app_version": record.app_version,
    })
}

fn time(at_ms: u64) -> Option<String> {
    let time = Timestamp::from_millisecond(i64::try_from(at_ms).ok()?).ok()?;
    Some(format!("{time:.0}"))
}

/// The files below a folder; links are named and not followed.
fn walk(folder: &Path, files: &mut Vec<(PathBuf, u64)>) {
    if std::fs::symlink_metadata(folder).is_ok_and(|metadata| metadata.is_symlink()) {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => walk(&entry.path(), files),
            Ok(metadata) => files.push((entry.path(), metadata.len())),
            Err(_) => {}
        }
    }
}
