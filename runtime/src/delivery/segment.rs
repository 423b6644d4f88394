//! The name of a spool file. It carries the stamp, since a name cannot be torn.

use std::fmt;

/// What the events of a segment were collected under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    /// Version of the consent.
    pub(super) consent: u32,
    /// The first 16 characters of the schema's digest.
    pub(super) schema: String,
    /// The places that the events may go to, by their ids, in order.
    pub(super) destinations: Vec<u32>,
}

/// Which segment it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SegmentName {
    /// When it was begun, in milliseconds since 1970.
    pub(super) created_ms: u64,
    /// The process that writes it.
    pub(super) owner: u64,
    /// Its number among the owner's.
    pub(super) number: u32,
    pub(super) stamp: Stamp,
}

/// Who may touch it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// Its owner, while that lives.
    Open,
    /// The sender.
    Sealed {
        /// Lines when it was sealed.
        events: u64,
    },
}

/// The part of a schema's digest that a name has room for.
pub(super) fn short_digest(digest: &str) -> String {
    let short: String = digest.chars().filter(char::is_ascii_alphanumeric).take(16).collect();
    if short.is_empty() { "0".to_owned() } else { short }
}

/// The name of an owner's lock file.
pub(super) fn lock_name(owner: u64) -> String {
    format!("{owner:016x}.lock")
}

/// The owner that a lock file's name tells.
pub(super) fn parse_lock_name(name: &str) -> Option<u64> {
    let hex = name.strip_suffix(".lock")?;
    (hex.len() == 16).then(|| u64::from_str_radix(hex, 16).ok())?
}

impl SegmentName {
    pub(super) fn open_name(&self) -> String {
        format!("{self}.open")
    }

    pub(super) fn sealed_name(&self, events: u64) -> String {
        format!("{self}-e{events}.seg")
    }

    pub(super) fn parse(name: &str) -> Option<(Self, Phase)> {
        let (stem, phase) = if let Some(stem) = name.strip_suffix(".open") {
            (stem, Phase::Open)
        } else {
            let (stem, events) = name.strip_suffix(".seg")?.rsplit_once("-e")?;
            (stem, Phase::Sealed { events: events.parse().ok()? })
        };
        let mut parts = stem.split('-');
        let created_ms = parts.next()?.parse().ok()?;
        let owner = u64::from_str_radix(parts.next()?, 16).ok()?;
        let number = parts.next()?.parse().ok()?;
        let consent = parts.next()?.strip_prefix('c')?.parse().ok()?;
        let schema = parts.next()?.strip_prefix('s')?.to_owned();
        let destinations = parts.next()?.strip_prefix('d')?.split('.').map(|hex| u32::from_str_radix(hex, 16).ok());
        let destinations = destinations.collect::<Option<_>>()?;
        let parsed = Self { created_ms, owner, number, stamp: Stamp { consent, schema, destinations } };
        // A name that is not written exactly as this version writes it is another version's, and not ours to touch.
        (parsed.to_string() == stem).then_some((parsed, phase))
    }
}

/// The name without what changes when the segment is sealed; it identifies the segment in the sender's memory.
impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created_ms, owner, number, stamp: Stamp { consent, schema, destinations } } = self;
        write!(f, "{created_ms:013}-{owner:016x}-{number:06}-c{consent}-s{schema}-d")?;
        destinations.iter().enumerate().try_for_each(|(index, id)| {
            let dot = if index == 0 { "" } else { "." };
            write!(f, "{dot}{id:08x}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> SegmentName {
        let stamp =
            Stamp { consent: 3, schema: short_digest("0f1e2d3c4b5a69788796"), destinations: vec![0xbeef, 0xcafe] };
        SegmentName { created_ms: 1_776_755_561_464, owner: 0xabc, number: 7, stamp }
    }

    #[test]
    fn a_name_says_all_that_is_known_of_a_segment() {
        let open = "1776755561464-0000000000000abc-000007-c3-s0f1e2d3c4b5a6978-d0000beef.0000cafe.open";
        assert_eq!(name().open_name(), open);
        assert_eq!(SegmentName::parse(open), Some((name(), Phase::Open)));
        assert_eq!(SegmentName::parse(&name().sealed_name(12)), Some((name(), Phase::Sealed { events: 12 })));
    }

    #[test]
    fn names_of_others_are_left_alone() {
        for other in [
            "",
            "state.json",
            "1-2-3.open",
            "1776755561464-0000000000000abc-000007-c3-s0f1e-d0000beef.tmp",
            "1776755561464-0000000000000abc-000007-c3-s0f1e-d0000beef-x.open",
            "1776755561464-0000000000000abc-000007-c3-s0f1e-d0000beef.seg",
            "1776755561464-0000000000000abc-7-c3-s0f1e-d0000beef.open",
            "1776755561464-0000000000000abc-000007-c3-s0f1e-d.open",
            "1776755561464-0000000000000abc-000007-c3-s0f1e-d0000beef.cafe.open",
            "1776755561464-0000000000000ABC-000007-c3-s0f1e-d0000beef.open",
        ] {
            assert_eq!(SegmentName::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_lock_names_its_owner() {
        assert_eq!(parse_lock_name(&lock_name(0xabc)), Some(0xabc));
        assert_eq!(parse_lock_name("0000000000000abc.lock.new"), None);
        assert_eq!(parse_lock_name("abc.lock"), None);
    }

    #[test]
    fn a_digest_of_any_shape_fits_into_a_name() {
        assert_eq!(short_digest("../../x"), "x");
        assert_eq!(short_digest(""), "0");
    }
}
