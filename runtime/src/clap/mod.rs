//! For products that read their command line with clap: every command tells how it ended, and users get a subcommand with
//! which they look at telemetry and rule it.
//!
//! ```no_run
//! # fn telemetry() -> candor::Telemetry { unreachable!() } // candor::schema!("schema");
//! use std::process::ExitCode;
//!
//! #[derive(clap::Parser)]
//! enum Cli {
//!     Build,
//!     /// Show, switch and erase telemetry
//!     Telemetry(candor::clap::TelemetryCommand),
//! }
//!
//! fn main() -> ExitCode {
//!     telemetry().run(|cli: Cli| match cli {
//!         Cli::Build => ExitCode::SUCCESS,
//!         Cli::Telemetry(command) => command.run(&telemetry()),
//!     })
//! }
//! ```
//!
//! Which events that are, which fields of theirs are filled and which commands there are is said in `commands:` of
//! product.yaml; [`Telemetry::verify_commands`] holds it to the command line in a test. `telemetry` stands in `silent:` there,
//! since looking at telemetry must not start it.

mod invocation;
mod panics;
mod result;
mod run;
mod running;
mod show;
mod shown;
mod signals;
mod status;
mod verify;

#[doc(hidden)]
pub use result::via;
pub use result::{CommandFailure, CommandResult, Ended};
pub(crate) use running::leave;
pub use verify::CommandMismatch;

use std::io::{self, Write};
use std::process::ExitCode;

use crate::consent;
use crate::identity::DigestSecret;
use crate::product::Product;
use crate::telemetry::{Place, Telemetry};

/// `telemetry status | on | off | show | notice | reset-id`; `status` when nothing is named.
///
/// What was asked for goes to standard output, what went wrong to standard error. `status`, `show` and `notice` change
/// nothing.
#[derive(Clone, Debug, clap::Args)]
pub struct TelemetryCommand {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Clone, Debug, clap::Subcommand)]
enum Action {
    /// Whether telemetry is on and why, what waits, what was lost, and where it is kept
    Status {
        /// As JSON, for scripts
        #[arg(long)]
        json: bool,
    },
    /// Agree to telemetry, from the next command on
    On,
    /// Refuse telemetry, and erase what waits and the device id
    Off,
    /// Show what waits to be sent and what was sent last
    Show {
        /// As JSON, with every envelope as it goes out
        #[arg(long)]
        json: bool,
    },
    /// Show what is collected and what is not
    Notice,
    /// Replace the device id, so that later events cannot be joined with earlier ones
    ResetId,
}

impl TelemetryCommand {
    /// Does what the user asks. Call it without `install()`: looking at telemetry must not start it.
    ///
    /// The code is that of failure when the user did not get what they asked for: telemetry that stays off after `on`, a
    /// choice that could not be stored, something that could not be erased.
    #[must_use]
    pub fn run(&self, telemetry: &Telemetry) -> ExitCode {
        let (mut out, mut complaints) = (io::stdout().lock(), Vec::new());
        let done = self.act(telemetry, &mut out, &mut complaints).and_then(|done| out.flush().map(|()| done));
        let _ = io::stderr().write_all(&complaints);
        match done {
            Ok(true) => ExitCode::SUCCESS,
            // A reader that has left saw what it wanted.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Ok(false) | Err(_) => ExitCode::FAILURE,
        }
    }

    fn act(&self, telemetry: &Telemetry, out: &mut dyn Write, complaints: &mut dyn Write) -> io::Result<bool> {
        let Some(desk) = Desk::of(telemetry) else {
            writeln!(complaints, "error: {}", telemetry.status().reason())?;
            return Ok(false);
        };
        match self.action.as_ref().unwrap_or(&Action::Status { json: false }) {
            Action::Status { json } => status::write(&desk, *json, out)?,
            Action::Show { json } => show::write(&desk, *json, out)?,
            Action::Notice => out.write_all(telemetry.notice().as_bytes())?,
            Action::On => return desk.on(out, complaints),
            Action::Off => return desk.off(out, complaints),
            Action::ResetId => return desk.reset_id(out, complaints),
        }
        Ok(true)
    }
}

/// A product, seen by its user.
struct Desk<'t> {
    telemetry: &'t Telemetry,
    product: &'static Product,
    place: Place,
}

