//! One pass over the spool: adopt, drop what has to go, send the rest. Its lock covers the pass, not the process.

mod batch;
mod leg;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::time::Duration;

use super::destination::Destination;
use super::http::Body;
use super::import::{Import, Target};
use super::losses::Losses;
use super::queue::{self, Waiting};
use super::segment::Stamp;
use super::state::{DONE, State};
use super::verdict::Reply;
use super::{Clock, Consent, Limits, Places, counted_beside, files};
use leg::Leg;

/// How a pass ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Everything that may be sent has a verdict.
    Drained,
    /// Nothing is sent before this time, in milliseconds since 1970.
    Waits { until_ms: u64 },
    /// Another process sends.
    Busy,
    /// Consent is gone, or the process leaves.
    Stopped,
    /// The disk failed.
    Failed,
}

/// A body as it goes out.
pub(super) struct Packed(pub(super) Vec<u8>);

/// Where a pass sends to.
pub(super) trait Collector {
    /// Makes of a body what goes out, and whatever else a request needs before it begins.
    fn pack(&mut self, _to: &Destination, body: Vec<u8>) -> Result<Packed, String> {
        Ok(Packed(body))
    }
    /// Posts a body; an error is the reason why there was no reply.
    fn post(&mut self, to: &Destination, body: &Packed) -> Result<Reply, String>;
}

/// What a pass asks of its process.
pub(super) trait Host {
    /// Whether a request may start. If so, leaving waits until [`Self::end_request`], at most the exit budget.
    fn begin_request(&self) -> bool;
    /// The verdict of the request is written down.
    fn end_request(&self);
    /// Losses that are not yet counted in the state file.
    fn take_lost(&self) -> Losses;
    /// Takes them back, because the state file could not be written.
    fn give_back_lost(&self, lost: Losses);
}

pub(super) struct Sender {
    pub(super) places: Places,
    pub(super) destinations: Vec<Destination>,
    /// What events are stored under that an earlier program left.
    pub(super) stamp: Stamp,
    pub(super) import: Option<Import>,
    pub(super) consent: Consent,
    pub(super) limits: Limits,
    pub(super) body: Body,
    pub(super) clock: Clock,
    pub(super) random: fn() -> u64,
}

/// A pass that holds the lock.
struct Pass<'a> {
    sender: &'a Sender,
    host: &'a dyn Host,
    state: State,
    /// The state knows more than its file, of what no event is lost or repeated for.
    unsaved: bool,
}

/// Why a pass ends before the queue does.
enum Halt {
    Outcome(Outcome),
    Io(io::Error),
}

impl From<io::Error> for Halt {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Sender {
    /// Sends what waits. Writes nothing, not even the lock file, when nothing does.
    pub(super) fn pass(&self, host: &dyn Host, collector: &mut dyn Collector) -> (Outcome, Option<String>) {
        match self.try_pass(host, collector) {
            Ok(()) => (Outcome::Drained, None),
            Err(Halt::Outcome(outcome)) => (outcome, None),
            Err(Halt::Io(error)) => (Outcome::Failed, Some(format!("cannot work through the spool: {error}"))),
        }
    }

    fn try_pass(&self, host: &dyn Host, collector: &mut dyn Collector) -> Result<(), Halt> {
        let import = self.import.as_ref().filter(|import| import.waits(&self.places));
        if import.is_none() && queue::is_empty(&self.places.spool)? {
            return Ok(());
        }
        let granted = self.consent.granted().ok_or(Halt::Outcome(Outcome::Stopped))?;
        if import.is_some() {
            self.places.make()?;
        }
        let lock = files::lock_within(&self.places.lock, Duration::ZERO)?;
        let _held = lock.ok_or(Halt::Outcome(Outcome::Busy))?;
        if let Some(import) = import.filter(|_| granted >= self.stamp.consent) {
            self.take_over(import);
        }
        let mut pass = Pass { sender: self, host, state: State::load(&self.places.state), unsaved: false };
        pass.state.settle((self.clock)());
        pass.take_over_counts()?;
        queue::adopt(&self.places.spool)?;
        let waiting = queue::list(&self.places.spool)?;
        pass.forget_what_is_gone(&waiting);
        pass.drop_what_has_to_go(&waiting, granted)?;
        for name in self.destinations.iter().filter_map(Destination::last_sent) {
            queue::expire_last_sent(&self.places.spool.join(name), self.limits.age)?;
        }
        let sent = pass.send(collector);
        if pass.unsaved {
            pass.save()?;
        }
        sent
    }

