//! Everything that goes wrong around telemetry, and what became of each event.
//!
//! Each scenario is a test in a small form. `just faults` runs the large form of all of them and writes `docs/faults.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

mod answers;
mod clock;
mod corrupted;
mod full_disk;
mod killed;
#[cfg(target_os = "linux")]
mod outside;
#[cfg(unix)]
mod read_only;
mod report;
mod versions;
mod withdrawn;

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use candor::{Answer, Telemetry};
use candor_sink::{Received, Sink};

/// The product of these tests.
#[allow(missing_docs, unreachable_pub, reason = "generated")]
mod product {
    candor::schema!("faults/schema");
}

/// The same product, some versions later: it collects more, and asks for that.
#[allow(missing_docs, unreachable_pub, reason = "generated")]
mod later {
    candor::schema!("faults/later");
}

/// One scenario at a time: each has several processes, and some measure.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What became of the events of one scenario.
#[derive(Clone, Debug, Default, PartialEq)]
struct Outcome {
    emitted: u64,
    delivered: u64,
    duplicated: u64,
    waiting: u64,
    counted: Vec<(&'static str, u64)>,
}

impl Outcome {
    fn counted(&self) -> u64 {
        self.counted.iter().map(|(_, events)| events).sum()
    }

    /// Events that nobody can tell anything of.
    fn missing(&self) -> i128 {
        [self.delivered, self.waiting, self.counted()]
            .into_iter()
            .fold(i128::from(self.emitted), |left, known| left - i128::from(known))
    }

    fn add(&mut self, other: Self) {
        self.emitted += other.emitted;
        self.delivered += other.delivered;
        self.duplicated += other.duplicated;
        self.waiting += other.waiting;
        for (reason, events) in other.counted {
            match self.counted.iter_mut().find(|(own, _)| *own == reason) {
                Some((_, sum)) => *sum += events,
                None => self.counted.push((reason, events)),
            }
        }
    }
}

/// A home for the product, in which a user has agreed, and a journal of what was emitted, which the faults do not touch.
struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(home.path()).unwrap();
        assert!(home.telemetry(nobody()).grant());
        home
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn spool(&self) -> PathBuf {
        self.path().join(".faults/telemetry/spool")
    }

    fn telemetry(&self, address: SocketAddr) -> Telemetry {
        at(address, &self.path())
    }

    /// A process that emits events.
    fn emission(&self, collector: SocketAddr, process: u64, events: u64) -> Emission<'_> {
        Emission { home: self, by: &[], collector, process, events, is_later: false, flush: Duration::ZERO }
    }

    /// Runs a process that emits nothing, and sends what waits.
    fn send(&self, collector: SocketAddr) {
        Emission { flush: PATIENCE, ..self.emission(collector, NOBODY, 0) }.finish();
    }

    fn journal(&self, process: u64) -> PathBuf {
        self.folder.path().join(format!("journal-{process}"))
    }

    /// The ids of the events of which `emit` returned.
    fn emitted(&self, processes: u64) -> BTreeSet<Id> {
        let emitted = |process| fs::metadata(self.journal(process)).map_or(0, |journal| journal.len());
        (0..processes).flat_map(|process| (0..emitted(process)).map(move |number| (process, number))).collect()
    }

    /// Forgets that the collector is not to be asked for a while, so that no test has to wait for that.
    fn forget_pauses(&self) {
        self.edit_state(|key, value| {
            if matches!(key, "backoff" | "kill") {
                *value = serde_json::Value::Null;
            }
        });
    }

    /// Changes what is remembered of each destination.
    fn edit_state(&self, edit: impl Fn(&str, &mut serde_json::Value)) {
        let path = self.path().join(".faults/telemetry/state.json");
        let Ok(text) = fs::read_to_string(&path) else { return };
        let mut state: serde_json::Value = serde_json::from_str(&text).unwrap();
        let destinations = state["destinations"].as_object_mut().unwrap().values_mut();
        for (key, value) in destinations.flat_map(|one| one.as_object_mut().unwrap().iter_mut()) {
            edit(key, value);
        }
        fs::write(path, state.to_string()).unwrap();
    }

    /// Delivers what waits, and tells of every event what became of it.
    fn settle(&self, sink: &Sink, processes: u64) -> Outcome {
        self.forget_pauses();
        Emission { flush: Duration::from_secs(120), ..self.emission(sink.addr(), NOBODY, 0) }.finish();
        self.outcome(sink, processes)
    }

    fn outcome(&self, sink: &Sink, processes: u64) -> Outcome {
        let delivered: Vec<Id> = sink.received().iter().map(id).collect();
        let once: BTreeSet<Id> = delivered.iter().copied().collect();
        // An event that was stored, but whose process was killed before `emit` returned, was emitted as well.
        let emitted = self.emitted(processes).union(&once).count() as u64;
        let status = self.telemetry(sink.addr()).status();
        Outcome {
            emitted,
            delivered: once.len() as u64,
            duplicated: (delivered.len() - once.len()) as u64,
            waiting: status.waiting_events(),
            counted: status.losses().into_iter().filter(|(_, events)| *events > 0).collect(),
        }
    }
}

