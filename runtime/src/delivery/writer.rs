//! The writing side of the spool: one process, its lock, and the segments that only it appends to.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::Instant;

use candor_core::limits;

use super::buffer::{Buffer, Events, Filled};
use super::losses::{Loss, Losses};
use super::segment::{SegmentName, Stamp, lock_name};
use super::{Clock, Consent, Encode, Limits, Places, files, line, queue};

/// How often a segment is begun before the disk is said to refuse it.
const BEGINNINGS: usize = 16;

/// What an append did, for those that wait for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Appended {
    /// A segment was begun, and will be due.
    pub(super) opened: bool,
    /// A segment was sealed, and can be sent.
    pub(super) sealed: bool,
    /// The disk refused it, and it waits in memory.
    pub(super) kept: bool,
}

pub(super) struct Writer {
    places: Places,
    stamp: Stamp,
    consent: Consent,
    limits: Limits,
    clock: Clock,
    owner: Option<Owner>,
    segment: Option<Segment>,
    backlog: Backlog,
    /// Until then the spool is taken for as full as it was.
    full_until: Option<Instant>,
    /// A line break and the line, so that either start of it is one `write`.
    buffer: Vec<u8>,
    /// What is being taken over from a [`Buffer`], and its JSON.
    taken: Filled,
    encoded: Events,
    /// What was lost and is not yet counted in the sender's memory.
    lost: Losses,
    error: Option<String>,
}

/// A process among those that append. Whoever can take its lock knows that it is gone.
struct Owner {
    id: u64,
    lock: PathBuf,
    _held: files::Lock,
    next: u32,
}

struct Segment {
    file: File,
    path: PathBuf,
    name: SegmentName,
    begun: Instant,
    bytes: u64,
    events: u64,
    /// A write came to its end too early, and left half a line.
    torn: bool,
}

/// Lines that the disk refused, kept while the process lives.
#[derive(Default)]
struct Backlog {
    lines: VecDeque<Vec<u8>>,
    bytes: usize,
    paused_until: Option<Instant>,
}

