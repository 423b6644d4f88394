//! Envelopes that are the same on every machine, on every day and in every release.

use serde_json::Value;

use super::read::Stored;

/// Where an envelope holds what differs, and what stands for it.
const MASKS: [(&str, &str); 11] = [
    ("/time", "<time>"),
    ("/iKey", "<key>"),
    ("/data/event.id", "<id>"),
    ("/ext/device/localId", "<id>"),
    ("/ext/device/deviceClass", "<architecture>"),
    ("/ext/os/name", "<os>"),
    ("/ext/os/ver", "<version>"),
    ("/ext/app/ver", "<version>"),
    ("/ext/app/sesId", "<id>"),
    ("/ext/sdk/epoch", "<id>"),
    ("/ext/sdk/seq", "<number>"),
];

pub(super) fn mask<'f>(envelope: &str, fields: impl Iterator<Item = (&'f str, &'f Stored)>) -> String {
    let Ok(mut envelope) = serde_json::from_str::<Value>(envelope) else { return envelope.to_owned() };
    for (pointer, mask) in MASKS {
        replace(envelope.pointer_mut(pointer), mask);
    }
    for (field, stored) in fields {
        if let Some(value) = envelope.pointer_mut("/data").and_then(|data| data.get_mut(field)) {
            stored.mask(value);
        }
    }
    format!("{envelope:#}")
}

fn replace(value: Option<&mut Value>, mask: &str) {
    if let Some(value) = value {
        *value = mask.into();
    }
}
