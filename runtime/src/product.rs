//! The one runtime of a product: a constant that holds nothing until `install()` finds a yes.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

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
    state: AtomicU8,
    early: AtomicU64,
    pipeline: RwLock<Option<Arc<Pipeline>>>,
}

impl Product {
    /// A product that has not been installed.
    #[must_use]
    pub const fn new(spec: &'static ProductSpec) -> Self {
        Self {
            spec,
            state: AtomicU8::new(State::NotInstalled as u8),
            early: AtomicU64::new(0),
            pipeline: RwLock::new(None),
        }
    }

    pub(crate) fn spec(&self) -> &'static ProductSpec {
        self.spec
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

    /// Puts a pipeline in place; where there is one already, that one stays and is returned.
    pub(crate) fn switch_on(&self, make: impl FnOnce() -> Pipeline) -> Arc<Pipeline> {
        let mut slot = self.pipeline.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(pipeline) = &*slot {
            return Arc::clone(pipeline);
        }
        let pipeline = Arc::new(make());
        *slot = Some(Arc::clone(&pipeline));
        self.state.store(State::On as u8, Ordering::Release);
        crate::frames::product_turned(true);
        pipeline
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
}
