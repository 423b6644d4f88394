//! What people see: aligned, short, coloured only on a terminal.

use std::error::Error as _;
use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};

use crate::error::Error;

const NAME: Style = Style::new().bold();
const LABEL: Style = Style::new().dimmed();
const ERROR: Style = AnsiColor::Red.on_default().bold();
const HELP: Style = AnsiColor::Cyan.on_default();

/// What a command has to say.
#[derive(Debug)]
pub(crate) struct Report {
    title: String,
    rows: Vec<(&'static str, String)>,
}

impl Report {
    pub(crate) fn new(title: String) -> Self {
        Self { title, rows: Vec::new() }
    }

    pub(crate) fn row(mut self, label: &'static str, value: impl Into<String>) -> Self {
        self.rows.push((label, value.into()));
        self
    }
}

/// Prints a report to standard output. A reader that has left is no failure.
pub(crate) fn show(report: &Report) -> ExitCode {
    match write_report(&mut anstream::stdout().lock(), report) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// Prints an error, its causes and what to do about it to standard error.
pub(crate) fn show_error(error: &Error) -> ExitCode {
    let _ = write_error(&mut anstream::stderr().lock(), error);
    ExitCode::FAILURE
}

fn write_report(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let width = report.rows.iter().map(|(label, _)| label.len()).max().unwrap_or_default();
    writeln!(out, "{NAME}{}{NAME:#}", printable(&report.title))?;
    for (label, value) in &report.rows {
        writeln!(out, "  {LABEL}{label:width$}{LABEL:#}  {}", printable(value))?;
    }
    out.flush()
}

fn write_error(out: &mut impl Write, error: &Error) -> io::Result<()> {
    writeln!(out, "{ERROR}error{ERROR:#}: {}", printable(&error.to_string()))?;
    let mut cause = error.source();
    while let Some(error) = cause {
        writeln!(out, "  because: {}", printable(&error.to_string()))?;
        cause = error.source();
    }
    if let Some(help) = error.help() {
        writeln!(out, "  {HELP}help{HELP:#}: {help}")?;
    }
    out.flush()
}

/// A model or a path may hold control characters, which a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// A size for people: `1,536 bytes (1.5 KiB)`.
pub(crate) fn bytes(size: u64) -> String {
    let exact = format!("{} {}", grouped(size), if size == 1 { "byte" } else { "bytes" });
    let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    let mut value = size as f64;
    let mut unit = None;
    for next in units {
        if value < 1024.0 {
            break;
        }
        value /= 1024.0;
        unit = Some(next);
    }
    unit.map_or(exact.clone(), |unit| format!("{exact} ({value:.1} {unit})"))
}

fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_readable() {
        let table = [
            (0, "0 bytes"),
            (1, "1 byte"),
            (1023, "1,023 bytes"),
            (1536, "1,536 bytes (1.5 KiB)"),
            (1_234_567, "1,234,567 bytes (1.2 MiB)"),
        ];
        for (size, expected) in table {
            assert_eq!(bytes(size), expected);
        }
    }

    #[test]
    fn a_terminal_is_told_nothing() {
        assert_eq!(printable("a\x1b[31mb\n"), "a\u{fffd}[31mb\u{fffd}");
    }
}
