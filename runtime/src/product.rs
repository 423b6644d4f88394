//! The one runtime of a product: a constant that holds nothing until `install()` finds a yes.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::about::About;
use crate::commands::Commands;
use crate::consent;
use crate::event::{EventSpec, Value};
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
    about: &'static About,
    commands: Option<&'static Commands>,
    #[cfg(feature = "clap")]
    heartbeat: std::sync::Once,
    state: AtomicU8,
    early: AtomicU64,
    pipeline: RwLock<Option<Arc<Pipeline>>>,
    outcome: Mutex<Outcome>,
    #[cfg(feature = "testing")]
    scrubber: std::sync::OnceLock<crate::scrub::Scrubber>,
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
}

impl Product {
    /// A product that has not been installed.
    #[must_use]
    pub const fn new(spec: &'static ProductSpec) -> Self {
        Self {
            spec,
            about: &About::NOTHING,
            commands: None,
            #[cfg(feature = "clap")]
            heartbeat: std::sync::Once::new(),
            state: AtomicU8::new(State::NotInstalled as u8),
            early: AtomicU64::new(0),
            pipeline: RwLock::new(None),
            outcome: Mutex::new(Outcome::NotInstalled),
            #[cfg(feature = "testing")]
            scrubber: std::sync::OnceLock::new(),
        }
    }

    /// With what users may know of its events.
    #[must_use]
    pub const fn about(mut self, about: &'static About) -> Self {
        self.about = about;
        self
    }

    /// With what its commands tell by themselves.
    #[must_use]
    pub const fn commands(mut self, commands: &'static Commands) -> Self {
        self.commands = Some(commands);
        self
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

    #[cfg(feature = "clap")]
    pub(crate) fn what_it_sends(&self) -> &'static About {
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

    /// An event came before `install()`: it is dropped, and counted.
    pub(crate) fn count_early(&self) {
        self.early.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn early(&self) -> u64 {
        self.early.load(Ordering::Relaxed)
    }

    pub(crate) fn emit(&self, spec: &'static EventSpec, values: Vec<Value>) {
        if let Some(pipeline) = self.pipeline() {
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

    pub(crate) fn outcome(&self) -> Outcome {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn set_outcome(&self, outcome: Outcome) {
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = outcome;
    }
}
