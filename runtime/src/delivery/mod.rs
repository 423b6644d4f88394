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
mod segment;
mod sender;
mod state;
#[cfg(test)]
mod testing;
mod verdict;
mod worker;
mod writer;

use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use candor_core::limits;
use jiff::Timestamp;

#[cfg(feature = "testing")]
pub(crate) use backoff::delay;
pub(crate) use destination::{Destination, DestinationError};
pub(crate) use import::{Cached, Import, erase as erase_import};
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
pub(crate) type Encode =
    dyn Fn(&'static EventSpec, Timestamp, &mut dyn Iterator<Item = Value>) -> EncodedRecord + Send + Sync;

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
    /// Whether requests go out as they are, without gzip; only tests and benchmarks ask for it.
    pub(crate) uncompressed: bool,
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
        let Config {
            encode,
            directory,
            destinations,
            stamp,
            consent,
            limits,
            import,
            buffered,
            uncompressed,
            exit_budget,
        } = config;
        let places = Places::below(&directory);
        let consent = Consent(Arc::from(consent));
        let mut ids: Vec<u32> = destinations.iter().map(|destination| destination.id).collect();
        ids.sort_unstable();
        ids.dedup();
        let schema = segment::short_digest(stamp.schema_digest);
        let stamp = SegmentStamp { consent: stamp.consent_version, schema, destinations: ids };
        let writer = Writer::new(places.clone(), stamp.clone(), consent.clone(), limits, clock.clone());
        let sender = Sender {
            places: places.clone(),
            destinations,
            stamp,
            import,
            consent,
            limits,
            uncompressed,
            clock,
            random,
        };
        let buffer = buffered.then(buffer::Buffer::default);
        Self { worker: Worker::start(encode, writer, sender, buffer), places, exit_budget }
    }

    /// Stores an event. When this returns, the event survives the end of the process, unless the disk refused it, or the product
    /// asked for a buffer; then it waits in memory.
    pub(crate) fn append(&self, spec: &'static EventSpec, time: Timestamp, values: Vec<Value>) {
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
    envelope::envelope(record, &key, &mut envelope::LastContext::default()).ok()
}

/// A record in each form in which it could be sent, whatever the product's destinations; `None` where one cannot be made.
#[cfg(feature = "testing")]
pub(crate) fn bodies_of(record: &str, service: &str) -> Option<[Vec<u8>; 3]> {
    let line = envelope_of(record, crate::loopback::DUMMY_KEY)?;
    let log = otlp::Log::of(record, service).ok()?;
    Some([line.into_bytes(), otlp::protobuf([&log]), otlp::json([&log]).into_bytes()])
}

/// The records that wait below `<storage>/telemetry`, oldest first, as JSON. Changes nothing.
pub(crate) fn waiting(directory: &Path) -> Vec<String> {
    let places = Places::below(directory);
    let state = State::load(&places.state);
    queue::list(&places.spool).unwrap_or_default().iter().flat_map(|segment| events_of(segment, &state)).collect()
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
    let mut from = usize::try_from(state.nearest(&segment.name)).unwrap_or(usize::MAX);
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
    let lock = files::lock_within(&places.lock, budget)?;
    let erased = exported.iter().try_for_each(|path| local::erase(places.storage(), path));
    let mut state = State::load(&places.state);
    let gone = places.directory.join(format!("{ERASED}{:016x}", random()));
    // Windows does not rename a folder with open files in it; they are then deleted where they are.
    let gone = if fs::rename(&places.spool, &gone).is_ok() { gone } else { places.spool.clone() };
    let before = state.counts();
    let mut events = 0;
    for segment in queue::list(&gone)? {
        events += state.give_up(&segment, Loss::Withdrawn);
    }
    state.routes.values_mut().for_each(|route| route.progress.clear());
    // That the count cannot be written must not keep the events from being erased.
    let counted = match &lock {
        Some(_) => state.save(&places.state),
        // Whoever holds the lock will replace the state by what it knows, and that is without these.
        None => state.counts().since(&before).save(&places.directory.join(format!("{WITHDRAWN}{:016x}", random()))),
    };
    files::remove_folder(&gone)?;
    erase_left_over(&places, lock, budget)?;
    erased?;
    counted.map(|()| events)
}

const ERASED: &str = "erased-";
const WITHDRAWN: &str = "withdrawn-";

