//! When to try again. Pure: time and randomness are arguments.

use std::time::Duration;

use candor_core::limits;

/// A span of wall-clock time in which nothing is sent. It is kept in a file, and the clock may be set meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pause {
    pub(super) set_ms: u64,
    pub(super) until_ms: u64,
}

impl Pause {
    pub(super) fn new(now_ms: u64, length: Duration) -> Self {
        let length = u64::try_from(length.as_millis()).unwrap_or(u64::MAX);
        Self { set_ms: now_ms, until_ms: now_ms.saturating_add(length) }
    }

    /// The pause as it counts at `now_ms`: nothing when it is over, never longer than it was meant to be or than `max`, and
    /// begun anew if the clock stands before its beginning.
    pub(super) fn at(self, now_ms: u64, max: Duration) -> Option<Self> {
        let meant = Duration::from_millis(self.until_ms.saturating_sub(self.set_ms)).min(max);
        let meant = Self::new(if now_ms < self.set_ms { now_ms } else { self.set_ms }, meant);
        (meant.until_ms > now_ms).then_some(meant)
    }
}

/// How long to wait after the `failures`th failure in a row: exponential with full jitter, so that a fleet does not come back
/// at once; on top of what the collector asked for.
pub(crate) fn delay(failures: u32, after: Option<Duration>, random: u64) -> Duration {
    let growth = limits::BACKOFF_FACTOR.saturating_pow(failures.saturating_sub(1));
    let ceiling = limits::BACKOFF_BASE.saturating_mul(growth).min(limits::BACKOFF_MAX);
    let jitter = ceiling.as_millis() * u128::from(random) / u128::from(u64::MAX);
    let jitter = Duration::from_millis(u64::try_from(jitter).unwrap_or(u64::MAX));
    after.unwrap_or_default().min(limits::RETRY_AFTER_MAX) + jitter
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_pause_survives_a_clock_that_jumps() {
        let set = 1_000_000;
        let pause = Pause::new(set, 60 * SECOND);
        let max = 3600 * SECOND;
        let day = 86_400_000;
        for (what, now, expected) in [
            ("at once", set, Some((set, set + 60_000))),
            ("half over", set + 30_000, Some((set, set + 60_000))),
            ("over", set + 60_000, None),
            ("clock set forward", set + day, None),
            ("clock set back", set - 500_000, Some((set - 500_000, set - 440_000))),
            ("clock at 1970", 0, Some((0, 60_000))),
        ] {
            let at = pause.at(now, max).map(|pause| (pause.set_ms, pause.until_ms));
            assert_eq!(at, expected, "{what}");
        }
    }

    #[test]
    fn an_absurd_pause_is_cut() {
        let pause = Pause { set_ms: 1_000, until_ms: u64::MAX };
        assert_eq!(pause.at(2_000, 10 * SECOND), Some(Pause { set_ms: 1_000, until_ms: 11_000 }));
        assert_eq!(pause.at(11_000, 10 * SECOND), None);
        let backwards = Pause { set_ms: u64::MAX, until_ms: 5 };
        assert_eq!(backwards.at(2_000, 10 * SECOND), None);
    }

    #[test]
    fn the_delay_grows_up_to_a_bound_and_is_spread_over_its_whole_width() {
        for (failures, after, random, seconds) in [
            (1, 0, 0, 0),
            (1, 0, u64::MAX, 5),
            (2, 0, u64::MAX, 50),
            (3, 0, u64::MAX, 500),
            (3, 0, u64::MAX / 2, 249),
            (4, 0, u64::MAX, 3600),
            (11, 0, u64::MAX, 3600),
            (u32::MAX, 0, u64::MAX, 3600),
            (0, 0, u64::MAX, 5),
            (1, 60, 0, 60),
            (1, 60, u64::MAX, 65),
            (1, 999_999, 0, 86_400),
        ] {
            let delay = delay(failures, Some(Duration::from_secs(after)), random);
            assert_eq!(delay.as_secs(), seconds, "{failures} {after} {random}");
        }
    }
}
