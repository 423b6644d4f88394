//! The runtime's half of the walk, on one page: an event is scrubbed, given its context, encoded and put into the spool.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{PoisonError, RwLock};

use jiff::Timestamp;

use crate::context::Context;
use crate::delivery::Delivery;
use crate::event::{EventSpec, Value};
use crate::record::{EncodedRecord, Safe};
use crate::scrub::{MachineNames, Scrubber};
use crate::spec::ProductSpec;
use crate::storage::Storage;

/// What an event of a product with consent goes through.
pub(crate) struct Pipeline {
    spec: &'static ProductSpec,
    storage: Storage,
    scrubber: Scrubber,
    /// Made at the first event: the device id may not exist before.
    context: RwLock<Option<Context>>,
    delivery: Delivery,
    finished: AtomicBool,
}

impl Pipeline {
    pub(crate) fn new(spec: &'static ProductSpec, storage: Storage, delivery: Delivery) -> Self {
        Self {
            spec,
            storage,
            scrubber: scrubber(spec),
            context: RwLock::new(None),
            delivery,
            finished: AtomicBool::new(false),
        }
    }

    /// Consent was given, or there would be no pipeline.
    pub(crate) fn emit(&self, event: &EventSpec, values: Vec<Value>) {
        let data = event.fields.iter().copied().zip(values.into_iter().map(|value| Safe::of(value, &self.scrubber)));
        let now = Timestamp::now();
        let record = self.with_context(|context| EncodedRecord::new(event.name, now, context, data));
        self.delivery.append(&record);
    }

    fn with_context<T>(&self, f: impl FnOnce(&Context) -> T) -> T {
        if let Some(context) = &*self.context.read().unwrap_or_else(PoisonError::into_inner) {
            return f(context);
        }
        let mut context = self.context.write().unwrap_or_else(PoisonError::into_inner);
        f(context.get_or_insert_with(|| Context::collect(self.spec, &self.storage)))
    }

    /// The identifiers changed; the next event collects them anew.
    pub(crate) fn forget_context(&self) {
        *self.context.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Leaves what is there to the next process, within the exit budget. An event afterwards is stored all the same.
    pub(crate) fn finish(&self) {
        self.finished.store(true, Ordering::Release);
        self.delivery.shutdown();
    }

    pub(crate) fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
    }

    pub(crate) fn delivery(&self) -> &Delivery {
        &self.delivery
    }
}

pub(crate) fn scrubber(spec: &ProductSpec) -> Scrubber {
    Scrubber::new(spec.scrub_roots).with_names(&MachineNames::of_this_machine())
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("product", &self.spec.name).finish_non_exhaustive()
    }
}
