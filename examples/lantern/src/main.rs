//! Lantern looks at pictures. It is the example of a product that asks for consent in a window of its own; here a line of
//! standard input stands for a click, so that the example needs no toolkit.

mod consent;

use std::io::{self, BufRead as _, Write as _};

use consent::{Consent, Page};
use lantern_viewer::{Picture, telemetry};

const HELP: &str = "open FILE | settings | agree | refuse | later | quit";

fn main() -> io::Result<()> {
    let mut consent = Consent::new(telemetry());
    let mut out = io::stdout();
    writeln!(out, "{HELP}")?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        match line.split_once(' ').unwrap_or((&line, "")) {
            ("open", file) => open(file, &mut consent, &mut out)?,
            ("settings", _) => show(&consent.page(), &mut out)?,
            ("agree", _) => kept(consent.agree(), &mut out)?,
            ("refuse", _) => kept(consent.refuse(), &mut out)?,
            ("later", _) => consent.later(),
            ("quit", _) => break,
            _ => writeln!(out, "{HELP}")?,
        }
    }
    Ok(())
}

fn open(file: &str, consent: &mut Consent, out: &mut impl io::Write) -> io::Result<()> {
    match std::fs::read(file) {
        Ok(bytes) => {
            let Picture { format, size } = Picture::open(&bytes);
            match size {
                Some((width, height)) => writeln!(out, "{format}, {width} x {height}")?,
                None => writeln!(out, "{format}")?,
            }
            consent.picture_was_opened();
        }
        Err(error) => writeln!(out, "{file} cannot be opened: {error}")?,
    }
    if consent.is_due() { show(&consent.page(), out) } else { Ok(()) }
}

fn show(page: &Page, out: &mut impl io::Write) -> io::Result<()> {
    match page {
        Page::Question(notice) => writeln!(out, "{notice}\n[agree] [refuse] [later]"),
        Page::Switch { is_on: true } => writeln!(out, "Telemetry is on. [refuse]"),
        Page::Switch { is_on: false } => writeln!(out, "Telemetry is off. [agree]"),
        Page::Fixed(why) => writeln!(out, "Telemetry is off. {why}"),
    }
}

fn kept(is_kept: bool, out: &mut impl io::Write) -> io::Result<()> {
    if is_kept { Ok(()) } else { writeln!(out, "That could not be kept.") }
}
