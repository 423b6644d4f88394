//! Common Schema 4.0. The slots are fields of types: one that the contract does not know cannot be built.

use candor_core::ContextKey;

use super::key::EnvelopeIKey;
use super::raw::{self, Parts};
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

/// Makes envelopes, one record after the other.
#[derive(Debug)]
pub(crate) struct Encoder {
    /// The key as JSON.
    key: String,
    last: Context,
}

/// What a context becomes: of the record before, since most are the same.
#[derive(Debug, Default)]
struct Context {
    text: String,
    /// What stands behind an envelope's data.
    end: String,
    event_id: Option<String>,
}

impl Encoder {
    pub(crate) fn new(key: &EnvelopeIKey) -> Self {
        let mut json = String::new();
        write_string(key.as_str(), &mut json);
        Self { key: json, last: Context::default() }
    }

    /// The envelope of one record, as one line of JSON. Name, time, data and the values of the context go into it as they stand in
    /// the record: their JSON is that of an envelope.
    pub(crate) fn envelope(&mut self, record: &str) -> Result<String, Unencodable> {
        let Parts { name, time, context, data } = Parts::of(record, &self.last.text).ok_or(Unencodable::Record)?;
        if context != self.last.text {
            self.last = Context::of(context).ok_or(Unencodable::Context)?;
        }
        let mut out = String::with_capacity(record.len() + self.last.end.len() + 128);
        out.extend(["{\"ver\":\"", VERSION, "\",\"name\":", name, ",\"time\":", time, ",\"iKey\":", &self.key]);
        out.push_str(",\"data\":");
        match &self.last.event_id {
            Some(id) => {
                let fields = data.strip_suffix('}').unwrap_or(data);
                out.extend([fields, if fields == "{" { "\"" } else { ",\"" }, EVENT_ID, "\":", id, "}"]);
            }
            None => out.push_str(data),
        }
        out.push_str(&self.last.end);
        Ok(out)
    }
}

#[derive(Default)]
struct Device<'c> {
    local_id: Option<&'c str>,
    auth_id: Option<&'c str>,
    device_class: Option<&'c str>,
}

#[derive(Default)]
struct Os<'c> {
    name: Option<&'c str>,
    ver: Option<&'c str>,
}

#[derive(Default)]
struct App<'c> {
    ver: Option<&'c str>,
    ses_id: Option<&'c str>,
}

#[derive(Default)]
struct Sdk<'c> {
    epoch: Option<&'c str>,
    seq: Option<&'c str>,
}

/// Everything that may stand beside an event's own data, as JSON.
#[derive(Default)]
struct Slots<'c> {
    device: Device<'c>,
    os: Os<'c>,
    app: App<'c>,
    sdk: Sdk<'c>,
    event_id: Option<&'c str>,
}

impl Context {
    fn of(text: &str) -> Option<Self> {
        let mut slots = Slots::default();
        raw::object(text, |key, value| slots.fill(key.parse().ok()?, value))?;
        let event_id = slots.event_id.map(str::to_owned);
        Some(Self { text: text.to_owned(), end: slots.end(), event_id })
    }
}

impl<'c> Slots<'c> {
    fn fill(&mut self, key: ContextKey, value: &'c str) -> Option<()> {
        match key {
            ContextKey::DeviceId => {
                let [id, status] = raw::two(value, ["id", "status"])?;
                self.device.local_id = Some(raw::text(id)?);
                self.device.auth_id = Some(raw::text(status)?);
            }
            ContextKey::OsArch => self.device.device_class = Some(raw::text(value)?),
            ContextKey::OsName => self.os.name = Some(raw::text(value)?),
            ContextKey::OsVersion => self.os.ver = Some(raw::text(value)?),
            ContextKey::AppVersion => self.app.ver = Some(raw::text(value)?),
            ContextKey::SessionId => self.app.ses_id = Some(raw::text(value)?),
            ContextKey::SdkSequence => {
                let [epoch, seq] = raw::two(value, ["epoch", "seq"])?;
                self.sdk.epoch = Some(raw::text(epoch)?);
                self.sdk.seq = Some(raw::natural(seq)?);
            }
            ContextKey::EventId => self.event_id = Some(raw::text(value)?),
        }
        Some(())
    }

    /// The extensions, if there are any, and the end of the envelope.
    fn end(&self) -> String {
        let Self { device, os, app, sdk, .. } = self;
        let device = [("localId", device.local_id), ("authId", device.auth_id), ("deviceClass", device.device_class)];
        let mut ext = String::new();
        extend(&mut ext, "device", &device);
        extend(&mut ext, "os", &[("name", os.name), ("ver", os.ver)]);
        extend(&mut ext, "app", &[("ver", app.ver), ("sesId", app.ses_id)]);
        extend(&mut ext, "sdk", &[("epoch", sdk.epoch), ("seq", sdk.seq)]);
        if ext.is_empty() { "}".to_owned() } else { format!(r#","ext":{{{ext}}}}}"#) }
    }
}

/// Adds an object of what is there; nothing if nothing is.
fn extend(out: &mut String, name: &str, entries: &[(&str, Option<&str>)]) {
    let mut present = entries.iter().filter_map(|(key, value)| Some((key, (*value)?))).peekable();
    if present.peek().is_none() {
        return;
    }
    out.extend([if out.is_empty() { "\"" } else { ",\"" }, name, "\":{"]);
    for (index, (key, value)) in present.enumerate() {
        out.extend([if index == 0 { "\"" } else { ",\"" }, key, "\":", value]);
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::delivery::key::ApiKey;
    use serde_json::Value;

    fn encoder() -> Encoder {
        Encoder::new(&ApiKey::parse("tenant-secret").unwrap().envelope_key())
    }

    fn wrap(record: &str) -> Result<String, Unencodable> {
        encoder().envelope(record)
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
        let mut encoder = encoder();
        let mut ext = |context: &str| {
            let record = format!(r#"{{"name":"A","time":"T","context":{context},"data":{{}}}}"#);
            let envelope: Value = serde_json::from_str(&encoder.envelope(&record)?).unwrap();
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