/// A process that emits nothing.
const NOBODY: u64 = 99;

/// Process and number.
type Id = (u64, u64);

fn id(received: &Received) -> Id {
    let data = &received.event()["data"];
    (data["process"].as_u64().unwrap(), data["number"].as_u64().unwrap())
}

/// An address at which nobody listens.
fn nobody() -> SocketAddr {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn at(address: SocketAddr, home: &Path) -> Telemetry {
    widened(product::telemetry(), address, home)
}

/// With room for what the scenarios emit, so that nothing gets lost for want of that.
fn widened(telemetry: Telemetry, address: SocketAddr, home: &Path) -> Telemetry {
    telemetry.loopback(address, Answer::Accept).home(home).spool_bounds(1 << 30, 1_000_000, AGE)
}

const AGE: Duration = Duration::from_secs(30 * 24 * 3600);
/// Time for a collector on this machine to answer.
const PATIENCE: Duration = Duration::from_millis(300);

const EMITTER: &str = "FAULTS_EMITTER";

/// A process that emits events and notes in its journal each of which `emit` returned.
#[derive(Clone, Copy)]
struct Emission<'a> {
    home: &'a Home,
    /// The program that runs it, with its arguments; none if it runs by itself.
    by: &'a [&'a str],
    collector: SocketAddr,
    process: u64,
    events: u64,
    is_later: bool,
    /// How long it waits for answers before it leaves.
    flush: Duration,
}

impl Emission<'_> {
    fn command(&self) -> Command {
        let own = std::env::current_exe().unwrap();
        let mut command = match self.by {
            [] => Command::new(own),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(own);
                command
            }
        };
        let Self { home, collector, process, events, is_later, flush, .. } = *self;
        command.args(["--exact", "a_process_that_emits", "--nocapture"]);
        command.env(EMITTER, format!("{collector} {process} {events} {is_later} {}", flush.as_millis()));
        command.env("FAULTS_HOME", home.path()).env("FAULTS_JOURNAL", home.journal(process));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn start(&self) -> Child {
        self.command().spawn().unwrap()
    }

    fn finish(&self) {
        assert!(self.command().status().unwrap().success());
    }
}

/// Not a test by itself: the process that the scenarios start.
#[test]
fn a_process_that_emits() {
    let Ok(task) = std::env::var(EMITTER) else { return };
    let task: Vec<&str> = task.split(' ').collect();
    let (address, process, events): (_, u64, u64) =
        (task[0].parse().unwrap(), task[1].parse().unwrap(), task[2].parse().unwrap());
    let (is_later, flush) = (task[3] == "true", Duration::from_millis(task[4].parse().unwrap()));
    let home = PathBuf::from(std::env::var_os("FAULTS_HOME").unwrap());
    let journal = std::env::var_os("FAULTS_JOURNAL").unwrap();
    let mut journal = OpenOptions::new().create(true).append(true).open(journal).unwrap();
    let telemetry = if is_later { later::telemetry() } else { product::telemetry() };
    let guard = widened(telemetry, address, &home).install();
    for number in 0..events {
        if is_later {
            later::FaultsTick::new().process(process).number(number).later(true).emit();
        } else {
            product::FaultsTick::new().process(process).number(number).emit();
        }
        journal.write_all(b".").unwrap();
    }
    if !flush.is_zero() {
        guard.flush(flush);
    }
    drop(guard);
}

/// Small numbers that repeat: a generator by Sebastiano Vigna, `SplitMix64`.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % bound
    }
}