/// What withdrawals have counted that could not wait for the sender's lock: their files, and the sums.
fn counted_beside(places: &Places) -> (Vec<PathBuf>, State) {
    let entries = fs::read_dir(&places.directory).into_iter().flatten().flatten();
    let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(|name| name.starts_with(WITHDRAWN)));
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
        let ours = entries.iter().filter(|it| it.file_name().to_str().is_some_and(|name| name.starts_with(ERASED)));
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
            spool: directory.join("spool"),
            state: directory.join("state.json"),
            lock: directory.join("sender.lock"),
        }
    }

    /// Makes the folders, but no home.
    fn make(&self) -> io::Result<()> {
        files::make_folder(self.storage())?;
        files::make_own_folder(&self.directory)?;
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

/// 64 random bits. The bits that a version 4 UUID fixes are not the same in its two halves.
fn random() -> u64 {
    let (high, low) = uuid::Uuid::new_v4().as_u64_pair();
    high ^ low
}

#[cfg(test)]
mod tests {
    use super::testing::{Home, SPEC, Server, as_it_is, eventually, filled, record, reply};
    use super::*;
    use std::io::{BufRead, Write};
    use std::sync::atomic::Ordering;
    use std::time::Instant;

    const LONG: Duration = Duration::from_secs(10);

    fn append(delivery: &Delivery, numbers: std::ops::Range<u64>) {
        numbers.for_each(|n| delivery.append(&SPEC, Timestamp::UNIX_EPOCH, filled(&record(n))));
    }

    #[test]
    fn an_event_arrives_and_leaves_nothing_behind() {
        let (home, server) = (Home::new(), Server::replying([]));
        let delivery = home.delivery(server.endpoint());
        append(&delivery, 0..3);
        assert_eq!(delivery.status().waiting_events, 3);
        assert!(delivery.flush(LONG));
        assert_eq!(server.received(), [0, 1, 2]);
        let status = delivery.status();
        assert_eq!((status.waiting_events, status.losses, status.error), (0, Losses::default(), None));
        assert_eq!(status.last.map(|last| last.verdict).as_deref(), Some("accepted"));
    }

    #[test]
    fn starting_and_leaving_without_an_event_makes_no_file() {
        let home = Home::new();
        let delivery = home.delivery(Server::refusing());
        assert!(delivery.flush(LONG));
        delivery.shutdown();
        assert!(!home.directory().exists());
    }

    #[test]
    fn what_one_process_leaves_the_next_one_sends_without_being_asked() {
        let (home, server) = (Home::new(), Server::replying([]));
        let first = home.delivery(Server::refusing());
        append(&first, 0..3);
        first.shutdown();
        let _second = home.delivery(server.endpoint());
        eventually("the events of the first", || server.received() == [0, 1, 2]);
    }

    #[test]
    fn an_old_segment_is_sent_while_the_process_runs() {
        let (mut home, server) = (Home::new(), Server::replying([]));
        home.limits.segment_age = Duration::from_millis(20);
        let delivery = home.delivery(server.endpoint());
        append(&delivery, 0..2);
        eventually("the events", || server.received() == [0, 1]);
        append(&delivery, 2..3);
        eventually("the third", || server.received() == [0, 1, 2]);
    }

    #[test]
    fn two_processes_with_many_threads_deliver_every_event_once() {
        let (mut home, server) = (Home::new(), Server::replying([]));
        home.limits.segment_bytes = 2_000;
        let deliveries = [home.delivery(server.endpoint()), home.delivery(server.endpoint())];
        std::thread::scope(|scope| {
            for (thread, delivery) in deliveries.iter().cycle().take(6).enumerate() {
                let from = thread as u64 * 100;
                scope.spawn(move || append(delivery, from..from + 100));
            }
        });
        deliveries.iter().for_each(|delivery| assert!(delivery.flush(LONG)));
        assert_eq!(server.received(), (0..600).collect::<Vec<_>>());
        drop(deliveries);
        assert_eq!(home.files(), ["last-sent.ndjson"]);
    }

    #[test]
    fn leaving_is_immediate_when_no_request_is_in_flight() {
        let home = Home::new();
        let delivery = home.delivery(Server::silent().endpoint());
        append(&delivery, 0..3);
        let started = Instant::now();
        delivery.shutdown();
        delivery.shutdown();
        assert!(started.elapsed() < Duration::from_millis(50), "{:?}", started.elapsed());
        assert_eq!(home.events().len(), 3);
        append(&delivery, 3..4);
        drop(delivery);
        assert_eq!(home.events().len(), 4, "an event after it is stored all the same");
        assert!(home.files().iter().all(|name| name.ends_with(".seg")), "{:?}", home.files());
    }

    #[test]
    fn a_process_that_leaves_starts_no_request() {
        use super::sender::Host;
        let home = Home::new();
        let delivery = home.delivery(Server::refusing());
        eventually("the first pass", || delivery.flush(LONG));
        assert!(delivery.worker.begin_request());
        delivery.worker.end_request();
        delivery.shutdown();
        assert!(!delivery.worker.begin_request());
    }

    /// How long leaving takes while a request is in flight that nobody answers.
    fn leave_a_silent_collector() -> Duration {
        let (home, server) = (Home::new(), Server::silent());
        let first = home.delivery(Server::refusing());
        append(&first, 0..2);
        drop(first);
        let delivery = home.delivery(server.endpoint());
        eventually("a request", || server.requests().len() == 1);
        let started = Instant::now();
        delivery.shutdown();
        let took = started.elapsed();
        assert_eq!(home.events().len(), 2);
        took
    }

    #[test]
    fn a_silent_collector_costs_the_exit_budget_and_no_event() {
        let budget = limits::EXIT_BUDGET;
        // Other processes of a busy machine may take some time as well, though not each time.
        let in_time = (0..5).any(|_| {
            let took = leave_a_silent_collector();
            assert!(took >= budget, "{took:?}");
            took < budget + Duration::from_millis(50)
        });
        assert!(in_time);
    }

    #[test]
    fn flushing_gives_up_in_time() {
        let (home, server) = (Home::new(), Server::silent());
        let delivery = home.delivery(server.endpoint());
        append(&delivery, 0..1);
        let started = Instant::now();
        assert!(!delivery.flush(Duration::from_millis(60)));
        assert!(started.elapsed() < Duration::from_millis(300), "{:?}", started.elapsed());

        let home = Home::new();
        let replies = [reply(503, "Retry-After: 600\r\n", "")];
        let delivery = home.delivery(Server::replying(replies).endpoint());
        append(&delivery, 0..1);
        let started = Instant::now();
        assert!(!delivery.flush(LONG));
        assert!(started.elapsed() < LONG / 2, "a pause longer than the timeout is not waited for");
        assert!(delivery.status().not_before_ms.is_some());
    }

    #[test]
    fn a_refusing_collector_keeps_the_events() {
        let home = Home::new();
        let delivery = home.delivery(Server::refusing());
        append(&delivery, 0..2);
        delivery.flush(Duration::from_millis(300));
        let status = delivery.status();
        assert_eq!((status.waiting_events, status.losses), (2, Losses::default()));
        assert!(status.last.unwrap().error.is_some());
    }

    #[test]
    fn erasing_leaves_no_event_and_counts_what_went() {
        let home = Home::new();
        home.leave(&[&[0, 1], &[2]]);
        home.consent.store(0, Ordering::SeqCst);
        assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 3);
        let left: Vec<_> = fs::read_dir(home.directory()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name == "state.json" || name == "sender.lock"), "{left:?}");
        assert_eq!(Status::read(&home.directory()).losses, Losses::of(Loss::Withdrawn, 3));
        assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 0);
    }

    #[test]
    fn what_a_no_costs_is_counted_although_another_holds_the_lock_and_writes_down_what_it_knows() {
        let home = Home::new();
        home.leave(&[&[0, 1], &[2]]);
        let places = home.places();
        let held = files::lock_within(&places.lock, Duration::ZERO).unwrap();
        let holder = State::load(&places.state);
        assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 3);
        holder.save(&places.state).unwrap();
        drop(held);
        let withdrawn = || Status::read(&home.directory()).losses;
        assert_eq!(withdrawn(), Losses::of(Loss::Withdrawn, 3));
        home.leave(&[&[3]]);
        home.pass(&mut super::testing::told(|_| super::testing::status(200)));
        assert_eq!(withdrawn(), Losses::of(Loss::Withdrawn, 3), "once, by whoever sends next");
        assert_eq!(home.losses(), Losses::of(Loss::Withdrawn, 3));
        assert!(counted_beside(&places).0.is_empty());
    }

    #[test]
    fn erasing_where_nothing_is_makes_nothing() {
        let home = Home::new();
        assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 0);
        assert!(!home.directory().exists());
    }

    #[test]
    fn erasing_finishes_what_a_killed_one_began() {
        let home = Home::new();
        let left = home.directory().join("erased-0123");
        fs::create_dir_all(left.join("x")).unwrap();
        let lives = files::lock_within(&home.places().lock, Duration::ZERO).unwrap();
        erase(&home.directory(), &[], Duration::ZERO).unwrap();
        assert!(left.exists(), "whoever has the lock may still be counting what is in it");
        drop(lives);
        erase(&home.directory(), &[], Duration::ZERO).unwrap();
        assert!(!left.exists());
    }

    #[test]
    fn nothing_is_left_after_a_no_while_another_process_appends() {
        let (mut home, server) = (Home::new(), Server::replying([]));
        home.limits.segment_bytes = 1_000;
        let delivery = home.delivery(server.endpoint());
        let stop = std::sync::atomic::AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::SeqCst) {
                    append(&delivery, 0..20);
                }
            });
            let some = || waiting(&home.directory()).len() > 20 || !server.requests().is_empty();
            let deadline = Instant::now() + LONG;
            while !some() && Instant::now() < deadline {}
            home.consent.store(0, Ordering::SeqCst);
            let erased = erase(&home.directory(), &[], limits::EXIT_BUDGET);
            let requests = server.requests().len();
            std::thread::sleep(Duration::from_millis(50));
            let later = server.requests().len();
            // Before anything is asserted, so that a failure does not leave the other thread running.
            stop.store(true, Ordering::SeqCst);
            erased.unwrap();
            assert!(later <= requests + 1, "only what was in flight may still arrive");
        });
        delivery.shutdown();
        assert!(!home.places().spool.exists(), "{:?}", home.files());
        assert!(delivery.status().losses.get(Loss::Withdrawn) > 0);
    }

    #[test]
    fn erasing_does_not_wait_longer_than_its_budget_for_a_request_in_flight() {
        let (mut home, server) = (Home::new(), Server::silent());
        home.limits.segment_age = Duration::from_millis(5);
        let delivery = home.delivery(server.endpoint());
        append(&delivery, 0..1);
        eventually("a request", || server.requests().len() == 1);
        home.consent.store(0, Ordering::SeqCst);
        let started = Instant::now();
        erase(&home.directory(), &[], Duration::from_millis(50)).unwrap();
        assert!(started.elapsed() < Duration::from_millis(300), "{:?}", started.elapsed());
        assert!(!home.places().spool.exists());
    }

    const CHILD: &str = "CANDOR_TEST_SPOOL_OF_A_CHILD";
    const BUFFERED: &str = "CANDOR_TEST_BUFFERED";

    /// Not a test by itself: the process that the next tests kill. It tells each event whose append returned.
    #[test]
    fn child_that_appends_until_it_is_killed() {
        let Ok(directory) = std::env::var(CHILD) else { return };
        let buffered = std::env::var_os(BUFFERED).is_some();
        let delivery = Delivery::start(Config {
            encode: Box::new(as_it_is),
            directory: directory.into(),
            destinations: vec![Destination::onecollector(Server::refusing())],
            stamp: Stamp { consent_version: 1, schema_digest: "0f1e2d3c" },
            consent: Box::new(|| Some(1)),
            import: None,
            limits: Limits { segment_bytes: 5_000, ..Limits::default() },
            buffered,
            uncompressed: false,
            exit_budget: limits::EXIT_BUDGET,
        });
        for n in 0.. {
            append(&delivery, n..n + 1);
            writeln!(io::stderr(), "stored {n}").unwrap();
            if buffered {
                std::thread::sleep(Duration::from_millis(2));
            }
        }
    }

    /// Kills the child after so many events; how many it told of, with how long before the kill, and
    /// what arrives of them.
    fn kill_after(lines_before_the_kill: usize, buffered: bool) -> (Vec<Duration>, Vec<u64>) {
        use std::process::{Command, Stdio};
        let (home, server) = (Home::new(), Server::replying([]));
        let name = "delivery::tests::child_that_appends_until_it_is_killed";
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", name, "--nocapture"]).env(CHILD, home.directory());
        if buffered {
            child.env(BUFFERED, "1");
        }
        let mut child = child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let lines = io::BufReader::new(child.stderr.take().unwrap()).lines();
        let mut lines = lines.map_while(Result::ok).filter(|line| line.starts_with("stored ")).map(|_| Instant::now());
        let mut told: Vec<Instant> = lines.by_ref().take(lines_before_the_kill).collect();
        let killed = Instant::now();
        child.kill().unwrap();
        child.wait().unwrap();
        told.extend(lines);
        // The killed process may have met its refusing collector, and remembered to wait.
        let _ = fs::remove_file(home.places().state);
        assert!(home.delivery(server.endpoint()).flush(LONG));
        (told.into_iter().map(|at| killed.saturating_duration_since(at)).collect(), server.received())
    }

    #[test]
    fn a_killed_process_loses_no_event_whose_append_returned() {
        for lines_before_the_kill in [1, 7, 100] {
            let (told, received) = kill_after(lines_before_the_kill, false);
            assert!(received.len() >= told.len(), "{} of {}", received.len(), told.len());
            assert_eq!(received, (0..received.len() as u64).collect::<Vec<_>>(), "each once");
        }
    }

    #[test]
    fn a_killed_process_with_a_buffer_loses_no_event_older_than_that_holds_them() {
        let (told, received) = kill_after(100, true);
        assert_eq!(received, (0..received.len() as u64).collect::<Vec<_>>(), "each once");
        // A busy machine may keep the thread that writes from running.
        let patience = limits::BUFFER_AGE + Duration::from_millis(50);
        let old = told.iter().filter(|before| **before > patience).count();
        assert!(old > 20, "{told:?}");
        assert!(received.len() >= old, "{} of {old}", received.len());
    }

    #[test]
    fn a_buffered_event_is_in_the_file_soon_although_the_collector_is_silent() {
        let (mut home, server) = (Home::new(), Server::silent());
        let first = home.delivery(Server::refusing());
        append(&first, 0..1);
        drop(first);
        home.buffered = true;
        let delivery = home.delivery(server.endpoint());
        eventually("a request", || server.requests().len() == 1);
        append(&delivery, 1..3);
        assert_eq!((home.events().len(), delivery.status().waiting_events), (1, 3), "no system call yet");
        eventually("the file", || home.events().len() == 3);
        append(&delivery, 3..4);
        delivery.shutdown();
        assert_eq!(home.events().len(), 4, "leaving writes out what is held");
        append(&delivery, 4..5);
        drop(delivery);
        assert_eq!(home.events().len(), 5, "an event after it is stored all the same");
    }

    #[test]
    fn flushing_a_buffer_sends_what_it_holds() {
        let (mut home, server) = (Home::new(), Server::replying([]));
        home.buffered = true;
        let delivery = home.delivery(server.endpoint());
        append(&delivery, 0..2_000);
        assert!(delivery.flush(LONG));
        assert_eq!(server.received(), (0..2_000).collect::<Vec<_>>());
    }

    #[test]
    fn a_consent_that_cannot_be_read_is_a_no() {
        let home = Home::new();
        let consent = Consent(Arc::new(|| panic!("a mistake of the product")));
        assert_eq!(consent.granted(), None);
        drop(home);
    }

    #[test]
    fn a_home_that_is_a_file_makes_delivery_quiet() {
        let home = Home::new();
        fs::write(home.directory().parent().unwrap(), "").unwrap();
        let delivery = home.delivery(Server::refusing());
        append(&delivery, 0..2);
        assert!(!delivery.flush(Duration::from_millis(20)));
        let started = Instant::now();
        delivery.shutdown();
        assert!(started.elapsed() < Duration::from_millis(50));
        let status = delivery.status();
        assert!(status.error.unwrap().starts_with("cannot begin a spool file"));
        assert_eq!(status.losses.get(Loss::Unwritable), 2);
    }

    #[cfg(unix)]
    #[test]
    fn a_spool_that_is_a_link_elsewhere_is_left_alone() {
        let home = Home::new();
        let elsewhere = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.directory()).unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), home.places().spool).unwrap();
        let delivery = home.delivery(Server::refusing());
        append(&delivery, 0..1);
        drop(delivery);
        erase(&home.directory(), &[], Duration::ZERO).unwrap();
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }

    #[test]
    fn the_sixty_four_bits_are_all_random() {
        let seen = (0..64).map(|_| random()).fold((0, u64::MAX), |(or, and), bits| (or | bits, and & bits));
        assert_eq!(seen, (u64::MAX, 0));
    }
}
