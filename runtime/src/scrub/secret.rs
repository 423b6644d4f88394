//! Secrets of known shape.

use memchr::memmem;

use super::bytes::{run, run_back};
use super::scan::{Edit, Rule};

/// A prefix, how many characters must follow it at least, and which.
struct Shape {
    prefix: &'static str,
    rest: usize,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    /// Letters and digits.
    Alphanumeric,
    /// The same, `_` and `-`.
    UrlSafe,
    /// The same and `.`.
    Dotted,
}

const fn shape(prefix: &'static str, rest: usize, kind: Kind) -> Shape {
    Shape { prefix, rest, kind }
}

/// Sorted by who issues them: GitHub, GitLab, AWS, Hugging Face, model services, Slack, Stripe, Google, package registries.
const SHAPES: [Shape; 45] = [
    shape("ghp_", 16, Kind::Alphanumeric),
    shape("gho_", 16, Kind::Alphanumeric),
    shape("ghu_", 16, Kind::Alphanumeric),
    shape("ghs_", 16, Kind::Alphanumeric),
    shape("ghr_", 16, Kind::Alphanumeric),
    shape("github_pat_", 16, Kind::UrlSafe),
    shape("glpat-", 16, Kind::UrlSafe),
    shape("gldt-", 16, Kind::UrlSafe),
    shape("glrt-", 16, Kind::UrlSafe),
    shape("AKIA", 12, Kind::Alphanumeric),
    shape("ASIA", 16, Kind::Alphanumeric),
    shape("AROA", 16, Kind::Alphanumeric),
    shape("ABIA", 16, Kind::Alphanumeric),
    shape("hf_", 16, Kind::Alphanumeric),
    shape("api_org_", 16, Kind::Alphanumeric),
    shape("sk-", 16, Kind::UrlSafe),
    shape("gsk_", 16, Kind::Alphanumeric),
    shape("r8_", 16, Kind::Alphanumeric),
    shape("nvapi-", 16, Kind::UrlSafe),
    shape("pplx-", 16, Kind::Alphanumeric),
    shape("xai-", 20, Kind::UrlSafe),
    shape("xoxb-", 10, Kind::UrlSafe),
    shape("xoxp-", 10, Kind::UrlSafe),
    shape("xoxa-", 10, Kind::UrlSafe),
    shape("xoxr-", 10, Kind::UrlSafe),
    shape("xoxs-", 10, Kind::UrlSafe),
    shape("xapp-", 10, Kind::UrlSafe),
    shape("sk_live_", 10, Kind::Alphanumeric),
    shape("sk_test_", 10, Kind::Alphanumeric),
    shape("pk_live_", 10, Kind::Alphanumeric),
    shape("pk_test_", 10, Kind::Alphanumeric),
    shape("rk_live_", 10, Kind::Alphanumeric),
    shape("rk_test_", 10, Kind::Alphanumeric),
    shape("whsec_", 16, Kind::Alphanumeric),
    shape("AIza", 20, Kind::UrlSafe),
    shape("ya29.", 10, Kind::Dotted),
    shape("GOCSPX-", 16, Kind::UrlSafe),
    shape("npm_", 20, Kind::Alphanumeric),
    shape("pypi-", 16, Kind::UrlSafe),
    shape("cio", 32, Kind::Alphanumeric),
    shape("dop_v1_", 16, Kind::Alphanumeric),
    shape("SG.", 20, Kind::Dotted),
    shape("shpat_", 16, Kind::Alphanumeric),
    shape("dapi", 28, Kind::Alphanumeric),
    shape("hvs.", 16, Kind::Dotted),
];

/// A secret that starts at `at`, where a group of letters and digits begins.
pub(super) fn find(bytes: &[u8], at: usize) -> Option<Edit> {
    let rest = &bytes[at..];
    if rest.len() < 12 {
        return None;
    }
    match &rest[..3] {
        b"eyJ" => web_token(bytes, at),
        b"S-1" if rest.starts_with(b"S-1-") => sid(bytes, at),
        _ => shaped(bytes, at),
    }
}

/// Bits of the number to which the first characters of a secret are hashed.
const HEAD_BITS: u32 = 12;

/// Whether a secret, or the label of a PEM block, starts with the three characters that [`head`] hashes to a number.
static HEADS: [bool; 1 << HEAD_BITS] = heads();

