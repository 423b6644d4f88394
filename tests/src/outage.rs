use std::time::Duration;

use candor::testing::pause_after;

/// How the installations of a product behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fleet {
    /// Run all day, and try again as soon as a pause is over.
    Applications,
    /// Run for a moment, and try again in the next run after a pause is over.
    Commands,
}

/// An outage of a collector, and a fleet whose installations each have something to send once an hour.
#[derive(Clone, Copy, Debug)]
pub struct Outage {
    /// How they behave.
    pub fleet: Fleet,
    /// How many there are.
    pub installations: u32,
    /// How long the collector is away.
    pub length: Duration,
    /// Of the random numbers.
    pub seed: u64,
}

/// What reaches a collector that has come back.
#[derive(Clone, Debug)]
pub struct Return {
    /// Requests in each minute of the hour after.
    pub minutes: Vec<u64>,
    /// Requests a minute before the outage.
    pub before: f64,
}

impl Return {
    /// Requests a minute in that hour.
    #[must_use]
    pub fn mean(&self) -> f64 {
        self.minutes.iter().sum::<u64>() as f64 / self.minutes.len() as f64
    }

    /// Requests in the busiest minute of it.
    #[must_use]
    pub fn busiest(&self) -> u64 {
        self.minutes.iter().copied().max().unwrap_or_default()
    }
}

const HOUR_MS: u64 = 3_600_000;

impl Outage {
    /// Plays it through. Pauses are those of the runtime.
    #[must_use]
    pub fn play(&self) -> Return {
        let mut random = self.seed;
        let mut minutes = vec![0; 60];
        for _ in 0..self.installations {
            self.one(&mut random, &mut |at| {
                if let Some(minute) = minutes.get_mut(usize::try_from(at / 60_000).unwrap_or(usize::MAX)) {
                    *minute += 1;
                }
            });
        }
        Return { minutes, before: f64::from(self.installations) / 60.0 }
    }

    /// One installation; `arrives` gets the times of its requests after the outage, in milliseconds.
    fn one(&self, random: &mut u64, arrives: &mut dyn FnMut(u64)) {
        let end = u64::try_from(self.length.as_millis()).unwrap_or(u64::MAX);
        let (mut failures, mut not_before, mut waits) = (0, 0, false);
        // When it has something new to send: once an hour, at a time of its own.
        let mut next = below(random, HOUR_MS);
        let mut now = next;
        while now < end + HOUR_MS {
            if now >= next {
                waits = true;
                next += HOUR_MS;
            }
            if waits && now >= not_before {
                if now < end {
                    failures += 1;
                    let pause = pause_after(failures, any(random));
                    not_before = now + u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
                } else {
                    arrives(now - end);
                    (failures, waits) = (0, false);
                }
            }
            now = match self.fleet {
                Fleet::Applications if waits && not_before > now => not_before.min(next),
                _ => next,
            };
        }
    }
}

/// A generator by Sebastiano Vigna, `SplitMix64`.
fn any(random: &mut u64) -> u64 {
    *random = random.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *random;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

fn below(random: &mut u64, bound: u64) -> u64 {
    any(random) % bound
}
