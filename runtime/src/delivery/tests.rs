use super::testing::{Home, SPEC, Server, as_it_is, eventually, filled, record, reply};
use super::*;
use std::io::{BufRead, Write};
use std::sync::atomic::Ordering;
use std::time::Instant;

const LONG: Duration = Duration::from_secs(10);

fn append(delivery: &Delivery, numbers: std::ops::Range<u64>) {
    numbers.for_each(|n| delivery.append(&SPEC, SystemTime::UNIX_EPOCH, &mut filled(&record(n))));
}

#[test]
fn an_event_arrives_and_leaves_nothing_behind() {
    let (home, server) = (Home::new(), Server::replying([]));
    let delivery = home.delivery(server.endpoint());
    append(&delivery, 0..3);
    assert_eq!(delivery.status().waiting_events, 3);
    assert!(delivery.flush(LONG));
    assert_eq!(server.received(), [0, 1, 2]);
    let status = delivery.status();
    assert_eq!((status.waiting_events, status.losses, status.error), (0, Losses::default(), None));
    assert_eq!(status.last.map(|last| last.verdict).as_deref(), Some("accepted"));
}

#[test]
fn starting_and_leaving_without_an_event_makes_no_file() {
    let home = Home::new();
    let delivery = home.delivery(Server::refusing());
    assert!(delivery.flush(LONG));
    delivery.shutdown();
    assert!(!home.directory().exists());
}

#[test]
fn what_one_process_leaves_the_next_one_sends_without_being_asked() {
    let (home, server) = (Home::new(), Server::replying([]));
    let first = home.delivery(Server::refusing());
    append(&first, 0..3);
    first.shutdown();
    let _second = home.delivery(server.endpoint());
    eventually("the events of the first", || server.received() == [0, 1, 2]);
}

#[test]
fn an_old_segment_is_sent_while_the_process_runs() {
    let (mut home, server) = (Home::new(), Server::replying([]));
    home.limits.segment_age = Duration::from_millis(20);
    let delivery = home.delivery(server.endpoint());
    append(&delivery, 0..2);
    eventually("the events", || server.received() == [0, 1]);
    append(&delivery, 2..3);
    eventually("the third", || server.received() == [0, 1, 2]);
}

#[test]
fn two_processes_with_many_threads_deliver_every_event_once() {
    let (mut home, server) = (Home::new(), Server::replying([]));
    home.limits.segment_bytes = 2_000;
    let deliveries = [home.delivery(server.endpoint()), home.delivery(server.endpoint())];
    std::thread::scope(|scope| {
        for (thread, delivery) in deliveries.iter().cycle().take(6).enumerate() {
            let from = thread as u64 * 100;
            scope.spawn(move || append(delivery, from..from + 100));
        }
    });
    deliveries.iter().for_each(|delivery| assert!(delivery.flush(LONG)));
    assert_eq!(server.received(), (0..600).collect::<Vec<_>>());
    drop(deliveries);
    assert_eq!(home.files(), ["last-sent.ndjson"]);
}

#[test]
fn leaving_is_immediate_when_no_request_is_in_flight() {
    let home = Home::new();
    let delivery = home.delivery(Server::silent().endpoint());
    append(&delivery, 0..3);
    let started = Instant::now();
    delivery.shutdown();
    delivery.shutdown();
    assert!(started.elapsed() < Duration::from_millis(50), "{:?}", started.elapsed());
    assert_eq!(home.events().len(), 3);
    append(&delivery, 3..4);
    drop(delivery);
    assert_eq!(home.events().len(), 4, "an event after it is stored all the same");
    assert!(home.files().iter().all(|name| name.ends_with(".seg")), "{:?}", home.files());
}

#[test]
fn a_process_that_leaves_starts_no_request() {
    use super::sender::Host;
    let home = Home::new();
    let delivery = home.delivery(Server::refusing());
    eventually("the first pass", || delivery.flush(LONG));
    assert!(delivery.worker.begin_request());
    delivery.worker.end_request();
    delivery.shutdown();
    assert!(!delivery.worker.begin_request());
}

