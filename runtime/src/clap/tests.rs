use std::net::SocketAddr;
use std::path::PathBuf;

use candor_core::ContextKey;
use clap::Parser;
use serde_json::Value;

use super::*;
use crate::about::About;
use crate::consent::testing::SPEC as PRODUCT_SPEC;
use crate::event::{Event, EventSpec};
use crate::spec::{Answer, DestinationSpec, ProductSpec};

static SPEC: ProductSpec = ProductSpec { context: &[ContextKey::DeviceId, ContextKey::AppVersion], ..PRODUCT_SPEC };
static EVENT: EventSpec = EventSpec { name: "ModelKitError", fields: &["message"] };
static ABOUT: About = About::new(
    "ModelKitError\tmessage\tdiagnostic\ttext(scrubbed,max_chars=200)\tevents/error.yaml:8
\tdevice_id\tpseudonymous\t\tproduct.yaml:12
\tapp_version\tsystem\t\tproduct.yaml:13
",
);

#[derive(Parser)]
enum Line {
    Telemetry(TelemetryCommand),
}

/// A product in a home of its own, whose collector never answers.
struct User {
    home: tempfile::TempDir,
    product: &'static Product,
    collector: SocketAddr,
}

impl User {
    fn new() -> Self {
        Self::of(Product::new(&SPEC).about(ABOUT))
    }

    fn of(product: Product) -> Self {
        // Taken and given back: nobody listens there.
        let collector = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let product = Box::leak(Box::new(product));
        Self { home: tempfile::tempdir().unwrap(), product, collector }
    }

    fn telemetry(&self) -> Telemetry {
        Telemetry::new(self.product).loopback(self.collector, Answer::Accept).home(self.home.path())
    }

    /// A command of the product that fails, after a yes.
    fn fails(&self, message: &str) {
        let _guard = self.telemetry().install();
        let mut event = Event::begin(self.product, &EVENT);
        event = event.set_text(0, &message, 200);
        event.emit();
    }

    fn runs(&self, args: &[&str]) -> (bool, String, String) {
        let line = ["modelkit", "telemetry"].iter().chain(args);
        let Line::Telemetry(command) = Line::try_parse_from(line).unwrap();
        let (mut out, mut complaints) = (Vec::new(), Vec::new());
        let done = command.act(&self.telemetry(), &mut out, &mut complaints).unwrap();
        (done, String::from_utf8(out).unwrap(), String::from_utf8(complaints).unwrap())
    }

    fn json(&self, args: &[&str]) -> Value {
        let (done, out, complaints) = self.runs(args);
        assert!(done && complaints.is_empty(), "{complaints}");
        serde_json::from_str(&out).unwrap()
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join(".modelkit")
    }
}

#[test]
fn looking_makes_nothing() {
    let user = User::new();
    for args in
        [&[][..], &["status"], &["status", "--json"], &["show"], &["show", "--json"], &["notice"], &["reset-id"]]
    {
        assert!(user.runs(args).0, "{args:?}");
        assert!(!user.folder().exists(), "{args:?}");
    }
    assert_eq!(user.product.state(), crate::product::State::NotInstalled);
}

#[test]
fn a_user_who_was_never_asked_sees_that() {
    let user = User::new();
    let (_, out, _) = user.runs(&[]);
    assert!(out.starts_with("Telemetry is off. You have not been asked yet.\n"), "{out}");
    assert!(out.contains("  consent     none yet\n") && out.contains("  device id   none\n"), "{out}");
    let status = user.json(&["status", "--json"]);
    assert_eq!((&status["on"], &status["reason"]), (&false.into(), &"not_asked".into()));
    assert_eq!(status["consent"], Value::Null);
    assert_eq!(user.runs(&["show"]).1, "Waits to be sent: nothing.\n\nWas sent last: nothing.\n");
}

#[test]
fn the_notice_is_the_prompt_without_its_question() {
    assert_eq!(User::new().runs(&["notice"]).1, "ModelKit can collect.\n");
}

