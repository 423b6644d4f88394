//! A collector that comes back after an hour must not be brought down by those who waited for it.

use std::time::Duration;

use candor_tests::{Fleet, Outage};

#[test]
fn after_an_outage_of_an_hour_the_busiest_minute_sees_at_most_twice_the_mean() {
    for (fleet, seed) in [(Fleet::Applications, 1), (Fleet::Applications, 2), (Fleet::Commands, 3)] {
        let outage = Outage { fleet, installations: 20_000, length: Duration::from_secs(3_600), seed };
        let back = outage.play();
        let ratio = back.busiest() as f64 / back.mean();
        assert!(ratio <= 2.0, "{fleet:?}: {ratio} {:?}", back.minutes);
        assert!(back.mean() >= back.before / 2.0, "nobody came back: {:?}", back.minutes);
    }
}
