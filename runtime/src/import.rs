//! What an earlier program of the product left unsent, as events of this one. A Python producer of Common Schema envelopes kept
//! them as lines of `base64(JSON)`; everything of them that the schema does not list is dropped.

use std::sync::OnceLock;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use candor_core::limits::FRAMES_MAX;
use candor_core::names::is_label;
use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::context::Context;
use crate::delivery::{self, Cached, Loss};
use crate::event::{self, EventSpec};
use crate::record::{EncodedRecord, Safe, SafeFrame};
use crate::scrub::Scrubber;
use crate::spec::ProductSpec;
use crate::storage::Storage;
use crate::treat;

/// `storage.import:` of a schema, with what may be taken from there. Generated.
#[derive(Clone, Copy, Debug)]
pub struct Import {
    /// The file, below the user's home.
    pub file: &'static str,
    /// The events that are taken over. Expired ones are not among them, and none that is sent in a part of the runs.
    pub events: &'static [ImportedEvent],
}

/// An event that may be taken over.
#[derive(Clone, Copy, Debug)]
pub struct ImportedEvent {
    /// Its name and those of its fields.
    pub spec: &'static EventSpec,
    /// What the fields may be, in the same order.
    pub fields: &'static [ImportedField],
}

/// A field of an event that may be taken over.
#[derive(Clone, Copy, Debug)]
pub struct ImportedField {
    /// What its value may be.
    pub kind: ImportedKind,
    /// Whether an event without it is none.
    pub required: bool,
}

/// What a value that another program wrote down may be.
#[derive(Clone, Copy, Debug)]
pub enum ImportedKind {
    /// `bool`.
    Bool,
    /// `int`.
    Int,
    /// `uint`, or a `duration` in its unit.
    Uint,
    /// `float`.
    Float,
    /// `enum`, or the name of a range of a `bucket`.
    OneOf(&'static [&'static str]),
    /// `label`. It was no constant of this program, and so it is scrubbed.
    Label,
    /// `text`, with its cap.
    Text(usize),
    /// `version`.
    Version,
    /// `reference`, with the endings that it may tell.
    Reference(&'static [&'static str]),
    /// `frames`, innermost last, as Python lists them.
    Frames,
    /// Nothing: no earlier program has it in a form that could be checked.
    Never,
}

/// Makes events of this product of what another program left.
pub(crate) struct Importer {
    import: &'static Import,
    spec: &'static ProductSpec,
    storage: Storage,
    /// Made when there is something to scrub.
    scrubber: OnceLock<Scrubber>,
    /// What is older is worth nothing any more.
    age: Duration,
}

/// What an envelope says that can be of use.
struct Envelope {
    name: String,
    time: Timestamp,
    data: Map<String, Value>,
    app_version: Option<String>,
}

impl Importer {
    pub(crate) fn new(import: &'static Import, spec: &'static ProductSpec, storage: &Storage, age: Duration) -> Self {
        Self { import, spec, storage: storage.clone(), scrubber: OnceLock::new(), age }
    }

    /// For the sender, which knows files and no events.
    pub(crate) fn into_delivery(self) -> delivery::Import {
        let (home, file) = (self.storage.home().to_owned(), self.import.file);
        delivery::Import { home, file, record: Box::new(move |cached| self.record(cached)) }
    }

    /// The record of a line, or why there is none.
    fn record(&self, cached: &Cached<'_>) -> Result<EncodedRecord, Loss> {
        let envelope = Envelope::read(cached.line).ok_or(Loss::Damaged)?;
        let known = self.import.events.iter().find(|event| event.spec.name == envelope.name);
        let event = known.ok_or(Loss::Unencodable)?;
        let waited = i128::from(cached.at_ms) - i128::from(envelope.time.as_millisecond());
        if waited > self.age.as_millis().cast_signed() {
            return Err(Loss::Expired);
        }
        let scrubber = self.scrubber.get_or_init(|| crate::pipeline::scrubber(self.spec));
        let values = values(event, &envelope.data, scrubber).ok_or(Loss::Unencodable)?;
        // A clock that was wrong must not let an event wait for ever.
        let latest = Timestamp::from_millisecond(cached.at_ms.cast_signed()).unwrap_or(Timestamp::UNIX_EPOCH);
        let context = Context::of_import(self.spec, &self.storage, envelope.app_version.as_deref(), cached);
        let time_ms = envelope.time.min(latest).as_millisecond();
        Ok(EncodedRecord::new(event.spec.name, time_ms, &context, |data| {
            event.spec.fields.iter().zip(&values).for_each(|(field, value)| data.field(field, value));
        }))
    }
}