/// How long leaving takes while a request is in flight that nobody answers.
fn leave_a_silent_collector() -> Duration {
    let (home, server) = (Home::new(), Server::silent());
    let first = home.delivery(Server::refusing());
    append(&first, 0..2);
    drop(first);
    let delivery = home.delivery(server.endpoint());
    eventually("a request", || server.requests().len() == 1);
    let started = Instant::now();
    delivery.shutdown();
    let took = started.elapsed();
    assert_eq!(home.events().len(), 2);
    took
}

#[test]
fn a_silent_collector_costs_the_exit_budget_and_no_event() {
    let budget = limits::EXIT_BUDGET;
    // Other processes of a busy machine may take some time as well, though not each time.
    let in_time = (0..5).any(|_| {
        let took = leave_a_silent_collector();
        assert!(took >= budget, "{took:?}");
        took < budget + Duration::from_millis(50)
    });
    assert!(in_time);
}

#[test]
fn flushing_gives_up_in_time() {
    let (home, server) = (Home::new(), Server::silent());
    let delivery = home.delivery(server.endpoint());
    append(&delivery, 0..1);
    let started = Instant::now();
    assert!(!delivery.flush(Duration::from_millis(60)));
    assert!(started.elapsed() < Duration::from_millis(300), "{:?}", started.elapsed());

    let home = Home::new();
    let replies = [reply(503, "Retry-After: 600\r\n", "")];
    let delivery = home.delivery(Server::replying(replies).endpoint());
    append(&delivery, 0..1);
    let started = Instant::now();
    assert!(!delivery.flush(LONG));
    assert!(started.elapsed() < LONG / 2, "a pause longer than the timeout is not waited for");
    assert!(delivery.status().not_before_ms.is_some());
}

#[test]
fn a_refusing_collector_keeps_the_events() {
    let home = Home::new();
    let delivery = home.delivery(Server::refusing());
    append(&delivery, 0..2);
    delivery.flush(Duration::from_millis(300));
    let status = delivery.status();
    assert_eq!((status.waiting_events, status.losses), (2, Losses::default()));
    assert!(status.last.unwrap().error.is_some());
}

#[test]
fn erasing_leaves_no_event_and_counts_what_went() {
    let home = Home::new();
    home.leave(&[&[0, 1], &[2]]);
    home.consent.store(0, Ordering::SeqCst);
    assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 3);
    let left: Vec<_> = fs::read_dir(home.directory()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| name == "state.json" || name == "sender.lock"), "{left:?}");
    assert_eq!(Status::read(&home.directory()).losses, Losses::of(Loss::Withdrawn, 3));
    assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 0);
}

#[test]
fn what_a_no_costs_is_counted_although_another_holds_the_lock_and_writes_down_what_it_knows() {
    let home = Home::new();
    home.leave(&[&[0, 1], &[2]]);
    let places = home.places();
    let held = files::lock_within(&places.lock, Duration::ZERO).unwrap();
    let holder = State::load(&places.state);
    assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 3);
    holder.save(&places.state).unwrap();
    drop(held);
    let withdrawn = || Status::read(&home.directory()).losses;
    assert_eq!(withdrawn(), Losses::of(Loss::Withdrawn, 3));
    home.leave(&[&[3]]);
    home.pass(&mut super::testing::told(|_| super::testing::status(200)));
    assert_eq!(withdrawn(), Losses::of(Loss::Withdrawn, 3), "once, by whoever sends next");
    assert_eq!(home.losses(), Losses::of(Loss::Withdrawn, 3));
    assert!(counted_beside(&places).0.is_empty());
}

#[test]
fn erasing_where_nothing_is_makes_nothing() {
    let home = Home::new();
    assert_eq!(erase(&home.directory(), &[], Duration::ZERO).unwrap(), 0);
    assert!(!home.directory().exists());
}

