//! The same events from three producers at one collector: Candor, the vendor's own producer (1ds-post-js) and the exporter of the
//! Python telemetry that ModelKit follows (winml-cli). Every slot of every envelope and every header is compared; where they
//! differ, [`DIFFERENCES`] says how and why. A difference that is not in the table fails, and so does a row that is none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use candor::Answer;
use candor_sink::{Request, Sink};
use candor_tests::{Peers, source, telemetry};
use serde_json::{Value, json};

use Producer::{Reference, Vendor};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Producer {
    /// `@microsoft/1ds-post-js`.
    Vendor,
    /// `winml-cli`.
    Reference,
}

/// One way in which a peer differs on purpose.
struct Difference {
    peer: Producer,
    /// A slot of the envelope, or `header.<name>`; `*` at its end stands for anything.
    slot: &'static str,
    /// What Candor and what the peer has there, as [`said`] puts it.
    ours: &'static str,
    theirs: &'static str,
    why: &'static str,
}

const NOTHING: &str = "nothing";
/// The key of a product whose collector is on loopback, which the scripts insist on.
const DUMMY_KEY: &str = "00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000";

const fn row(
    peer: Producer,
    slot: &'static str,
    ours: &'static str,
    theirs: &'static str,
    why: &'static str,
) -> Difference {
    Difference { peer, slot, ours, theirs, why }
}

const DIFFERENCES: &[Difference] = &[
    row(Vendor, "data.*", "null", NOTHING, "an optional field that is unset is null: a consumer sees a stable shape"),
    row(Vendor, "data", "{}", NOTHING, "what names the producer, the next row, stands where Candor has nothing"),
    row(Vendor, "data.baseData.properties.version", NOTHING, r#""PostChannel=4.4.4""#, UNLISTED),
    row(Vendor, "ext.sdk.ver", NOTHING, r#""1DS-Web-JS-4.4.4""#, UNLISTED),
    row(Vendor, "ext.metadata.f.duration_ms.t", NOTHING, "6", "JavaScript has doubles; Candor's JSON has an integer"),
    row(
        Vendor,
        "target",
        "/OneCollector/1.0/",
        "/OneCollector/1.0/?cors=true&content-type=application/x-json-stream",
        "what a page in a browser must say; a program need not",
    ),
    row(
        Vendor,
        "header.content-type",
        "application/x-json-stream; charset=utf-8",
        "application/x-json-stream",
        AS_THE_REFERENCE,
    ),
    row(Vendor, "header.x-apikey", "the key", NOTHING, AS_THE_REFERENCE),
    row(Vendor, "header.apikey", NOTHING, "the key", AS_THE_REFERENCE),
    row(Vendor, "header.client-id", NOTHING, "NO_AUTH", "what a collector takes for granted"),
    row(Vendor, "header.client-version", NOTHING, "1DS-Web-JS-4.4.4", UNLISTED),
    row(Vendor, "header.upload-time", NOTHING, "digits", CLOCK),
    row(Vendor, "header.time-delta-to-apply-millis", NOTHING, "use-collector-delta", CLOCK),
    row(Vendor, "header.cache-control", NOTHING, "no-cache, no-store", "nobody caches the answer to a POST"),
    row(Vendor, "header.connection", NOTHING, "keep-alive", HTTP_1_1),
    row(Vendor, "header.content-encoding", "gzip", NOTHING, SMALLER),
    row(Vendor, "header.user-agent", "candor", NOTHING, "an operator can tell producers apart; no version is told"),
    row(Vendor, "body", "each line is ended", "the last line is open", SEPARATE),
    row(Reference, "ext.os.ver", "numbers", "text", "on Linux the reference tells how the kernel was built, and when"),
    row(Reference, "header.accept", NOTHING, "*/*", "nothing of an answer's body is needed but its reasons"),
    row(Reference, "header.accept-encoding", NOTHING, "gzip, deflate", "a packed answer could hide its size"),
    row(Reference, "header.connection", NOTHING, "keep-alive", HTTP_1_1),
    row(Reference, "header.content-encoding", "gzip", NOTHING, SMALLER),
    row(Reference, "header.user-agent", "candor", "python-requests/2.34.2", "it tells the producer, and no version"),
    row(Reference, "body", "each line is ended", "the last line is open", SEPARATE),
];

const UNLISTED: &str = "no line of the schema allows to tell which version of a producer runs here";
const AS_THE_REFERENCE: &str = "Candor spells it as the reference does; the vendor's collector takes both";
const CLOCK: &str = "a collector knows when a request came; how far this machine's clock is off is nobody's business";
const HTTP_1_1: &str = "the default of HTTP/1.1";
const SMALLER: &str = "collectors take a packed body, and it is smaller";
const SEPARATE: &str = "lines that are ended stay apart when bodies are joined";

/// What a producer said: each slot of each event, with the headers that brought it.
type Said = Vec<BTreeMap<String, String>>;

/// What was received, with `ours` as Candor's own events and `producer` as who is heard.
fn heard(sink: &Sink, producer: Option<Producer>) -> (Vec<Value>, Said) {
    assert!(sink.wait_for(3, Duration::from_secs(20)), "{:?}", sink.requests());
    let (requests, received) = sink.take();
    for request in &requests {
        assert_eq!((request.status(), request.refusals()), (Some(200), &[][..]), "{producer:?}");
    }
    let events: Vec<Value> = received.iter().map(candor_sink::Received::event).collect();
    let said = received.iter().zip(&events).map(|(received, event)| {
        let mut slots = BTreeMap::new();
        flatten("", event, &mut slots);
        around(sink, received.request(), &mut slots);
        slots
    });
    let said = said.collect();
    (events, said)
}

/// The slots of an envelope by their path. A list is one slot, and so is an object without slots.
fn flatten(path: &str, value: &Value, slots: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (name, value) in map {
                let dot = if path.is_empty() { "" } else { "." };
                flatten(&format!("{path}{dot}{name}"), value, slots);
            }
        }
        Value::String(time) if path == "time" => {
            slots.insert(path.to_owned(), form(time).to_owned());
        }
        value => {
            slots.insert(path.to_owned(), value.to_string());
        }
    }
}