impl Envelope {
    fn read(line: &[u8]) -> Option<Self> {
        let json = STANDARD.decode(line.trim_ascii()).ok()?;
        let Value::Object(mut envelope) = serde_json::from_slice(&json).ok()? else { return None };
        let Value::Object(data) = envelope.remove("data")? else { return None };
        let app_version = envelope.get("ext").and_then(|ext| ext.pointer("/app/ver")).and_then(Value::as_str);
        Some(Self {
            app_version: app_version.map(str::to_owned),
            name: envelope.get("name")?.as_str()?.to_owned(),
            time: envelope.get("time")?.as_str()?.parse().ok()?,
            data,
        })
    }
}

/// The values of an event's fields; `None` where a required one is missing, or is none that the schema allows.
fn values(event: &ImportedEvent, data: &Map<String, Value>, scrubber: &Scrubber) -> Option<Vec<Safe>> {
    let fields = event.spec.fields.iter().zip(event.fields);
    fields
        .map(|(name, field)| match data.get(*name).and_then(|value| safe(field.kind, value, scrubber)) {
            None if field.required => None,
            value => Some(value.unwrap_or(Safe::Null)),
        })
        .collect()
}

/// A value as the schema allows it, if it is one.
fn safe(kind: ImportedKind, value: &Value, scrubber: &Scrubber) -> Option<Safe> {
    Some(match kind {
        ImportedKind::Bool => Safe::Bool(value.as_bool()?),
        ImportedKind::Int => Safe::Int(value.as_i64()?),
        ImportedKind::Uint => Safe::Int(value.as_i64().filter(|number| *number >= 0)?),
        ImportedKind::Float => Safe::Float(value.as_f64()?),
        ImportedKind::OneOf(names) => {
            let text = value.as_str()?;
            Safe::Name(names.iter().find(|name| **name == text)?)
        }
        ImportedKind::Label => {
            let label = value.as_str().filter(|text| is_label(text))?;
            let scrubbed = scrubber.scrub(label, label.len());
            (scrubbed.as_str() == label).then_some(Safe::Text(scrubbed))?
        }
        ImportedKind::Text(max_chars) => Safe::Text(scrubber.scrub(value.as_str()?, max_chars)),
        ImportedKind::Version => Safe::Treated(treat::version(value.as_str()?)?),
        ImportedKind::Reference(extensions) => Safe::of(event::reference(value.as_str()?, extensions), scrubber),
        ImportedKind::Frames => {
            Safe::Frames(value.as_array()?.iter().rev().take(FRAMES_MAX).map(|it| frame(it, scrubber)).collect())
        }
        ImportedKind::Never => return None,
    })
}

fn frame(value: &Value, scrubber: &Scrubber) -> SafeFrame {
    let text = |key| value.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let line = value.get("line").and_then(Value::as_u64).and_then(|line| u32::try_from(line).ok());
    SafeFrame::new(text("file"), line.filter(|line| *line > 0), text("function").unwrap_or_default(), scrubber)
}

#[cfg(test)]
mod tests {
    use candor_core::ContextKey;
    use serde_json::json;

    use super::*;
    use crate::consent::testing::SPEC;

    const NOW: u64 = 1_776_755_561_603;