#[test]
fn a_yes_is_stored_with_what_was_shown_and_counts_from_the_next_command() {
    let user = User::new();
    let (done, out, _) = user.runs(&["on"]);
    assert!(done);
    assert_eq!(out, "ModelKit can collect.\n\nTelemetry is on, from the next command on.\n");
    let status = user.json(&["status", "--json"]);
    assert_eq!((&status["on"], &status["reason"]), (&true.into(), &"granted".into()));
    let consent = &status["consent"];
    assert_eq!((&consent["answer"], &consent["version"]), (&"yes".into(), &3.into()));
    assert_eq!((&consent["notice_sha256"], &consent["app_version"]), (&"0f".into(), &"0.1.0".into()));
    assert!(consent["time"].as_str().unwrap().ends_with('Z'));
    assert_eq!(status["device_id"], Value::Null, "it is made at the first event");
    let files = status["files"].as_array().unwrap();
    assert!(files.iter().any(|file| file["path"].as_str().unwrap().ends_with("config.json")), "{status}");
}

#[test]
fn a_yes_after_a_no_counts_and_a_no_after_a_yes_erases() {
    let user = User::new();
    assert!(user.runs(&["off"]).0);
    assert_eq!(user.json(&["status", "--json"])["reason"], "declined");
    assert!(user.runs(&["on"]).0);
    user.fails("cannot open /home/alice/models/a.onnx");
    user.fails("b");
    let status = user.json(&["status", "--json"]);
    let id = status["device_id"].as_str().unwrap();
    assert_eq!(status["waiting"]["events"], 2);
    let (done, out, complaints) = user.runs(&["off"]);
    assert!(done, "{complaints}");
    assert_eq!(out, format!("Telemetry is off. Erased: 2 waiting events, the device id {id}.\n"));
    let status = user.json(&["status", "--json"]);
    assert_eq!((&status["waiting"]["events"], &status["device_id"]), (&0.into(), &Value::Null));
    assert_eq!(status["losses"]["withdrawn"], 2);
    assert_eq!(user.runs(&["off"]).1, "Telemetry is off. There was nothing to erase.\n");
}

#[test]
fn what_waits_is_shown_with_the_line_that_allows_it() {
    let user = User::new();
    user.fails("cannot open /home/alice/models/a.onnx as alice@example.com");
    let (_, out, _) = user.runs(&["show"]);
    assert!(out.starts_with("Waits to be sent: 1 event.\n\nModelKitError  20"), "{out}");
    let line = |start: &str| out.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_default();
    assert!(
        line("message").ends_with(
            "\"cannot open a.onnx as <scrubbed>\"  [diagnostic, text(scrubbed,max_chars=200), events/error.yaml:8, scrubbed in 1 place]"
        ),
        "{out}"
    );
    assert!(line("ext.device.localId").ends_with("[pseudonymous, product.yaml:12]"), "{out}");
    assert!(line("ext.app.ver").ends_with("\"0.1.0\"  [system, product.yaml:13]"), "{out}");

    let shown = user.json(&["show", "--json"]);
    let first = &shown["waiting"][0];
    assert_eq!(first["envelope"].to_string(), user.telemetry().waiting()[0]);
    assert_eq!(first["fields"]["message"]["from"], "events/error.yaml:8");
    assert_eq!(first["fields"]["message"]["scrubbed"], 1);
    assert_eq!(first["fields"]["ext.device.authId"]["class"], "pseudonymous");
    assert_eq!(shown["last_sent"], Value::Array(Vec::new()));
}

#[test]
fn a_product_that_speaks_otlp_shows_its_requests_alike() {
    let user = User::new();
    user.fails("cannot open /home/alice/models/a.onnx as alice@example.com");
    let telemetry = user.telemetry().speaking_otlp(crate::OtlpProtocol::HttpProtobuf);
    let waiting = telemetry.waiting();
    assert!(waiting[0].starts_with("{\"resourceLogs\""), "{waiting:?}");
    let mut out = Vec::new();
    show::text("Waits to be sent", &waiting, ABOUT, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.starts_with("Waits to be sent: 1 event.\n\nModelKitError  20"), "{out}");
    let line = |start: &str| out.lines().find(|line| line.trim_start().starts_with(start)).unwrap_or_default();
    assert!(line("message").contains("\"cannot open a.onnx as <scrubbed>\"  [diagnostic, text"), "{out}");
    assert!(line("device.id ").ends_with("[pseudonymous, product.yaml:12]"), "{out}");
    assert!(line("service.version").ends_with("\"0.1.0\"  [system, product.yaml:13]"), "{out}");
    assert!(!out.contains("not in this version"), "{out}");
}

