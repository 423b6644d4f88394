//! What a product may collect, kept in its binary, so that `candor inspect` can read it without running it.
//!
//! Between two marks stand the product's name, the schema's digest and the lines of the lock, whose checksum tells a manifest
//! from bytes that look like one.

use crate::collected::{Collected, digest};
use crate::lock::text;
use crate::model::Parts;

/// The marks, with every bit turned: the plain ones must stand in products only, and not in this program.
const START: [u8; 19] = turned(*b"\0candor manifest {\n");
const END: [u8; 19] = turned(*b"\n} candor manifest\0");

const fn turned(mut mark: [u8; 19]) -> [u8; 19] {
    let mut i = 0;
    while i < mark.len() {
        mark[i] = !mark[i];
        i += 1;
    }
    mark
}

/// A mark as it stands in a product.
fn plain(mark: [u8; 19]) -> [u8; 19] {
    // Without the box a compiler would work it out and keep the result.
    std::hint::black_box(mark).map(|byte| !byte)
}

/// The bytes of a manifest, and where in them the digest begins.
pub(crate) fn bytes(parts: &Parts) -> (Vec<u8>, usize) {
    let product = &parts.product.name.value;
    let mut out = plain(START).to_vec();
    out.extend_from_slice(product.as_bytes());
    out.push(b' ');
    let at = out.len();
    let collected = Collected::of(parts);
    let lines = text::write(&collected, product);
    out.extend_from_slice(digest(collected).as_bytes());
    out.push(b'\n');
    out.extend_from_slice(lines.as_bytes());
    out.extend_from_slice(&plain(END));
    (out, at)
}

/// What a shipped product may collect, as its binary says.
#[derive(Debug)]
pub struct Manifest {
    product: String,
    digest: String,
    text: String,
    pub(crate) collected: Collected,
}

impl Manifest {
    /// Every manifest in the bytes of a program, whatever its format, stripped or not; one that is there twice, as in a file
    /// for two architectures, is told once.
    ///
    /// ```
    /// assert!(candor_codegen::Manifest::find(b"no program").is_empty());
    /// ```
    #[must_use]
    pub fn find(program: &[u8]) -> Vec<Self> {
        let mut found: Vec<Self> = Vec::new();
        let (start, end) = (plain(START), plain(END));
        let mut rest = program;
        while let Some(at) = position(rest, &start) {
            rest = &rest[at + start.len()..];
            let Some(length) = position(rest, &end) else { break };
            let manifest = Self::read(&rest[..length + 1]);
            found.extend(manifest.filter(|one| !found.iter().any(|other| other.text == one.text)));
        }
        found
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (head, text) = std::str::from_utf8(bytes).ok()?.split_once('\n')?;
        let (product, digest) = head.split_once(' ')?;
        let collected = text::parse(0, text).ok()?;
        Some(Self { product: product.to_owned(), digest: digest.to_owned(), text: text.to_owned(), collected })
    }

    /// The name of the product.
    #[must_use]
    pub fn product(&self) -> &str {
        &self.product
    }

    /// The digest of the schema, with which waiting events are stamped.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// `consent.version` of the schema.
    #[must_use]
    pub fn consent_version(&self) -> u32 {
        self.collected.version()
    }

    /// What is collected and promised, in the form of a lock.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

fn position(bytes: &[u8], mark: &[u8; 19]) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(|byte| *byte == mark[0]) {
        at += next;
        if bytes[at..].starts_with(mark) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Vec<u8> {
        let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
        let sources = crate::Sources::read(&schema);
        bytes(&crate::check(&sources, crate::today()).model.expect("the schema of the repository is clean")).0
    }

    #[test]
    fn a_manifest_is_found_wherever_it_stands_and_told_once() {
        let program = [&b"\x7fELF\0candor"[..], &manifest(), b"\0\0more", &manifest(), b"end"].concat();
        let found = Manifest::find(&program);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].product(), found[0].consent_version(), found[0].digest().len()), ("ModelKit", 2, 64));
        assert!(found[0].text().contains("\nfield ModelKitAction.success class=usage type=bool"));
    }

    #[test]
    fn what_only_looks_like_a_manifest_is_none() {
        let good = manifest();
        assert!(Manifest::find(&good[..good.len() - 1]).is_empty(), "cut");
        let at = good.windows(12).position(|part| part == b"class=system").expect("a class");
        let mut forged = good.clone();
        forged[at + 6..at + 12].copy_from_slice(b"SYSTEM");
        assert!(Manifest::find(&forged).is_empty(), "changed");
        assert!(Manifest::find(&plain(START).repeat(3)).is_empty());
        let broken_then_good = [&plain(START)[..], b"x", &good].concat();
        assert_eq!(Manifest::find(&broken_then_good).len(), 1, "a stray mark hides nothing");
    }
}