    /// What cannot be taken over keeps nothing else from being sent.
    fn take_over(&self, import: &Import) {
        let into = Target { places: &self.places, stamp: &self.stamp, limits: &self.limits, consent: &self.consent };
        if let Err(error) = import.take_over(&into, (self.clock)(), (self.random)()) {
            crate::troubles::remember(format!("cannot take over the events in `~/{}`: {error}", import.source.file));
        }
    }
}

impl Pass<'_> {
    fn now(&self) -> u64 {
        (self.sender.clock)()
    }

    /// Writes down what is known, with what this process lost meanwhile.
    fn save(&mut self) -> io::Result<()> {
        let lost = self.host.take_lost();
        self.state.losses.merge(lost);
        self.state.save(&self.sender.places.state).inspect_err(|_| self.host.give_back_lost(lost))?;
        self.unsaved = false;
        Ok(())
    }

    /// Counts of withdrawals that found the lock taken.
    fn take_over_counts(&mut self) -> io::Result<()> {
        let (files, counts) = counted_beside(&self.sender.places);
        if files.is_empty() {
            return Ok(());
        }
        self.state.add_counts(&counts);
        self.save()?;
        files.iter().try_for_each(|file| files::absent(fs::remove_file(file)))
    }

    fn forget_what_is_gone(&mut self, waiting: &[Waiting]) {
        let known: BTreeSet<&str> = waiting.iter().map(|segment| segment.key.as_str()).collect();
        for route in self.state.routes.values_mut() {
            route.progress.retain(|name, _| known.contains(name.as_str()));
        }
    }

    fn drop_what_has_to_go(&mut self, waiting: &[Waiting], granted: u32) -> io::Result<()> {
        let doomed = queue::doomed(waiting, granted, &self.sender.limits, self.now());
        if doomed.is_empty() {
            return Ok(());
        }
        for (loss, segment) in &doomed {
            self.state.give_up(segment, *loss);
        }
        // Counted before it is deleted, and never twice: the same file says that it is done with.
        self.save()?;
        doomed.iter().try_for_each(|(_, segment)| files::absent(fs::remove_file(&segment.path)))
    }

    /// Whether no destination waits for a segment any more.
    fn is_done(&self, segment: &Waiting) -> bool {
        self.state.nearest(segment) == DONE
    }

    /// Deletes a segment that no destination waits for any more.
    fn remove_if_done(&mut self, segment: &Waiting) -> io::Result<()> {
        if !self.is_done(segment) {
            return Ok(());
        }
        files::absent(fs::remove_file(&segment.path))?;
        self.state.routes.values_mut().for_each(|route| {
            route.progress.remove(&segment.key);
        });
        Ok(())
    }

    /// Sends to one destination after the other. One that has to wait keeps no other waiting, beyond the time of its request.
    fn send(&mut self, collector: &mut dyn Collector) -> Result<(), Halt> {
        let sender = self.sender;
        let mut waits: Option<u64> = None;
        for to in &sender.destinations {
            to.name().clone_into(&mut self.state.route(to.id).name);
            match Leg::new(self, to).send(collector) {
                Err(Halt::Outcome(Outcome::Waits { until_ms })) => waits = waits.into_iter().chain([until_ms]).min(),
                other => other?,
            }
        }
        waits.map_or(Ok(()), |until_ms| Err(Halt::Outcome(Outcome::Waits { until_ms })))
    }
}
