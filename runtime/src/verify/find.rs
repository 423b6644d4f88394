//! Looks for planted values in the bytes that would be sent.

use std::fmt;

use candor_core::Claim;
use serde_json::Value;

use super::planted::Planted;
use crate::delivery;
use crate::product::Product;
use crate::testing::Recorded;

/// A planted value that would be sent. What it was is not told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Leak {
    event: &'static str,
    /// `None` for what stands outside of the fields.
    field: Option<String>,
    kind: &'static str,
    /// The claim that it breaks; `None` where nothing but the treatment speaks of it.
    claim: Option<Claim>,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.claim {
            Some(claim) => write!(f, "`{claim}` is not kept: ")?,
            None => f.write_str("scrubbing fails: ")?,
        }
        match &self.field {
            Some(field) => write!(f, "{}.{field} holds {}", self.event, self.kind),
            None => write!(f, "the envelope of {} holds {}", self.event, self.kind),
        }
    }
}

/// The place of `value` in `event`, if it is in any of the forms in which it could be sent.
pub(super) fn leak(product: &Product, event: &Recorded, value: &Planted) -> Option<Leak> {
    let record = event.record();
    let sent = delivery::bodies_of(record, product.spec().app);
    let Some(sent) = sent else { panic!("{} cannot be made an envelope", event.name()) };
    if !sent.iter().any(|bytes| value.is_in(bytes)) {
        return None;
    }
    let data = serde_json::from_str(record).ok().and_then(|mut record: Value| Some(record.get_mut("data")?.take()));
    let fields = data.as_ref().and_then(Value::as_object).into_iter().flatten();
    let field = fields.into_iter().find(|(_, held)| value.is_in(held.to_string().as_bytes()));
    let claim = value.claim().filter(|claim| product.promised().contains(claim));
    Some(Leak { event: event.name(), field: field.map(|(name, _)| name.clone()), kind: value.kind(), claim })
}
