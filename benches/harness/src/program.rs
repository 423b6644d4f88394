//! What the programs have in common: their command line, when they emitted last, and an end that always comes.

use std::net::SocketAddr;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// No program here runs for longer, whatever it waits for.
const LONGEST_RUN: Duration = Duration::from_secs(120);

/// `name=value` each; what is not known is refused, so that a mistyped measurement does not pass for another.
#[derive(Clone, Debug)]
pub struct Arguments {
    given: Vec<(String, String)>,
}

impl Arguments {
    /// Those of this process, of which each must be `known`.
    ///
    /// # Panics
    ///
    /// When one is not, or is no `name=value`.
    #[must_use]
    pub fn read(known: &[&str]) -> Self {
        let pair = |argument: String| {
            let (name, value) = argument.split_once('=').unwrap_or_else(|| panic!("no `name=value`: {argument}"));
            assert!(known.contains(&name), "unknown: {name}; known: {known:?}");
            (name.to_owned(), value.to_owned())
        };
        end_by_itself();
        Self { given: std::env::args().skip(1).map(pair).collect() }
    }

    /// The value of one, if it was given.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.given.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The value of one, or another where it was not given.
    ///
    /// # Panics
    ///
    /// When it cannot be read.
    #[must_use]
    pub fn get<T: FromStr>(&self, name: &str, otherwise: T) -> T {
        let parse = |text: &str| text.parse().unwrap_or_else(|_| panic!("{name}={text} cannot be read"));
        self.text(name).map_or(otherwise, parse)
    }

    /// The collector.
    ///
    /// # Panics
    ///
    /// Without one.
    #[must_use]
    pub fn collector(&self) -> SocketAddr {
        self.text("to").and_then(|to| to.parse().ok()).expect("to=ADDRESS:PORT of a collector on this machine")
    }
}

fn end_by_itself() {
    std::thread::Builder::new()
        .spawn(|| {
            std::thread::sleep(LONGEST_RUN);
            eprintln!("ended after {} s", LONGEST_RUN.as_secs());
            std::process::exit(1);
        })
        .expect("a thread");
}

/// Prints the greatest amount of memory that this process has had, in KiB, where the system tells. What a process is told of its
/// children's is no less than it had itself.
pub fn tell_the_peak() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    println!("{}", peak.unwrap_or("unknown"));
}

/// Prints the time, in nanoseconds since 1970, so that the caller knows what of this process came after its last event.
pub fn tell_the_time() {
    println!("{}", SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos());
}
