//! A disk that takes no more: the limit on the size of a file, which fails as a full disk does, in the middle of a write.
#![cfg_attr(not(unix), allow(dead_code, unused_imports))]

use candor_sink::Sink;

use crate::{Emission, Home, Outcome, alone, nobody};

/// Runs a program on such a disk. The journal gets a byte an event and stays below.
pub(crate) const FULL: [&str; 3] = ["sh", "-c", "trap '' XFSZ; ulimit -f 16; exec \"$0\" \"$@\""];

/// The process may write files of at most 8 KiB.
pub(crate) fn run(events: u64) -> Outcome {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    Emission { by: &FULL, ..home.emission(nobody(), 0, events) }.finish();
    home.settle(&sink, 1)
}

#[cfg(unix)]
#[test]
fn what_the_disk_refused_until_the_end_is_counted() {
    let _alone = alone();
    let outcome = run(300);
    assert_eq!(outcome.missing(), 0, "{outcome:?}");
    assert!(outcome.delivered > 0 && outcome.emitted == 300, "{outcome:?}");
}