    static ACTION: EventSpec = EventSpec { name: "KitAction", fields: &["command", "device", "took_ms", "success"] };
    static ERROR: EventSpec = EventSpec { name: "KitError", fields: &["message", "frames", "model", "steps"] };
    static IMPORT: Import = Import {
        file: ".old/cache",
        events: &[
            ImportedEvent {
                spec: &ACTION,
                fields: &[
                    ImportedField { kind: ImportedKind::Label, required: true },
                    ImportedField { kind: ImportedKind::OneOf(&["CPU", "GPU"]), required: false },
                    ImportedField { kind: ImportedKind::Uint, required: true },
                    ImportedField { kind: ImportedKind::Bool, required: true },
                ],
            },
            ImportedEvent {
                spec: &ERROR,
                fields: &[
                    ImportedField { kind: ImportedKind::Text(40), required: true },
                    ImportedField { kind: ImportedKind::Frames, required: false },
                    ImportedField { kind: ImportedKind::Reference(&[".onnx"]), required: false },
                    ImportedField { kind: ImportedKind::Never, required: false },
                ],
            },
        ],
    };
    static CONTEXT: [ContextKey; 5] = [
        ContextKey::DeviceId,
        ContextKey::SessionId,
        ContextKey::AppVersion,
        ContextKey::SdkSequence,
        ContextKey::EventId,
    ];

    fn line(envelope: &Value) -> String {
        STANDARD.encode(envelope.to_string())
    }

    fn action(data: Value) -> Value {
        json!({
            "ver": "4.0", "name": "KitAction", "time": "2026-04-21T07:12:41.003Z", "iKey": "o:theirs", "data": data,
            "ext": {
                "device": {"localId": "r:alices-own", "authId": "NEW", "deviceClass": "AMD64"},
                "app": {"ver": "0.4.0", "sesId": "b29e6c3a-0000-4000-8000-000000000000"},
                "os": {"name": "Windows", "ver": "10.0.26100"},
            },
        })
    }

    fn error(data: Value) -> Value {
        let mut error = action(data);
        error["name"] = "KitError".into();
        error
    }