#[test]
fn erasing_finishes_what_a_killed_one_began() {
    let home = Home::new();
    let left = home.directory().join("erased-0123");
    fs::create_dir_all(left.join("x")).unwrap();
    let lives = files::lock_within(&home.places().lock, Duration::ZERO).unwrap();
    erase(&home.directory(), &[], Duration::ZERO).unwrap();
    assert!(left.exists(), "whoever has the lock may still be counting what is in it");
    drop(lives);
    erase(&home.directory(), &[], Duration::ZERO).unwrap();
    assert!(!left.exists());
}

#[test]
fn nothing_is_left_after_a_no_while_another_process_appends() {
    let (mut home, server) = (Home::new(), Server::replying([]));
    home.limits.segment_bytes = 1_000;
    let delivery = home.delivery(server.endpoint());
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(Ordering::SeqCst) {
                append(&delivery, 0..20);
            }
        });
        let some = || waiting(&home.directory()).len() > 20 || !server.requests().is_empty();
        let deadline = Instant::now() + LONG;
        while !some() && Instant::now() < deadline {}
        home.consent.store(0, Ordering::SeqCst);
        let erased = erase(&home.directory(), &[], limits::EXIT_BUDGET);
        let requests = server.requests().len();
        std::thread::sleep(Duration::from_millis(50));
        let later = server.requests().len();
        // Before anything is asserted, so that a failure does not leave the other thread running.
        stop.store(true, Ordering::SeqCst);
        erased.unwrap();
        assert!(later <= requests + 1, "only what was in flight may still arrive");
    });
    delivery.shutdown();
    assert!(!home.places().spool.exists(), "{:?}", home.files());
    assert!(delivery.status().losses.get(Loss::Withdrawn) > 0);
}

#[test]
fn erasing_does_not_wait_longer_than_its_budget_for_a_request_in_flight() {
    let (mut home, server) = (Home::new(), Server::silent());
    home.limits.segment_age = Duration::from_millis(5);
    let delivery = home.delivery(server.endpoint());
    append(&delivery, 0..1);
    eventually("a request", || server.requests().len() == 1);
    home.consent.store(0, Ordering::SeqCst);
    let started = Instant::now();
    erase(&home.directory(), &[], Duration::from_millis(50)).unwrap();
    assert!(started.elapsed() < Duration::from_millis(300), "{:?}", started.elapsed());
    assert!(!home.places().spool.exists());
}

const CHILD: &str = "CANDOR_TEST_SPOOL_OF_A_CHILD";
const BUFFERED: &str = "CANDOR_TEST_BUFFERED";

