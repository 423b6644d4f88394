use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::Ordering;
use std::time::Duration;

use candor_core::limits;

use super::*;
use crate::delivery::losses::Loss;
use crate::delivery::testing::{Home, Process, RECORD, record, status, status_with, told};

const SECOND: Duration = Duration::from_secs(1);

fn refuse() -> impl Collector {
    told(|_| panic!("nothing may be sent"))
}

#[test]
fn segments_of_many_short_processes_go_out_as_one_request() {
    let home = Home::new();
    home.leave(&[&[1, 2], &[3], &[4, 5]]);
    let mut collector = told(|_| status(200));
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(collector.requests, [[1, 2, 3, 4, 5]]);
    assert_eq!(home.files(), ["last-sent.ndjson"]);
    assert_eq!(home.route().last.map(|last| (last.status, last.verdict)), Some((Some(200), "accepted".to_owned())));
    assert_eq!(home.pass(&mut refuse()), Outcome::Drained, "nothing is sent twice");
}

#[test]
fn an_empty_spool_makes_no_file() {
    let home = Home::new();
    assert_eq!(home.pass(&mut refuse()), Outcome::Drained);
    assert!(!home.directory().exists());
}

#[test]
fn a_request_is_bounded_in_events_and_bytes() {
    let home = Home::new();
    let mut writer = home.writer();
    (0..1200).for_each(|n| {
        writer.append(&record(n));
    });
    writer.close();
    let mut collector = told(|_| status(200));
    home.pass(&mut collector);
    assert_eq!(collector.requests.iter().map(Vec::len).collect::<Vec<_>>(), [500, 500, 200]);

    let mut writer = home.writer();
    let padding = "x".repeat(60_000);
    for n in 0..20 {
        writer.append(&record(n).replace(r#""n""#, &format!(r#""pad":"{padding}","n""#)));
    }
    writer.close();
    let mut collector = told(|_| status(200));
    home.pass(&mut collector);
    // Four segments of three or four each; the second request is full enough to end with one.
    assert_eq!(collector.requests.iter().map(Vec::len).collect::<Vec<_>>(), [8, 7, 5]);
}

#[test]
fn whole_segments_that_are_taken_leave_nothing_to_be_written_down_before_the_pass_ends() {
    let home = Home::new();
    let many = |from: u64| (from..from + 400).collect::<Vec<_>>();
    home.leave(&[&many(0), &many(400), &many(800)]);
    let mut left = Vec::new();
    let mut collector = told(|_| {
        left.push((home.files().len(), home.places().state.exists()));
        status(200)
    });
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(collector.requests.iter().map(Vec::len).collect::<Vec<_>>(), [400, 400, 400]);
    assert_eq!(left, [(3, false), (2, false), (1, false)]);
    assert_eq!((home.route().last.unwrap().verdict, home.route().progress), ("accepted".to_owned(), [].into()));
    let sent = crate::delivery::last_sent(&home.sender().destinations, &home.directory());
    assert_eq!(crate::delivery::testing::numbers(&sent).last(), Some(&1199));
}

#[test]
fn what_is_taken_of_a_segment_is_written_down_at_once() {
    let home = Home::new();
    home.leave(&[&(0..300).collect::<Vec<_>>(), &(300..600).collect::<Vec<_>>()]);
    let mut progress = Vec::new();
    let mut collector = told(|_| {
        progress.push(home.route().progress.into_values().find(|end| *end != DONE));
        status(200)
    });
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert!(matches!(progress[..], [None, Some(1..)]), "{progress:?}");
}

#[test]
fn a_poison_event_is_found_and_dropped_alone() {
    for poison in 0..7 {
        let home = Home::new();
        home.leave(&[&[0, 1, 2], &[3], &[4, 5, 6]]);
        let mut collector = told(|numbers| status(if numbers.contains(&poison) { 400 } else { 200 }));
        assert_eq!(home.pass(&mut collector), Outcome::Drained, "{poison}");
        let accepted = collector.requests.iter().filter(|numbers| !numbers.contains(&poison));
        let mut accepted: Vec<u64> = accepted.flatten().copied().collect();
        accepted.sort_unstable();
        assert_eq!(accepted, (0..7).filter(|n| *n != poison).collect::<Vec<_>>());
        assert_eq!(home.losses(), Losses::of(Loss::Rejected, 1));
        assert_eq!(home.events(), [""; 0]);
    }
}

#[test]
fn a_collector_that_refuses_everything_is_not_asked_about_every_event_at_once() {
    let home = Home::new();
    home.leave(&[&(0..400).collect::<Vec<_>>()]);
    let mut collector = told(|_| status(400));
    assert!(matches!(home.pass(&mut collector), Outcome::Waits { .. }));
    assert_eq!(collector.requests.len(), limits::SPLIT_REQUESTS as usize);
    let rejected = home.losses().get(Loss::Rejected);
    assert!(rejected > 5);
    assert_eq!(crate::delivery::waiting(&home.directory()).len() as u64 + rejected, 400, "what has a verdict keeps it");
}

#[test]
fn what_was_accepted_before_a_failure_is_not_sent_again() {
    let home = Home::new();
    home.leave(&[&[0, 1, 2, 3, 4]]);
    // The collector dies in the middle of the search for a poison event.
    let mut down = false;
    let mut first = told(|numbers| {
        down |= numbers == [2];
        status(if down {
            503
        } else if numbers.contains(&2) {
            400
        } else {
            200
        })
    });
    assert!(matches!(home.pass(&mut first), Outcome::Waits { .. }));
    assert_eq!(crate::delivery::waiting(&home.directory()), [2, 3, 4].map(record));
    home.advance(3600 * SECOND);
    let mut second = told(|_| status(200));
    assert_eq!(home.pass(&mut second), Outcome::Drained);
    assert_eq!(second.requests, [[2, 3, 4]]);
}

#[test]
fn a_refusal_of_single_events_is_counted_and_ends_them() {
    let home = Home::new();
    home.leave(&[&[1, 2, 3]]);
    let body = br#"{"acc":2,"rej":1,"efi":{"InvalidEventFormat":[1]}}"#.to_vec();
    let mut collector = told(|_| Ok(Reply { status: 200, headers: Vec::new(), body: body.clone() }));
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(home.losses(), Losses::of(Loss::Rejected, 1));
    assert_eq!(collector.requests.len(), 1);
}

#[test]
fn a_rejection_costs_one_batch_a_pause() {
    let home = Home::new();
    let mut writer = home.writer();
    (0..600).for_each(|n| {
        writer.append(&record(n));
    });
    writer.close();
    let mut collector = told(|_| status_with(401, &[("collector-error", "InvalidTenantToken")]));
    assert!(matches!(home.pass(&mut collector), Outcome::Waits { .. }));
    assert_eq!(collector.requests.len(), 1);
    assert_eq!(home.losses(), Losses::of(Loss::Rejected, 500));
    assert_eq!(home.route().last.and_then(|last| last.error).as_deref(), Some("InvalidTenantToken"));
    assert_eq!(crate::delivery::waiting(&home.directory()).len(), 100);
}

#[test]
fn a_pause_outlives_the_process_and_a_clock_that_is_set_back() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let start = home.now_ms.load(Ordering::SeqCst);
    let mut collector = told(|_| status_with(503, &[("retry-after", "60")]));
    assert_eq!(home.pass(&mut collector), Outcome::Waits { until_ms: start + 65_000 });
    home.advance(64 * SECOND);
    assert_eq!(home.pass(&mut refuse()), Outcome::Waits { until_ms: start + 65_000 });
    home.now_ms.store(1000, Ordering::SeqCst);
    assert_eq!(home.pass(&mut refuse()), Outcome::Waits { until_ms: 66_000 });
    home.advance(65 * SECOND);
    assert_eq!(home.pass(&mut told(|_| status(200))), Outcome::Drained);
    assert_eq!(home.route().failures, 0);
}

#[test]
fn a_network_failure_keeps_the_events_and_waits_longer_each_time() {
    let home = Home::new();
    home.leave(&[&[1]]);
    for seconds in [5, 50, 500] {
        let now = home.now_ms.load(Ordering::SeqCst);
        let outcome = home.pass(&mut told(|_| Err("connection refused".to_owned())));
        assert_eq!(outcome, Outcome::Waits { until_ms: now + seconds * 1000 });
        home.advance(Duration::from_secs(seconds));
    }
    assert_eq!(home.route().last.and_then(|last| last.error).as_deref(), Some("connection refused"));
    assert!(home.losses().is_empty());
    assert_eq!(home.events(), [record(1)]);
}

#[test]
fn a_kill_is_remembered_and_ends() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let kill = [("kill-tokens", "o:tenant"), ("kill-duration", "3600")];
    assert!(matches!(home.pass(&mut told(|_| status_with(503, &kill))), Outcome::Waits { .. }));
    home.advance(3599 * SECOND);
    assert!(matches!(home.pass(&mut refuse()), Outcome::Waits { .. }));
    home.advance(SECOND);
    assert_eq!(home.pass(&mut told(|_| status(200))), Outcome::Drained);
}

