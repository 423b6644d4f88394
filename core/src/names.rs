//! How names are spelled: labels, files and environment variables.

use crate::limits::LABEL_CHARS_MAX;

/// What a label that is not one becomes on the wire.
pub const INVALID_LABEL: &str = "invalid";

/// Whether `text` is a label: `[A-Za-z0-9_.:-]{1,64}`.
///
/// ```
/// use candor_core::names::is_label;
/// assert!(is_label("std::io::Error") && is_label("build"));
/// assert!(!is_label("") && !is_label("C:\\Users") && !is_label("a b"));
/// ```
#[must_use]
pub const fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > LABEL_CHARS_MAX {
        return false;
    }
    let mut i = 0;
    while i < bytes.len() {
        if !(bytes[i].is_ascii_alphanumeric() || matches!(bytes[i], b'_' | b'.' | b':' | b'-')) {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether `text` is an instrumentation key: ASCII letters, digits and dashes, with a tenant before the first dash and something
/// behind it.
///
/// ```
/// use candor_core::names::is_instrumentation_key;
/// assert!(is_instrumentation_key("0123abcd-4567"));
/// assert!(!is_instrumentation_key("0123abcd") && !is_instrumentation_key("-4567") && !is_instrumentation_key("0-1\n"));
/// ```
#[must_use]
pub const fn is_instrumentation_key(text: &str) -> bool {
    let (bytes, mut dash, mut i) = (text.as_bytes(), None, 0);
    while i < bytes.len() {
        if bytes[i] == b'-' {
            if dash.is_none() {
                dash = Some(i);
            }
        } else if !bytes[i].is_ascii_alphanumeric() {
            return false;
        }
        i += 1;
    }
    matches!(dash, Some(at) if at > 0 && at + 1 < bytes.len())
}

/// The words that a `version` keeps beside its numbers; any other could be a name.
pub const PRERELEASE_WORDS: [&str; 14] = [
    "a", "alpha", "b", "beta", "canary", "dev", "next", "nightly", "post", "pre", "preview", "rc", "snapshot", "stable",
];

/// Whether `text` is the ending of a file, with its dot: `.onnx`.
///
/// ```
/// use candor_core::names::is_extension;
/// assert!(is_extension(".onnx") && is_extension(".7z"));
/// assert!(!is_extension("onnx") && !is_extension(".tar.gz") && !is_extension(".customer-secret"));
/// ```
#[must_use]
pub fn is_extension(text: &str) -> bool {
    text.strip_prefix('.').is_some_and(|rest| {
        (1..=12).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

/// The environment variable with which a user switches the telemetry of a product off: `MODELKIT_TELEMETRY`.
///
/// ```
/// assert_eq!(candor_core::names::telemetry_variable("model-kit"), "MODEL_KIT_TELEMETRY");
/// ```
#[must_use]
pub fn telemetry_variable(app: &str) -> String {
    let app: String =
        app.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' }).collect();
    format!("{app}_TELEMETRY")
}