/// Not a test by itself: the process that the next tests kill. It tells each event whose append returned.
#[test]
fn child_that_appends_until_it_is_killed() {
    let Ok(directory) = std::env::var(CHILD) else { return };
    let buffered = std::env::var_os(BUFFERED).is_some();
    let delivery = Delivery::start(Config {
        encode: Box::new(as_it_is),
        directory: directory.into(),
        destinations: vec![Destination::onecollector(Server::refusing())],
        stamp: Stamp { consent_version: 1, schema_digest: "0f1e2d3c" },
        consent: Box::new(|| Some(1)),
        import: None,
        limits: Limits { segment_bytes: 5_000, ..Limits::default() },
        buffered,
        uncompressed: false,
        exit_budget: limits::EXIT_BUDGET,
    });
    for n in 0.. {
        append(&delivery, n..n + 1);
        writeln!(io::stderr(), "stored {n}").unwrap();
        if buffered {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
}

/// Kills the child after so many events; how many it told of, with how long before the kill, and
/// what arrives of them.
fn kill_after(lines_before_the_kill: usize, buffered: bool) -> (Vec<Duration>, Vec<u64>) {
    use std::process::{Command, Stdio};
    let (home, server) = (Home::new(), Server::replying([]));
    let name = "delivery::tests::child_that_appends_until_it_is_killed";
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", name, "--nocapture"]).env(CHILD, home.directory());
    if buffered {
        child.env(BUFFERED, "1");
    }
    let mut child = child.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let lines = io::BufReader::new(child.stderr.take().unwrap()).lines();
    let mut lines = lines.map_while(Result::ok).filter(|line| line.starts_with("stored ")).map(|_| Instant::now());
    let mut told: Vec<Instant> = lines.by_ref().take(lines_before_the_kill).collect();
    let killed = Instant::now();
    child.kill().unwrap();
    child.wait().unwrap();
    told.extend(lines);
    // The killed process may have met its refusing collector, and remembered to wait.
    let _ = fs::remove_file(home.places().state);
    assert!(home.delivery(server.endpoint()).flush(LONG));
    (told.into_iter().map(|at| killed.saturating_duration_since(at)).collect(), server.received())
}

#[test]
fn a_killed_process_loses_no_event_whose_append_returned() {
    for lines_before_the_kill in [1, 7, 100] {
        let (told, received) = kill_after(lines_before_the_kill, false);
        assert!(received.len() >= told.len(), "{} of {}", received.len(), told.len());
        assert_eq!(received, (0..received.len() as u64).collect::<Vec<_>>(), "each once");
    }
}

#[test]
fn a_killed_process_with_a_buffer_loses_no_event_older_than_that_holds_them() {
    let (told, received) = kill_after(100, true);
    assert_eq!(received, (0..received.len() as u64).collect::<Vec<_>>(), "each once");
    // A busy machine may keep the thread that writes from running.
    let patience = limits::BUFFER_AGE + Duration::from_millis(50);
    let old = told.iter().filter(|before| **before > patience).count();
    assert!(old > 20, "{told:?}");
    assert!(received.len() >= old, "{} of {old}", received.len());
}

#[test]
fn a_buffered_event_is_in_the_file_soon_although_the_collector_is_silent() {
    let (mut home, server) = (Home::new(), Server::silent());
    let first = home.delivery(Server::refusing());
    append(&first, 0..1);
    drop(first);
    home.buffered = true;
    let delivery = home.delivery(server.endpoint());
    eventually("a request", || server.requests().len() == 1);
    append(&delivery, 1..3);
    assert_eq!((home.events().len(), delivery.status().waiting_events), (1, 3), "no system call yet");
    eventually("the file", || home.events().len() == 3);
    append(&delivery, 3..4);
    delivery.shutdown();
    assert_eq!(home.events().len(), 4, "leaving writes out what is held");
    append(&delivery, 4..5);
    drop(delivery);
    assert_eq!(home.events().len(), 5, "an event after it is stored all the same");
}

#[test]
fn flushing_a_buffer_sends_what_it_holds() {
    let (mut home, server) = (Home::new(), Server::replying([]));
    home.buffered = true;
    let delivery = home.delivery(server.endpoint());
    append(&delivery, 0..2_000);
    assert!(delivery.flush(LONG));
    assert_eq!(server.received(), (0..2_000).collect::<Vec<_>>());
}

#[test]
fn a_consent_that_cannot_be_read_is_a_no() {
    let home = Home::new();
    let consent = Consent(Arc::new(|| panic!("a mistake of the product")));
    assert_eq!(consent.granted(), None);
    drop(home);
}

#[test]
fn a_home_that_is_a_file_makes_delivery_quiet() {
    let home = Home::new();
    fs::write(home.directory().parent().unwrap(), "").unwrap();
    let delivery = home.delivery(Server::refusing());
    append(&delivery, 0..2);
    assert!(!delivery.flush(Duration::from_millis(20)));
    let started = Instant::now();
    delivery.shutdown();
    assert!(started.elapsed() < Duration::from_millis(50));
    let status = delivery.status();
    assert!(status.error.unwrap().starts_with("cannot begin a spool file"));
    assert_eq!(status.losses.get(Loss::Unwritable), 2);
}

#[cfg(unix)]
#[test]
fn a_spool_that_is_a_link_elsewhere_is_left_alone() {
    let home = Home::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.directory()).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), home.places().spool).unwrap();
    let delivery = home.delivery(Server::refusing());
    append(&delivery, 0..1);
    drop(delivery);
    erase(&home.directory(), &[], Duration::ZERO).unwrap();
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
}

#[test]
fn the_sixty_four_bits_are_all_random() {
    let seen = (0..64).map(|_| random()).fold((0, u64::MAX), |(or, and), bits| (or | bits, and & bits));
    assert_eq!(seen, (u64::MAX, 0));
}
