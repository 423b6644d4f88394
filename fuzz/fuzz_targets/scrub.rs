//! The laws of the scrubber on any text: no panic, the cap kept, and a second time changes nothing.
//!
//! `bash seed && cargo +nightly fuzz run scrub -- -max_total_time=600`

#![no_main]

use candor::scrub::{MachineNames, Scrubber};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((&cap, text)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(text);
    let names = MachineNames::new(["zoe.miller", "WS-0417"]);
    let scrubber = Scrubber::new(&["winml/modelkit"]).with_names(&names);
    for max in [usize::from(cap), usize::MAX] {
        let once = scrubber.scrub(&text, max);
        assert!(once.as_str().chars().count() <= max);
        assert_eq!(scrubber.scrub(once.as_str(), max), once);
    }
    let path = scrubber.scrub_path(&text);
    assert_eq!(scrubber.scrub_path(path.as_str()), path);
    assert!(!path.as_str().starts_with(['/', '\\']));
    for found in scrubber.explain(&text) {
        assert!(text.get(found.range()).is_some());
    }
});
