//! Where events of a product that asked for it wait in memory, for a few milliseconds, so that `emit` costs no system call.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use candor_core::limits;

/// Events between two writes. Shared by the product's threads and the one that writes.
#[derive(Default)]
pub(super) struct Buffer {
    held: Mutex<Held>,
    changed: Condvar,
}

#[derive(Default)]
struct Held {
    events: Events,
    /// When the oldest of them came.
    since: Option<Instant>,
    /// There are so many that they do not wait.
    is_due: bool,
    is_closed: bool,
}

/// The JSON of events, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Events {
    text: String,
    ends: Vec<usize>,
}

impl Events {
    pub(super) fn push(&mut self, json: &str) {
        self.text.push_str(json);
        self.ends.push(self.text.len());
    }

    pub(super) fn get(&self, index: usize) -> Option<&str> {
        let from = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(from..*self.ends.get(index)?)
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }
}

/// What became of an event that was to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pushed {
    /// It is written soon.
    Held,
    /// It is held, and there is no room for more.
    Full,
    /// Nobody writes any more what is held here.
    Closed,
}

impl Buffer {
    fn lock(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, json: &str) -> Pushed {
        let mut held = self.lock();
        if held.is_closed {
            return Pushed::Closed;
        }
        held.events.push(json);
        let is_due = held.events.text.len() >= limits::BUFFER_BYTES;
        let is_full = held.events.text.len() >= limits::BUFFER_BYTES_MAX;
        if held.since.is_none() || is_due != held.is_due {
            held.since.get_or_insert_with(Instant::now);
            held.is_due = is_due;
            drop(held);
            self.changed.notify_one();
        }
        if is_full { Pushed::Full } else { Pushed::Held }
    }

    /// Exchanges what is held for the empty `events`, whose memory is used again. The caller holds what orders the writers.
    pub(super) fn take(&self, events: &mut Events) {
        events.clear();
        let mut held = self.lock();
        (held.since, held.is_due) = (None, false);
        std::mem::swap(&mut held.events, events);
    }

    /// From now on events are stored at once; what is held is the caller's to take.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_all();
    }

    pub(super) fn len(&self) -> usize {
        self.lock().events.len()
    }

    /// Waits until what is held has to be written; `false` once the buffer is closed.
    pub(super) fn wait_until_due(&self) -> bool {
        let mut held = self.lock();
        loop {
            if held.is_closed {
                return false;
            }
            if held.is_due {
                return true;
            }
            held = match held.since.map(|since| limits::BUFFER_AGE.saturating_sub(since.elapsed())) {
                Some(Duration::ZERO) => return true,
                Some(left) => self.changed.wait_timeout(held, left).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(held).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_what_was_pushed_in_order() {
        let buffer = Buffer::default();
        let mut events = Events::default();
        for round in [["{}", "{\"a\":1}", ""], ["1", "2", "3"]] {
            round.iter().for_each(|json| assert_eq!(buffer.push(json), Pushed::Held));
            assert_eq!(buffer.len(), 3);
            buffer.take(&mut events);
            assert_eq!(
                ((0..3).filter_map(|n| events.get(n)).collect::<Vec<_>>(), events.len(), buffer.len()),
                (round.to_vec(), 3, 0)
            );
        }
    }

    #[test]
    fn a_full_buffer_says_so_and_a_closed_one_takes_nothing() {
        let buffer = Buffer::default();
        let json = "x".repeat(limits::BUFFER_BYTES_MAX / 2);
        assert_eq!([&json; 3].map(|json| buffer.push(json)), [Pushed::Held, Pushed::Full, Pushed::Full]);
        buffer.close();
        assert_eq!((buffer.push("{}"), buffer.len()), (Pushed::Closed, 3));
        assert!(!buffer.wait_until_due());
    }

    #[test]
    fn a_lot_is_due_at_once() {
        let buffer = Buffer::default();
        buffer.push(&"x".repeat(limits::BUFFER_BYTES));
        let started = Instant::now();
        assert!(buffer.wait_until_due());
        assert!(started.elapsed() < limits::BUFFER_AGE);
        buffer.take(&mut Events::default());
        buffer.push("{}");
        assert!(buffer.wait_until_due());
        assert!(started.elapsed() >= limits::BUFFER_AGE, "what was taken is due no more");
    }

    #[test]
    fn what_is_held_is_due_after_its_age_and_not_before() {
        let buffer = Buffer::default();
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| {
                assert!(buffer.wait_until_due());
                Instant::now()
            });
            std::thread::sleep(Duration::from_millis(20));
            let pushed = Instant::now();
            buffer.push("{}");
            let due = waits.join().unwrap().duration_since(pushed);
            assert!(due >= limits::BUFFER_AGE && due < limits::BUFFER_AGE + Duration::from_millis(200), "{due:?}");
        });
    }
}