#[test]
fn a_kill_with_an_acceptance_takes_the_batch_and_stops_the_rest() {
    let home = Home::new();
    home.leave(&[&(0..501).collect::<Vec<_>>()]);
    let kill = [("kill-tokens", "o:tenant"), ("kill-duration", "3600")];
    let mut collector = told(|_| status_with(200, &kill));
    assert!(matches!(home.pass(&mut collector), Outcome::Waits { .. }));
    assert_eq!(collector.requests.len(), 1);
    assert_eq!(crate::delivery::waiting(&home.directory()), [record(500)]);
}

#[test]
fn a_kill_of_one_request_drops_it_counted() {
    let home = Home::new();
    home.leave(&[&[1, 2]]);
    let kill = [("kill-tokens", "o:tenant"), ("kill-duration", "this-request-only")];
    assert_eq!(home.pass(&mut told(|_| status_with(503, &kill))), Outcome::Drained);
    assert_eq!(home.losses(), Losses::of(Loss::Killed, 2));
}

#[test]
fn consent_is_read_again_before_each_request() {
    let home = Home::new();
    home.leave(&[&(0..501).collect::<Vec<_>>()]);
    let consent = home.consent.clone();
    let mut collector = told(|_| {
        consent.store(0, Ordering::SeqCst);
        status(200)
    });
    assert_eq!(home.pass(&mut collector), Outcome::Stopped);
    assert_eq!(collector.requests.len(), 1);
    assert_eq!(home.pass(&mut refuse()), Outcome::Stopped);
    assert!(!home.places().spool.join("last-sent.ndjson").exists(), "a copy of events is written after a no");
}