/// Why a segment could not be begun.
enum Refusal {
    Withdrawn,
    Full,
    Io(io::Error),
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Writer {
    pub(super) fn new(places: Places, stamp: Stamp, consent: Consent, limits: Limits, clock: Clock) -> Self {
        Self {
            places,
            stamp,
            consent,
            limits,
            clock,
            owner: None,
            segment: None,
            backlog: Backlog::default(),
            full_until: None,
            buffer: Vec::new(),
            taken: Filled::default(),
            encoded: Events::default(),
            lost: Losses::default(),
            error: None,
        }
    }

    /// Stores one event, or keeps it in memory for as long as the disk refuses it.
    pub(super) fn append(&mut self, json: &str) -> Appended {
        let mut done = Appended::default();
        if json.len() > limits::EVENT_BYTES {
            self.lost.add(Loss::Unencodable, 1);
            return done;
        }
        self.buffer.clear();
        self.buffer.push(b'\n');
        line::encode(json, &mut self.buffer);
        let buffer = std::mem::take(&mut self.buffer);
        let stored = !self.backlog.is_paused() && self.write_backlog(&mut done) && self.write(&buffer, &mut done);
        if !stored {
            self.backlog.push(buffer.clone(), &mut self.lost);
            done.kept = true;
        }
        self.buffer = buffer;
        done
    }

    /// Stores what a buffer holds.
    pub(super) fn append_from(&mut self, buffer: &Buffer, encode: &Encode) -> Appended {
        let mut done = Appended::default();
        let mut events = std::mem::take(&mut self.encoded);
        events.clear();
        buffer.take(&mut self.taken);
        self.taken.drain(|spec, time, values| {
            // A mistake of ours costs the event, and none beside it.
            match catch_unwind(AssertUnwindSafe(|| encode(spec, time, values))) {
                Ok(record) => events.push(record.json()),
                Err(_) => self.lost.add(Loss::Unencodable, 1),
            }
        });
        let mut next = 0;
        while let Some(json) = events.get(next) {
            // One alone begins a segment where one is needed, and waits in memory where the disk refuses it.
            let one = self.append(json);
            done.opened |= one.opened;
            done.sealed |= one.sealed;
            done.kept |= one.kept;
            next += 1 + self.append_more(&events, next + 1);
        }
        self.encoded = events;
        done
    }

    /// As many of the events from `from` on as the open segment has room for, with one `write`; how many are stored.
    fn append_more(&mut self, events: &Events, from: usize) -> usize {
        let ready = self.segment.as_mut().filter(|segment| self.backlog.lines.is_empty() && !segment.torn);
        let Some(segment) = ready else { return 0 };
        let (room, rest) = (segment.room(&self.limits), segment.rest());
        let mut ends = Vec::new();
        self.buffer.clear();
        while let Some(json) = events.get(from + ends.len()).filter(|json| json.len() <= limits::EVENT_BYTES)
            && ends.len() < rest
        {
            let before = self.buffer.len();
            line::encode(json, &mut self.buffer);
            if self.buffer.len() as u64 > room {
                self.buffer.truncate(before);
                break;
            }
            ends.push(self.buffer.len());
        }
        segment.append_lines(&self.buffer, &ends)
    }

    /// Whether the lines that were refused before are stored now.
    fn write_backlog(&mut self, done: &mut Appended) -> bool {
        while let Some(line) = self.backlog.pop() {
            if !self.write(&line, done) {
                self.backlog.put_back(line);
                return false;
            }
        }
        true
    }

    /// Whether the line is out of our hands: stored, or counted as lost.
    fn write(&mut self, line: &[u8], done: &mut Appended) -> bool {
        let is_full = self.segment.as_ref().is_some_and(|segment| segment.is_full(line.len(), &self.limits));
        if is_full {
            done.sealed |= self.seal();
        }
        if self.segment.is_none() {
            match self.begin() {
                Ok(segment) => self.segment = Some(segment),
                Err(Refusal::Withdrawn) => return self.lose(Loss::Withdrawn),
                Err(Refusal::Full) => return self.lose(Loss::Overflow),
                Err(Refusal::Io(error)) => return self.fail("begin a spool file", &error),
            }
            done.opened = true;
        }
        match self.segment.as_mut().map(|segment| segment.append(line)) {
            Some(Ok(())) => true,
            Some(Err(error)) => self.fail("append to a spool file", &error),
            None => false,
        }
    }

    fn lose(&mut self, loss: Loss) -> bool {
        self.lost.add(loss, 1);
        true
    }

    fn fail(&mut self, what: &str, error: &io::Error) -> bool {
        self.error = Some(format!("cannot {what}: {error}"));
        self.backlog.paused_until = Some(Instant::now() + limits::BACKLOG_PAUSE);
        false
    }

    fn begin(&mut self) -> Result<Segment, Refusal> {
        // The spool may be renamed away under us: a withdrawal, and perhaps a yes again since. And who clears away the locks of the
        // dead may take ours for one while it is being born.
        let is_passing =
            |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::WouldBlock);
        let mut begun = self.begin_once();
        for _ in 1..BEGINNINGS {
            match &begun {
                Err(Refusal::Io(error)) if is_passing(error) => begun = self.begin_once(),
                _ => break,
            }
        }
        begun
    }

    fn begin_once(&mut self) -> Result<Segment, Refusal> {
        if self.full_until.is_some_and(|until| Instant::now() < until) {
            return Err(Refusal::Full);
        }
        if self.owner.as_ref().is_some_and(|owner| fs::symlink_metadata(&owner.lock).is_err()) {
            self.owner = None;
        }
        // Who has its lock in its place makes no folder; of a no it learns below.
        if self.owner.is_none() {
            self.check_consent()?;
        }
        let (owner, number) = self.next_segment()?;
        if !self.has_room()? {
            self.full_until = Some(Instant::now() + limits::FULL_PAUSE);
            return Err(Refusal::Full);
        }
        let name = SegmentName { created_ms: (self.clock)(), owner, number, stamp: self.stamp.clone() };
        let path = self.places.spool.join(name.open_name());
        let file = files::create_new(&path)?;
        // A no that was stored before this moment is seen here; one stored later is followed by a renaming that takes this
        // file along. So nothing can be stored after a no.
        if let Err(withdrawn) = self.check_consent() {
            let _ = fs::remove_file(&path);
            self.leave();
            // Goes only if it is empty: another process may be beginning anew after another yes.
            let _ = fs::remove_dir(&self.places.spool);
            return Err(withdrawn);
        }
        Ok(Segment { file, path, name, begun: Instant::now(), bytes: 0, events: 0, torn: false })
    }

    /// This process among those that append, and the number of its next segment.
    fn next_segment(&mut self) -> io::Result<(u64, u32)> {
        let mut owner = match self.owner.take() {
            Some(owner) => owner,
            None => Owner::enter(&self.places)?,
        };
        let this = (owner.id, owner.next);
        owner.next += 1;
        self.owner = Some(owner);
        Ok(this)
    }

