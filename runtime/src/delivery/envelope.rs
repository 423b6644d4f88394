//! Common Schema 4.0. The slots are fields of types: one that the contract does not know cannot be built.

use std::collections::BTreeMap;

use candor_core::ContextKey;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::key::EnvelopeIKey;
use crate::record::write_string;

const VERSION: &str = "4.0";
/// The one value of the context that the Common Schema has no slot for. A dot cannot stand in the name of a field.
const EVENT_ID: &str = "event.id";

/// A record that cannot be made an envelope. Its content is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unencodable {
    /// It is not JSON, or has not the four parts of a record.
    Record,
    /// Its context has a key that has no slot, or a value of the wrong type.
    Context,
}

#[derive(Debug, Default)]
struct Device {
    local_id: Option<String>,
    auth_id: Option<String>,
    device_class: Option<String>,
}

#[derive(Debug, Default)]
struct Os {
    name: Option<String>,
    ver: Option<String>,
}

#[derive(Debug, Default)]
struct App {
    ver: Option<String>,
    ses_id: Option<String>,
}

#[derive(Debug, Default)]
struct Sdk {
    epoch: Option<String>,
    seq: Option<u64>,
}

/// Everything that may stand beside an event's own data.
#[derive(Debug, Default)]
struct Slots {
    device: Device,
    os: Os,
    app: App,
    sdk: Sdk,
    event_id: Option<String>,
}

/// The envelope of one record, as one line of JSON. Name, time and data go into it as they stand in the record: their JSON is that
/// of an envelope. Most records have the context of the one before.
pub(crate) fn envelope(record: &str, key: &EnvelopeIKey, last: &mut LastContext) -> Result<String, Unencodable> {
    let parts: BTreeMap<&str, &RawValue> = serde_json::from_str(record).map_err(|_| Unencodable::Record)?;
    let part = |name: &str, begins: char| {
        let text = parts.get(name).map(|part| part.get());
        // One line is one envelope. In a string a line break is escaped.
        let text =
            text.filter(|text| text.starts_with(begins) && memchr::memchr2(b'\n', b'\r', text.as_bytes()).is_none());
        text.ok_or(Unencodable::Record)
    };
    let [name, time] = [part("name", '"')?, part("time", '"')?];
    let [context, data] = [part("context", '{')?, part("data", '{')?];
    if parts.len() != 4 {
        return Err(Unencodable::Record);
    }
    let extensions = last.extensions(context)?;
    let mut out = String::with_capacity(record.len() + 128);
    out.extend(["{\"ver\":\"", VERSION, "\",\"name\":", name, ",\"time\":", time, ",\"iKey\":"]);
    write_string(key.as_str(), &mut out);
    out.push_str(",\"data\":");
    match &extensions.event_id {
        Some(id) => {
            let fields = data.strip_suffix('}').unwrap_or(data);
            out.extend([fields, if fields.trim_end() == "{" { "\"" } else { ",\"" }, EVENT_ID, "\":"]);
            write_string(id, &mut out);
            out.push('}');
        }
        None => out.push_str(data),
    }
    if let Some(ext) = &extensions.ext {
        out.extend([",\"ext\":", ext]);
    }
    out.push('}');
    Ok(out)
}

/// The context that was met last, as it stands in a record, and what becomes of it.
#[derive(Debug, Default)]
pub(crate) struct LastContext(Option<(String, Extensions)>);

/// What an envelope has beside name, time and data.
#[derive(Debug)]
struct Extensions {
    ext: Option<String>,
    event_id: Option<String>,
}

impl LastContext {
    fn extensions(&mut self, context: &str) -> Result<&Extensions, Unencodable> {
        let known = self.0.take().filter(|(text, _)| text == context);
        let known = match known {
            Some(known) => known,
            None => (context.to_owned(), Extensions::of(context)?),
        };
        Ok(&self.0.insert(known).1)
    }
}