/// What happens while a body is made ready, and how many requests there were.
struct Packing<F>(F, usize);

impl<F: FnMut()> Collector for Packing<F> {
    fn pack(&mut self, _: &Destination, body: Vec<u8>) -> Result<Packed, String> {
        (self.0)();
        Ok(Packed(body))
    }

    fn post(&mut self, _: &Destination, _: &Packed) -> Result<Reply, String> {
        self.1 += 1;
        status(200)
    }
}

#[test]
fn what_changes_while_a_body_is_made_ready_is_seen_before_the_request() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let leaving = Process::default();
    let leaves = || leaving.leaving.store(true, Ordering::SeqCst);
    let mut collector = Packing(leaves, 0);
    assert_eq!((home.sender().pass(&leaving, &mut collector).0, collector.1), (Outcome::Stopped, 0));
    let mut collector = Packing(|| home.consent.store(0, Ordering::SeqCst), 0);
    assert_eq!((home.pass(&mut collector), collector.1), (Outcome::Stopped, 0));
    home.consent.store(1, Ordering::SeqCst);
    let mut collector = Packing(|| {}, 0);
    assert_eq!((home.pass(&mut collector), collector.1), (Outcome::Drained, 1));
}

#[test]
fn a_body_that_cannot_be_made_ready_waits() {
    struct Unpackable;
    impl Collector for Unpackable {
        fn pack(&mut self, _: &Destination, _: Vec<u8>) -> Result<Packed, String> {
            Err("no room".to_owned())
        }

        fn post(&mut self, _: &Destination, _: &Packed) -> Result<Reply, String> {
            panic!("there is nothing to post")
        }
    }
    let home = Home::new();
    home.leave(&[&[1]]);
    assert!(matches!(home.pass(&mut Unpackable), Outcome::Waits { .. }));
    let last = home.state().last().cloned().unwrap();
    assert_eq!((last.verdict.as_str(), last.error.as_deref()), ("retry", Some("no room")));
    assert_eq!(home.events().len(), 1);
}

