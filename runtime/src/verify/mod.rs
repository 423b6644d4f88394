//! For the tests of a product: plants what must never be collected, and looks for it in what would be sent.
//!
//! ```
//! # mod sketch {
//! #     use candor::__private::{Answer, Ask, ConsentSpec, EventSpec, Event, Product, ProductSpec};
//! #     static SPEC: ProductSpec = ProductSpec {
//! #         name: "ModelKit", app: "modelkit", version: "0.1.0",
//! #         consent: ConsentSpec { version: 1, ask: Ask::Terminal, default: Answer::Accept, notice: "", notice_sha256: "" },
//! #         storage: ".modelkit", context: &[], scrub_roots: &[], scrub_patterns: &[],
//! #         destinations: &[], schema_digest: "",
//! #     };
//! #     static PRODUCT: Product = Product::new(&SPEC).claims(&CLAIMS);
//! #     static CLAIMS: candor::__private::Claims = candor::__private::claims! {
//! #         [Paths] |planter| ModelKitError::new().message(planter.text()).emit()
//! #     };
//! #     static EVENT: EventSpec = EventSpec { name: "ModelKitError", fields: &["message"] };
//! #     pub struct ModelKitError(Event);
//! #     impl ModelKitError {
//! #         pub fn new() -> Self { Self(Event::begin(&PRODUCT, &EVENT)) }
//! #         pub fn message(self, v: &str) -> Self { Self(self.0.set_text(0, &v, 200)) }
//! #         pub fn emit(self) { self.0.emit() }
//! #     }
//! #     pub fn telemetry() -> candor::Telemetry { candor::Telemetry::new(&PRODUCT) }
//! #     pub fn open(path: &str) -> Result<(), String> { Err(format!("cannot open {path}")) }
//! # }
//! # use sketch::{ModelKitError, open, telemetry}; // in a product: candor::schema!("schema");
//! candor::verify::claims(&telemetry(), |planted| {
//!     if let Err(error) = open(planted.as_str()) {
//!         ModelKitError::new().message(&error).emit();
//!     }
//! });
//! ```
//!
//! `docs/claims.md` tells what each claim promises and which values stand for it.

// A test fails by panicking, and it is the test's own mistake.
#![allow(clippy::panic)]

mod find;
mod planted;
mod planter;
#[cfg(test)]
mod tests;

pub use candor_core::Claim;
pub use planted::Planted;
#[doc(hidden)]
pub use planter::Planter;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::product::Product;
use crate::scrub::{MachineNames, Scrubber};
use crate::telemetry::Telemetry;
use crate::testing::{Recorded, Recording};
use find::Leak;

/// Puts planted values of every kind through every field of every event of a product, and through its error path, and looks
/// for them in the bytes that each kind of destination would be sent.
///
/// What scrubbing promises of every text is tested whatever the product claims; what else a claim under `never_collected`
/// promises, where it is made.
///
/// `error_path` does with a value what the product does with what it is given, and reports the error that comes of it as the
/// product does: take it for the name of a file, for an argument, for what a file holds ([`Planted::claim`] says what it
/// stands for). It is called once for each value. A product whose events hold no words of a run may give `|_| ()`.
///
/// # Panics
///
/// When a value is found, with the claim, the event, the field and the kind of value, and never the value itself; when an
/// event cannot be recorded; and when a claim that scrubbing cannot keep is made and `error_path` reports nothing.
#[track_caller]
pub fn claims(telemetry: &Telemetry, error_path: impl Fn(&Planted)) {
    let Some(product) = telemetry.product() else { panic!("the schema of this product has errors") };
    let run = Run::new(product);
    let mut leaks: Vec<Leak> = run.fields().collect();
    let (reported, more) = run.errors(error_path);
    leaks.extend(more);
    // A value is planted in several ways, and one line of them is enough.
    let told: BTreeSet<String> = leaks.iter().map(ToString::to_string).collect();
    let told: Vec<String> = told.into_iter().collect();
    assert!(told.is_empty(), "what must never be collected would be sent:\n  {}", told.join("\n  "));
    if let Some(claim) = run.kept_by_people().filter(|_| reported == 0) {
        panic!(
            "`{claim}` is kept by who writes the texts, and the error path reported nothing that could be looked at"
        );
    }
}

/// One verification of a product.
struct Run {
    product: &'static Product,
    scrubber: Arc<Scrubber>,
}

impl Run {
    fn new(product: &'static Product) -> Self {
        let names = MachineNames::new(planted::MACHINE);
        Self::with(product, crate::pipeline::scrubber(product.spec()).with_names(&names))
    }

    fn with(product: &'static Product, scrubber: Scrubber) -> Self {
        Self { product, scrubber: Arc::new(scrubber) }
    }

    fn values(&self) -> impl Iterator<Item = &'static Planted> {
        let promised = self.product.promised();
        planted::ALL.iter().filter(move |value| value.is_to_be_kept_out(promised))
    }

    /// Each value alone and within a sentence, through every field of every event.
    fn fields(&self) -> impl Iterator<Item = Leak> {
        let planters = self.values().flat_map(move |value| Planter::all(value, self.product.promised()));
        planters
            .flat_map(move |planter| self.product.plants().iter().filter_map(move |plant| self.field(plant, &planter)))
    }

    fn field(&self, plant: &fn(&Planter), planter: &Planter) -> Option<Leak> {
        let recorded = self.record(|| plant(planter));
        let [event] = recorded.as_slice() else {
            panic!("an event of the schema was not recorded, but {} were", recorded.len());
        };
        find::leak(self.product, event, planter.value())
    }

    /// Each value through what the product itself does with it; how many events that made, and what they held.
    fn errors(&self, error_path: impl Fn(&Planted)) -> (usize, Vec<Leak>) {
        let mut leaks = Vec::new();
        let mut reported = 0;
        for value in self.values() {
            let recorded = self.record(|| error_path(value));
            reported += recorded.len();
            leaks.extend(recorded.iter().filter_map(|event| find::leak(self.product, event, value)));
        }
        (reported, leaks)
    }

    /// A claim that no scrubber can keep, of a product with fields that could break it.
    fn kept_by_people(&self) -> Option<&'static Claim> {
        let mut treatments = self.product.what_it_sends().treatments();
        let takes_words =
            treatments.any(|treatment| ["text", "reference"].iter().any(|kind| treatment.starts_with(kind)));
        self.product.promised().iter().find(|claim| takes_words && !claim.is_scrubbed())
    }

    fn record(&self, f: impl FnOnce()) -> Vec<Recorded> {
        Recording::scrubbed_by(Arc::clone(&self.scrubber)).into_events(f)
    }
}

/// What the generated code says of a product's promises, and how its fields are reached.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Claims {
    pub(crate) promised: &'static [Claim],
    pub(crate) plants: &'static [fn(&Planter)],
}

impl Claims {
    /// Nothing is promised, and nothing can be sent.
    pub const NOTHING: Self = Self { promised: &[], plants: &[] };

    /// For generated code.
    #[must_use]
    pub const fn new(promised: &'static [Claim], plants: &'static [fn(&Planter)]) -> Self {
        Self { promised, plants }
    }
}

/// One function an event, which fills every field through its setter. For generated code.
#[doc(hidden)]
#[macro_export]
macro_rules! __claims {
    ([$($claim:ident),*] $($plant:expr),* $(,)?) => {
        $crate::__private::Claims::new(&[$($crate::__private::Claim::$claim),*], &[$($plant),*])
    };
}
