//! A service that exports to a collector, a file and its standard output at once.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::time::Duration;

use candor::{Answer, Telemetry};
use candor_sink::Sink;
use candor_tests::{Home, Stage};

candor::schema!("e2e/service");

fn service(home: &Path, collector: std::net::SocketAddr) -> Telemetry {
    telemetry().loopback(collector, Answer::Accept).home(home)
}

/// Not a test by itself: the service. It says what it is asked to between its events.
#[test]
#[ignore = "the process that the next test starts"]
fn a_service() {
    let Some(stage) = Stage::of_child() else { return };
    let guard = service(&stage.home, stage.collector).install();
    for worker in 0..3 {
        println!("says {worker}");
        ServiceStarted::new().worker(worker).emit();
    }
    guard.flush(Duration::from_millis(stage.order.parse().unwrap()));
    println!("says goodbye");
}

/// What the service said, and the workers of the events that it printed.
fn run(home: &Home, sink: &Sink, patience_ms: u32) -> (Vec<String>, Vec<i64>) {
    let mut command = Stage::command("a_service", home, sink.addr(), &patience_ms.to_string());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stdout = String::from_utf8(output.stdout).unwrap();
    // The test harness does not end the line that names the test.
    let said = stdout.lines().filter_map(|line| line.split_once("says ")).map(|(_, said)| said.to_owned()).collect();
    (said, workers(stdout.lines().filter(|line| line.starts_with('{'))))
}

fn workers<'l>(lines: impl Iterator<Item = &'l str>) -> Vec<i64> {
    let workers = lines.map(|line| {
        let request: serde_json::Value = serde_json::from_str(line).unwrap();
        let record = &request["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0];
        assert_eq!(record["eventName"], "ServiceStarted");
        assert_eq!(record["attributes"][0]["key"], "worker");
        record["attributes"][0]["value"]["intValue"].as_str().unwrap().parse().unwrap()
    });
    workers.collect()
}

#[test]
fn a_service_exports_to_a_collector_a_file_and_its_standard_output_each_at_its_own_pace() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let export = home.join(".service/export/events.jsonl");
    let exported = || std::fs::read_to_string(&export).unwrap_or_default();

    let (said, printed) = run(&home, &sink, 10_000);
    assert_eq!((said.join(","), printed), ("0,1,2,goodbye".to_owned(), vec![]), "nothing before the yes");
    assert!(home.files().iter().all(|file| !file.contains(".service")), "{:?}", home.files());
    assert!(sink.received().is_empty());

    assert!(service(&home.path(), sink.addr()).grant());
    sink.respond([candor_sink::Response::status(503).header("Retry-After", "1").forever()]);
    let (said, printed) = run(&home, &sink, 500);
    assert_eq!((said.join(","), printed), ("0,1,2,goodbye".to_owned(), vec![0, 1, 2]));
    assert_eq!(workers(exported().lines()), [0, 1, 2], "a collector that is down holds up nothing else");
    assert!(sink.received().is_empty());

    sink.respond([candor_sink::Response::status(200).forever()]);
    let (_, printed) = run(&home, &sink, 20_000);
    assert_eq!(printed, [0, 1, 2], "what was printed once is not printed again");
    assert_eq!(workers(exported().lines()), [0, 1, 2, 0, 1, 2]);
    assert_eq!(sink.received().len(), 6);
    let status = service(&home.path(), sink.addr()).status();
    assert_eq!(status.waiting_events(), 0);
    let accepted =
        status.destinations().into_iter().map(|it| (it.name().to_owned(), it.last_verdict() == Some("accepted")));
    let mut accepted: Vec<_> = accepted.collect();
    accepted.sort();
    assert_eq!(accepted, [("file".to_owned(), true), ("onecollector".to_owned(), true), ("stdout".to_owned(), true)]);

    assert!(service(&home.path(), sink.addr()).withdraw());
    assert!(!export.exists(), "a no erases what was exported on this machine");
}
