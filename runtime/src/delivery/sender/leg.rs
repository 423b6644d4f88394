//! The part of a pass that is for one destination: requests, verdicts, and what they are remembered as.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use candor_core::limits;

use super::batch::{Entry, What, encoded, events_in, middle, next_batch};
use super::{Collector, Halt, Host, Outcome, Packed, Pass};
use crate::delivery::backoff::Pause;
use crate::delivery::destination::{Destination, Encoded, last, last_lines};
use crate::delivery::files;
use crate::delivery::losses::{Loss, Losses};
use crate::delivery::queue::{self, Stream};
use crate::delivery::segment::Phase;
use crate::delivery::state::{DONE, LastVerdict, Route};
use crate::delivery::verdict::{KilledBatch, Verdict, verdict};

/// The part of a pass that is for one destination.
pub(super) struct Leg<'p, 'a> {
    pass: &'p mut Pass<'a>,
    to: &'a Destination,
    /// Requests that found at least one poison event.
    splits: u32,
    /// The collector has just taken an event, so that it is not to blame for what it fails at.
    proven: bool,
    /// What it took last, for people.
    sent: Vec<Encoded>,
}

/// A request from its start until its verdict is written down, whichever way that ends.
struct InFlight<'a>(&'a dyn Host);

impl<'a> InFlight<'a> {
    fn begin(host: &'a dyn Host) -> Result<Self, Halt> {
        if host.begin_request() { Ok(Self(host)) } else { Err(Halt::Outcome(Outcome::Stopped)) }
    }
}

impl Drop for InFlight<'_> {
    fn drop(&mut self) {
        self.0.end_request();
    }
}

fn of_one_segment(one: &Entry, next: &Entry) -> bool {
    Rc::ptr_eq(&one.segment, &next.segment)
}

/// What a request came to.
enum Settled {
    /// Every event of it has a verdict.
    All,
    /// At least one is poison, and it is not known which.
    Split,
}

impl<'p, 'a> Leg<'p, 'a> {
    pub(super) fn new(pass: &'p mut Pass<'a>, to: &'a Destination) -> Self {
        Self { pass, to, splits: 0, proven: false, sent: Vec::new() }
    }

    fn route(&mut self) -> &mut Route {
        self.pass.state.route(self.to.id)
    }

    pub(super) fn send(&mut self, collector: &mut dyn Collector) -> Result<(), Halt> {
        let sent = self.send_all(collector);
        self.keep_last_sent();
        sent
    }

    fn send_all(&mut self, collector: &mut dyn Collector) -> Result<(), Halt> {
        let mut waiting = queue::list(&self.pass.sender.places.spool)?;
        waiting.retain(|s| s.phase != Phase::Open && s.name.stamp.destinations.contains(&self.to.id));
        let from = waiting.iter().map(|s| self.pass.state.progress(self.to.id, &s.key));
        let from = from.collect::<Vec<_>>();
        let mut stream = Stream::new(waiting.into_iter().zip(from).collect());
        loop {
            // Before a batch is made, which is most of a pass: a product that emits while its collector is down has one a segment.
            if stream.begins_with_an_event() {
                self.check_pause()?;
            }
            let batch = next_batch(&mut stream, self.to);
            if batch.is_empty() {
                return Ok(());
            }
            let suspicious = self.route().server_errors >= limits::POISON_TRIES && events_in(&batch) > 1;
            if suspicious { self.search(&batch, collector) } else { self.deliver(&batch, collector) }?;
        }
    }

    /// The collector has answered several times in a row that something in it failed. Either it is down, or an event of ours brings
    /// it down. So another event goes out alone: only if that one is taken, those that fail next to it are dropped.
    fn search(&mut self, batch: &[Entry], collector: &mut dyn Collector) -> Result<(), Halt> {
        let events = batch.iter().enumerate().filter(|(_, entry)| entry.is_event());
        let events: Vec<usize> = events.map(|(index, _)| index).collect();
        // The first one is the likeliest to be the one.
        let others = events.len().saturating_sub(1) as u64;
        let which = 1 + usize::try_from((self.pass.sender.random)().checked_rem(others).unwrap_or(0)).unwrap_or(0);
        let Some(at) = events.get(which).copied() else { return self.deliver(batch, collector) };
        let (before, rest) = batch.split_at(at);
        let (probe, after) = rest.split_at(1);
        let refused = self.probe(probe, collector)?;
        self.proven = true;
        let found = self.deliver(before, collector);
        self.proven = false;
        found?;
        self.commit(probe, Losses::of(Loss::Rejected, refused))?;
        self.proven = true;
        let found = self.deliver(after, collector);
        self.proven = false;
        found?;
        self.route().server_errors = 0;
        Ok(self.pass.save()?)
    }

