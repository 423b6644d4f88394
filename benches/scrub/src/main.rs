//! How long the scrubber takes, beside its peers.
//!
//! `benches/scrub/run [ROUNDS]`

mod contenders;
mod inputs;
mod reference;

use std::cell::RefCell;

use bench_harness::{Contender, MILLISECONDS, NANOSECONDS, Role, Table, print, rounds};
use inputs::Input;
use reference::Reference;

/// From this length on a table is in milliseconds.
const LONG: usize = 1 << 16;

fn main() {
    let rounds = rounds(25);
    let scrubbers = contenders::all();
    let reference = Reference::start().map(RefCell::new);
    if reference.is_none() {
        println!("The Python reference could not be installed here, so its rows are missing.\n");
    }
    for input in inputs::all() {
        let Input { name, text, goal } = &input;
        let unit = if text.len() < LONG { Table { digits: 0, ..NANOSECONDS } } else { MILLISECONDS };
        let mut contenders: Vec<Contender<'_>> = scrubbers
            .iter()
            .map(|scrubber| {
                Contender::new(scrubber.name, scrubber.role, || (scrubber.scrub)(std::hint::black_box(text)))
            })
            .collect();
        contenders.extend(reference.iter().map(|reference| {
            Contender::timed("the Python reference", Role::Peer, |times| reference.borrow_mut().time(text, times))
        }));
        print(Table { title: &format!("scrub, {name} ({} bytes)", text.len()), goal, ..unit }, rounds, contenders);
    }
}
