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

    /// How long `repetitions` of `text` take.
    pub fn time(&mut self, text: &str, repetitions: usize) -> Option<Duration> {
        writeln!(self.input, "[{}, {repetitions}]", json(text)).ok()?;
        self.input.flush().ok()?;
        let mut line = String::new();
        self.output.read_line(&mut line).ok()?;
        line.trim().parse().ok().map(Duration::from_nanos)
    }
}

impl Drop for Reference {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn json(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\0'..='\x1f' | '\x7f' => out += &format!("\\u{:04x}", u32::from(c)),
            _ => out.push(c),
        }
    }
    out + "\""
}
