//! What happens to an event between `emit` and the collector.
//!
//! [`writer`] appends it to the spool; [`sender`] works through the spool in passes: [`queue`] says what waits and what has to go,
//! [`envelope`](mod@envelope) makes a record an envelope, [`http`] posts it, [`verdict`](mod@verdict) reads the reply, and
//! [`state`] remembers. `docs/spool.md` and `docs/delivery.md` tell the same for people.

mod backoff;
mod buffer;
mod destination;
mod envelope;
mod files;
mod http;
mod import;
mod key;
mod line;
mod local;
mod losses;
mod otlp;
mod queue;
mod raw;
mod segment;
mod sender;
mod state;
#[cfg(test)]
mod testing;
mod verdict;
mod worker;
mod writer;

use std::fs;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use candor_core::{Kept, limits};

#[cfg(feature = "testing")]
pub(crate) use backoff::delay;
pub(crate) use destination::{Destination, DestinationError};
pub(crate) use http::Body;
pub(crate) use import::{Cached, Import, Source, erase as erase_import};
pub(crate) use losses::{Loss, Losses};
pub(crate) use state::LastVerdict;

use crate::event::{EventSpec, Value};
use crate::record::EncodedRecord;
use line::Line;
use queue::Waiting;
use segment::Stamp as SegmentStamp;
use sender::Sender;
use state::State;
use worker::Worker;
use writer::Writer;

/// Milliseconds since 1970.
type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// Makes a record of what a product filled.
pub(crate) type Encode = dyn Fn(&'static EventSpec, SystemTime, &mut [Value]) -> EncodedRecord + Send + Sync;

/// What a product's delivery needs to know.
pub(crate) struct Config {
    pub(crate) encode: Box<Encode>,
    /// `<storage>/telemetry`; need not exist.
    pub(crate) directory: PathBuf,
    /// Where events go; each has its own progress.
    pub(crate) destinations: Vec<Destination>,
    pub(crate) stamp: Stamp,
    /// Reads the consent record again: the version that was agreed to, or nothing.
    pub(crate) consent: Box<dyn Fn() -> Option<u32> + Send + Sync>,
    pub(crate) limits: Limits,
    /// What an earlier program left unsent.
    pub(crate) import: Option<Import>,
    /// Whether events may wait in memory for some milliseconds.
    pub(crate) buffered: bool,
    pub(crate) body: Body,
    /// How long leaving may take.
    pub(crate) exit_budget: Duration,
}

/// What the events of this process are collected under.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stamp {
    pub(crate) consent_version: u32,
    pub(crate) schema_digest: &'static str,
}

/// The bounds of the spool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of all segments together.
    pub(crate) bytes: u64,
    /// Events of all segments together.
    pub(crate) events: u64,
    /// How long an event may wait.
    pub(crate) age: Duration,
    /// Bytes after which a segment is sealed.
    pub(crate) segment_bytes: u64,
    /// Age after which a segment is sealed.
    pub(crate) segment_age: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: limits::SPOOL_BYTES,
            events: limits::SPOOL_EVENTS,
            age: limits::SPOOL_AGE,
            segment_bytes: limits::SEGMENT_BYTES,
            segment_age: limits::SEGMENT_AGE,
        }
    }
}

/// The delivery of one product in one process. It takes events and never fails; what went wrong can be asked for.
pub(crate) struct Delivery {
    worker: Arc<Worker>,
    places: Places,
    exit_budget: Duration,
}

impl Delivery {
    /// Starts the sender's thread, which sends what earlier processes left. Makes no file before the first event.
    pub(crate) fn start(config: Config) -> Self {
        Self::start_at(config, Arc::new(now_ms))
    }