    fn check_consent(&self) -> Result<(), Refusal> {
        match self.consent.granted() {
            Some(version) if version >= self.stamp.consent => Ok(()),
            _ => Err(Refusal::Withdrawn),
        }
    }

    /// The sender drops the oldest; this stops a process that writes faster than the sender may, while another holds its lock.
    fn has_room(&self) -> io::Result<bool> {
        let most = self.limits.bytes.saturating_mul(limits::SPOOL_OVERSHOOT);
        let entries: Vec<_> = fs::read_dir(&self.places.spool)?.flatten().collect();
        // To look at each file for each segment of each process grows with their square.
        if (entries.len() as u64).saturating_mul(queue::MAX_BYTES) <= most {
            return Ok(true);
        }
        let total: u64 = entries.iter().filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum();
        Ok(total <= most)
    }

    /// When the open segment has to be sealed.
    fn segment_due(&self) -> Option<Instant> {
        self.segment.as_ref().map(|segment| segment.begun + self.limits.segment_age)
    }

    /// When [`Self::tend`] has something to do.
    pub(super) fn due_at(&self) -> Option<Instant> {
        let again = (!self.backlog.lines.is_empty()).then(|| self.backlog.paused_until.unwrap_or_else(Instant::now));
        self.segment_due().into_iter().chain(again).min()
    }

    /// Hands the open segment to the sender; whether there was one.
    pub(super) fn seal(&mut self) -> bool {
        self.seal_with(0)
    }

    /// The same, with a count of lines that should be in it and are not.
    fn seal_with(&mut self, missing: u64) -> bool {
        let Some(segment) = self.segment.take() else { return false };
        let sealed = self.places.spool.join(segment.name.sealed_name(segment.events.saturating_add(missing)));
        drop(segment.file);
        match fs::rename(&segment.path, sealed) {
            Ok(()) => true,
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    self.fail("seal a spool file", &error);
                }
                false
            }
        }
    }

    /// Seals the open segment if it is old enough, and tries again what the disk refused.
    pub(super) fn tend(&mut self) -> Appended {
        let mut done = Appended::default();
        if self.segment_due().is_some_and(|due| due <= Instant::now()) {
            done.sealed |= self.seal();
        }
        if !self.backlog.lines.is_empty() && !self.backlog.is_paused() {
            self.write_backlog(&mut done);
        }
        done
    }

    /// Hands everything to the sender; whether everything is out of memory.
    pub(super) fn hand_over(&mut self) -> bool {
        self.backlog.paused_until = None;
        let stored = self.write_backlog(&mut Appended::default());
        self.seal();
        stored
    }

    /// Leaves the spool to others, with everything in it that this process had. A later append begins anew.
    pub(super) fn close(&mut self) -> bool {
        let mut done = Appended::default();
        self.backlog.paused_until = None;
        if !self.write_backlog(&mut done) {
            self.lost.add(Loss::Unwritable, self.backlog.clear());
        }
        self.write_losses(&mut done);
        done.sealed |= self.seal_with_losses();
        self.leave();
        done.sealed
    }

    /// What could not be counted in the sender's memory waits beside the events.
    fn write_losses(&mut self, done: &mut Appended) {
        if self.lost.is_empty() {
            return;
        }
        let mut buffer = vec![b'\n'];
        line::encode(&line::lost_json(self.lost), &mut buffer);
        let lost = std::mem::take(&mut self.lost);
        if !self.write(&buffer, done) || !self.lost.is_empty() {
            self.lost = lost;
        }
    }

    /// On a full disk the count of what it refused has no room in a file, but in the name of one.
    fn seal_with_losses(&mut self) -> bool {
        let missing = self.lost.total();
        if missing > 0 && self.segment.is_none() {
            self.segment = self.begin().ok();
        }
        let sealed = self.seal_with(missing);
        if sealed {
            self.lost = Losses::default();
        }
        sealed
    }

    fn leave(&mut self) {
        if let Some(owner) = self.owner.take() {
            let _ = fs::remove_file(&owner.lock);
        }
    }

    pub(super) fn take_lost(&mut self) -> Losses {
        std::mem::take(&mut self.lost)
    }

    pub(super) fn give_back_lost(&mut self, lost: Losses) {
        self.lost.merge(lost);
    }

    pub(super) fn lost(&self) -> Losses {
        self.lost
    }

    pub(super) fn backlog_events(&self) -> u64 {
        self.backlog.lines.len() as u64
    }

    pub(super) fn error(&self) -> Option<String> {
        self.error.clone()
    }
}