#[test]
fn what_was_collected_under_a_later_consent_is_dropped_and_counted() {
    let home = Home::new();
    home.consent.store(2, Ordering::SeqCst);
    home.leave(&[&[1]]);
    let mut writer = home.writer_under(2);
    writer.append(&record(2));
    writer.close();
    home.consent.store(1, Ordering::SeqCst);
    let mut collector = told(|_| status(200));
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(collector.requests, [[1]]);
    assert_eq!(home.losses(), Losses::of(Loss::Withdrawn, 1));
}

#[test]
fn what_waited_too_long_is_dropped_and_counted_even_while_nothing_may_be_sent() {
    let mut home = Home::new();
    home.limits.age = 60 * SECOND;
    home.leave(&[&[1, 2]]);
    home.pass(&mut told(|_| status_with(503, &[("retry-after", "9999")])));
    home.advance(61 * SECOND);
    home.pass(&mut refuse());
    assert_eq!(home.losses(), Losses::of(Loss::Expired, 2));
    assert_eq!(home.events(), [""; 0]);
}

#[test]
fn a_full_spool_loses_its_oldest_counted() {
    let mut home = Home::new();
    home.limits.events = 3;
    home.leave(&[&[1, 2], &[3, 4], &[5]]);
    let mut collector = told(|_| status(200));
    home.pass(&mut collector);
    assert_eq!(collector.requests, [[3, 4, 5]]);
    assert_eq!(home.losses(), Losses::of(Loss::Overflow, 2));
}

#[test]
fn events_stamped_for_elsewhere_stay_for_who_may_send_them() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let mut other = home.sender();
    other.destinations[0].id = 8;
    assert_eq!(other.pass(&Process::default(), &mut refuse()).0, Outcome::Drained);
    assert_eq!(home.events(), [record(1)]);
}

/// Two destinations, of which the second answers with `second`; what each was sent.
struct Two<F> {
    second: F,
    sent: [Vec<Vec<u64>>; 2],
}

impl<F: FnMut(&[u64]) -> u16> Collector for Two<F> {
    fn post(&mut self, to: &Destination, Packed(body): &Packed) -> Result<Reply, String> {
        let numbers = crate::delivery::testing::numbers(std::str::from_utf8(body).unwrap());
        let is_second = to.id == 8;
        self.sent[usize::from(is_second)].push(numbers.clone());
        status(if is_second { (self.second)(&numbers) } else { 200 })
    }
}

fn pass_to_two(home: &Home, second: impl FnMut(&[u64]) -> u16) -> (Outcome, [Vec<Vec<u64>>; 2]) {
    let mut sender = home.sender();
    sender.destinations.push(sender.destinations[0].clone().with_id(8));
    let mut collector = Two { second, sent: Default::default() };
    let outcome = sender.pass(&Process::default(), &mut collector).0;
    (outcome, collector.sent)
}

fn leave_for_two(numbers: &[u64]) -> Home {
    let home = Home::new();
    let mut writer = home.writer_for(&[7, 8]);
    numbers.iter().for_each(|n| {
        writer.append(&record(*n));
    });
    writer.close();
    home
}

/// A collector that fails at every request with one of these events in it.
fn brought_down_by(poison: &'static [u64]) -> impl FnMut(&[u64]) -> Result<Reply, String> {
    move |numbers| status(if poison.iter().any(|n| numbers.contains(n)) { 500 } else { 200 })
}

