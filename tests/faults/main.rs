//! Everything that goes wrong around telemetry, and what became of each event.
//!
//! Each scenario is a test in a small form. `cargo test --release -p candor-tests --test faults -- --ignored report` runs the
//! large form of all of them and writes `docs/faults.md`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod answers;
mod corrupted;
mod full_disk;
mod killed;
mod report;

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
#[allow(missing_docs, unreachable_pub)]
mod product {
    candor::schema!("faults/schema");
}

use product::{FaultsTick, telemetry};

/// A product is installed once in a process.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What became of the events of one scenario.
#[derive(Debug, Default)]
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

    /// Starts a process that emits events.
    fn emit(&self, address: SocketAddr, process: u64, events: u64) -> Child {
        self.emitter(&[], address, process, events).spawn().unwrap()
    }

    /// The same, run by another program.
    fn emitter(&self, by: &[&str], address: SocketAddr, process: u64, events: u64) -> Command {
        let own = std::env::current_exe().unwrap();
        let mut command = match by {
            [] => Command::new(own),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(own);
                command
            }
        };
        command.args(["--exact", "a_process_that_emits", "--nocapture"]);
        command.env(EMITTER, format!("{address} {process} {events}")).env("FAULTS_HOME", self.path());
        command.env("FAULTS_JOURNAL", self.journal(process));
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn journal(&self, process: u64) -> PathBuf {
        self.folder.path().join(format!("journal-{process}"))
    }

    /// The ids of the events of which `emit` returned.
    fn emitted(&self, processes: u64) -> BTreeSet<Id> {
        let emitted = |process| fs::metadata(self.journal(process)).map_or(0, |journal| journal.len());
        (0..processes).flat_map(|process| (0..emitted(process)).map(move |number| (process, number))).collect()
    }

    /// Delivers what waits, and tells of every event what became of it.
    fn settle(&self, sink: &Sink, processes: u64) -> Outcome {
        let guard = self.telemetry(sink.addr()).install();
        guard.flush(Duration::from_secs(120));
        drop(guard);
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
    let bounds = (1 << 30, 1_000_000, Duration::from_secs(3600));
    telemetry().loopback(address, Answer::Accept).home(home).spool_bounds(bounds.0, bounds.1, bounds.2)
}

const EMITTER: &str = "FAULTS_EMITTER";

/// Not a test by itself: the process that the scenarios start.
#[test]
fn a_process_that_emits() {
    let Ok(task) = std::env::var(EMITTER) else { return };
    let task: Vec<&str> = task.split(' ').collect();
    let (address, process, events) = (task[0].parse().unwrap(), task[1].parse().unwrap(), task[2].parse().unwrap());
    let home = PathBuf::from(std::env::var_os("FAULTS_HOME").unwrap());
    let journal = std::env::var_os("FAULTS_JOURNAL").unwrap();
    let mut journal = OpenOptions::new().create(true).append(true).open(journal).unwrap();
    let guard = at(address, &home).install();
    for number in 0..events {
        FaultsTick::new().process(process).number(number).emit();
        journal.write_all(b".").unwrap();
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
