//! Why events were not delivered, and how many.

use serde_json::{Map, Value};

/// Why an event was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Loss {
    /// It waited longer than its worth.
    Expired,
    /// The spool was full, and it was the oldest.
    Overflow,
    /// The collector refused it.
    Rejected,
    /// Consent was withdrawn, or does not cover what it was collected under.
    Withdrawn,
    /// The collector told this product to drop it.
    Killed,
    /// It is too large, or its record cannot be made an envelope.
    Unencodable,
    /// The disk refused it until the process ended, or memory for it ran out.
    Unwritable,
    /// Its line in the spool was damaged afterwards.
    Damaged,
}

impl Loss {
    /// Every reason, in the order of the documents.
    pub(crate) const ALL: [Self; 8] = [
        Self::Expired,
        Self::Overflow,
        Self::Rejected,
        Self::Withdrawn,
        Self::Killed,
        Self::Unencodable,
        Self::Unwritable,
        Self::Damaged,
    ];

    /// The spelling in files and in `telemetry status`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Overflow => "overflow",
            Self::Rejected => "rejected",
            Self::Withdrawn => "withdrawn",
            Self::Killed => "killed",
            Self::Unencodable => "unencodable",
            Self::Unwritable => "unwritable",
            Self::Damaged => "damaged",
        }
    }
}

/// Lost events by reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Losses([u64; Loss::ALL.len()]);

impl Losses {
    pub(crate) fn of(loss: Loss, events: u64) -> Self {
        let mut losses = Self::default();
        losses.add(loss, events);
        losses
    }

    pub(crate) fn add(&mut self, loss: Loss, events: u64) {
        let count = &mut self.0[loss as usize];
        *count = count.saturating_add(events);
    }

    pub(crate) fn merge(&mut self, other: Self) {
        for (loss, count) in other.iter() {
            self.add(loss, count);
        }
    }

    /// What came since `before`, an earlier state of the same counts.
    pub(super) fn since(self, before: Self) -> Self {
        let mut losses = Self::default();
        for ((loss, now), (_, then)) in self.iter().zip(before.iter()) {
            losses.add(loss, now.saturating_sub(then));
        }
        losses
    }

    #[cfg(test)]
    pub(crate) fn get(&self, loss: Loss) -> u64 {
        self.0[loss as usize]
    }

    pub(super) fn total(&self) -> u64 {
        self.0.iter().copied().fold(0, u64::saturating_add)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|count| *count == 0)
    }

    /// Each reason with its count, in the order of [`Loss::ALL`].
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Loss, u64)> {
        Loss::ALL.into_iter().zip(self.0)
    }

    /// As JSON, without the reasons that did not occur.
    pub(crate) fn to_json(self) -> Value {
        let counts = self.iter().filter(|(_, count)| *count > 0);
        Value::Object(counts.map(|(loss, count)| (loss.name().to_owned(), count.into())).collect::<Map<_, _>>())
    }

    /// From JSON; a reason that a later version wrote is passed over.
    pub(super) fn from_json(value: &Value) -> Self {
        let mut losses = Self::default();
        for loss in Loss::ALL {
            losses.add(loss, value.get(loss.name()).and_then(Value::as_u64).unwrap_or(0));
        }
        losses
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_survives_its_json_under_its_own_name() {
        let mut losses = Losses::default();
        for (loss, events) in Loss::ALL.into_iter().zip(1..) {
            losses.add(loss, events);
        }
        let json = losses.to_json();
        assert_eq!(json["expired"], 1);
        assert_eq!(json["damaged"], 8);
        assert_eq!(Losses::from_json(&json), losses);
    }

    #[test]
    fn reasons_that_did_not_occur_are_not_written() {
        assert_eq!(Losses::of(Loss::Killed, 3).to_json().to_string(), r#"{"killed":3}"#);
    }

    #[test]
    fn counts_saturate() {
        let mut losses = Losses::of(Loss::Expired, u64::MAX);
        losses.merge(Losses::of(Loss::Expired, 1));
        assert_eq!(losses.get(Loss::Expired), u64::MAX);
    }
}
