//! The commands that run: each ends once, whoever sees its end first.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::invocation::Invocation;
use super::result::Ended;
use crate::commands::{CommandError, CommandOrigin, CommandOutcome, Commands, EndedCommand};
use crate::telemetry::quietly;

/// Those that end with the process.
static RUNNING: Mutex<Vec<Arc<Running>>> = Mutex::new(Vec::new());

#[derive(Debug)]
pub(super) struct Running {
    commands: &'static Commands,
    invocation: Invocation,
    origin: CommandOrigin,
    start: Instant,
    has_ended: AtomicBool,
}

impl Running {
    pub(super) fn begin(
        commands: &'static Commands,
        invocation: Invocation,
        origin: CommandOrigin,
        start: Instant,
    ) -> Arc<Self> {
        let running = Arc::new(Self { commands, invocation, origin, start, has_ended: AtomicBool::new(false) });
        // What a test records ends with its own thread.
        if !crate::telemetry::is_recorded() {
            all().push(Arc::clone(&running));
        }
        running
    }

    /// Tells how it ended, unless that was told.
    pub(super) fn end(self: &Arc<Self>, ended: &Ended<'_>) {
        all().retain(|other| !Arc::ptr_eq(other, self));
        self.tell(ended);
    }

    fn tell(&self, ended: &Ended<'_>) {
        if self.has_ended.swap(true, Ordering::AcqRel) {
            return;
        }
        if let Some(emit) = self.commands.action {
            emit(&EndedCommand {
                name: self.invocation.name,
                options: self.invocation.options.clone(),
                origin: self.origin,
                duration: self.start.elapsed(),
                outcome: ended.outcome,
            });
        }
        if let Some(error) = &ended.error {
            emit_error(self.commands, error);
        }
    }
}

/// The one place at which the error event of a command begins.
fn emit_error(commands: &Commands, error: &CommandError<'_>) {
    if let Some(emit) = commands.error {
        emit(error);
    }
}

fn all() -> std::sync::MutexGuard<'static, Vec<Arc<Running>>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The process is about to end, and every command with it.
pub(super) fn end_all(ended: &Ended<'_>) {
    let running = std::mem::take(&mut *all());
    for one in running {
        quietly(|| one.tell(ended));
    }
}

/// `candor::exit(code)` was called.
pub(crate) fn leave(code: i32) {
    end_all(&Ended::with(if code == 0 { CommandOutcome::Success } else { CommandOutcome::Failure }));
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    static TOLD: AtomicUsize = AtomicUsize::new(0);

    static COMMANDS: Commands = Commands {
        names: &["build"],
        silent: &[],
        options: &[],
        heartbeat: None,
        action: Some(|ended| {
            assert_eq!((ended.name().as_str(), ended.outcome()), ("build", CommandOutcome::Interrupted));
            TOLD.fetch_add(1, Ordering::Relaxed);
        }),
        error: None,
    };

    #[test]
    fn of_two_ends_the_first_is_told() {
        let invocation = Invocation { name: "build", options: Vec::new() };
        let running = Running::begin(&COMMANDS, invocation, CommandOrigin::Script, Instant::now());
        end_all(&Ended::with(CommandOutcome::Interrupted));
        running.end(&Ended::with(CommandOutcome::Success));
        leave(0);
        assert_eq!(TOLD.load(Ordering::Relaxed), 1);
    }
}