fn around(sink: &Sink, request: &Request, slots: &mut BTreeMap<String, String>) {
    slots.insert("method".to_owned(), request.method().to_owned());
    slots.insert("target".to_owned(), request.target().to_owned());
    slots.insert(
        "body".to_owned(),
        if request.body().ends_with('\n') { "each line is ended" } else { "the last line is open" }.to_owned(),
    );
    let host = sink.addr().to_string();
    for (name, value) in request.headers() {
        let value = match value.as_str() {
            DUMMY_KEY => "the key",
            digits if digits.bytes().all(|b| b.is_ascii_digit()) => "digits",
            own if own == host => "the collector",
            other => other,
        };
        slots.insert(format!("header.{name}"), value.to_owned());
    }
}

/// What kind of text it is.
fn form(text: &str) -> &'static str {
    let is = |shape: &str| {
        text.len() == shape.len()
            && text.bytes().zip(shape.bytes()).all(|(b, s)| match s {
                b'0' => b.is_ascii_digit(),
                b'x' => b.is_ascii_digit() || (b'a'..=b'f').contains(&b),
                _ => b == s,
            })
    };
    if is("0000-00-00T00:00:00.000Z") {
        "a time in UTC milliseconds"
    } else if is("r:xxxxxxxx-xxxx-4xxx-xxxx-xxxxxxxxxxxx") {
        "r: and a random UUID"
    } else if is("xxxxxxxx-xxxx-4xxx-xxxx-xxxxxxxxxxxx") {
        "a random UUID"
    } else if text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        "numbers"
    } else {
        "text"
    }
}

/// What is another with each producer, since each has a run, a device id and a version of its own.
fn by_form(mut said: Said) -> Said {
    for slots in &mut said {
        for slot in ["ext.device.localId", "ext.app.sesId", "ext.app.ver", "ext.os.ver"] {
            if let Some(value) = slots.get_mut(slot) {
                *value = form(value.trim_matches('"')).to_owned();
            }
        }
    }
    said
}

fn run(mut command: Command, input: &[Value]) {
    let process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut process = process.unwrap();
    let lines = input.iter().map(|event| {
        let [name, data, ext] = ["name", "data", "ext"].map(|slot| &event[slot]);
        json!({"name": name, "data": data, "ext": ext}).to_string() + "\n"
    });
    let lines: String = lines.collect();
    process.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Every difference, once.
fn compare(peer: Producer, ours: &Said, theirs: &Said) -> BTreeSet<(Producer, String, String, String)> {
    assert_eq!(ours.len(), theirs.len(), "{peer:?}");
    let mut found = BTreeSet::new();
    for (ours, theirs) in ours.iter().zip(theirs) {
        for slot in ours.keys().chain(theirs.keys()) {
            let [ours, theirs] = [ours, theirs].map(|said| said.get(slot).map_or(NOTHING, String::as_str));
            if ours != theirs {
                found.insert((peer, slot.clone(), ours.to_owned(), theirs.to_owned()));
            }
        }
    }
    found
}

fn explains(row: &Difference, (peer, slot, ours, theirs): &(Producer, String, String, String)) -> bool {
    let slot_fits = row.slot.strip_suffix('*').map_or(row.slot == slot, |start| slot.starts_with(start));
    row.peer == *peer && slot_fits && row.ours == ours && row.theirs == theirs
}

#[test]
fn every_slot_is_that_of_the_other_producers_but_for_what_is_told() {
    let Some(peers) = Peers::of("the other producers of Common Schema envelopes") else { return };
    let _alone = super::ONE_AT_A_TIME.lock();
    let sink = Sink::start().unwrap();
    let guard = telemetry().loopback(sink.addr(), Answer::Accept).install();
    super::emit_three(&guard);
    let (events, ours) = heard(&sink, None);
    drop(guard);

    let sink = Sink::start().unwrap();
    let mut vendor = peers.node(&source("onecollector.js"));
    vendor.arg(sink.url());
    run(vendor, &events);
    let (_, theirs) = heard(&sink, Some(Vendor));
    let mut found = compare(Vendor, &ours, &theirs);

    let sink = Sink::start().unwrap();
    let mut reference = peers.python("reference.py");
    reference.args(["events", &sink.url()]);
    run(reference, &events);
    let (_, theirs) = heard(&sink, Some(Reference));
    found.extend(compare(Reference, &by_form(ours), &by_form(theirs)));

    let untold: Vec<_> = found.iter().filter(|one| !DIFFERENCES.iter().any(|row| explains(row, one))).collect();
    assert!(untold.is_empty(), "differences that the table does not have:\n{untold:#?}");
    for row in DIFFERENCES {
        assert!(
            found.iter().any(|one| explains(row, one)),
            "{:?} no longer differs in {} ({})",
            row.peer,
            row.slot,
            row.why
        );
    }
}
