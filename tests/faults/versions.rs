//! Two versions of a product with different schemas, which run beside each other on one spool.

use candor_sink::Sink;

use crate::killed::{PROCESSES, kill};
use crate::{Emission, Home, Outcome, Random, alone};

pub(crate) fn run(seed: u64, events: u64, longest: std::time::Duration) -> Outcome {
    let (home, sink, mut random) = (Home::new(), Sink::start().unwrap(), Random(seed));
    let start = |process| {
        let is_later = process % 2 == 1;
        Emission { is_later, ..home.emission(sink.addr(), process, events) }.start()
    };
    kill((0..PROCESSES).map(start).collect(), &mut random, longest);
    home.settle(&sink, PROCESSES)
}

#[test]
fn either_version_delivers_what_the_other_left() {
    let _alone = alone();
    for (leaves, sends) in [(false, true), (true, false)] {
        let (home, sink) = (Home::new(), Sink::start().unwrap());
        Emission { is_later: leaves, ..home.emission(sink.addr(), 0, 5) }.finish();
        Emission { is_later: sends, flush: std::time::Duration::from_secs(10), ..home.emission(sink.addr(), 1, 5) }
            .finish();
        let outcome = home.outcome(&sink, 2);
        assert_eq!((outcome.delivered, outcome.missing()), (10, 0), "{leaves} {outcome:?}");
        let later = sink.received().iter().filter(|it| it.event()["data"].get("later").is_some()).count();
        assert_eq!(later, 5, "each event as its own version collected it");
    }
}

#[test]
fn two_versions_that_are_killed_beside_each_other_lose_nothing() {
    let _alone = alone();
    let outcome = run(1, 300, std::time::Duration::from_millis(200));
    assert_eq!((outcome.missing(), outcome.counted()), (0, 0), "{outcome:?}");
}
