//! Where events of a product that asked for it wait in memory, for a few milliseconds, so that `emit` costs no system call. They
//! wait as the product filled them: the thread that writes them also scrubs and encodes them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use candor_core::limits;

use crate::event::{EventSpec, Value};

/// About how many bytes of JSON an event has beside its values: its name, its time and its context.
const EVENT_BYTES: usize = 256;

/// Events between two writes. Shared by the product's threads and the one that writes.
#[derive(Default)]
pub(super) struct Buffer {
    held: Mutex<Held>,
    changed: Condvar,
}

#[derive(Default)]
struct Held {
    events: Filled,
    /// When the oldest of them came.
    since: Option<Instant>,
    /// There are so many that they do not wait.
    is_due: bool,
    is_closed: bool,
}

/// Events as they were filled. Their values stand one behind the other, so that the memory of an event goes back to the thread
/// that will need it for the next one.
#[derive(Default)]
pub(super) struct Filled {
    heads: Vec<Head>,
    values: Vec<Value>,
    /// About as many as their JSON will have.
    bytes: usize,
}

struct Head {
    spec: &'static EventSpec,
    time: SystemTime,
    values: usize,
}

impl Filled {
    /// Hands over each event, in order; nothing is left.
    pub(super) fn drain(&mut self, mut take: impl FnMut(&'static EventSpec, SystemTime, &mut [Value])) {
        let mut values = &mut self.values[..];
        for head in self.heads.drain(..) {
            let (own, others) = values.split_at_mut(head.values.min(values.len()));
            values = others;
            take(head.spec, head.time, own);
        }
        self.values.clear();
        self.bytes = 0;
    }
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

    pub(super) fn clear(&mut self) {
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

    /// Takes the values, unless nobody would write them.
    pub(super) fn push(&self, spec: &'static EventSpec, time: SystemTime, values: &mut Vec<Value>) -> Pushed {
        let bytes = EVENT_BYTES + Value::bytes(values);
        let head = Head { spec, time, values: values.len() };
        let mut held = self.lock();
        if held.is_closed {
            return Pushed::Closed;
        }
        held.events.heads.push(head);
        held.events.values.append(values);
        held.events.bytes += bytes;
        let is_due = held.events.bytes >= limits::BUFFER_BYTES;
        let is_full = held.events.bytes >= limits::BUFFER_BYTES_MAX;
        if held.since.is_none() || is_due != held.is_due {
            held.since.get_or_insert_with(Instant::now);
            held.is_due = is_due;
            drop(held);
            self.changed.notify_one();
        }
        if is_full { Pushed::Full } else { Pushed::Held }
    }

    /// Exchanges what is held for the empty `events`, whose memory is used again. The caller holds what orders the writers.
    pub(super) fn take(&self, events: &mut Filled) {
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
        self.lock().events.heads.len()
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

    static SPEC: EventSpec = EventSpec { name: "A", fields: &["text"] };

    fn push(buffer: &Buffer, text: &str) -> Pushed {
        let values = &mut vec![Value::Text { text: text.into(), max_chars: 0 }];
        buffer.push(&SPEC, SystemTime::UNIX_EPOCH, values)
    }

    fn drained(events: &mut Filled) -> Vec<String> {
        let mut texts = Vec::new();
        events.drain(|spec, time, values| {
            assert_eq!((spec.name, time), ("A", SystemTime::UNIX_EPOCH));
            // One takes its value and the next does not.
            texts.push(if texts.len() % 2 == 0 {
                format!("{:?}", std::mem::take(&mut values[0]))
            } else {
                String::new()
            });
        });
        texts
    }

    #[test]
    fn what_is_taken_is_what_was_pushed_in_order() {
        let buffer = Buffer::default();
        let mut events = Filled::default();
        for round in [["a", "b", "c"], ["1", "2", "3"]] {
            round.iter().for_each(|text| assert_eq!(push(&buffer, text), Pushed::Held));
            assert_eq!(buffer.len(), 3);
            buffer.take(&mut events);
            let texts = drained(&mut events);
            assert!(texts[0].contains(round[0]) && texts[2].contains(round[2]) && texts.len() == 3, "{texts:?}");
            assert_eq!(buffer.len(), 0);
        }
    }

    #[test]
    fn a_full_buffer_says_so_and_a_closed_one_takes_nothing() {
        let buffer = Buffer::default();
        let text = "x".repeat(limits::BUFFER_BYTES_MAX / 2);
        assert_eq!([&text; 3].map(|text| push(&buffer, text)), [Pushed::Held, Pushed::Full, Pushed::Full]);
        buffer.close();
        let mut values = vec![Value::Bool(true)];
        assert_eq!(buffer.push(&SPEC, SystemTime::UNIX_EPOCH, &mut values), Pushed::Closed);
        assert_eq!((values.len(), buffer.len()), (1, 3), "they are the caller's still");
        assert!(!buffer.wait_until_due());
    }

    #[test]
    fn a_lot_is_due_at_once() {
        let buffer = Buffer::default();
        push(&buffer, &"x".repeat(limits::BUFFER_BYTES));
        let started = Instant::now();
        assert!(buffer.wait_until_due());
        assert!(started.elapsed() < limits::BUFFER_AGE);
        buffer.take(&mut Filled::default());
        push(&buffer, "");
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
            push(&buffer, "");
            let due = waits.join().unwrap().duration_since(pushed);
            assert!(due >= limits::BUFFER_AGE && due < limits::BUFFER_AGE + Duration::from_millis(200), "{due:?}");
        });
    }
}
