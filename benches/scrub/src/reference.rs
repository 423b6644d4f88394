//! The Python reference, in a process of its own that times itself.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

pub struct Reference {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Reference {
    /// Starts it, if `run` has installed it.
    pub fn start() -> Option<Self> {
        let file = std::env::var_os("REFERENCE").filter(|file| std::path::Path::new(file).exists())?;
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/reference.py");
        let mut child =
            Command::new("python3").arg(script).arg(file).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
        let input = child.stdin.take()?;
        let output = BufReader::new(child.stdout.take()?);
        Some(Self { child, input, output })
    }

    /// How long `times` of `text` take. Panics where the process has ended: its row would be wrong.
    pub fn time(&mut self, text: &str, times: usize) -> Duration {
        writeln!(self.input, "[{}, {times}]", serde_json::Value::from(text)).expect("the reference reads");
        self.input.flush().expect("the reference reads");
        let mut line = String::new();
        self.output.read_line(&mut line).expect("the reference answers");
        Duration::from_nanos(line.trim().parse().expect("nanoseconds"))
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