#[test]
fn typed_values_are_shown_as_json_writes_them() {
    let line = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1776755561603000000","eventName":"ModelKitOld",
        "attributes":[{"key":"n","value":{"intValue":"-7"}},{"key":"unset"},{"key":"list","value":{"arrayValue":{"values":[
        {"boolValue":true},{"kvlistValue":{"values":[{"key":"file"},{"key":"line","value":{"intValue":"3"}}]}}]}}}]}]}]}]}"#;
    let mut out = Vec::new();
    show::text("Waits", &[line.to_owned()], ABOUT, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    for expected in [
        "\nModelKitOld  2026-04-21T07:12:41.603Z\n",
        "  n      -7  [not in this version's schema]\n",
        "  unset  null  [",
        "  list   [true,{\"file\":null,\"line\":3}]  [",
    ] {
        assert!(out.contains(expected), "{expected} in {out}");
    }
}

#[test]
fn a_part_that_the_schema_does_not_know_is_told() {
    let line = r#"{"ver":"4.0","name":"ModelKitOld","time":"t","iKey":"o:0","data":{"n":1}}"#;
    let mut out = Vec::new();
    show::text("Waits", &[line.to_owned()], ABOUT, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("  n  1  [not in this version's schema]\n"), "{out}");
}

#[test]
fn a_new_id_replaces_the_old_one() {
    let user = User::new();
    assert_eq!(user.runs(&["reset-id"]).1, "There is no device id; the first event after a yes makes one.\n");
    user.fails("a");
    let old = user.json(&["status", "--json"])["device_id"].as_str().unwrap().to_owned();
    let (done, out, _) = user.runs(&["reset-id"]);
    let new = user.json(&["status", "--json"])["device_id"].as_str().unwrap().to_owned();
    assert!(done && old != new);
    assert_eq!(out, format!("The device id was {old} and is {new} now.\nEvents that wait keep the old one.\n"));
}

#[test]
fn the_secret_of_digests_goes_with_a_new_id_and_with_a_no() {
    let user = User::new();
    let secret = user.folder().join("telemetry/digest_secret");
    let hashes = || {
        let _guard = user.telemetry().install();
        // No event is emitted, so that there is no device id.
        drop(Event::begin(user.product, &EVENT).set_digest(0, b"alice"));
        assert!(secret.exists());
    };
    hashes();
    let (done, out, _) = user.runs(&["reset-id"]);
    assert!(done && !secret.exists());
    assert_eq!(
        out,
        "The secret of digests is erased; the next digest makes another.\n\
         There is no device id; the first event after a yes makes one.\n"
    );
    hashes();
    let (done, out, _) = user.runs(&["off"]);
    assert!(done && !secret.exists());
    assert_eq!(out, "Telemetry is off. Erased: the secret of digests.\n");
}

#[test]
fn a_choice_that_cannot_be_stored_is_a_failure() {
    let user = User::new();
    std::fs::write(user.folder(), "no folder").unwrap();
    let (done, out, complaints) = user.runs(&["off"]);
    assert!(!done && complaints.starts_with("error: your no could not be stored, "), "{complaints}");
    assert!(!out.contains("Telemetry is off"), "{out}");
    let (done, out, complaints) = user.runs(&["on"]);
    assert!(!done && out.is_empty(), "{out}");
    assert!(complaints.starts_with("error: "), "{complaints}");
}

#[test]
fn a_file_name_cannot_steer_the_terminal() {
    assert_eq!(printable("a\x1b[31m\n"), "a\u{fffd}[31m\u{fffd}");
}