fn pass_until_drained(home: &Home, collector: &mut dyn Collector, most: u32) -> u32 {
    for passes in 1..=most {
        if home.pass(collector) == Outcome::Drained {
            return passes;
        }
        home.advance(3600 * SECOND);
    }
    panic!("not drained after {most} passes");
}

#[test]
fn an_event_that_brings_the_collector_down_goes_alone_after_some_tries() {
    let home = Home::new();
    home.leave(&[&(0..20).collect::<Vec<_>>()]);
    let mut collector = told(brought_down_by(&[0, 7]));
    let passes = pass_until_drained(&home, &mut collector, 20);
    assert!(passes > limits::POISON_TRIES, "{passes}");
    assert_eq!(home.losses(), Losses::of(Loss::Rejected, 2));
    let taken: BTreeSet<u64> =
        collector.requests.iter().filter(|it| !it.contains(&0) && !it.contains(&7)).flatten().copied().collect();
    assert_eq!(taken.len(), 18);
    assert_eq!(home.route().server_errors, 0);
}

#[test]
fn a_collector_that_fails_at_everything_costs_no_event_however_long() {
    let home = Home::new();
    home.leave(&[&(0..20).collect::<Vec<_>>()]);
    let mut collector = told(|_| status(500));
    for _ in 0..50 {
        assert!(matches!(home.pass(&mut collector), Outcome::Waits { .. }));
        home.advance(3600 * SECOND);
    }
    assert!(home.losses().is_empty());
    assert_eq!(home.events().len(), 20);
    assert_eq!(collector.requests.last().map(Vec::len), Some(1), "no more than one event is wasted on it");
}

#[test]
fn an_overloaded_collector_blames_no_event() {
    let home = Home::new();
    home.leave(&[&(0..20).collect::<Vec<_>>()]);
    let mut collector = told(|_| status(503));
    for _ in 0..10 {
        home.pass(&mut collector);
        home.advance(3600 * SECOND);
    }
    assert!(collector.requests.iter().all(|request| request.len() == 20));
}

#[test]
fn every_destination_gets_every_event_before_the_file_goes() {
    let home = leave_for_two(&[1, 2]);
    assert_eq!(pass_to_two(&home, |_| 200), (Outcome::Drained, [vec![vec![1, 2]], vec![vec![1, 2]]]));
    assert_eq!(home.files(), ["last-sent.ndjson"]);
    assert!(home.losses().is_empty());
}

#[test]
fn a_destination_that_is_down_holds_no_other_and_gets_its_own_later() {
    let home = leave_for_two(&[1, 2]);
    let (outcome, sent) = pass_to_two(&home, |_| 503);
    assert!(matches!(outcome, Outcome::Waits { .. }));
    assert_eq!(sent, [vec![vec![1, 2]], vec![vec![1, 2]]]);
    assert_eq!(home.events().len(), 2, "one still waits for them");
    assert_eq!(crate::delivery::waiting(&home.directory()).len(), 2);
    home.advance(3600 * SECOND);
    assert_eq!(pass_to_two(&home, |_| 200), (Outcome::Drained, [vec![], vec![vec![1, 2]]]));
    assert_eq!(home.events().len(), 0);
}

#[test]
fn what_one_destination_refuses_is_lost_for_it_alone() {
    let home = leave_for_two(&[1, 2]);
    pass_to_two(&home, |_| 403);
    let state = home.state();
    assert_eq!(state.routes[&8].losses, Losses::of(Loss::Rejected, 2));
    assert!(state.routes[&7].losses.is_empty() && state.losses.is_empty());
    assert_eq!(home.events().len(), 0);
}

#[test]
fn what_was_lost_before_it_was_sent_is_counted_once() {
    let home = Home::new();
    let mut writer = home.writer_for(&[7, 8]);
    writer.append(&"x".repeat(limits::EVENT_BYTES + 1));
    writer.append(&record(1));
    writer.close();
    pass_to_two(&home, |_| 503);
    home.advance(3600 * SECOND);
    pass_to_two(&home, |_| 200);
    assert_eq!(home.losses(), Losses::of(Loss::Unencodable, 1));
}

