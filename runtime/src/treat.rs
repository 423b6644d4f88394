//! Treatments that leave of a value only what a schema allows. What they take never goes further than here.

use std::fmt::Write as _;
use std::path::Path;

use hmac_sha256::HMAC;

use candor_core::limits::{REFERENCE_CHARS_MAX, VERSION_DIGITS_MAX, VERSION_PARTS_MAX};
use candor_core::names::{PRERELEASE_WORDS, is_extension};

/// A value of which a treatment left nothing but what the schema allows. Only this file makes one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Treated(Box<str>);

impl Treated {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A number of any of Rust's types, as a `bucket` takes it.
///
/// ```
/// use candor::Number;
/// assert_eq!((7_u8.to_f64(), (-2_i64).to_f64(), 0.5_f32.to_f64()), (7.0, -2.0, 0.5));
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` is not a number", label = "a `bucket` field takes a number")]
pub trait Number {
    /// The number, rounded where a 64-bit float cannot hold it.
    fn to_f64(self) -> f64;
}

/// What an optional `bucket` takes: a [`Number`], or an `Option` of one. A generic `Into<Option<T>>` would leave it to the caller
/// to name `T`.
///
/// ```
/// use candor::OptionalNumber;
/// assert_eq!((7_u8.to_f64_or_none(), Some(0.5).to_f64_or_none(), None::<i32>.to_f64_or_none()), (Some(7.0), Some(0.5), None));
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a number",
    label = "an optional `bucket` field takes a number, or an `Option` of one"
)]
pub trait OptionalNumber {
    /// The number, if there is one, rounded where a 64-bit float cannot hold it.
    fn to_f64_or_none(self) -> Option<f64>;
}

macro_rules! number {
    ($($type:ty)*) => {
        $(
            impl Number for $type {
                #[inline]
                fn to_f64(self) -> f64 {
                    self as f64
                }
            }

            impl OptionalNumber for $type {
                #[inline]
                fn to_f64_or_none(self) -> Option<f64> {
                    Some(self as f64)
                }
            }

            impl OptionalNumber for Option<$type> {
                #[inline]
                fn to_f64_or_none(self) -> Option<f64> {
                    self.map(Number::to_f64)
                }
            }
        )*
    };
}

number!(u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize f32 f64);

/// The range into which a number falls; a range holds its lower edge. `None` for what is no number.
pub(crate) fn bucket(value: f64, edges: &[u64], labels: &[&'static str]) -> Option<&'static str> {
    if value.is_nan() {
        return None;
    }
    let index = edges.iter().take_while(|&&edge| value >= edge as f64).count();
    labels.get(index).copied()
}

/// The numeric parts and a well-known word, as `1.2.3-rc.1`; `None` where there is no number at the start.
pub(crate) fn version(text: &str) -> Option<Treated> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let numeric = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (numbers, rest) = text.split_at(numeric);
    let parts: Vec<&str> = numbers.trim_end_matches('.').split('.').collect();
    let is_part = |part: &&str| (1..=VERSION_DIGITS_MAX).contains(&part.len());
    if parts.len() > VERSION_PARTS_MAX || !parts.iter().all(is_part) {
        return None;
    }
    let mut version = parts.join(".");
    if let Some((word, number)) = prerelease(rest) {
        version.push('-');
        version.push_str(word);
        if !number.is_empty() {
            version.push('.');
            version.push_str(number);
        }
    }
    Some(Treated(version.into()))
}

/// The word and the number of `-rc.1`, `rc1` or `.dev4`. Build metadata and anything unknown is no part of it.
fn prerelease(rest: &str) -> Option<(&'static str, &str)> {
    let rest = rest.split('+').next().unwrap_or_default();
    let rest = rest.strip_prefix(['-', '.', '_']).unwrap_or(rest);
    let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
    let (word, number) = rest.split_at(end);
    let number = number.strip_prefix(['.', '-', '_']).unwrap_or(number);
    let is_number = number.len() <= VERSION_DIGITS_MAX && number.bytes().all(|b| b.is_ascii_digit());
    let known = PRERELEASE_WORDS.into_iter().find(|known| known.eq_ignore_ascii_case(word))?;
    is_number.then_some((known, number))
}

/// The keyed hash of a value, in hexadecimal: without the key it cannot be told of what, not even by trying every value.
pub(crate) fn digest(keyed: &HMAC, value: &[u8]) -> Treated {
    let mut hex = String::with_capacity(64);
    let mut keyed = keyed.clone();
    keyed.update(value);
    for byte in keyed.finalize() {
        let _ = write!(hex, "{byte:02x}");
    }
    Treated(hex.into())
}

/// What a reference turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// It has the form of a public identifier, and is nothing on this machine.
    Public(String),
    Local(Treated),
}

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    Nothing,
    File,
    Folder,
}

/// Looks at the file system; never at a path of the network, where looking would tell a server who looks.
pub(crate) fn look(path: &Path) -> Found {
    match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Found::Folder,
        Ok(_) => Found::File,
        Err(_) => Found::Nothing,
    }
}

