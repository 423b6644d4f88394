//! The runtime's half of the walk, on one page: an event is scrubbed, given its context, encoded and put into the spool.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};

use jiff::Timestamp;

use crate::context::Context;
use crate::delivery::Delivery;
use crate::event::{EventSpec, Value};
use crate::identity::DigestSecret;
use crate::record::{EncodedRecord, Safe};
use crate::scrub::{MachineNames, Scrubber};
use crate::spec::ProductSpec;
use crate::storage::Storage;
use crate::treat::Treated;

/// What an event of a product with consent goes through.
pub(crate) struct Pipeline {
    spec: &'static ProductSpec,
    storage: Storage,
    scrubber: Scrubber,
    /// Made at the first event: the device id may not exist before.
    context: RwLock<Option<Context>>,
    /// Made at the first digest. A secret that could not be kept is not tried again at every digest.
    secret: Mutex<Option<Option<DigestSecret>>>,
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
            secret: Mutex::new(None),
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

    /// The digest of a value; `None` where no secret can be kept.
    pub(crate) fn digest(&self, value: &[u8]) -> Option<Treated> {
        let mut secret = self.secret.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = secret.get_or_insert_with(|| DigestSecret::load_or_create(&self.storage));
        secret.as_ref().map(|secret| secret.digest(value))
    }

    /// The identifiers changed; the next event collects them anew.
    pub(crate) fn forget_identity(&self) {
        *self.context.write().unwrap_or_else(PoisonError::into_inner) = None;
        *self.secret.lock().unwrap_or_else(PoisonError::into_inner) = None;
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
    let scrubber = Scrubber::new(spec.scrub_roots).with_names(&MachineNames::of_this_machine());
    spec.scrub_patterns
        .iter()
        .fold(scrubber, |scrubber, pattern| scrubber.with_pattern_or_nothing(pattern.name, pattern.regex))
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("product", &self.spec.name).finish_non_exhaustive()
    }
}