const fn heads() -> [bool; 1 << HEAD_BITS] {
    let mut table = [false; 1 << HEAD_BITS];
    table[head(u32::from_le_bytes(*b"eyJ."))] = true;
    table[head(u32::from_le_bytes(*b"S-1-"))] = true;
    table[head(u32::from_le_bytes(*b"BEGI"))] = true;
    let mut n = 0;
    while n < SHAPES.len() {
        let prefix = SHAPES[n].prefix.as_bytes();
        table[head(u32::from_le_bytes([prefix[0], prefix[1], prefix[2], 0]))] = true;
        n += 1;
    }
    table
}

const fn head(first: u32) -> usize {
    ((first << 8).wrapping_mul(0x9e37_79b1) >> (u32::BITS - HEAD_BITS)) as usize
}

/// Whether a secret may start with the first three of four bytes. Nearly every word of a text is sent away here.
pub(super) fn is_head(first: u32) -> bool {
    HEADS[head(first)]
}

/// Whether a secret may start at `at`, which stands before the last three bytes.
pub(super) fn may_start(bytes: &[u8], at: usize) -> bool {
    let first = bytes.get(at..).and_then(|rest| rest.first_chunk());
    first.is_some_and(|&first| is_head(u32::from_le_bytes(first)))
}

fn shaped(bytes: &[u8], at: usize) -> Option<Edit> {
    let rest = &bytes[at..];
    let shape = SHAPES.iter().find(|shape| rest.starts_with(shape.prefix.as_bytes()))?;
    let from = at + shape.prefix.len();
    let end = run(bytes, from, |b| match shape.kind {
        Kind::Alphanumeric => b.is_ascii_alphanumeric(),
        Kind::UrlSafe => b.is_ascii_alphanumeric() || b == b'_' || b == b'-',
        Kind::Dotted => b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'),
    });
    let end = run_back(bytes, from, end, |b| b == b'.');
    let secret = &bytes[from..end];
    // Keys of AWS have 20 capitals and digits.
    let is_aws = shape.prefix.ends_with("IA") && end - at == 20;
    (secret.len() >= shape.rest && (is_aws || is_random(secret))).then(|| Edit::mark(at, end, Rule::Secret))
}

/// Whether the rest of a secret is one: `sk-learn-compatible-estimator` has its prefix by chance.
fn is_random(secret: &[u8]) -> bool {
    let upper = secret.iter().any(u8::is_ascii_uppercase);
    let lower = secret.iter().any(u8::is_ascii_lowercase);
    secret.iter().any(u8::is_ascii_digit) || upper && lower
}

/// `header.payload.signature`, of which the last may be missing.
fn web_token(bytes: &[u8], at: usize) -> Option<Edit> {
    let end = run(bytes, at, |b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'='));
    let end = run_back(bytes, at, end, |b| b == b'.');
    (end - at >= 16).then(|| Edit::mark(at, end, Rule::Secret))
}

/// A security identifier of Windows: `S-1-5-21-…`.
fn sid(bytes: &[u8], at: usize) -> Option<Edit> {
    let end = run(bytes, at + 1, |b| b.is_ascii_digit() || b == b'-');
    let end = run_back(bytes, at, end, |b| b == b'-');
    let parts = bytes[at..end].iter().filter(|&&b| b == b'-').count();
    (parts >= 3).then(|| Edit::mark(at, end, Rule::Account))
}

/// The block of a private key or a certificate whose first dash is at `at`; an unclosed one reaches to the end.
pub(super) fn pem_block(bytes: &[u8], at: usize) -> Option<Edit> {
    if !bytes[at..].starts_with(b"-----BEGIN ") {
        return None;
    }
    let end = memmem::find(&bytes[at..], b"-----END ").map_or(bytes.len(), |n| {
        let label = at + n + 9;
        let dashes = memmem::find(&bytes[label..bytes.len().min(label + 64)], b"-----");
        dashes.map_or(bytes.len(), |n| label + n + 5)
    });
    Some(Edit::mark(at, end, Rule::Secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_passes_the_first_look() {
        for shape in &SHAPES {
            let text = format!("{}aB3{}", shape.prefix, "aB3dE5gH7j".repeat(5));
            let found = find(text.as_bytes(), 0);
            assert_eq!(found, Some(Edit::mark(0, text.len(), Rule::Secret)), "{}", shape.prefix);
        }
    }
}
