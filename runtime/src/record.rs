//! The neutral form of an event: scrubbed, without key or destination. It is what waits in the spool.

/// One event as JSON: `{"name", "time", "context", "data"}`. Only made from scrubbed values.
#[derive(Clone, Debug)]
pub(crate) struct EncodedRecord(String);

impl EncodedRecord {
    /// The JSON text, one line.
    pub(crate) fn json(&self) -> &str {
        &self.0
    }

    #[cfg(test)]
    pub(crate) fn for_tests(json: &str) -> Self {
        Self(json.to_owned())
    }
}
