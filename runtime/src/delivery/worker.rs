//! The sender's thread, and what those that wait for it need to know.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use candor_core::limits;

use super::buffer::{Buffer, Pushed};
use super::destination::Outlets;
use super::losses::Losses;
use super::sender::{Host, Outcome, Sender};
use super::writer::{Appended, Writer};
use super::{Encode, Status, now_ms};
use crate::event::{EventSpec, Value};

/// After the disk failed, or the sender did, the next pass is this far away.
const FAILED_PAUSE: Duration = Duration::from_secs(60);
/// The clock may be set while a long pause lasts, so another pass looks at it now and then.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// How often a sender that somebody waits for tries to take the lock from another process.
const FLUSH_BUSY_PAUSE: Duration = Duration::from_millis(20);

/// Shared by the product's threads and the sender's. The locks of writer and signals are never held together; that of the buffer
/// may be taken while the writer's is held.
pub(super) struct Worker {
    encode: Box<Encode>,
    buffer: Option<Buffer>,
    writer: Mutex<Writer>,
    signals: Mutex<Signals>,
    changed: Condvar,
}

#[derive(Debug)]
struct Signals {
    /// Counts the reasons for a pass.
    wanted: u64,
    /// The reasons that the last pass knew of.
    finished: u64,
    outcome: Outcome,
    /// The writer has a segment, or a line in memory, that it had not before.
    poked: bool,
    flushing: u32,
    in_flight: bool,
    stopping: bool,
    alive: bool,
    error: Option<String>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Worker {
    pub(super) fn start(encode: Box<Encode>, writer: Writer, sender: Sender, buffer: Option<Buffer>) -> Arc<Self> {
        let (writer, signals, changed) = (writer.into(), Signals::new().into(), Condvar::new());
        let worker = Arc::new(Self { encode, buffer, writer, signals, changed });
        if let Some(buffer) = &worker.buffer {
            let own = Arc::clone(&worker);
            // Requests keep the sender's thread longer than an event may wait.
            let thread = thread::Builder::new().name("candor-writer".to_owned());
            if thread.spawn(move || own.write_out_when_due()).is_err() {
                buffer.close();
            }
        }
        let own = Arc::clone(&worker);
        let thread = thread::Builder::new().name("candor-sender".to_owned());
        if let Err(error) = thread.spawn(move || own.run(&sender)) {
            let mut signals = lock(&worker.signals);
            signals.alive = false;
            signals.error = Some(format!("cannot start the sender's thread: {error}"));
        }
        worker
    }

    pub(super) fn append(&self, spec: &'static EventSpec, time: SystemTime, values: &mut Vec<Value>) {
        match self.buffer.as_ref().map(|buffer| buffer.push(spec, time, values)) {
            Some(Pushed::Held) => {}
            Some(Pushed::Full) => self.write_out(),
            Some(Pushed::Closed) | None => {
                let record = (self.encode)(spec, time, values);
                let done = lock(&self.writer).append(record.json());
                self.tell(done);
            }
        }
    }

    fn write_out_when_due(&self) {
        while self.buffer.as_ref().is_some_and(Buffer::wait_until_due) {
            // As for the sender: a mistake of ours must not keep later events in memory.
            let _ = catch_unwind(AssertUnwindSafe(|| self.write_out()));
        }
    }

    /// Stores what the buffer holds.
    pub(super) fn write_out(&self) {
        if let Some(buffer) = &self.buffer {
            let done = lock(&self.writer).append_from(buffer, &*self.encode);
            self.tell(done);
        }
    }

    /// Tells the sender's thread what it has to look after.
    fn tell(&self, done: Appended) {
        if done.opened || done.sealed || done.kept {
            let mut signals = lock(&self.signals);
            signals.poked = true;
            signals.wanted += u64::from(done.sealed);
            drop(signals);
            self.changed.notify_all();
        }
    }

    pub(super) fn flush(&self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        self.write_out();
        let stored = lock(&self.writer).hand_over();
        let mut signals = lock(&self.signals);
        signals.wanted += 1;
        let goal = signals.wanted;
        signals.flushing += 1;
        self.changed.notify_all();
        let settled = loop {
            let left = deadline.saturating_duration_since(Instant::now());
            if let Some(settled) = signals.settled(goal, left) {
                break settled;
            }
            signals = self.changed.wait_timeout(signals, left).unwrap_or_else(PoisonError::into_inner).0;
        };
        signals.flushing -= 1;
        stored && settled
    }

    pub(super) fn shutdown(&self, budget: Duration) {
        let deadline = Instant::now() + budget;
        lock(&self.signals).stopping = true;
        if let Some(buffer) = &self.buffer {
            buffer.close();
        }
        self.write_out();
        lock(&self.writer).close();
        self.changed.notify_all();
        let mut signals = lock(&self.signals);
        while signals.in_flight {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            signals = self.changed.wait_timeout(signals, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    pub(super) fn add_to(&self, status: &mut Status) {
        let (lost, kept, error) = {
            let writer = lock(&self.writer);
            (writer.lost(), writer.backlog_events(), writer.error())
        };
        status.losses.merge(lost);
        status.waiting_events += kept + self.buffer.as_ref().map_or(0, Buffer::len) as u64;
        status.error = error.or_else(|| lock(&self.signals).error.clone());
    }

    fn run(&self, sender: &Sender) {
        let mut outlets = Outlets::new(sender);
        loop {
            let known = lock(&self.signals).wanted;
            // The product must not notice a mistake of ours; the next pass may go better.
            let pass = AssertUnwindSafe(|| sender.pass(self, &mut outlets));
            let failed = |_| (Outcome::Failed, Some("the sender failed unexpectedly".to_owned()));
            let (outcome, error) = catch_unwind(pass).unwrap_or_else(failed);
            let mut signals = lock(&self.signals);
            signals.finished = known;
            signals.outcome = outcome;
            signals.error = error.or(signals.error.take());
            drop(signals);
            self.changed.notify_all();
            if !self.wait_for_a_reason(&mut outlets) {
                return;
            }
        }
    }

    /// Sleeps until another pass makes sense, and seals segments and closes connections meanwhile; `false` if the process leaves.
    fn wait_for_a_reason(&self, outlets: &mut Outlets<'_>) -> bool {
        let ended = Instant::now();
        loop {
            let (sealed, due) = {
                let mut writer = lock(&self.writer);
                (writer.tend().sealed, writer.due_at())
            };
            let mut signals = lock(&self.signals);
            signals.wanted += u64::from(sealed);
            if signals.stopping {
                signals.alive = false;
                self.changed.notify_all();
                return false;
            }
            let again = signals.next_pass(ended, now_ms());
            if again.is_some_and(|pause| pause.is_zero()) {
                return true;
            }
            if std::mem::take(&mut signals.poked) {
                continue;
            }
            let due = due.map(|due| due.saturating_duration_since(Instant::now()));
            let idle = outlets.close_if_idle(ended.elapsed());
            drop(match due.into_iter().chain(again).chain(idle).min() {
                Some(pause) => self.changed.wait_timeout(signals, pause).unwrap_or_else(PoisonError::into_inner).0,
                None => self.changed.wait(signals).unwrap_or_else(PoisonError::into_inner),
            });
        }
    }
}

impl Signals {
    /// Of a thread that starts: an earlier process may have left something.
    fn new() -> Self {
        Self {
            wanted: 1,
            finished: 0,
            outcome: Outcome::Drained,
            poked: false,
            flushing: 0,
            in_flight: false,
            stopping: false,
            alive: true,
            error: None,
        }
    }

    /// How long until a pass makes sense, after one that `ended` then; nothing if there is no reason for one.
    fn next_pass(&self, ended: Instant, now_ms: u64) -> Option<Duration> {
        let since = |pause: Duration| pause.saturating_sub(ended.elapsed());
        let reasons = self.wanted.saturating_sub(self.finished);
        // A pass has its price, whatever it sends. Nobody waits for this one.
        let gathers = self.flushing == 0 && reasons < limits::SENDER_GATHERED_SEGMENTS;
        let for_a_reason = match reasons {
            0 => None,
            _ if gathers => Some(since(limits::SENDER_GATHERS)),
            _ => Some(Duration::ZERO),
        };
        let without = match self.outcome {
            Outcome::Drained | Outcome::Stopped => None,
            Outcome::Waits { until_ms } => {
                Some(Duration::from_millis(until_ms.saturating_sub(now_ms)).min(since(LONGEST_SLEEP)))
            }
            Outcome::Busy if self.flushing > 0 => Some(since(FLUSH_BUSY_PAUSE)),
            Outcome::Busy => Some(since(limits::SENDER_BUSY_PAUSE)),
            Outcome::Failed => Some(since(FAILED_PAUSE)),
        };
        for_a_reason.into_iter().chain(without).min()
    }

    /// Whether what was there at `goal` has its verdict; nothing while that may still come within the time that is left.
    fn settled(&self, goal: u64, left: Duration) -> Option<bool> {
        if left.is_zero() || !self.alive || self.stopping {
            return Some(self.finished >= goal && self.outcome == Outcome::Drained);
        }
        match self.outcome {
            _ if self.finished < goal => None,
            Outcome::Drained => Some(true),
            Outcome::Waits { until_ms } if Duration::from_millis(until_ms.saturating_sub(now_ms())) > left => {
                Some(false)
            }
            Outcome::Waits { .. } | Outcome::Busy => None,
            Outcome::Stopped | Outcome::Failed => Some(false),
        }
    }
}

impl Host for Worker {
    fn begin_request(&self) -> bool {
        let mut signals = lock(&self.signals);
        signals.in_flight = !signals.stopping;
        signals.in_flight
    }

    fn end_request(&self) {
        lock(&self.signals).in_flight = false;
        self.changed.notify_all();
    }

    fn take_lost(&self) -> Losses {
        lock(&self.writer).take_lost()
    }
    fn give_back_lost(&self, lost: Losses) {
        lock(&self.writer).give_back_lost(lost);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signals() -> Signals {
        Signals { wanted: 3, finished: 3, ..Signals::new() }
    }

    #[test]
    fn segments_gather_for_a_moment_unless_they_are_many_or_somebody_waits() {
        let ended = Instant::now();
        let next = |signals: Signals| signals.next_pass(ended, 0);
        assert_eq!(next(signals()), None);
        let soon = next(Signals { wanted: 4, ..signals() }).unwrap();
        assert!(!soon.is_zero() && soon <= limits::SENDER_GATHERS, "{soon:?}");
        assert_eq!(next(Signals { wanted: 3 + limits::SENDER_GATHERED_SEGMENTS, ..signals() }), Some(Duration::ZERO));
        assert_eq!(next(Signals { wanted: 4, flushing: 1, ..signals() }), Some(Duration::ZERO));
        let long_ago = ended - limits::SENDER_GATHERS;
        assert_eq!(Signals { wanted: 4, ..signals() }.next_pass(long_ago, 0), Some(Duration::ZERO));
    }

    #[test]
    fn a_pass_that_waits_comes_with_a_new_segment_or_its_own_time() {
        let ended = Instant::now();
        let waits = |wanted, until_ms| Signals { wanted, outcome: Outcome::Waits { until_ms }, ..signals() };
        assert_eq!(waits(3, 40).next_pass(ended, 10), Some(Duration::from_millis(30)));
        assert_eq!(waits(4, 40).next_pass(ended, 10), Some(Duration::from_millis(30)));
        assert!(waits(4, u64::MAX).next_pass(ended, 10).unwrap() <= limits::SENDER_GATHERS);
    }
}
