//! What a collector meets after an outage, by the pauses of the runtime:
//!
//! ```text
//! cargo run --release -p candor-tests --example outage -- [INSTALLATIONS] [MINUTES]
//! ```

use std::time::Duration;

use candor_tests::{Fleet, Outage};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u32>());
    let mut number = |default| match arguments.next() {
        Some(Ok(number)) => number,
        Some(Err(error)) => {
            eprintln!("usage: outage [INSTALLATIONS] [MINUTES]: {error}");
            std::process::exit(2);
        }
        None => default,
    };
    let (installations, minutes) = (number(1_000_000), number(60));
    println!(
        "{installations} installations, each with something to send once an hour, and an outage of {minutes} minutes"
    );
    println!("{:>14} {:>12} {:>12} {:>12} {:>8}", "requests/min", "before", "mean after", "busiest", "ratio");
    for fleet in [Fleet::Applications, Fleet::Commands] {
        let outage = Outage { fleet, installations, length: Duration::from_secs(60 * u64::from(minutes)), seed: 1 };
        let back = outage.play();
        let (mean, busiest) = (back.mean(), back.busiest());
        let name = format!("{fleet:?}").to_lowercase();
        println!("{name:>14} {:>12.1} {mean:>12.1} {busiest:>12} {:>8.2}", back.before, busiest as f64 / mean);
    }
}
