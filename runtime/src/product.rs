//! The one runtime of a product: a constant that holds nothing until `install()` finds a yes.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use candor_core::Sampling;

use crate::about::About;
use crate::commands::Commands;
use crate::consent;
use crate::error::KnownError;
use crate::event::{EventSpec, Value};
use crate::identity;
use crate::import::Import;
use crate::pipeline::Pipeline;
use crate::spec::ProductSpec;

/// Whether events of a product go anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum State {
    NotInstalled = 0,
    Off = 1,
    On = 2,
}

/// A product and its pipeline, if it has one. Generated as a constant.
#[derive(Debug)]
pub struct Product {
    spec: &'static ProductSpec,
    about: About,
    commands: Option<&'static Commands>,
    import: Option<&'static Import>,
    #[cfg(feature = "clap")]
    heartbeat: std::sync::Once,
    state: AtomicU8,
    early: AtomicU64,
    /// Below which part of the runs this one falls, in thousandths of a percent: drawn once, kept nowhere.
    draw: OnceLock<u32>,
    pipeline: RwLock<Option<Arc<Pipeline>>>,
    outcome: Mutex<Outcome>,
    known_errors: RwLock<&'static [KnownError]>,
    #[cfg(feature = "testing")]
    claims: &'static crate::verify::Claims,
    #[cfg(feature = "testing")]
    scrubber: OnceLock<crate::scrub::Scrubber>,
}

/// How the last `install()` ended, for who asks.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    NotInstalled,
    Consent(consent::State),
    /// The product was built with something that is no instrumentation key.
    BadKey,
    /// The schema's endpoint is none that events may go to.
    BadEndpoint,
    /// The product was built without TLS, and its endpoint needs it.
    WithoutTls,
}

impl Product {
    /// A product that has not been installed.
    #[must_use]
    pub const fn new(spec: &'static ProductSpec) -> Self {
        Self {
            spec,
            about: About::NOTHING,
            commands: None,
            import: None,
            #[cfg(feature = "clap")]
            heartbeat: std::sync::Once::new(),
            state: AtomicU8::new(State::NotInstalled as u8),
            early: AtomicU64::new(0),
            draw: OnceLock::new(),
            pipeline: RwLock::new(None),
            outcome: Mutex::new(Outcome::NotInstalled),
            known_errors: RwLock::new(&[]),
            #[cfg(feature = "testing")]
            claims: &crate::verify::Claims::NOTHING,
            #[cfg(feature = "testing")]
            scrubber: OnceLock::new(),
        }
    }

    /// With what users may know of its events.
    #[must_use]
    pub const fn about(mut self, about: About) -> Self {
        self.about = about;
        self
    }

    /// With what its commands tell by themselves.
    #[must_use]
    pub const fn commands(mut self, commands: &'static Commands) -> Self {
        self.commands = Some(commands);
        self
    }

    /// With what it takes over from an earlier program.
    #[must_use]
    pub const fn import(mut self, import: &'static Import) -> Self {
        self.import = Some(import);
        self
    }

