//! A schema of any bytes ends in findings or in a model: no panic, and bounded time and memory. What there is of a model is
//! rendered in every form.
//!
//! `bash seed && cargo +nightly fuzz run schema -- -max_total_time=600 -timeout=10 -rss_limit_mb=2048`

#![no_main]

use candor_codegen::{Date, Locking, Sources, check, generate, generate_text};
use libfuzzer_sys::fuzz_target;

/// Stands between the files, of which an empty one is not there.
const BETWEEN: &[u8] = b"\n=====\n";
const FILES: [&str; 5] = ["product.yaml", "events/done.yaml", "types.yaml", "policy.yaml", "consent.lock"];

const TODAY: Date = Date::constant(2026, 11, 24);

fuzz_target!(|data: &[u8]| {
    let mut files = files(data);
    let Some(lock) = look_at(&Sources::from_bytes("schema", files.clone())) else { return };
    files.retain(|(name, _)| name != "consent.lock");
    files.push(("consent.lock".to_owned(), lock.into_bytes()));
    let sources = Sources::from_bytes("schema", files);
    // A lock that was just written fits.
    let model = check(&sources, TODAY).model.expect("the same schema");
    assert!(matches!(model.lock(&sources, false, TODAY), Locking::Unchanged));
    let code = generate_text(&sources, TODAY).expect("a schema without errors and with its lock");
    syn::parse_file(&code).expect("what is generated is Rust");
    let _ = model.statement(&sources).expect("a lock that fits");
});

/// The findings and all that is made of a schema; answers with the lock that it must have, if it may be written.
fn look_at(sources: &Sources) -> Option<String> {
    let checked = check(sources, TODAY);
    let report = checked.diagnostics.render(sources, false);
    assert_eq!(report.is_empty(), checked.diagnostics.is_empty());
    let _ = (checked.diagnostics.render_short(sources), generate(sources, TODAY));
    let model = checked.model?;
    assert!(!model.prompt().is_empty());
    for event in model.event_names() {
        assert!(model.sample(event, true).is_some());
    }
    match model.lock(sources, true, TODAY) {
        Locking::Write(lock) => Some(lock),
        Locking::Unchanged | Locking::Refused(_) => None,
    }
}

fn files(data: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut rest = data;
    let mut files = Vec::new();
    for name in FILES {
        let end = rest.windows(BETWEEN.len()).position(|window| window == BETWEEN);
        let text = &rest[..end.unwrap_or(rest.len())];
        if !text.trim_ascii().is_empty() {
            files.push((name.to_owned(), text.to_vec()));
        }
        let Some(end) = end else { break };
        rest = &rest[end + BETWEEN.len()..];
    }
    files
}
