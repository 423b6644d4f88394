//! The runtime's half of the walk, on one page: an event is scrubbed, given its context, encoded and put into the spool.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use crate::context::Context;
use crate::delivery::Delivery;
use crate::event::{EventSpec, Value};
use crate::identity::DigestSecret;
use crate::record::{Data, EncodedRecord, Safe};
use crate::scrub::{MachineNames, Scrubber};
use crate::spec::ProductSpec;
use crate::storage::Storage;
use crate::treat::Treated;

/// What an event of a product with consent goes through.
pub(crate) struct Pipeline {
    encoder: Arc<Encoder>,
    /// Made at the first digest. A secret that could not be kept is not tried again at every digest.
    secret: Mutex<Option<Option<DigestSecret>>>,
    delivery: Delivery,
    finished: AtomicBool,
}

/// What makes a record of what a product filled. Shared with the thread that writes what waits in memory.
pub(crate) struct Encoder {
    spec: &'static ProductSpec,
    storage: Storage,
    scrubber: Scrubber,
    /// Made at the first event: the device id may not exist before.
    context: RwLock<Option<Context>>,
}

impl Encoder {
    pub(crate) fn new(spec: &'static ProductSpec, storage: Storage) -> Self {
        Self { spec, storage, scrubber: scrubber(spec), context: RwLock::new(None) }
    }

    /// Scrubs, and gives the event its context. Consent was given, or there would be no pipeline.
    pub(crate) fn encode(&self, event: &'static EventSpec, time: SystemTime, values: &mut [Value]) -> EncodedRecord {
        let write_data = |data: &mut Data<'_>| {
            for (field, value) in event.fields.iter().zip(values) {
                let safe = Safe::of_slot(value, &self.scrubber);
                data.field(field, &safe);
                // Nearly no value has anything to drop, and to see that takes less than to drop it.
                if safe.is_plain() {
                    std::mem::forget(safe);
                }
            }
        };
        self.with_context(|context| EncodedRecord::new(event.name, ms_of(time), context, write_data))
    }

    fn with_context<T>(&self, f: impl FnOnce(&Context) -> T) -> T {
        if let Some(context) = &*self.context.read().unwrap_or_else(PoisonError::into_inner) {
            return f(context);
        }
        let mut context = self.context.write().unwrap_or_else(PoisonError::into_inner);
        f(context.get_or_insert_with(|| Context::collect(self.spec, &self.storage)))
    }
}

impl Pipeline {
    pub(crate) fn new(encoder: Arc<Encoder>, delivery: Delivery) -> Self {
        Self { encoder, secret: Mutex::new(None), delivery, finished: AtomicBool::new(false) }
    }

    pub(crate) fn emit(&self, event: &'static EventSpec, values: &mut Vec<Value>) {
        self.delivery.append(event, SystemTime::now(), values);
    }

    /// The digest of a value; `None` where no secret can be kept.
    pub(crate) fn digest(&self, value: &[u8]) -> Option<Treated> {
        let mut secret = self.secret.lock().unwrap_or_else(PoisonError::into_inner);
        let secret = secret.get_or_insert_with(|| DigestSecret::load_or_create(&self.encoder.storage));
        secret.as_ref().map(|secret| secret.digest(value))
    }

    /// The identifiers changed; the next event collects them anew.
    pub(crate) fn forget_identity(&self) {
        // What was emitted before has the identifiers of before.
        self.delivery.write_out();
        *self.encoder.context.write().unwrap_or_else(PoisonError::into_inner) = None;
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

/// Milliseconds since 1970.
fn ms_of(time: SystemTime) -> i64 {
    let ms = |distance: Duration| i64::try_from(distance.as_millis()).unwrap_or(i64::MAX);
    time.duration_since(SystemTime::UNIX_EPOCH).map_or_else(|before| -ms(before.duration()), ms)
}

pub(crate) fn scrubber(spec: &ProductSpec) -> Scrubber {
    let scrubber = Scrubber::new(spec.scrub_roots).with_names(&MachineNames::of_this_machine());
    spec.scrub_patterns.iter().fold(scrubber, |scrubber, pattern| pattern.add_to(scrubber))
}

impl std::fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pipeline").field("product", &self.encoder.spec.name).finish_non_exhaustive()
    }
}