    /// Sends one event, which is not written down yet; how many events the collector refused.
    fn probe(&mut self, probe: &[Entry], collector: &mut dyn Collector) -> Result<u64, Halt> {
        let body = self.pack(probe, collector);
        self.check_consent(probe)?;
        self.check_pause()?;
        let _flight = InFlight::begin(self.pass.host)?;
        match self.ask(&body, 1, collector) {
            Verdict::Accepted { refused } => {
                self.route().succeed();
                Ok(refused)
            }
            Verdict::Retry { after } => self.retry(after).map(|_| 0),
            _ => {
                self.fail(None);
                self.wait().map(|_| 0)
            }
        }
    }

    /// Sends a batch, and halves of it for as long as that is the way to find a poison event. The earlier half goes first, so
    /// that what has a verdict is always a beginning of each segment.
    fn deliver(&mut self, batch: &[Entry], collector: &mut dyn Collector) -> Result<(), Halt> {
        let mut parts = vec![batch];
        while let Some(part) = parts.pop() {
            match self.settle(part, collector)? {
                Settled::All => {}
                Settled::Split => {
                    let (earlier, later) = part.split_at(middle(part));
                    parts.extend([later, earlier]);
                }
            }
        }
        Ok(())
    }

    fn settle(&mut self, part: &[Entry], collector: &mut dyn Collector) -> Result<Settled, Halt> {
        let events = events_in(part);
        if events == 0 {
            return Ok(self.commit(part, Losses::default())?);
        }
        let body = self.pack(part, collector);
        self.check_consent(part)?;
        self.check_pause()?;
        let _flight = InFlight::begin(self.pass.host)?;
        let verdict = self.ask(&body, events, collector);
        let losses = |loss, events| Losses::of(loss, events);
        match verdict {
            Verdict::Accepted { refused } => {
                self.route().succeed();
                if !self.proven {
                    self.route().server_errors = 0;
                }
                self.sent = last(encoded(part), limits::LAST_SENT_BYTES);
                Ok(self.commit(part, losses(Loss::Rejected, refused))?)
            }
            Verdict::Rejected => {
                // One batch a pause: what is wrong with it may be wrong with the collector, and then the rest survives.
                self.fail(None);
                Ok(self.commit(part, losses(Loss::Rejected, events))?)
            }
            Verdict::Split => self.split(part, events),
            Verdict::Retry { .. } if self.proven && self.met_server_error() => {
                if events == 1 && self.takes_it_after_all(&body, collector) {
                    return Ok(self.commit(part, Losses::default())?);
                }
                self.split(part, events)
            }
            Verdict::Retry { after } => self.retry(after),
            Verdict::Killed { duration, batch } => {
                let now = self.pass.now();
                self.route().kill = (!duration.is_zero()).then(|| Pause::new(now, duration));
                match batch {
                    KilledBatch::Accepted { refused } => Ok(self.commit(part, losses(Loss::Rejected, refused))?),
                    KilledBatch::Dropped => Ok(self.commit(part, losses(Loss::Killed, events))?),
                    KilledBatch::Waits => self.wait(),
                }
            }
        }
    }

    fn retry(&mut self, after: Option<Duration>) -> Result<Settled, Halt> {
        if self.met_server_error() {
            let route = self.route();
            route.server_errors = route.server_errors.saturating_add(1);
        }
        self.fail(after);
        self.wait()
    }

    /// Whether the last answer was that the collector failed. One that is overloaded says 503, which tells nothing of an event.
    fn met_server_error(&mut self) -> bool {
        let status = self.route().last.as_ref().and_then(|last| last.status);
        matches!(status, Some(500..=599)) && status != Some(503)
    }

    /// A collector that fails now and then must not cost an event.
    fn takes_it_after_all(&mut self, body: &Result<Packed, String>, collector: &mut dyn Collector) -> bool {
        (1..limits::POISON_SINGLE_TRIES)
            .any(|_| matches!(self.ask(body, 1, collector), Verdict::Accepted { refused: 0 }))
    }

    /// Before the request begins, since leaving waits for one in flight.
    fn pack(&self, part: &[Entry], collector: &mut dyn Collector) -> Result<Packed, String> {
        collector.pack(self.to, self.to.body(encoded(part)))
    }