impl Extensions {
    fn of(context: &str) -> Result<Self, Unencodable> {
        let mut slots = Slots::from_context(serde_json::from_str(context).map_err(|_| Unencodable::Record)?)?;
        Ok(Self { event_id: slots.event_id.take(), ext: slots.into_ext().map(|ext| ext.to_string()) })
    }
}

impl Slots {
    fn from_context(context: Map<String, Value>) -> Result<Self, Unencodable> {
        let mut slots = Self::default();
        for (key, value) in context {
            let key: ContextKey = key.parse().map_err(|()| Unencodable::Context)?;
            slots.fill(key, value).ok_or(Unencodable::Context)?;
        }
        Ok(slots)
    }

    fn fill(&mut self, key: ContextKey, value: Value) -> Option<()> {
        match key {
            ContextKey::DeviceId => {
                let mut value = object(value, 2)?;
                self.device.local_id = Some(string(value.remove("id")?)?);
                self.device.auth_id = Some(string(value.remove("status")?)?);
            }
            ContextKey::OsArch => self.device.device_class = Some(string(value)?),
            ContextKey::OsName => self.os.name = Some(string(value)?),
            ContextKey::OsVersion => self.os.ver = Some(string(value)?),
            ContextKey::AppVersion => self.app.ver = Some(string(value)?),
            ContextKey::SessionId => self.app.ses_id = Some(string(value)?),
            ContextKey::SdkSequence => {
                let mut value = object(value, 2)?;
                self.sdk.epoch = Some(string(value.remove("epoch")?)?);
                self.sdk.seq = Some(value.remove("seq")?.as_u64()?);
            }
            ContextKey::EventId => self.event_id = Some(string(value)?),
        }
        Some(())
    }

    fn into_ext(self) -> Option<Value> {
        let Self { device, os, app, sdk, .. } = self;
        map([
            (
                "device",
                map([
                    ("localId", text(device.local_id)),
                    ("authId", text(device.auth_id)),
                    ("deviceClass", text(device.device_class)),
                ]),
            ),
            ("os", map([("name", text(os.name)), ("ver", text(os.ver))])),
            ("app", map([("ver", text(app.ver)), ("sesId", text(app.ses_id))])),
            ("sdk", map([("epoch", text(sdk.epoch)), ("seq", sdk.seq.map(Value::from))])),
        ])
    }
}

/// An object of what is there; nothing if nothing is.
fn map<const N: usize>(entries: [(&str, Option<Value>); N]) -> Option<Value> {
    let present: Map<String, Value> =
        entries.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
    (!present.is_empty()).then_some(Value::Object(present))
}

