//! A user who says no while each of the other things goes wrong: nothing is sent afterwards, and nothing is left.

use std::fs;
use std::path::Path;
use std::process::Child;
use std::time::{Duration, Instant};

use candor_sink::{Response, Sink};

use crate::{Emission, Home, Id, Random, alone, answers, clock, corrupted, full_disk, id, nobody};

/// More than any of these processes gets to emit.
const MANY: u64 = 1_000_000;

/// What became of the events whose `emit` had returned when the user said no.
pub(crate) struct Withdrawal {
    pub(crate) emitted: u64,
    pub(crate) delivered: u64,
    pub(crate) withdrawn: u64,
}

/// Something that goes wrong, and the processes that run meanwhile.
type Start<'a> = Box<dyn Fn(&Home, &Sink) -> Vec<Child> + 'a>;

/// Every situation with its name.
pub(crate) fn situations(elsewhere: &str) -> Vec<(String, Start<'_>)> {
    let several = |is_later: fn(u64) -> bool| -> Start<'static> {
        Box::new(move |home, sink| {
            let one = |process| Emission { is_later: is_later(process), ..home.emission(sink.addr(), process, MANY) };
            (0..4).map(|process| one(process).start()).collect()
        })
    };
    let left = |after: fn(&Home)| -> Start<'static> {
        Box::new(move |home, _| {
            home.emission(nobody(), 0, 100).finish();
            after(home);
            Vec::new()
        })
    };
    let mut all: Vec<(String, Start<'_>)> = vec![
        ("processes that are killed".to_owned(), several(|_| false)),
        ("two versions on one spool".to_owned(), several(|process| process % 2 == 1)),
        ("a damaged spool".to_owned(), left(|home| corrupted::damage(home, &mut Random(7), 50))),
        ("a clock set back".to_owned(), left(|home| clock::set_forward(home, -400 * clock::DAY_MS))),
        ("a clock set forward".to_owned(), left(|home| clock::set_forward(home, clock::DAY_MS))),
        ("the connection refused".to_owned(), left(|_| {})),
    ];
    if cfg!(unix) {
        let full: Start<'_> =
            Box::new(|home, _| vec![Emission { by: &full_disk::FULL, ..home.emission(nobody(), 0, MANY) }.start()]);
        all.push(("a full disk".to_owned(), full));
    }
    let answers = answers::table(elsewhere).into_iter().filter(|(name, ..)| !name.contains("Retry-After"));
    all.extend(answers.map(|(name, response, _)| {
        let start: Start<'_> = Box::new(move |home, sink| {
            sink.respond([response.clone().forever()]);
            let flush = Duration::from_secs(60);
            vec![Emission { flush, ..home.emission(sink.addr(), 0, answers::EVENTS) }.start()]
        });
        (name, start)
    }));
    all
}

/// Everything below a folder that is neither consent nor a count.
fn left_behind(folder: &Path) -> Vec<String> {
    let mut left = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            left.extend(left_behind(&path));
            left.extend((name != "telemetry").then_some(name));
        } else if !["config.json", "config.json.lock", "state.json", "sender.lock"].contains(&&*name)
            && !name.starts_with("withdrawn-")
        {
            left.push(name);
        }
    }
    left
}

pub(crate) fn run(name: &str, start: &Start<'_>) -> Withdrawal {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    let running = start(&home, &sink);
    let deadline = Instant::now() + Duration::from_secs(20);
    let count = || home.emitted(4).len() as u64;
    let enough = if running.len() > 1 { 200 } else { answers::EVENTS };
    // A request may be in flight, or not: both happen.
    while count() < enough && Instant::now() < deadline {
        std::thread::sleep(Duration::from_millis(1));
    }
    let emitted = home.emitted(4);
    assert!(emitted.len() as u64 >= enough, "{name}: {} events", emitted.len());
    assert!(home.telemetry(sink.addr()).withdraw(), "{name}");
    let at_the_no = sink.requests().len();
    std::thread::sleep(Duration::from_millis(100));
    for mut process in running {
        let _ = process.kill();
        process.wait().unwrap();
    }
    let requests = sink.requests().len();
    assert!(requests <= at_the_no + 1, "{name}: only what was in flight may still arrive");
    sink.respond([Response::contract().forever()]);
    home.emission(sink.addr(), 5, 10).finish();
    home.send(sink.addr());
    assert_eq!(sink.requests().len(), requests, "{name}: a request after the no");
    assert_eq!(left_behind(&home.path().join(".faults")), Vec::<String>::new(), "{name}");
    let received = sink.received();
    let delivered = received.iter().map(id).filter(|id: &Id| emitted.contains(id));
    let delivered = delivered.collect::<std::collections::BTreeSet<_>>().len() as u64;
    let losses = home.telemetry(sink.addr()).status().losses();
    let withdrawn = losses.iter().map(|(_, events)| events).sum();
    Withdrawal { emitted: emitted.len() as u64, delivered, withdrawn }
}

/// Every situation, with what became of the events.
pub(crate) fn all() -> Vec<(String, Withdrawal)> {
    let elsewhere = Sink::start().unwrap();
    let url = elsewhere.url();
    let situations = situations(&url).into_iter();
    let all = situations.map(|(name, start)| {
        let one = run(&name, &start);
        // What a full disk refused waited in memory, and after a no nothing may be written, not even how many that were.
        let is_known = one.emitted <= one.delivered + one.withdrawn || name == "a full disk";
        assert!(is_known, "{name}: {} emitted, {} delivered, {} withdrawn", one.emitted, one.delivered, one.withdrawn);
        (name, one)
    });
    let all = all.collect();
    assert!(elsewhere.requests().is_empty(), "a redirect was followed");
    all
}

#[test]
fn nothing_is_sent_or_left_after_a_no_whatever_else_goes_wrong() {
    let _alone = alone();
    all();
}

#[cfg(target_os = "linux")]
#[test]
fn a_no_behind_a_proxy_erases_what_could_not_be_sent() {
    let outcome = crate::outside::run(3, true);
    assert_eq!((outcome.waiting, outcome.counted), (0, vec![("withdrawn", 3)]));
}