impl<'t> Desk<'t> {
    fn of(telemetry: &'t Telemetry) -> Option<Self> {
        let product = telemetry.product()?;
        Some(Self { telemetry, product, place: telemetry.place(product) })
    }

    /// What holds for a command of this product that is started here and now, before any question.
    fn outlook(&self) -> consent::State {
        consent::outlook(self.place.spec, self.place.storage.as_ref(), &self.place.environment)
    }

    fn obstacle(&self) -> Option<consent::OffReason> {
        consent::obstacle(self.place.spec, self.place.storage.as_ref(), &self.place.environment)
    }

    fn on(&self, out: &mut dyn Write, complaints: &mut dyn Write) -> io::Result<bool> {
        if let Some(obstacle) = self.obstacle() {
            writeln!(complaints, "error: telemetry stays off: {obstacle}")?;
            return Ok(false);
        }
        if !self.telemetry.grant() {
            return self.unstored(complaints);
        }
        write!(out, "{}\nTelemetry is on, from the next command on.\n", self.telemetry.notice())?;
        Ok(true)
    }

    fn off(&self, out: &mut dyn Write, complaints: &mut dyn Write) -> io::Result<bool> {
        if !self.place.spec.has_key() {
            writeln!(out, "Telemetry is off. {}", consent::OffReason::NoKey)?;
            return Ok(true);
        }
        let (before, had_secret) = (self.telemetry.status(), self.has_secret());
        let last_sent = !self.telemetry.last_sent().is_empty();
        let is_stored = self.telemetry.withdraw();
        let after = self.telemetry.status();
        let erased = [
            events(before.waiting_events().saturating_sub(after.waiting_events())),
            before.device_id().filter(|_| after.device_id().is_none()).map(|id| format!("the device id {id}")),
            (had_secret && !self.has_secret()).then(|| "the secret of digests".to_owned()),
            (last_sent && self.telemetry.last_sent().is_empty()).then(|| "the copy of what was sent last".to_owned()),
        ];
        let erased: Vec<_> = erased.into_iter().flatten().collect();
        let erased = if erased.is_empty() {
            "There was nothing to erase.".to_owned()
        } else {
            format!("Erased: {}.", erased.join(", "))
        };
        writeln!(out, "{}{erased}", if is_stored { "Telemetry is off. " } else { "" })?;
        let is_erased = after.waiting_events() == 0 && after.device_id().is_none() && !self.has_secret();
        if !is_erased {
            let left = after.directory().map(|directory| directory.join("telemetry").display().to_string());
            writeln!(complaints, "error: not everything could be erased; delete {}", left.unwrap_or_default())?;
        }
        if !is_stored {
            writeln!(
                complaints,
                "error: your no could not be stored, so that the next command does as before: {}",
                self.problem()
            )?;
        }
        Ok(is_stored && is_erased)
    }

    fn reset_id(&self, out: &mut dyn Write, complaints: &mut dyn Write) -> io::Result<bool> {
        let (before, had_secret) = (self.telemetry.status(), self.has_secret());
        if (had_secret || before.device_id().is_some()) && !self.telemetry.reset_id() {
            return self.unstored(complaints);
        }
        if had_secret {
            writeln!(out, "The secret of digests is erased; the next digest makes another.")?;
        }
        let Some(old) = before.device_id() else {
            writeln!(out, "There is no device id; the first event after a yes makes one.")?;
            return Ok(true);
        };
        let after = self.telemetry.status();
        writeln!(out, "The device id was {old} and is {} now.", after.device_id().unwrap_or("none"))?;
        if before.waiting_events() > 0 {
            writeln!(out, "Events that wait keep the old one.")?;
        }
        Ok(true)
    }

    fn has_secret(&self) -> bool {
        self.place.storage.as_ref().is_some_and(DigestSecret::is_stored)
    }

    fn unstored(&self, complaints: &mut dyn Write) -> io::Result<bool> {
        writeln!(complaints, "error: that could not be stored: {}", self.problem())?;
        Ok(false)
    }

    fn problem(&self) -> String {
        printable(self.telemetry.status().problem().unwrap_or("it is not known why"))
    }
}

fn events(count: u64) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 waiting event".to_owned()),
        count => Some(format!("{count} waiting events")),
    }
}

/// What came from a file or a collector may hold control characters, which a terminal would obey.
fn printable(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

#[cfg(feature = "testing")]
#[cfg(test)]
mod tests;
