use std::io::{BufRead as _, BufReader, Lines};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{ChildStdout, Command, Stdio};

use candor::{Answer, Guard};

use crate::{Home, telemetry};

const HOME: &str = "CANDOR_TESTS_HOME";
const COLLECTOR: &str = "CANDOR_TESTS_COLLECTOR";
const ORDER: &str = "CANDOR_TESTS_ORDER";

/// What a test of this binary that runs as a child is told by its parent.
#[derive(Clone, Debug)]
pub struct Stage {
    /// The home that it shares with others.
    pub home: PathBuf,
    /// The collector.
    pub collector: SocketAddr,
    /// What it is to do.
    pub order: String,
}

impl Stage {
    /// What the parent says; nothing when somebody runs the ignored tests by hand.
    #[must_use]
    pub fn of_child() -> Option<Self> {
        Some(Self {
            home: std::env::var_os(HOME)?.into(),
            collector: std::env::var(COLLECTOR).ok()?.parse().ok()?,
            order: std::env::var(ORDER).ok()?,
        })
    }

    /// A command that runs the ignored test `name` of the same binary.
    #[must_use]
    pub fn command(name: &str, home: &Home, collector: SocketAddr, order: &str) -> Command {
        let mut command = home.command(std::env::current_exe().unwrap());
        command.args(["--exact", name, "--ignored", "--nocapture"]);
        command.env(HOME, home.path()).env(COLLECTOR, collector.to_string()).env(ORDER, order);
        command
    }

    /// ModelKit of a user who says yes.
    pub fn install(&self) -> Guard {
        telemetry().loopback(self.collector, Answer::Accept).home(&self.home).install()
    }
}

/// Another process of the same test binary. Killed when it is dropped.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Runs the ignored test `name` as a process of its own.
    #[must_use]
    pub fn run(name: &str, home: &Home, collector: SocketAddr, order: &str) -> Self {
        let mut command = Stage::command(name, home, collector, order);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Self { process, lines }
    }

    /// Waits until it says `word` on a line of its own.
    ///
    /// # Panics
    ///
    /// If it ends before.
    pub fn wait_for(&mut self, word: &str) {
        assert!(self.lines.any(|line| line.unwrap() == word), "the child ended without saying `{word}`");
    }

    /// Ends it at once: SIGKILL, where there are signals.
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Waits for its own end.
    ///
    /// # Panics
    ///
    /// If that was a failure.
    pub fn finish(mut self) {
        let rest: Vec<String> = self.lines.by_ref().map_while(Result::ok).collect();
        assert!(self.process.wait().unwrap().success(), "{}", rest.join("\n"));
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
