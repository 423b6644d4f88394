//! Signals that end a process: the command is told as ended by them, and then they do what they would have done.

use std::sync::Once;
use std::sync::mpsc;
use std::thread;

use candor_core::limits::EXIT_BUDGET;

use super::result::Ended;
use super::running;
use crate::commands::CommandOutcome;

/// Looks out for signals from now on, once a process. Where that fails, signals do what they did before.
pub(super) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(system::watch);
}

/// Tells, but lets nobody who pressed Ctrl-C wait for a disk that does not answer.
fn tell(outcome: CommandOutcome) {
    let (done, is_done) = mpsc::channel();
    let tell = move || {
        running::end_all(&Ended::with(outcome));
        crate::telemetry::finish_all();
        let _ = done.send(());
    };
    if thread::Builder::new().name("candor-signal".to_owned()).spawn(tell).is_ok() {
        let _ = is_done.recv_timeout(EXIT_BUDGET);
    }
}

#[cfg(unix)]
mod system {
    use std::sync::mpsc;
    use std::thread;

    use candor_core::limits::EXIT_BUDGET;
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    use super::tell;
    use crate::commands::CommandOutcome;

    pub(super) fn watch() {
        let ours: Vec<i32> = [SIGINT, SIGTERM].into_iter().filter(|signal| is_default(*signal)).collect();
        if ours.is_empty() {
            return;
        }
        // The thread comes first: a signal that is caught and that nobody waits for would be lost.
        let (ready, is_ready) = mpsc::channel();
        let wait = move || {
            let Ok(mut signals) = Signals::new(ours) else { return };
            let _ = ready.send(());
            if let Some(signal) = signals.forever().next() {
                tell(if signal == SIGINT { CommandOutcome::Interrupted } else { CommandOutcome::Terminated });
                let _ = emulate_default_handler(signal);
                // It does not come back; where it could not do as the signal would, a shell's number for it is the next best.
                std::process::exit(128 + signal);
            }
        };
        if thread::Builder::new().name("candor-signals".to_owned()).spawn(wait).is_ok() {
            // So that a signal at the very start of the command is seen too.
            let _ = is_ready.recv_timeout(EXIT_BUDGET);
        }
    }

    /// Whether a signal does what it does by default. One that is ignored, as below `nohup` or in the background of a script,
    /// or that the product handles by itself, is left alone. Only Linux can be asked; elsewhere it is taken to be so.
    fn is_default(signal: i32) -> bool {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        !is_set(&status, "SigIgn:", signal) && !is_set(&status, "SigCgt:", signal)
    }

    fn is_set(status: &str, mask: &str, signal: i32) -> bool {
        let line = status.lines().find_map(|line| line.strip_prefix(mask));
        let mask = line.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default();
        (mask >> (signal - 1)) & 1 == 1
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_mask_is_read_as_the_kernel_writes_it() {
            let status = "Name:\tkit\nSigIgn:\t0000000000000002\nSigCgt:\t0000000000004000\n";
            assert!(is_set(status, "SigIgn:", SIGINT) && !is_set(status, "SigIgn:", SIGTERM));
            assert!(is_set(status, "SigCgt:", SIGTERM) && !is_set(status, "SigCgt:", SIGINT));
            assert!(!is_set("", "SigIgn:", SIGINT));
        }
    }
}

#[cfg(windows)]
mod system {
    use super::tell;
    use crate::commands::CommandOutcome;

    /// With which Windows ends a program at Ctrl-C: STATUS_CONTROL_C_EXIT.
    const CONTROL_C_EXIT: u32 = 0xC000_013A;

    pub(super) fn watch() {
        // A product that asks later is asked first by Windows, and may keep the key to itself.
        let _ = ctrlc::try_set_handler(|| {
            tell(CommandOutcome::Interrupted);
            std::process::exit(CONTROL_C_EXIT.cast_signed());
        });
    }
}

#[cfg(not(any(unix, windows)))]
mod system {
    pub(super) fn watch() {}
}