#[test]
fn a_destination_that_is_no_longer_in_the_schema_loses_its_events_with_their_age() {
    let mut home = leave_for_two(&[1, 2]);
    home.limits.age = 60 * SECOND;
    home.pass(&mut told(|_| status(200)));
    assert_eq!(home.events().len(), 2);
    home.advance(61 * SECOND);
    home.pass(&mut refuse());
    assert_eq!(home.state().routes[&8].losses, Losses::of(Loss::Expired, 2));
    assert!(home.route().losses.is_empty());
    assert_eq!(home.events().len(), 0);
}

#[test]
fn what_cannot_be_an_envelope_is_dropped_alone_and_counted() {
    let home = Home::new();
    let mut writer = home.writer();
    for json in [&record(1), "{}", r#"{"name":"A","time":"T","context":{"os_release":"10"},"data":{}}"#, &record(2)] {
        writer.append(json);
    }
    writer.close();
    let mut collector = told(|_| status(200));
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(collector.requests, [[1, 2]]);
    assert_eq!(home.losses(), Losses::of(Loss::Unencodable, 2));
}

#[test]
fn the_losses_of_a_process_reach_the_memory_of_all_once() {
    let home = Home::new();
    let mut writer = home.writer();
    writer.append(&"x".repeat(limits::EVENT_BYTES + 1));
    writer.append(&record(1));
    writer.close();
    let process = Process::default();
    process.lost.lock().unwrap().add(Loss::Unwritable, 4);
    let mut collector = told(|_| status(200));
    home.sender().pass(&process, &mut collector);
    home.sender().pass(&process, &mut collector);
    let losses = home.losses();
    assert_eq!((losses.get(Loss::Unencodable), losses.get(Loss::Unwritable)), (1, 4));
}

/// As a process leaves it that dies between writing down and deleting.
#[test]
fn a_segment_that_only_waits_to_be_deleted_is_neither_sent_nor_counted_again() {
    for waited in [Duration::ZERO, 2 * limits::SPOOL_AGE] {
        let home = Home::new();
        home.leave(&[&[1]]);
        let name = queue::list(&home.places().spool).unwrap().remove(0).name.to_string();
        home.remember(&name, DONE);
        home.advance(waited);
        assert_eq!(home.pass(&mut refuse()), Outcome::Drained);
        assert!(home.losses().is_empty() && home.files().is_empty(), "{:?}", home.state());
    }
}

/// The count is written before the file goes, in the same step as that it may go.
#[test]
fn what_is_dropped_is_marked_as_done_with() {
    let mut home = Home::new();
    home.limits.age = SECOND;
    home.leave(&[&[1]]);
    home.advance(2 * SECOND);
    let segment = queue::list(&home.places().spool).unwrap().remove(0);
    let sender = home.sender();
    let state = State::default();
    let mut pass = Pass { sender: &sender, host: &Process::default(), state, unsaved: false };
    let waiting = queue::list(&sender.places.spool).unwrap();
    pass.drop_what_has_to_go(&waiting, 1).unwrap();
    assert_eq!(home.route().progress, [(segment.name.to_string(), DONE)].into());
    assert_eq!(home.losses(), Losses::of(Loss::Expired, 1));
    assert!(!segment.path.exists());
}

#[test]
fn the_progress_of_segments_that_are_gone_is_forgotten() {
    let home = Home::new();
    home.leave(&[&[1]]);
    home.remember("gone", 5);
    home.pass(&mut told(|_| status(503)));
    assert!(home.route().progress.is_empty());
}

#[test]
fn only_one_sends_at_a_time() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let held = files::lock_within(&home.places().lock, Duration::ZERO).unwrap();
    assert_eq!(home.pass(&mut refuse()), Outcome::Busy);
    drop(held);
    assert_eq!(home.pass(&mut told(|_| status(200))), Outcome::Drained);
}

#[test]
fn a_process_that_leaves_starts_no_request() {
    let home = Home::new();
    home.leave(&[&[1]]);
    let leaving = Process { leaving: true.into(), ..Process::default() };
    assert_eq!(home.sender().pass(&leaving, &mut refuse()).0, Outcome::Stopped);
    assert_eq!(home.events(), [record(1)]);
}