    fn ask(&mut self, body: &Result<Packed, String>, events: u64, collector: &mut dyn Collector) -> Verdict {
        let protocol = self.to.protocol();
        let reply = body.as_ref().map_err(Clone::clone).and_then(|body| collector.post(self.to, body));
        let at_ms = self.pass.now();
        let (verdict, status, error) = match reply {
            Ok(reply) => {
                let status = (reply.status > 0).then_some(reply.status);
                (verdict(&protocol, &reply, events, at_ms), status, reply.explanation(&protocol))
            }
            Err(error) => (Verdict::Retry { after: None }, None, Some(error)),
        };
        crate::diagnose::verdict(&self.route().name, verdict.name(), status, events);
        self.route().last = Some(LastVerdict { at_ms, status, verdict: verdict.name().to_owned(), error });
        verdict
    }

    fn split(&mut self, part: &[Entry], events: u64) -> Result<Settled, Halt> {
        self.splits += 1;
        let settled = if events > 1 { Settled::Split } else { self.commit(part, Losses::of(Loss::Rejected, 1))? };
        if self.splits < limits::SPLIT_REQUESTS {
            return Ok(settled);
        }
        // Where everything is poison, halving would cost the collector two requests an event.
        self.fail(None);
        self.wait()
    }

    fn fail(&mut self, after: Option<Duration>) {
        let (now, random) = (self.pass.now(), (self.pass.sender.random)());
        self.route().fail(now, after, random);
    }

    fn wait(&mut self) -> Result<Settled, Halt> {
        self.pass.save()?;
        let now = self.pass.now();
        let until_ms = self.route().not_before().unwrap_or(now);
        Err(Halt::Outcome(Outcome::Waits { until_ms }))
    }

    fn check_consent(&self, part: &[Entry]) -> Result<(), Halt> {
        let covered = |granted: u32| {
            part.iter().filter(|entry| entry.is_event()).all(|entry| entry.segment.name.stamp.consent <= granted)
        };
        match self.pass.sender.consent.granted() {
            Some(granted) if covered(granted) => Ok(()),
            _ => Err(Halt::Outcome(Outcome::Stopped)),
        }
    }

    fn check_pause(&mut self) -> Result<(), Halt> {
        let now = self.pass.now();
        self.pass.state.settle(now);
        match self.route().not_before() {
            Some(until_ms) => {
                self.pass.save()?;
                Err(Halt::Outcome(Outcome::Waits { until_ms }))
            }
            None => Ok(()),
        }
    }

    /// Remembers that a part has its verdict, with what was lost of it, and deletes the segments that are done with.
    fn commit(&mut self, part: &[Entry], losses: Losses) -> io::Result<Settled> {
        self.route().losses.merge(losses);
        let mut counted = !losses.is_empty();
        for run in part.chunk_by(of_one_segment) {
            for Entry { segment, end, what } in run {
                match what {
                    What::Event(_) => {}
                    What::Unencodable => {
                        self.route().losses.add(Loss::Unencodable, 1);
                        counted = true;
                    }
                    What::Lost(losses) => counted |= self.pass.state.count_before(segment, *end, *losses),
                }
            }
            if let Some(last) = run.last() {
                self.route().progress.insert(last.segment.key.clone(), last.end);
            }
        }
        // Where nothing was lost and nothing is left, that the segments are gone says all there is to remember. So it is on a full
        // disk, where the state cannot be written: what was delivered whole goes, and makes room.
        let whole = !counted && part.chunk_by(of_one_segment).all(|run| self.pass.is_done(&run[0].segment));
        self.pass.unsaved = true;
        let saved = if whole { Ok(()) } else { self.pass.save() };
        if saved.is_ok() || !counted {
            for entry in part.iter().filter(|entry| entry.end == DONE) {
                self.pass.remove_if_done(&entry.segment)?;
            }
        }
        saved.map(|()| Settled::All)
    }

    /// A convenience for the user who asks what was sent; that it fails must not fail the sending. A no that came meanwhile erases
    /// what is there, and nothing is put there after it.
    fn keep_last_sent(&self) {
        let Some(name) = self.to.last_sent().filter(|_| !self.sent.is_empty()) else { return };
        if self.pass.sender.consent.granted().is_none() {
            return;
        }
        let lines = last_lines(&self.sent, limits::LAST_SENT_BYTES);
        let _ = files::replace(&self.pass.sender.places.spool.join(name), &lines);
    }
}
