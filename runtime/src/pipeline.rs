//! The runtime's half of the walk, on one page: an event is scrubbed, given its context, encoded and put into the spool.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

use jiff::Timestamp;

use crate::context::Context;
use crate::delivery::Delivery;
use crate::event::{EventSpec, Value};
use crate::record::{EncodedRecord, Safe};
use crate::scrub::Scrubber;
use crate::spec::ProductSpec;
use crate::storage::Storage;

/// What an event of a product with consent goes through.
pub(crate) struct Pipeline {
    spec: &'static ProductSpec,
    storage: Storage,
    scrubber: Scrubber,
    /// Made at the first event: the device id may not exist before.
    context: OnceLock<Context>,
    delivery: Delivery,
    finished: AtomicBool,
}

impl Pipeline {
    pub(crate) fn new(spec: &'static ProductSpec, storage: Storage, delivery: Delivery) -> Self {
        let scrubber = crate::scrub::of_this_machine(spec.scrub_roots);
        Self { spec, storage, scrubber, context: OnceLock::new(), delivery, finished: AtomicBool::new(false) }
    }

    /// Consent was given, or there would be no pipeline.
    pub(crate) fn emit(&self, event: &EventSpec, values: Vec<Value>) {
        let context = self.context.get_or_init(|| Context::collect(self.spec, &self.storage));
        let data = event.fields.iter().copied().zip(values.into_iter().map(|value| Safe::of(value, &self.scrubber)));
        let record = EncodedRecord::new(event.name, Timestamp::now(), context, data);
        self.delivery.append(&record);
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

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("product", &self.spec.name).finish_non_exhaustive()
    }
}
