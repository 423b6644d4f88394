//! How long the scrubber takes, beside its peers. All are measured in turns, a batch each, so that whatever else the machine
//! does meets all of them; a row is the median of the batches with the fastest and the slowest.
//!
//! `benches/scrub/run [ROUNDS]`

mod contenders;
mod inputs;
mod reference;

use std::hint::black_box;
use std::time::{Duration, Instant};

use contenders::Contender;
use inputs::Input;
use reference::Reference;

const ROUNDS: usize = 25;
/// A batch is long enough for the clock, and short enough to be left alone by the scheduler mostly.
const BATCH: Duration = Duration::from_millis(3);

fn main() {
    let rounds = std::env::args().nth(1).and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let contenders = contenders::all();
    let mut reference = Reference::start();
    if reference.is_none() {
        println!("The Python reference is not installed; start with `benches/scrub/run`.");
    }
    for input in inputs::all() {
        println!("\n{} ({} bytes), goal {}", input.name, input.text.len(), input.goal);
        println!("{:<44} {:>12} {:>12} {:>12} {:>12}", "", "median ns", "min", "max", "MB/s");
        for (name, times) in measure(&contenders, &mut reference, &input.text, rounds) {
            print_row(name, times, &input);
        }
    }
}

type Times = Vec<f64>;

fn measure<'c>(
    contenders: &'c [Contender],
    reference: &mut Option<Reference>,
    text: &str,
    rounds: usize,
) -> Vec<(&'c str, Times)> {
    let sizes: Vec<usize> =
        contenders.iter().map(|contender| batch_size(&mut |n| Some(time(contender, text, n)))).collect();
    let reference_size = reference.as_mut().map(|reference| batch_size(&mut |n| reference.time(text, n)));
    let mut rows: Vec<(&str, Times)> = contenders.iter().map(|contender| (contender.name, Times::new())).collect();
    let mut reference_times = Times::new();
    for _ in 0..rounds {
        for ((contender, &size), (_, times)) in contenders.iter().zip(&sizes).zip(&mut rows) {
            times.push(per_call(time(contender, text, size), size));
        }
        if let (Some(reference), Some(size)) = (reference.as_mut(), reference_size) {
            reference_times.extend(reference.time(text, size).map(|time| per_call(time, size)));
        }
    }
    if !reference_times.is_empty() {
        rows.insert(rows.len() - 2, ("the Python reference", reference_times));
    }
    rows
}

fn time(contender: &Contender, text: &str, repetitions: usize) -> Duration {
    let start = Instant::now();
    for _ in 0..repetitions {
        black_box((contender.scrub)(black_box(text)));
    }
    start.elapsed()
}

/// How many calls fill a batch; warms up on the way.
fn batch_size(time: &mut dyn FnMut(usize) -> Option<Duration>) -> usize {
    let mut size = 1;
    while time(size).is_some_and(|time| time < BATCH) {
        size *= 2;
    }
    size
}

fn per_call(time: Duration, size: usize) -> f64 {
    time.as_nanos() as f64 / size as f64
}

fn print_row(name: &str, mut times: Times, input: &Input) {
    times.sort_by(f64::total_cmp);
    let (Some(min), Some(max)) = (times.first(), times.last()) else { return };
    let median = times[times.len() / 2];
    let rate = input.text.len() as f64 * 1000.0 / median;
    println!("{name:<44} {median:>12.0} {min:>12.0} {max:>12.0} {rate:>12.1}");
}
