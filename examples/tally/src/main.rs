//! Tally counts the lines of files.
//!
//! It is the example of a product that generates its events in a build script and never shows a prompt: telemetry is off until
//! its user says `tally telemetry on`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

include!(concat!(env!("OUT_DIR"), "/telemetry.rs"));

/// Count the lines of files.
#[derive(Debug, Parser)]
#[command(name = "tally", version)]
enum Cli {
    /// Count the lines of each file
    Count { files: Vec<PathBuf> },
    /// Show, switch and erase telemetry
    Telemetry(candor::clap::TelemetryCommand),
}

fn main() -> ExitCode {
    match Cli::parse() {
        Cli::Count { files } => {
            let _telemetry = telemetry().install();
            count(&files)
        }
        Cli::Telemetry(command) => command.run(&telemetry()),
    }
}

fn count(files: &[PathBuf]) -> ExitCode {
    let start = Instant::now();
    let mut success = true;
    for file in files {
        match std::fs::read(file) {
            Ok(bytes) => println!("{:>8} {}", bytes.iter().filter(|byte| **byte == b'\n').count(), file.display()),
            Err(error) => {
                eprintln!("tally: {}: {error}", file.display());
                success = false;
            }
        }
    }
    TallyCount::new().files(files.len() as u64).took_ms(start.elapsed()).success(success).emit();
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use candor::testing;

    use super::*;

    #[test]
    fn what_is_counted_is_told_and_not_which_file() {
        let events = testing::record(|| {
            count(&[PathBuf::from("/home/alice/no-such-diary.txt")]);
        });
        let event = testing::only::<TallyCount>(&events);
        event.assert(TallyCount::FILES, 1);
        event.assert(TallyCount::SUCCESS, false);
        testing::assert_nowhere(&events, "diary");
    }
}