impl Owner {
    /// Locks a file of a name that nobody looks for, then renames it into place: it cannot be adopted half-born.
    fn enter(places: &Places) -> io::Result<Self> {
        places.make()?;
        let id = super::random();
        let lock = places.spool.join(lock_name(id));
        let unborn = lock.with_extension("lock.new");
        let held = files::create_locked(&unborn)?;
        fs::rename(&unborn, &lock)?;
        Ok(Self { id, lock, _held: held, next: 1 })
    }
}

impl Segment {
    /// By its size. By its age the thread that sends seals it, so that no event asks the clock for that.
    fn is_full(&self, more: usize, bounds: &Limits) -> bool {
        self.events > 0 && (self.rest() == 0 || more as u64 > self.room(bounds))
    }

    /// How many events more may be in it: a segment is what one request may have.
    fn rest(&self) -> usize {
        limits::BATCH_EVENTS.saturating_sub(usize::try_from(self.events).unwrap_or(usize::MAX))
    }

    fn room(&self, bounds: &Limits) -> u64 {
        bounds.segment_bytes.min(limits::SEGMENT_BYTES).saturating_sub(self.bytes)
    }

    /// Appends lines that end there; how many are stored. What is cut off by a full disk is nobody's loss yet.
    fn append_lines(&mut self, lines: &[u8], ends: &[usize]) -> usize {
        let written = write_once(&mut self.file, lines).unwrap_or(0);
        let (whole, kept, is_broken) = whole_lines(written, ends);
        self.bytes += kept as u64;
        self.events += whole as u64;
        // The next line begins with a line break if the half one cannot be cut off.
        self.torn = is_broken || (written > kept && self.file.set_len(self.bytes).is_err());
        whole
    }

    fn append(&mut self, line: &[u8]) -> io::Result<()> {
        let written = write_line(&mut self.file, line, &mut self.torn);
        match written {
            Ok(bytes) => {
                self.bytes += bytes;
                self.events += 1;
                Ok(())
            }
            Err(error) => {
                // Cutting the half line off keeps it from being counted as damaged; a file that cannot be cut still works.
                let _ = self.file.set_len(self.bytes);
                Err(error)
            }
        }
    }
}

/// One `write` of a line, `line` being a line break and the line; the line break goes out only behind a torn line.
fn write_line(file: &mut impl Write, line: &[u8], torn: &mut bool) -> io::Result<u64> {
    let line = if *torn { line } else { line.get(1..).unwrap_or_default() };
    let written = write_once(file, line)?;
    *torn = written < line.len() && (*torn || written > 0);
    // A line that lacks only its line break is whole; the next one brings that along.
    if written + 1 < line.len() {
        return Err(io::Error::new(io::ErrorKind::WriteZero, "the disk took only a part of a line"));
    }
    Ok(written as u64)
}

/// How many lines that end there are whole after so many bytes, how many bytes those are, and whether the last of them lacks
/// its line break. Pure.
fn whole_lines(written: usize, ends: &[usize]) -> (usize, usize, bool) {
    let whole = ends.partition_point(|end| *end <= written + 1);
    let end = whole.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(0);
    (whole, end.min(written), written < end)
}

fn write_once(file: &mut impl Write, bytes: &[u8]) -> io::Result<usize> {
    loop {
        match file.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

impl Backlog {
    fn is_paused(&self) -> bool {
        self.paused_until.is_some_and(|until| Instant::now() < until)
    }

    fn push(&mut self, line: Vec<u8>, lost: &mut Losses) {
        self.bytes += line.len();
        self.lines.push_back(line);
        while self.bytes > limits::BACKLOG_BYTES && self.pop().is_some() {
            lost.add(Loss::Unwritable, 1);
        }
    }

    fn pop(&mut self) -> Option<Vec<u8>> {
        let line = self.lines.pop_front()?;
        self.bytes -= line.len();
        Some(line)
    }

    fn put_back(&mut self, line: Vec<u8>) {
        self.bytes += line.len();
        self.lines.push_front(line);
    }

    fn clear(&mut self) -> u64 {
        let events = self.lines.len() as u64;
        *self = Self::default();
        events
    }
}

#[cfg(test)]
mod tests;