/// A public identifier as it is; everything else becomes `<local>`, with an ending that the schema lists.
pub(crate) fn reference(text: &str, extensions: &[&'static str], look: impl Fn(&Path) -> Found) -> Reference {
    let text = text.trim();
    let local = |what: &str| Reference::Local(Treated(format!("<local{what}>").into()));
    let on_network = text.starts_with("\\\\") || text.starts_with("//") || text.contains("://");
    let found = if on_network || text.len() > PATH_BYTES { Found::Nothing } else { look(Path::new(text)) };
    if found == Found::Folder {
        return local(":dir");
    }
    if found == Found::Nothing && is_public(text) {
        return Reference::Public(text.to_owned());
    }
    let ending =
        text.rsplit(['/', '\\']).next().and_then(|name| name.rfind('.').map(|dot| name[dot..].to_ascii_lowercase()));
    match extensions.iter().find(|known| Some(**known) == ending.as_deref() && is_extension(known)) {
        Some(known) => local(&format!(":{known}")),
        None => local(""),
    }
}

/// No file system has a longer path, and nobody's identifier is.
const PATH_BYTES: usize = 4096;

/// `org/name` or `name`: nothing that a path or an address has, and no ending as files have it.
fn is_public(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    let is_part = |part: &&str| {
        part.starts_with(|c: char| c.is_ascii_alphanumeric())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
            && !part.contains("..")
    };
    // `Qwen2.5-VL` is a name, `weights.customer-secret` may be a file's.
    let has_ending = parts
        .last()
        .is_some_and(|name| name.split('.').skip(1).any(|part| part.starts_with(|c: char| !c.is_ascii_digit())));
    text.len() <= REFERENCE_CHARS_MAX && parts.len() <= 2 && parts.iter().all(is_part) && !has_ending
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second case of RFC 4231.
    #[test]
    fn a_digest_is_the_standard_one_and_depends_on_its_key() {
        let with = |key: &[u8]| digest(&HMAC::new(key), b"what do ya want for nothing?");
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        assert_eq!(with(b"Jefe").as_str(), expected);
        assert_ne!(with(b"jefe").as_str(), expected);
    }

    #[test]
    fn a_version_keeps_numbers_and_well_known_words() {
        for (text, expected) in [
            ("1.2.3", Some("1.2.3")),
            ("v1.2", Some("1.2")),
            ("1.2.3-rc.1+build.77", Some("1.2.3-rc.1")),
            ("1.2.3rc1", Some("1.2.3-rc.1")),
            ("2.0.dev4", Some("2.0-dev.4")),
            ("1.2.3-Beta", Some("1.2.3-beta")),
            ("1.2.3-acme.corp", Some("1.2.3")),
            ("1.2.3-rc.alice", Some("1.2.3")),
            ("1.2.3 built by alice", Some("1.2.3")),
            ("10.0.26310.5", Some("10.0.26310.5")),
            ("20260421", Some("20260421")),
            ("1.2.3.4.5", None),
            ("1234567890123456", None),
            ("1..2", None),
            ("latest", None),
            ("", None),
            ("٣.1", None),
        ] {
            assert_eq!(version(text).as_ref().map(Treated::as_str), expected, "{text}");
        }
    }

    #[test]
    fn a_number_falls_into_the_range_that_holds_its_lower_edge() {
        let labels = ["<10", "10-100", "100+"];
        for (value, label) in [
            (-1.0, Some("<10")),
            (9.99, Some("<10")),
            (10.0, Some("10-100")),
            (99.0, Some("10-100")),
            (100.0, Some("100+")),
            (f64::INFINITY, Some("100+")),
            (f64::NEG_INFINITY, Some("<10")),
            (f64::NAN, None),
        ] {
            assert_eq!(bucket(value, &[10, 100], &labels), label, "{value}");
        }
    }

    fn refer(text: &str) -> String {
        let files = |path: &Path| match path.to_str() {
            Some("bert" | "org/checked-out") => Found::Folder,
            Some("README") => Found::File,
            _ => Found::Nothing,
        };
        match reference(text, &[".onnx", ".gguf"], files) {
            Reference::Public(text) => text,
            Reference::Local(treated) => treated.as_str().to_owned(),
        }
    }

    #[test]
    fn a_public_identifier_passes_and_all_else_becomes_local() {
        for text in ["gpt2", "microsoft/phi-3", "Qwen/Qwen2.5-VL-7B", "gpt-3.5-turbo", "org_a/name.1"] {
            assert_eq!(refer(text), text);
        }
        for (text, expected) in [
            ("model.onnx", "<local:.onnx>"),
            ("MODEL.ONNX", "<local:.onnx>"),
            ("/home/alice/m.gguf", "<local:.gguf>"),
            ("C:\\Users\\Alice\\m.onnx", "<local:.onnx>"),
            ("C:m.onnx", "<local:.onnx>"),
            ("\\\\server\\share\\m.onnx", "<local:.onnx>"),
            ("weights.customer-secret", "<local>"),
            ("notes.pdf", "<local>"),
            ("./gpt2", "<local>"),
            ("../x", "<local>"),
            ("~/x", "<local>"),
            ("a/b/c", "<local>"),
            ("alice smith", "<local>"),
            ("https://example.com/m.onnx", "<local:.onnx>"),
            ("bert", "<local:dir>"),
            ("org/checked-out", "<local:dir>"),
            ("README", "<local>"),
            ("org/..", "<local>"),
            ("modèle", "<local>"),
            ("", "<local>"),
        ] {
            assert_eq!(refer(text), expected, "{text}");
        }
    }

    #[test]
    fn a_path_of_the_network_is_never_looked_at() {
        for text in ["\\\\server\\share", "//server/share/x.onnx", "\\\\?\\UNC\\server\\x", "smb://server/x"] {
            let found = reference(text, &[], |path| panic!("looked at {}", path.display()));
            assert_eq!(found, Reference::Local(Treated("<local>".into())));
        }
    }
}
