//! What went wrong inside telemetry. It is counted and can be asked for; it never holds what an event held.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

static INVALID_LABELS: AtomicU64 = AtomicU64::new(0);
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// A `&'static str` was given to a label field and is no label.
pub(crate) fn count_invalid_label() {
    INVALID_LABELS.fetch_add(1, Ordering::Relaxed);
}

pub(crate) fn invalid_labels() -> u64 {
    INVALID_LABELS.load(Ordering::Relaxed)
}

pub(crate) fn remember(trouble: String) {
    crate::diagnose::trouble(&trouble);
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(trouble);
}

pub(crate) fn last() -> Option<String> {
    LAST.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
