//! The instrumentation key, and the part of it that may stand in an envelope.

use std::fmt;

use candor_core::names::is_instrumentation_key;

/// A full instrumentation key. It goes into one request header and nowhere else: it has no `Display`, and its `Debug`
/// hides it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ApiKey(String);

/// A text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct KeyError;

impl ApiKey {
    /// The build has looked at it already; see [`checked_key`](crate::spec::checked_key).
    pub(crate) fn parse(text: &str) -> Result<Self, KeyError> {
        if is_instrumentation_key(text) { Ok(Self(text.to_owned())) } else { Err(KeyError) }
    }

    /// What an envelope carries: `o:` and the tenant.
    pub(crate) fn envelope_key(&self) -> EnvelopeIKey {
        let tenant = self.0.split('-').next().unwrap_or_default();
        EnvelopeIKey(format!("o:{tenant}"))
    }

    /// The full key, for the request header alone.
    pub(super) fn header_value(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}

/// `o:` and the tenant of a key: the only form of it that an envelope takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnvelopeIKey(String);

impl EnvelopeIKey {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_envelope_gets_the_tenant_alone() {
        let key = ApiKey::parse("0123abcd-1111-2222-3333-444455556666-7777").unwrap();
        assert_eq!(key.envelope_key().as_str(), "o:0123abcd");
        assert_eq!(format!("{key:?}"), "ApiKey(…)");
    }

    #[test]
    fn a_malformed_key_is_refused() {
        for text in [
            "",
            "nodash",
            "-secret",
            "tenant-",
            " tenant-secret",
            "tenant-secret\n",
            "tenant-se cret",
            "tenänt-secret",
            "o:tenant-secret",
            "tenant-secret\r\nx-evil: 1",
        ] {
            assert_eq!(ApiKey::parse(text), Err(KeyError), "{text:?}");
        }
    }
}
