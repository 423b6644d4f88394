//! The instrumentation key, and the part of it that may stand in an envelope.

use std::fmt;

/// A full instrumentation key. It goes into one request header and nowhere else: it has no `Display`, and its `Debug`
/// hides it.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ApiKey(String);

/// Why a text is not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyError {
    /// It has characters other than ASCII letters, digits and dashes.
    Characters,
    /// Nothing stands before its first dash, or it has none.
    Tenant,
}

impl ApiKey {
    /// A key is ASCII letters, digits and dashes, with a tenant before the first dash.
    pub(crate) fn parse(text: &str) -> Result<Self, KeyError> {
        if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return Err(KeyError::Characters);
        }
        match text.split_once('-') {
            Some((tenant, rest)) if !tenant.is_empty() && !rest.is_empty() => Ok(Self(text.to_owned())),
            _ => Err(KeyError::Tenant),
        }
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

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "an instrumentation key has only ASCII letters, digits and dashes",
            Self::Tenant => "an instrumentation key is a tenant, a dash and a secret",
        })
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
        for (text, error) in [
            ("", KeyError::Tenant),
            ("nodash", KeyError::Tenant),
            ("-secret", KeyError::Tenant),
            ("tenant-", KeyError::Tenant),
            (" tenant-secret", KeyError::Characters),
            ("tenant-secret\n", KeyError::Characters),
            ("tenant-se cret", KeyError::Characters),
            ("tenänt-secret", KeyError::Characters),
            ("o:tenant-secret", KeyError::Characters),
            ("tenant-secret\r\nx-evil: 1", KeyError::Characters),
        ] {
            assert_eq!(ApiKey::parse(text), Err(error), "{text:?}");
        }
    }
}