    fn taken_over(lines: &[&str]) -> Vec<Result<Value, Loss>> {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join(".kit"));
        let spec = Box::leak(Box::new(ProductSpec { context: &CONTEXT, ..SPEC }));
        let importer = Importer::new(&IMPORT, spec, &storage, Duration::from_secs(60));
        let cached = lines.iter().zip(1..).map(|(line, number)| Cached::for_tests(line.as_bytes(), number, NOW));
        let records = cached.map(|cached| importer.record(&cached));
        records.map(|record| record.map(|record| serde_json::from_str(record.json()).unwrap())).collect()
    }

    fn data(envelope: &Value) -> Result<Value, Loss> {
        taken_over(&[&line(envelope)]).remove(0).map(|record| record["data"].clone())
    }

    #[test]
    fn what_the_schema_lists_is_taken_over_in_its_order_and_nothing_else() {
        let given =
            json!({"success": true, "model_id": "alice/secret", "command": "build", "took_ms": 7, "device": "GPU"});
        let taken = data(&action(given)).unwrap();
        assert_eq!(taken.to_string(), r#"{"command":"build","device":"GPU","took_ms":7,"success":true}"#);
    }

    #[test]
    fn a_value_that_the_schema_does_not_allow_is_null_or_costs_its_event() {
        let with = |key: &str, value: Value| {
            let mut given = json!({"command": "build", "device": null, "took_ms": 7, "success": true});
            given[key] = value;
            data(&action(given))
        };
        for device in [json!("NPU"), json!(7), json!(null), json!(["CPU"])] {
            assert_eq!(with("device", device).unwrap()["device"], Value::Null);
        }
        for (key, value) in [
            ("command", json!("of alice smith")),
            ("command", json!("alice@example.com")),
            ("command", json!("192.168.17.4")),
            ("command", json!(null)),
            ("took_ms", json!(-1)),
            ("took_ms", json!("7")),
            ("success", json!("yes")),
        ] {
            assert_eq!(with(key, value.clone()), Err(Loss::Unencodable), "{key}: {value}");
        }
    }

    #[test]
    fn text_is_scrubbed_again_and_capped() {
        let given = json!({
            "message": "cannot read C:\\Users\\alice\\thesis.docx for alice@example.com, which is a pity",
            "frames": [
                {"file": "C:\\Users\\alice\\app\\src\\kit\\cli.py", "line": 3, "function": "main"},
                {"file": "", "line": 0, "function": "run"},
            ],
            "model": "C:\\Users\\alice\\thesis.onnx",
            "steps": ["alice"],
        });
        let taken = data(&error(given)).unwrap();
        assert!(!taken.to_string().contains("alice"), "{taken}");
        let message = taken["message"].as_str().unwrap();
        assert!(message.contains("<scrubbed>") || message.contains("thesis.docx"), "{message}");
        assert!(message.chars().count() <= 40 && message.ends_with('…'), "{message}");
        assert_eq!(taken["frames"][0], json!({"file": null, "line": null, "function": "run"}), "innermost first");
        assert_eq!((&taken["model"], &taken["steps"]), (&json!("<local:.onnx>"), &Value::Null));
    }

    #[test]
    fn context_is_this_installation_s_but_for_the_version_and_leads_to_no_earlier_event() {
        let given = action(json!({"command": "build", "took_ms": 7, "success": true}));
        let taken = taken_over(&[&line(&given), &line(&given)]);
        let [first, second] = [0, 1].map(|n| taken[n].as_ref().unwrap().clone());
        assert_eq!(first["time"], "2026-04-21T07:12:41.003Z");
        assert_eq!(
            (&first["context"]["app_version"], &first["context"]["session_id"]),
            (&json!("0.4.0"), &Value::Null)
        );
        assert_ne!(first["context"]["device_id"]["id"], "r:alices-own");
        assert_ne!(first["context"]["event_id"], second["context"]["event_id"]);
        let sequence = |record: &Value| record["context"]["sdk_sequence"].clone();
        assert_eq!(sequence(&first)["epoch"], sequence(&second)["epoch"]);
        assert_eq!((&sequence(&first)["seq"], &sequence(&second)["seq"]), (&json!(1), &json!(2)));
        let again = taken_over(&[&line(&given)]).remove(0).unwrap();
        assert_eq!(again["context"]["event_id"], first["context"]["event_id"], "so that a repetition can be told");
        let mut nameless = given;
        nameless["ext"]["app"]["ver"] = "of alice".into();
        assert_eq!(taken_over(&[&line(&nameless)])[0].as_ref().unwrap()["context"]["app_version"], Value::Null);
    }

    #[test]
    fn what_is_no_event_of_the_schema_is_counted_by_its_reason() {
        let mut old = action(json!({"command": "build", "took_ms": 7, "success": true}));
        old["time"] = "2026-04-21T07:11:41.003Z".into();
        let mut foreign = old.clone();
        foreign["name"] = "OtherAction".into();
        let mut timeless = old.clone();
        timeless["time"] = "yesterday".into();
        for (text, loss) in [
            (line(&old), Loss::Expired),
            (line(&foreign), Loss::Unencodable),
            (line(&timeless), Loss::Damaged),
            (line(&json!([1])), Loss::Damaged),
            ("no base64!".to_owned(), Loss::Damaged),
            (STANDARD.encode("{"), Loss::Damaged),
            (STANDARD.encode([0xff, 0xfe]), Loss::Damaged),
        ] {
            assert_eq!(taken_over(&[&text]), [Err(loss)], "{text}");
        }
    }

    #[test]
    fn an_event_of_the_future_is_one_of_now() {
        let mut given = action(json!({"command": "build", "took_ms": 7, "success": true}));
        given["time"] = "2099-01-01T00:00:00.000Z".into();
        assert_eq!(taken_over(&[&line(&given)])[0].as_ref().unwrap()["time"], "2026-04-21T07:12:41.603Z");
    }
}