    fn start_at(config: Config, clock: Clock) -> Self {
        let Config { encode, directory, destinations, stamp, consent, limits, import, buffered, body, exit_budget } =
            config;
        let places = Places::below(&directory);
        let consent = Consent(Arc::from(consent));
        let mut ids: Vec<u32> = destinations.iter().map(|destination| destination.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let schema = segment::short_digest(stamp.schema_digest);
        let stamp = SegmentStamp { consent: stamp.consent_version, schema, destinations: ids };
        let writer = Writer::new(places.clone(), stamp.clone(), consent.clone(), limits, clock.clone());
        let sender =
            Sender { places: places.clone(), destinations, stamp, import, consent, limits, body, clock, random };
        let buffer = buffered.then(buffer::Buffer::default);
        Self { worker: Worker::start(encode, writer, sender, buffer), places, exit_budget }
    }

    /// Stores an event. When this returns, the event survives the end of the process, unless the disk refused it, or the product
    /// asked for a buffer; then it waits in memory. Takes the values, and leaves their memory.
    pub(crate) fn append(&self, spec: &'static EventSpec, time: SystemTime, values: &mut Vec<Value>) {
        self.worker.append(spec, time, values);
    }

    /// Encodes and stores what waits in memory.
    pub(crate) fn write_out(&self) {
        self.worker.write_out();
    }

    /// Sends what is there and waits for it, at most `timeout`; whether everything so far has a verdict.
    pub(crate) fn flush(&self, timeout: Duration) -> bool {
        self.worker.flush(timeout)
    }

    /// Leaves the spool to the next process. Starts no request; waits for one in flight, at most the exit budget. An append
    /// afterwards is stored all the same.
    pub(crate) fn shutdown(&self) {
        self.worker.shutdown(self.exit_budget);
    }

    /// What waits, what was lost, and what the collector said last.
    pub(crate) fn status(&self) -> Status {
        let mut status = Status::of(&self.places);
        self.worker.add_to(&mut status);
        status
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.shutdown();
    }
}

/// What can be told of a product's delivery, without any content.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Status {
    /// Events that wait.
    pub(crate) waiting_events: u64,
    /// Bytes of the files in which they wait.
    pub(crate) waiting_bytes: u64,
    /// When the oldest file of them was begun, in milliseconds since 1970.
    pub(crate) oldest_ms: Option<u64>,
    /// Before when nothing is sent, in milliseconds since 1970.
    pub(crate) not_before_ms: Option<u64>,
    pub(crate) last: Option<LastVerdict>,
    pub(crate) losses: Losses,
    /// For each destination that anything was ever sent to: its name, its last verdict, and what was lost for it alone.
    pub(crate) destinations: Vec<(String, Option<LastVerdict>, Losses)>,
    /// The last failure of the disk in this process.
    pub(crate) error: Option<String>,
}

impl Status {
    /// The status below `<storage>/telemetry`, also while no delivery runs. Changes nothing.
    pub(crate) fn read(directory: &Path) -> Self {
        Self::of(&Places::below(directory))
    }

    fn of(places: &Places) -> Self {
        let mut state = State::load(&places.state);
        state.add_counts(&counted_beside(places).1);
        state.settle(now_ms());
        let waiting = queue::list(&places.spool).unwrap_or_default();
        Self {
            waiting_events: waiting.iter().map(|segment| events_of(segment, &state).len() as u64).sum(),
            waiting_bytes: waiting.iter().map(|segment| segment.bytes).sum(),
            oldest_ms: waiting.iter().map(|segment| segment.name.created_ms).min(),
            not_before_ms: state.not_before(),
            last: state.last().cloned(),
            losses: state.all_losses(),
            destinations: state.routes.into_values().map(|route| (route.name, route.last, route.losses)).collect(),
            error: None,
        }
    }
}

/// The Common Schema envelope of a record under a key of which the caller knows that it belongs to nobody.
#[cfg(feature = "testing")]
pub(crate) fn envelope_of(record: &str, key: &str) -> Option<String> {
    let key = key::ApiKey::parse(key).ok()?.envelope_key();
    envelope::Encoder::new(&key).envelope(record).ok()
}

/// A record in each form in which it could be sent, whatever the product's destinations; `None` where one cannot be made.
#[cfg(feature = "testing")]
pub(crate) fn bodies_of(record: &str, service: &'static str) -> Option<[Vec<u8>; 3]> {
    let line = envelope_of(record, crate::loopback::DUMMY_KEY)?;
    let request = |encoding: otlp::Encoding| {
        let log = otlp::Encoder::new(encoding, service).log(record.to_owned()).ok()?;
        Some(encoding.request(&[&log]))
    };
    Some([line.into_bytes(), request(otlp::Encoding::Protobuf)?, request(otlp::Encoding::Json)?])
}

/// The records that wait below `<storage>/telemetry`, oldest first, as JSON. Changes nothing.
pub(crate) fn waiting(directory: &Path) -> Vec<String> {
    let places = Places::below(directory);
    let state = State::load(&places.state);
    queue::list(&places.spool).unwrap_or_default().iter().flat_map(|segment| events_of(segment, &state)).collect()
}

/// Whether what `storage.import:` names was found to hold no event, and is still the same. Changes nothing.
#[cfg(feature = "clap")]
pub(crate) fn is_left_alone(directory: &Path, source: &Source) -> bool {
    source.is_left_alone(&Places::below(directory))
}

/// The events of the last request that each collector took, a line each; of a large one, the end.
pub(crate) fn last_sent(destinations: &[Destination], directory: &Path) -> String {
    let spool = Places::below(directory).spool;
    let read = |name| {
        let bytes = files::read(&spool.join(name), 2 * limits::LAST_SENT_BYTES as u64).unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    };
    destinations.iter().filter_map(Destination::last_sent).map(read).collect()
}

fn events_of(segment: &Waiting, state: &State) -> Vec<String> {
    let bytes = segment.read().unwrap_or_default();
    let mut from = usize::try_from(state.nearest(segment)).unwrap_or(usize::MAX);
    let lines = std::iter::from_fn(|| line::next(&bytes, from).map(|(line, end)| (from = end, line).1));
    lines.filter_map(|line| if let Line::Event(json) = line { Some(json) } else { None }).collect()
}

