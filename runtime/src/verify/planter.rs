//! Gives each field a value of its type: the planted one where the type takes text, else anything.

use std::time::Duration;

use candor_core::Claim;
use candor_core::names::is_label;

use super::planted::Planted;
use crate::frames::Frames;

/// What stands in a field that cannot take the planted value. A valid label, reference and version, so that no treatment
/// hides that a field was filled.
const NOTHING: &str = "1.0";

/// What the generated code fills the fields of an event from.
#[derive(Debug)]
pub struct Planter {
    value: &'static Planted,
    /// The value as it is, or within a sentence.
    text: String,
    is_promised: bool,
}

#[allow(clippy::unused_self, reason = "the generated code calls every type alike")]
impl Planter {
    /// The ways in which a value is planted.
    pub(super) fn all(value: &'static Planted, promised: &[Claim]) -> impl Iterator<Item = Self> {
        let is_promised = value.claim().is_some_and(|claim| promised.contains(&claim));
        let text = value.as_str();
        let texts = [text.to_owned(), format!("cannot use {text} here"), format!("failed, {text}")];
        texts.into_iter().map(move |text| Self { value, text, is_promised })
    }

    pub(super) fn value(&self) -> &'static Planted {
        self.value
    }

    /// For a `bool`.
    #[must_use]
    pub fn bool(&self) -> bool {
        true
    }

    /// For an `int`.
    #[must_use]
    pub fn int(&self) -> i64 {
        1
    }

    /// For a `uint`.
    #[must_use]
    pub fn uint(&self) -> u64 {
        1
    }

    /// For a `float`.
    #[must_use]
    pub fn float(&self) -> f64 {
        1.0
    }

    /// For a `bucket`.
    #[must_use]
    pub fn bucket(&self) -> f64 {
        1.0
    }

    /// For a `duration`.
    #[must_use]
    pub fn duration(&self) -> Duration {
        Duration::from_millis(1)
    }

    /// For an `enum`: it takes nothing that is not its own.
    #[must_use]
    pub fn choice<T: Copy>(&self, all: &[T]) -> T {
        all[0]
    }

    /// For a `label`. One is known when the product is compiled; what has the form of one and is not needs a leak on purpose.
    #[must_use]
    pub fn label(&self) -> &'static str {
        let text = self.value.as_str();
        if is_label(text) { NOTHING } else { text }
    }

    /// For a `text`.
    #[must_use]
    pub fn text(&self) -> &str {
        if self.value.is_scrubbed() { &self.text } else { NOTHING }
    }

    /// For a `reference`.
    #[must_use]
    pub fn reference(&self) -> &str {
        self.text()
    }

    /// For a `version`, which takes four numbers for one although they may be an address: the promise must be made.
    #[must_use]
    pub fn version(&self) -> &str {
        if self.is_promised { &self.text } else { NOTHING }
    }

    /// For a `digest`, which lets nothing through of what it takes.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.value.as_str()
    }

    /// For `frames`: a file that lies where the planted one does, and a function that is called so.
    #[must_use]
    pub fn frames(&self) -> Frames {
        let file = if self.value.claim() == Some(Claim::Paths) { self.value.as_str() } else { "src/main.rs" };
        Frames::planted(file, self.text())
    }
}