/// A process that dies at any byte of its segment costs at most the event it was writing.
#[test]
fn a_segment_cut_at_any_byte_delivers_every_whole_line() {
    let home = Home::new();
    let mut writer = home.writer();
    for n in [1, 2] {
        writer.append(&record(n));
    }
    drop(writer);
    let path = queue::list(&home.places().spool).unwrap().remove(0).path;
    let whole = fs::read(&path).unwrap();
    let line = whole.len() / 2;
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let mut collector = told(|_| status(200));
        assert_eq!(home.pass(&mut collector), Outcome::Drained, "cut at {cut}");
        let expected: &[u64] = match cut {
            c if c < line - 1 => &[],
            c if c < 2 * line - 1 => &[1],
            _ => &[1, 2],
        };
        assert_eq!(collector.requests.concat(), expected, "cut at {cut}");
        assert!(home.files().iter().all(|name| name == "last-sent.ndjson"), "{:?}", home.files());
        assert!(home.losses().is_empty(), "an emit that never returned is not lost");
        fs::remove_file(&home.places().state).unwrap();
    }
}

#[test]
fn a_damaged_line_is_counted_and_costs_only_itself() {
    let home = Home::new();
    home.leave(&[&[1, 2, 3]]);
    let path = queue::list(&home.places().spool).unwrap().remove(0).path;
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    let mut collector = told(|_| status(200));
    assert_eq!(home.pass(&mut collector), Outcome::Drained);
    assert_eq!(collector.requests, [[1, 3]]);
    assert_eq!(home.losses(), Losses::of(Loss::Damaged, 1));
}

#[test]
fn a_state_that_cannot_be_written_neither_loses_nor_repeats_what_was_delivered() {
    let home = Home::new();
    home.leave(&[&[1]]);
    fs::create_dir(&home.places().state).unwrap();
    let process = Process::default();
    process.give_back_lost(Losses::of(Loss::Unwritable, 4));
    let (outcome, error) = home.sender().pass(&process, &mut told(|_| status(200)));
    assert_eq!((outcome, error.is_some()), (Outcome::Failed, true));
    assert_eq!(process.take_lost(), Losses::of(Loss::Unwritable, 4), "a count that cannot be written is kept");
    assert_eq!(home.pass(&mut refuse()), Outcome::Drained);

    home.leave(&[&[2]]);
    assert_eq!(home.pass(&mut told(|_| status(401))), Outcome::Failed);
    assert_eq!(home.events(), [record(2)], "what cannot be counted is not deleted");
}

#[test]
fn the_last_request_can_be_looked_at_whole_lines_only() {
    let home = Home::new();
    home.leave(&[&[1, 2]]);
    home.pass(&mut told(|_| status(200)));
    assert_eq!(
        crate::delivery::testing::numbers(&crate::delivery::last_sent(&home.sender().destinations, &home.directory())),
        [1, 2]
    );
    home.leave(&[&(0..500).collect::<Vec<_>>()]);
    home.pass(&mut told(|_| status(200)));
    let sent = crate::delivery::last_sent(&home.sender().destinations, &home.directory());
    assert!(
        sent.len() <= limits::LAST_SENT_BYTES && sent.len() > limits::LAST_SENT_BYTES / 2
            || sent.lines().count() == 500
    );
    assert_eq!(crate::delivery::testing::numbers(&sent).last(), Some(&499));
}

#[test]
fn the_envelope_in_a_request_has_the_short_key() {
    let home = Home::new();
    let mut writer = home.writer();
    writer.append(RECORD);
    writer.close();
    struct Keep(String);
    impl Collector for Keep {
        fn post(&mut self, _: &Destination, Packed(lines): &Packed) -> Result<Reply, String> {
            self.0 = String::from_utf8(lines.to_vec()).unwrap();
            status(200)
        }
    }
    let mut collector = Keep(String::new());
    home.pass(&mut collector);
    assert!(collector.0.contains(r#""iKey":"o:tenant""#) && !collector.0.contains("secret"), "{}", collector.0);
}
