//! A spool of which random bytes change, as on a failing disk.

use std::fs;

use candor_sink::Sink;

use crate::{Home, Outcome, Random, alone, nobody};

pub(crate) fn run(seed: u64, events: u64, bytes: u64) -> Outcome {
    let (home, sink, mut random) = (Home::new(), Sink::start().unwrap(), Random(seed));
    home.emission(nobody(), 0, events).finish();
    damage(&home, &mut random, bytes);
    home.settle(&sink, 1)
}

/// Changes a bit of so many bytes of each sealed file.
pub(crate) fn damage(home: &Home, random: &mut Random, bytes: u64) {
    let segments = fs::read_dir(home.spool()).unwrap().map(|entry| entry.unwrap().path());
    for path in segments.filter(|path| path.extension().is_some_and(|it| it == "seg")) {
        let mut content = fs::read(&path).unwrap();
        for _ in 0..bytes {
            let at = usize::try_from(random.below(content.len() as u64)).unwrap();
            content[at] ^= 1 << random.below(8);
        }
        fs::write(&path, content).unwrap();
    }
}

#[test]
fn every_damaged_event_is_counted_and_no_other_is_lost() {
    let _alone = alone();
    for seed in 0..20 {
        let outcome = run(seed, 100, 10);
        assert_eq!(outcome.missing(), 0, "seed {seed}: {outcome:?}");
        assert!(outcome.counted() <= 20 && outcome.delivered >= 80, "seed {seed}: {outcome:?}");
    }
}

/// A line break that changes makes one line of two.
#[test]
fn an_event_that_lost_its_line_break_is_counted_too() {
    let _alone = alone();
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    home.emission(nobody(), 0, 3).finish();
    let segment = fs::read_dir(home.spool()).unwrap().next().unwrap().unwrap().path();
    let mut content = fs::read(&segment).unwrap();
    let at = content.iter().position(|byte| *byte == b'\n').unwrap();
    content[at] = b'x';
    fs::write(&segment, content).unwrap();
    let outcome = home.settle(&sink, 1);
    assert_eq!((outcome.delivered, outcome.counted), (1, vec![("damaged", 2)]));
}