#[test]
fn a_file_that_was_not_taken_over_is_named_for_as_long_as_it_is_the_same() {
    static IMPORT: crate::import::Import = crate::import::Import { file: "notes.txt", events: &[] };
    let user = User::of(Product::new(&SPEC).about(ABOUT).import(&IMPORT));
    let notes = user.home.path().join("notes.txt");
    std::fs::write(&notes, "Dear diary\n").unwrap();
    user.fails("x");
    {
        let guard = user.telemetry().install();
        guard.flush(std::time::Duration::from_secs(5));
    }
    let (_, text, _) = user.runs(&["status"]);
    let line = text.lines().find(|line| line.contains("left alone")).unwrap();
    assert_eq!(line.trim(), "left alone  ~/notes.txt, which holds no event of an earlier program");
    assert_eq!(user.json(&["status", "--json"])["left_alone"], "~/notes.txt");
    std::fs::write(&notes, "Dear diary, again\n").unwrap();
    assert!(!user.runs(&["status"]).1.contains("left alone"));
    assert_eq!(user.json(&["status", "--json"])["left_alone"], Value::Null);
}

#[test]
fn each_of_several_destinations_has_a_line_of_its_own() {
    static TWO: ProductSpec = ProductSpec {
        destinations: &[
            DestinationSpec::OneCollector { endpoint: "https://collector.example.com/", key: None },
            DestinationSpec::File { path: "export/events.jsonl" },
        ],
        ..SPEC
    };
    let user = User::of(Product::new(&TWO).about(ABOUT));
    user.fails("x");
    user.telemetry().install().flush(std::time::Duration::from_secs(5));
    let (_, text, _) = user.runs(&["status"]);
    let line = |of: &str| text.lines().find(|line| line.trim_start().starts_with(of)).unwrap_or_default().to_owned();
    for row in ["to onecollector  retry, 20", "to file          accepted, 20"] {
        assert!(!line(row).is_empty(), "{text}");
    }
    assert!(!text.contains("last answer"), "{text}");
    let status = user.json(&["status", "--json"]);
    let verdicts = status["destinations"].as_array().unwrap().iter();
    let mut verdicts: Vec<_> = verdicts.map(|one| (&one["name"], &one["last_answer"]["verdict"])).collect();
    verdicts.sort_by_key(|(name, _)| name.as_str());
    assert_eq!(verdicts, [(&"file".into(), &"accepted".into()), (&"onecollector".into(), &"retry".into())]);
    // As after an event that a collector refused.
    let state = user.folder().join("telemetry/state.json");
    let mut kept: Value = serde_json::from_slice(&std::fs::read(&state).unwrap()).unwrap();
    for one in kept["destinations"].as_object_mut().unwrap().values_mut().filter(|one| one["name"] == "onecollector") {
        one["losses"] = serde_json::json!({"rejected": 2});
    }
    std::fs::write(&state, kept.to_string()).unwrap();
    let (_, text, _) = user.runs(&["status"]);
    let line = |of: &str| text.lines().find(|line| line.trim_start().starts_with(of)).unwrap_or_default().to_owned();
    assert!(line("to onecollector").ends_with("; it alone lost 2 rejected"), "{text}");
    assert!(!line("to file").contains("lost"), "{text}");
}

/// As on a full disk, where what is erased makes room. Here what is in the way goes with it: a link in place of the lock.
#[cfg(unix)]
#[test]
fn a_no_that_cannot_be_stored_is_stored_after_the_erasing() {
    static EXPORTING: ProductSpec =
        ProductSpec { destinations: &[DestinationSpec::File { path: "config.json.lock" }], ..SPEC };
    let user = User::of(Product::new(&EXPORTING).about(ABOUT));
    assert!(user.runs(&["on"]).0);
    let lock = user.folder().join("config.json.lock");
    std::fs::remove_file(&lock).unwrap();
    std::os::unix::fs::symlink("nowhere", &lock).unwrap();
    let (done, out, complaints) = user.runs(&["off"]);
    assert!(done && out.starts_with("Telemetry is off."), "{out}{complaints}");
    assert_eq!(user.json(&["status", "--json"])["reason"], "declined");
}