    pub(crate) fn its_import(&self) -> Option<&'static Import> {
        self.import
    }

    #[cfg(feature = "clap")]
    pub(crate) fn its_commands(&self) -> Option<&'static Commands> {
        self.commands
    }

    /// Runs `emit` once a process; for a test, once a recording.
    #[cfg(feature = "clap")]
    pub(crate) fn emit_heartbeat(&self, emit: fn()) {
        #[cfg(feature = "testing")]
        if let Some(recording) = crate::testing::Recording::current() {
            return recording.once(self.spec.name, emit);
        }
        self.heartbeat.call_once(emit);
    }

    /// With what it promises, for its tests.
    #[must_use]
    #[cfg(feature = "testing")]
    pub const fn claims(mut self, claims: &'static crate::verify::Claims) -> Self {
        self.claims = claims;
        self
    }

    /// With what it promises, for its tests.
    #[must_use]
    #[cfg(not(feature = "testing"))]
    pub const fn claims(self, _: &'static crate::without_claims::Claims) -> Self {
        self
    }

    /// The claims under `never_collected:`.
    #[cfg(feature = "testing")]
    pub(crate) fn promised(&self) -> &'static [candor_core::Claim] {
        self.claims.promised
    }

    /// What fills each of its events.
    #[cfg(feature = "testing")]
    pub(crate) fn plants(&self) -> &'static [fn(&crate::verify::Planter)] {
        self.claims.plants
    }

    #[cfg(any(feature = "clap", feature = "testing"))]
    pub(crate) fn what_it_sends(&self) -> About {
        self.about
    }

    pub(crate) fn spec(&self) -> &'static ProductSpec {
        self.spec
    }

    /// The scrubber of a product that is not installed.
    #[cfg(feature = "testing")]
    pub(crate) fn scrubber(&self) -> &crate::scrub::Scrubber {
        self.scrubber.get_or_init(|| crate::pipeline::scrubber(self.spec))
    }

    #[inline]
    pub(crate) fn state(&self) -> State {
        match self.state.load(Ordering::Relaxed) {
            2 => State::On,
            1 => State::Off,
            _ => State::NotInstalled,
        }
    }

    /// Whether this run is one of a part of all runs. The same draw decides for every event, so that the events of a run are
    /// sent together.
    pub(crate) fn is_in_sample(&self, part: u32) -> bool {
        *self.draw.get_or_init(|| draw(identity::random_number())) < part
    }

    /// An event came before `install()`: it is dropped, and counted.
    pub(crate) fn count_early(&self) {
        self.early.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn early(&self) -> u64 {
        self.early.load(Ordering::Relaxed)
    }

    pub(crate) fn emit(&self, spec: &'static EventSpec, values: &mut Vec<Value>) {
        // Under the lock, since a count of references that all threads share costs more than it.
        if let Some(pipeline) = &*self.pipeline.read().unwrap_or_else(PoisonError::into_inner) {
            pipeline.emit(spec, values);
        }
    }

    pub(crate) fn pipeline(&self) -> Option<Arc<Pipeline>> {
        self.pipeline.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Puts a pipeline in place. One that is there and still runs stays: `None` says that it is not the new one.
    pub(crate) fn switch_on(&self, make: impl FnOnce() -> Pipeline) -> Option<Arc<Pipeline>> {
        let mut slot = self.pipeline.write().unwrap_or_else(PoisonError::into_inner);
        match &*slot {
            Some(pipeline) if !pipeline.is_finished() => return None,
            Some(_) => {}
            None => crate::frames::product_turned(true),
        }
        let pipeline = Arc::new(make());
        *slot = Some(Arc::clone(&pipeline));
        self.state.store(State::On as u8, Ordering::Release);
        Some(pipeline)
    }

    /// Takes the pipeline away; events from now on go nowhere.
    pub(crate) fn switch_off(&self) -> Option<Arc<Pipeline>> {
        let mut slot = self.pipeline.write().unwrap_or_else(PoisonError::into_inner);
        self.state.store(State::Off as u8, Ordering::Release);
        let pipeline = slot.take();
        if pipeline.is_some() {
            crate::frames::product_turned(false);
        }
        pipeline
    }

    pub(crate) fn known_errors(&self) -> &'static [KnownError] {
        *self.known_errors.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set_known_errors(&self, known: &'static [KnownError]) {
        *self.known_errors.write().unwrap_or_else(PoisonError::into_inner) = known;
    }

    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_outcome(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = outcome;
    }
}

/// Where a run falls among all. Without randomness it falls into no part: sending less is the safe way to be wrong.
fn draw(random: Option<u64>) -> u32 {
    let all = Sampling::ALL.thousandths();
    random.and_then(|number| u32::try_from(number % u64::from(all)).ok()).unwrap_or(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::testing::SPEC;

    #[test]
    fn a_draw_falls_below_the_parts_that_it_belongs_to() {
        for (random, place) in [(Some(0), 0), (Some(99_999), 99_999), (Some(100_000), 0), (None, 100_000)] {
            assert_eq!(draw(random), place, "{random:?}");
        }
        let product = Product::new(&SPEC);
        product.draw.set(10_000).unwrap();
        assert!(product.is_in_sample(10_001) && !product.is_in_sample(10_000) && !product.is_in_sample(1));
    }

    #[test]
    fn a_run_draws_once() {
        let product = Product::new(&SPEC);
        let part = Sampling::ALL.thousandths() / 2;
        let first = product.is_in_sample(part);
        assert!((0..100).all(|_| product.is_in_sample(part) == first));
    }
}