/// Erases what waits below `<storage>/telemetry`, and the files that events were exported to, after the caller has stored the
/// no; how many events waited. Works while other processes append and send: they find the spool gone, and read the consent
/// again.
pub(crate) fn erase(directory: &Path, exported: &[&str], budget: Duration) -> io::Result<u64> {
    let places = Places::below(directory);
    if !files::is_folder(&places.spool) {
        exported.iter().try_for_each(|path| local::erase(places.storage(), path))?;
        return erase_left_over(&places, None, budget).map(|()| 0);
    }
    // Without the lock a request is in flight longer than anybody waits; the sender asks for consent before its next one.
    // Where none can be had, as on a disk without room for a file, it is erased all the same.
    let lock = files::lock_within(&places.lock, budget).unwrap_or(None);
    let erased = exported.iter().try_for_each(|path| local::erase(places.storage(), path));
    let mut state = State::load(&places.state);
    let gone = places.directory.join(format!("{}{:016x}", Kept::Erased.name(), random()));
    // Windows does not rename a folder with open files in it; they are then deleted where they are.
    let gone = if fs::rename(&places.spool, &gone).is_ok() { gone } else { places.spool.clone() };
    let before = state.counts();
    let mut events = 0;
    for segment in queue::list(&gone)? {
        events += state.give_up(&segment, Loss::Withdrawn);
    }
    state.routes.values_mut().for_each(|route| route.progress.clear());
    // That the count cannot be written must not keep the events from being erased.
    let beside = places.directory.join(format!("{}{:016x}", Kept::Withdrawn.name(), random()));
    let count = || match &lock {
        Some(_) => state.save(&places.state),
        // Whoever holds the lock will replace the state by what it knows, and that is without these.
        None => state.counts().since(&before).save(&beside),
    };
    let counted = count();
    files::remove_folder(&gone)?;
    // A full disk may have room by now. A count that is missing is no event that is left.
    if let Err(error) = counted.or_else(|_| count()) {
        crate::troubles::remember(format!("what was erased cannot be counted: {error}"));
    }
    erase_left_over(&places, lock, budget)?;
    erased.map(|()| events)
}

/// What withdrawals have counted that could not wait for the sender's lock: their files, and the sums.
fn counted_beside(places: &Places) -> (Vec<PathBuf>, State) {
    let entries = fs::read_dir(&places.directory).into_iter().flatten().flatten();
    let ours =
        entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| Kept::of(name) == Some(Kept::Withdrawn)));
    let files: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
    let mut sums = State::default();
    files.iter().for_each(|file| sums.add_counts(&State::load(file)));
    (files, sums)
}

/// Finishes what an erasing process that was killed had begun. One that still lives has the lock, and counts what it erases.
fn erase_left_over(places: &Places, lock: Option<files::Lock>, budget: Duration) -> io::Result<()> {
    let left_over = || -> io::Result<Vec<PathBuf>> {
        if !files::is_folder(&places.directory) {
            return Ok(Vec::new());
        }
        let entries = fs::read_dir(&places.directory)?.collect::<io::Result<Vec<_>>>()?;
        let ours = entries
            .iter()
            .filter(|it| it.file_name().to_str().is_some_and(|name| Kept::of(name) == Some(Kept::Erased)));
        Ok(ours.map(fs::DirEntry::path).collect())
    };
    if left_over()?.is_empty() {
        return Ok(());
    }
    let Some(_held) = lock.map_or_else(|| files::lock_within(&places.lock, budget), |lock| Ok(Some(lock)))? else {
        return Ok(());
    };
    left_over()?.iter().try_for_each(|folder| files::remove_folder(folder))
}

/// Where everything is.
#[derive(Clone, Debug)]
struct Places {
    directory: PathBuf,
    spool: PathBuf,
    state: PathBuf,
    lock: PathBuf,
}

impl Places {
    fn below(directory: &Path) -> Self {
        Self {
            directory: directory.to_owned(),
            spool: directory.join(Kept::Spool.name()),
            state: directory.join(Kept::State.name()),
            lock: directory.join(Kept::SenderLock.name()),
        }
    }

    /// Makes the folders, but no home.
    fn make(&self) -> io::Result<()> {
        match files::make_own_folder(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                files::make_folder(self.storage())?;
                files::make_own_folder(&self.directory)?;
            }
            made => made?,
        }
        files::make_own_folder(&self.spool)
    }

    /// The product's folder, in which the one of telemetry is.
    fn storage(&self) -> &Path {
        self.directory.parent().unwrap_or(&self.directory)
    }
}

/// The consent record, read again each time.
#[derive(Clone)]
struct Consent(Arc<dyn Fn() -> Option<u32> + Send + Sync>);

impl Consent {
    /// The version that was agreed to. Whoever cannot tell has not agreed.
    fn granted(&self) -> Option<u32> {
        catch_unwind(AssertUnwindSafe(|| (self.0)())).ok().flatten()
    }
}

fn now_ms() -> u64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(now.as_millis()).unwrap_or(u64::MAX)
}

/// 64 bits for a name that no other process gives: as random as the keys of the standard library's maps, which need no secret.
fn random() -> u64 {
    RandomState::new().hash_one(std::process::id())
}

#[cfg(test)]
mod tests;
