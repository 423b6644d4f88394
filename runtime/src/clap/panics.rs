//! What a panic leaves: the hook that was there goes on, ours only looks.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Once;

use super::result::Ended;
use super::running;
use crate::commands::{CommandError, CommandOutcome};
use crate::error::PANIC;
use crate::frames::Frames;

thread_local! {
    /// Commands that this thread runs, one within the other.
    static COMMANDS: Cell<usize> = const { Cell::new(0) };
    /// Where its last panic happened.
    static PLACE: RefCell<Option<Frames>> = const { RefCell::new(None) };
}

/// What a panic says, as an error.
#[derive(Debug)]
pub(super) struct Panic(String);

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Panic {}

impl Panic {
    pub(super) fn of(payload: &dyn Any) -> Self {
        let text = payload.downcast_ref::<&'static str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self(text.unwrap_or("a panic without a text").to_owned())
    }

    pub(super) fn ended(&self) -> Ended<'_> {
        let frames = PLACE.take().unwrap_or_default();
        let error = CommandError { error: self, kind: Some(PANIC), is_report: false, frames };
        Ended::failed(CommandOutcome::Panic, error)
    }
}

/// Runs the body of a command, so that a panic of this thread within is looked at.
pub(super) fn watched<R>(body: impl FnOnce() -> R) -> R {
    struct Leave;
    impl Drop for Leave {
        fn drop(&mut self) {
            COMMANDS.set(COMMANDS.get().saturating_sub(1));
        }
    }
    chain();
    COMMANDS.set(COMMANDS.get() + 1);
    let _leave = Leave;
    body()
}

/// Puts a look before the hook that is there, once a process.
fn chain() {
    static CHAINED: Once = Once::new();
    CHAINED.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |info| {
            look(info);
            before(info);
            if cfg!(panic = "abort") {
                end_with(info);
            }
        }));
    });
}

/// A panic in here would abort the process: nothing that could is called.
fn look(info: &PanicHookInfo<'_>) {
    let runs_command = COMMANDS.try_with(Cell::get).is_ok_and(|commands| commands > 0);
    if runs_command || cfg!(panic = "abort") {
        let frames = Frames::of_panic(info);
        let _ = PLACE.try_with(|place| place.try_borrow_mut().map(|mut place| *place = Some(frames)));
    }
}

/// Nothing unwinds in such a build, so that the hook is the last that sees the process.
fn end_with(info: &PanicHookInfo<'_>) {
    running::end_all(&Panic::of(info.payload()).ended());
    crate::telemetry::quietly(crate::telemetry::finish_all);
}
