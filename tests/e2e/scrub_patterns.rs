//! What only the product knows to be internal: the patterns of its schema are checked as they run, and take out of a text
//! what its built-in rules leave.

use std::time::Duration;

use candor::Answer;
use candor::scrub::Scrubber;
use candor_codegen::{Date, Sources, check};
use candor_sink::Sink;

candor::schema!("e2e/scrub_patterns");

const MESSAGES: [(&str, &str); 4] = [
    ("OPS-12 on BLD007 by alice@example.com", "<scrubbed> on <scrubbed> by <scrubbed>"),
    ("cannot open /srv/OPS-12/net-OPS-7.onnx", "cannot open net-<scrubbed>.onnx"),
    ("\"OPS-1234\",bld008:8080", "\"<scrubbed>\",<scrubbed>:8080"),
    ("OPS is closed, STOPS-12 and bld0071 stay", "OPS is closed, STOPS-12 and bld0071 stay"),
];

#[test]
fn what_the_schema_names_does_not_arrive() {
    let sink = Sink::start().unwrap();
    let guard = telemetry().loopback(sink.addr(), Answer::Accept).install();
    MESSAGES.iter().for_each(|(message, _)| GreeterError::new().message(message).emit());
    assert!(guard.flush(Duration::from_secs(10)));
    let received = sink.received();
    assert_eq!(received.len(), MESSAGES.len());
    for (received, (_, expected)) in received.iter().zip(MESSAGES) {
        assert_eq!(received.event()["data"]["message"], expected);
    }
}

/// Regular expressions on both sides of what can be checked. What a check lets pass, the runtime takes.
#[test]
fn check_and_runtime_read_a_regex_alike() {
    let schema = include_str!("scrub_patterns/product.yaml");
    let event = include_str!("scrub_patterns/events/error.yaml");
    for (regex, example, is_fine) in [
        (r"\bOPS-\d+\b", "OPS-12", true),
        (r"(?i)straße\w*", "STRASSE", false),
        (r"(?i)Élan", "élan", true),
        (r"[A-Za-z0-9]{1,64}-[0-9]{1,64}", "OPS-12", true),
        (r"[[:alpha:]]+-[[:digit:]]+", "OPS-12", true),
        (r"(?x) OPS - \d+ # a ticket", "OPS-12", true),
        (r"\b{start}OPS-\d+\b{end}", "OPS-12", true),
        (r"\w{1000}{1000}", "OPS-12", false),
        (r"\w{1,500}", "OPS-12", false),
        (r"(?<!X)OPS-\d+", "OPS-12", false),
        (r"(O)PS-\d+\1", "OPS-12", false),
        (r"\p{Lu}+-\d+", "OPS-12", false),
        (r"(OPS-\d+)?", "OPS-12", false),
        (r"\b", "OPS-12", false),
        ("(", "OPS-12", false),
    ] {
        let changed = schema
            .replace(r"regex: '\bOPS-\d+\b'", &format!("regex: '{regex}'"))
            .replace("scrubs: [OPS-1, OPS-1234]", &format!("scrubs: [{example}]"))
            .replace("keeps: [OPS is closed, STOPS-12]", "keeps: [nothing]");
        let sources = Sources::from_texts([("product.yaml", changed.as_str()), ("events/error.yaml", event)]);
        let sources = sources.with_lock();
        let checked = check(&sources, Date::constant(2026, 4, 21));
        assert_eq!(checked.model.is_some(), is_fine, "{regex}: {}", checked.diagnostics.render(&sources, false));
        for (name, regex) in checked.model.iter().flat_map(candor_codegen::Model::scrub_patterns) {
            assert!(Scrubber::new(&[]).with_pattern(name, regex).is_ok(), "{regex}");
        }
    }
}