fn text(value: Option<String>) -> Option<Value> {
    value.map(Value::String)
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

fn object(value: Value, entries: usize) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) if map.len() == entries => Some(map),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::key::ApiKey;

    fn wrap(record: &str) -> Result<String, Unencodable> {
        envelope(record, &ApiKey::parse("tenant-secret").unwrap().envelope_key(), &mut LastContext::default())
    }

    #[test]
    fn a_full_record_fills_every_slot_and_no_other() {
        let record = r#"{"name":"ModelKitAction","time":"2026-04-21T07:12:41.603Z","context":{"device_id":{"id":"r:1","status":"EXISTING"},"session_id":"s","os_name":"Linux","os_version":"6.1","os_arch":"x86_64","app_version":"0.1.0","sdk_sequence":{"epoch":"e","seq":1},"event_id":"i"},"data":{"success":true,"ep":null}}"#;
        let expected = concat!(
            r#"{"ver":"4.0","name":"ModelKitAction","time":"2026-04-21T07:12:41.603Z","iKey":"o:tenant","#,
            r#""data":{"success":true,"ep":null,"event.id":"i"},"#,
            r#""ext":{"device":{"localId":"r:1","authId":"EXISTING","deviceClass":"x86_64"},"#,
            r#""os":{"name":"Linux","ver":"6.1"},"app":{"ver":"0.1.0","sesId":"s"},"sdk":{"epoch":"e","seq":1}}}"#
        );
        assert_eq!(wrap(record).unwrap(), expected);
    }

    #[test]
    fn a_product_that_lists_no_context_sends_none() {
        let record = r#"{"name":"A","time":"T","context":{},"data":{}}"#;
        assert_eq!(wrap(record).unwrap(), r#"{"ver":"4.0","name":"A","time":"T","iKey":"o:tenant","data":{}}"#);
    }

    #[test]
    fn a_context_is_that_of_its_own_record() {
        let key = ApiKey::parse("tenant-secret").unwrap().envelope_key();
        let mut last = LastContext::default();
        let mut ext = |context: &str| {
            let record = format!(r#"{{"name":"A","time":"T","context":{context},"data":{{}}}}"#);
            let envelope: Value = serde_json::from_str(&envelope(&record, &key, &mut last)?).unwrap();
            Ok::<_, Unencodable>(envelope["ext"]["os"]["name"].clone())
        };
        for name in ["Linux", "Linux", "Darwin", "Linux"] {
            assert_eq!(ext(&format!(r#"{{"os_name":"{name}"}}"#)), Ok(name.into()));
        }
        assert_eq!(ext(r#"{"os_release":"10"}"#), Err(Unencodable::Context));
        assert_eq!((ext("{}"), ext(r#"{"os_name":"Linux"}"#)), (Ok(Value::Null), Ok("Linux".into())));
    }

    #[test]
    fn an_event_without_fields_has_its_id_all_the_same() {
        let record = r#"{"name":"A","time":"T","context":{"event_id":"i\"j"},"data":{}}"#;
        let expected = r#"{"ver":"4.0","name":"A","time":"T","iKey":"o:tenant","data":{"event.id":"i\"j"}}"#;
        assert_eq!(wrap(record).unwrap(), expected);
    }

    #[test]
    fn numbers_keep_their_value() {
        let record =
            r#"{"name":"A","time":"T","context":{},"data":{"a":9223372036854775807,"b":1.5,"c":-1,"d":1e300}}"#;
        let data: Value = serde_json::from_str(&wrap(record).unwrap()).unwrap();
        assert_eq!(data["data"], serde_json::json!({"a": i64::MAX, "b": 1.5, "c": -1, "d": 1e300}));
    }

    #[test]
    fn what_has_no_slot_cannot_be_sent() {
        for (what, record, error) in [
            ("no JSON", r#"{"name":"#, Unencodable::Record),
            ("no object", "[]", Unencodable::Record),
            ("no data", r#"{"name":"A","time":"T","context":{}}"#, Unencodable::Record),
            ("a fifth part", r#"{"name":"A","time":"T","context":{},"data":{},"tags":{}}"#, Unencodable::Record),
            ("a line break", "{\"name\":\"A\",\"time\":\"T\",\"context\":{},\"data\":{\n}}", Unencodable::Record),
            ("a number for a name", r#"{"name":7,"time":"T","context":{},"data":{}}"#, Unencodable::Record),
            ("a list of data", r#"{"name":"A","time":"T","context":{},"data":[]}"#, Unencodable::Record),
            (
                "an unknown slot",
                r#"{"name":"A","time":"T","context":{"os_release":"10"},"data":{}}"#,
                Unencodable::Context,
            ),
            ("a number", r#"{"name":"A","time":"T","context":{"os_name":1},"data":{}}"#, Unencodable::Context),
            (
                "a third part of the device id",
                r#"{"name":"A","time":"T","context":{"device_id":{"id":"r:1","status":"NEW","mac":"x"}},"data":{}}"#,
                Unencodable::Context,
            ),
            (
                "a negative sequence",
                r#"{"name":"A","time":"T","context":{"sdk_sequence":{"epoch":"e","seq":-1}},"data":{}}"#,
                Unencodable::Context,
            ),
        ] {
            assert_eq!(wrap(record), Err(error), "{what}");
        }
    }
}
