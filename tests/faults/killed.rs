//! `kill -9` at random moments of eight processes that emit into one spool, while it is being sent.

use std::process::Child;
use std::time::Duration;

use candor_sink::Sink;

use crate::{Home, Outcome, Random, alone};

pub(crate) const PROCESSES: u64 = 8;

pub(crate) fn run(seed: u64, events: u64, longest: Duration) -> Outcome {
    let (home, sink, mut random) = (Home::new(), Sink::start().unwrap(), Random(seed));
    let running = (0..PROCESSES).map(|process| home.emission(sink.addr(), process, events).start()).collect();
    kill(running, &mut random, longest);
    home.settle(&sink, PROCESSES)
}

/// Kills all of them, in any order, within that time.
pub(crate) fn kill(mut running: Vec<Child>, random: &mut Random, longest: Duration) {
    let longest = u64::try_from(longest.as_micros()).unwrap();
    while !running.is_empty() {
        std::thread::sleep(Duration::from_micros(random.below(longest / PROCESSES)));
        let which = usize::try_from(random.below(running.len() as u64)).unwrap();
        let mut process = running.swap_remove(which);
        process.kill().unwrap();
        process.wait().unwrap();
    }
}

#[test]
fn over_some_seeds_no_event_is_missing() {
    let _alone = alone();
    let mut emitted = 0;
    for seed in 0..6 {
        let outcome = run(seed, 300, Duration::from_millis(120));
        assert_eq!((outcome.missing(), outcome.counted()), (0, 0), "seed {seed}: {outcome:?}");
        emitted += outcome.emitted;
    }
    assert!(emitted > 20, "the processes were killed before they could do anything: {emitted}");
}
