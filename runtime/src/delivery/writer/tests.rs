use super::super::queue;
use super::super::testing::{Home, RECORD, SPEC, as_it_is, filled, record};
use super::*;
use crate::delivery::buffer::Pushed;
use crate::delivery::line::Line;
use crate::event::Value;
use std::sync::atomic::Ordering;
use std::time::{Duration, SystemTime};

/// Takes so many bytes in all, a part of the last line included.
struct Disk {
    free: usize,
    bytes: Vec<u8>,
}

impl Write for Disk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.free == 0 {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.free);
        self.free -= taken;
        self.bytes.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_short_write_costs_no_other_line_wherever_it_ends() {
    let mut text = vec![b'\n'];
    line::encode("{}", &mut text);
    for free in 0..text.len() - 1 {
        let (mut disk, mut torn) = (Disk { free, bytes: Vec::new() }, false);
        let stored = write_line(&mut disk, &text, &mut torn).is_ok();
        assert_eq!(stored, free == text.len() - 2, "{free} free");
        assert_eq!(torn, free > 0);
        assert!(write_line(&mut disk, &text, &mut torn).is_err(), "still full");
        disk.free = 1000;
        for _ in 0..2 - usize::from(stored) {
            write_line(&mut disk, &text, &mut torn).unwrap();
            assert!(!torn);
        }
        let mut from = 0;
        let lines = std::iter::from_fn(|| line::next(&disk.bytes, from).map(|(line, end)| (from = end, line).1));
        let events = lines.filter(|line| matches!(line, Line::Event(_))).count();
        assert_eq!(events, 2, "{free} free");
    }
}

#[test]
fn of_a_write_that_was_cut_short_the_whole_lines_count() {
    for (written, expected) in [
        (0, (0, 0, false)),
        (8, (0, 0, false)),
        (9, (1, 9, true)),
        (10, (1, 10, false)),
        (11, (1, 10, false)),
        (29, (3, 29, true)),
        (30, (3, 30, false)),
    ] {
        assert_eq!(whole_lines(written, &[10, 20, 30]), expected, "{written}");
    }
    assert_eq!(whole_lines(0, &[]), (0, 0, false));
}

#[test]
fn a_buffer_is_written_whole_in_order_and_in_segments_of_the_usual_size() {
    let mut home = Home::new();
    home.limits.segment_bytes = 2_000;
    let (mut writer, buffer) = (home.writer(), Buffer::default());
    let records: Vec<_> = (0..100).map(crate::delivery::testing::record).collect();
    let huge = "x".repeat(limits::EVENT_BYTES + 1);
    let push = |json: &String| buffer.push(&SPEC, SystemTime::UNIX_EPOCH, &mut filled(json));
    records[..50].iter().chain([&huge]).for_each(|json| assert_ne!(push(json), Pushed::Closed));
    // One that cannot be encoded, because of a mistake of ours.
    buffer.push(&SPEC, SystemTime::UNIX_EPOCH, &mut vec![Value::Unset]);
    records[50..].iter().for_each(|json| assert_ne!(push(json), Pushed::Closed));
    let done = writer.append_from(&buffer, &as_it_is);
    assert!(done.opened && done.sealed && !done.kept, "{done:?}");
    assert_eq!(home.events(), records);
    assert_eq!(writer.lost(), Losses::of(Loss::Unencodable, 2));
    let sizes = crate::delivery::queue::list(&home.places().spool).unwrap();
    assert!(sizes.len() > 5 && sizes.iter().all(|segment| segment.bytes <= 2_000), "{sizes:?}");
    assert_eq!(writer.append_from(&buffer, &as_it_is), Appended::default(), "nothing is written twice");
    assert_eq!(home.events().len(), 100);
}

#[test]
fn a_buffer_that_the_disk_refuses_waits_in_memory() {
    let home = Home::new();
    fs::create_dir_all(home.directory().parent().unwrap()).unwrap();
    fs::write(home.directory(), "a file where the folder should be").unwrap();
    let (mut writer, buffer) = (home.writer(), Buffer::default());
    (0..5).for_each(|_| {
        buffer.push(&SPEC, SystemTime::UNIX_EPOCH, &mut filled(RECORD));
    });
    assert!(writer.append_from(&buffer, &as_it_is).kept);
    assert_eq!(writer.backlog_events(), 5);
    fs::remove_file(home.directory()).unwrap();
    writer.hand_over();
    assert_eq!(home.events(), [RECORD; 5]);
}

#[test]
fn an_event_is_in_the_file_when_append_returns() {
    let home = Home::new();
    let mut writer = home.writer();
    assert_eq!(home.files(), [""; 0], "nothing is made before the first event");
    assert_eq!(writer.append(RECORD), Appended { opened: true, ..Appended::default() });
    assert_eq!(home.events(), [RECORD]);
    assert_eq!(writer.append(RECORD), Appended::default());
    assert_eq!(home.events(), [RECORD; 2]);
}

#[test]
fn a_segment_is_sealed_by_size_by_age_and_on_leaving() {
    let mut home = Home::new();
    home.limits.segment_bytes = 3 * 160;
    home.limits.segment_age = Duration::from_millis(40);
    let mut writer = home.writer();
    let sealed = (0..9).filter(|_| writer.append(RECORD).sealed).count();
    assert!(sealed >= 2, "{sealed}");
    assert!(!writer.tend().sealed);
    std::thread::sleep(home.limits.segment_age);
    assert!(writer.tend().sealed);
    writer.append(RECORD);
    assert!(writer.close());
    assert!(!writer.close());
    assert_eq!(home.events(), [RECORD; 10]);
    assert!(home.files().iter().all(|name| name.ends_with(".seg")), "{:?}", home.files());
}

#[test]
fn an_event_that_is_too_large_is_counted_and_not_stored() {
    let home = Home::new();
    let mut writer = home.writer();
    writer.append(&"x".repeat(limits::EVENT_BYTES + 1));
    assert_eq!(writer.lost(), Losses::of(Loss::Unencodable, 1));
    assert_eq!(home.files(), [""; 0]);
    assert!(writer.close(), "the loss is written down");
    assert_eq!(home.lines(), [Line::Lost(Losses::of(Loss::Unencodable, 1))]);
}

#[test]
fn events_that_the_disk_refuses_wait_in_memory() {
    let home = Home::new();
    fs::create_dir_all(home.directory().parent().unwrap()).unwrap();
    fs::write(home.directory(), "a file where the folder should be").unwrap();
    let mut writer = home.writer();
    writer.append(RECORD);
    writer.append(RECORD);
    assert_eq!(writer.backlog_events(), 2);
    assert!(writer.error().unwrap().contains("begin a spool file"));
    fs::remove_file(home.directory()).unwrap();
    std::thread::sleep(limits::BACKLOG_PAUSE);
    assert!(writer.tend().opened);
    assert_eq!(home.events(), [RECORD; 2]);
    assert!(writer.lost().is_empty());
}

#[test]
fn memory_for_refused_events_is_bounded_and_what_it_drops_is_counted() {
    let home = Home::new();
    fs::create_dir_all(home.directory().parent().unwrap()).unwrap();
    fs::write(home.directory(), "").unwrap();
    let mut writer = home.writer();
    let large = format!("{{\"name\":\"{}\"}}", "x".repeat(40_000));
    for _ in 0..30 {
        writer.append(&large);
    }
    assert!(writer.backlog.bytes <= limits::BACKLOG_BYTES);
    assert_eq!(writer.backlog_events() + writer.lost().get(Loss::Unwritable), 30);
    writer.close();
    assert_eq!(writer.lost().get(Loss::Unwritable), 30);
}

#[test]
fn a_home_that_is_missing_is_not_made() {
    let mut home = Home::new();
    home.below = "missing/home/.product/telemetry";
    let mut writer = home.writer();
    writer.append(RECORD);
    assert_eq!(writer.backlog_events(), 1);
    assert!(!home.directory().ancestors().nth(3).unwrap().exists());
}

#[test]
fn nothing_is_stored_without_consent() {
    let home = Home::new();
    home.consent.store(0, Ordering::SeqCst);
    let mut writer = home.writer();
    writer.append(RECORD);
    writer.close();
    assert_eq!(home.files(), [""; 0]);
    assert_eq!(writer.lost(), Losses::of(Loss::Withdrawn, 1));
    assert!(!home.directory().exists());
}

#[test]
fn nothing_is_stored_under_a_consent_to_less() {
    let home = Home::new();
    let mut writer = home.writer_under(2);
    writer.append(RECORD);
    assert!(!home.directory().exists());
    assert_eq!(writer.lost(), Losses::of(Loss::Withdrawn, 1));
}

#[test]
fn a_no_that_comes_while_a_segment_is_begun_is_seen() {
    let home = Home::new();
    let mut writer = home.writer();
    let asked = std::sync::atomic::AtomicU32::new(0);
    writer.consent = Consent(std::sync::Arc::new(move || (asked.fetch_add(1, Ordering::SeqCst) == 0).then_some(1)));
    writer.append(RECORD);
    assert!(!home.places().spool.exists(), "{:?}", home.files());
    assert_eq!(writer.lost(), Losses::of(Loss::Withdrawn, 1));
}

#[test]
fn a_no_is_seen_at_the_next_segment() {
    let mut home = Home::new();
    home.limits.segment_bytes = 1;
    let mut writer = home.writer();
    writer.append(RECORD);
    home.consent.store(0, Ordering::SeqCst);
    writer.append(RECORD);
    writer.append(RECORD);
    assert_eq!(writer.lost(), Losses::of(Loss::Withdrawn, 2));
    let files = home.files();
    assert!(files.len() == 1 && files[0].ends_with("-e1.seg"), "{files:?}");
}

#[test]
fn a_spool_that_is_renamed_away_is_made_anew_only_after_a_yes() {
    let mut home = Home::new();
    home.limits.segment_bytes = 1;
    let mut writer = home.writer();
    writer.append(RECORD);
    fs::rename(home.places().spool, home.directory().join("gone")).unwrap();
    home.consent.store(0, Ordering::SeqCst);
    writer.append(RECORD);
    assert!(!home.places().spool.exists());
    assert_eq!(writer.lost(), Losses::of(Loss::Withdrawn, 1));
    home.consent.store(1, Ordering::SeqCst);
    writer.append(RECORD);
    assert_eq!(home.events(), [RECORD]);
}

#[test]
fn a_writer_that_nobody_relieves_stops_at_twice_the_bound() {
    let mut home = Home::new();
    home.limits.segment_bytes = 1;
    home.limits.bytes = 500;
    let mut writer = home.writer();
    for _ in 0..50 {
        writer.append(RECORD);
    }
    let stored = home.events().len() as u64;
    assert!(stored * 100 < 1500 && stored > 3, "{stored}");
    assert_eq!(writer.lost().get(Loss::Overflow), 50 - stored);
    let names = std::fs::read_dir(home.places().spool).unwrap().map(|entry| entry.unwrap().file_name());
    let locks = names.filter(|name| name.to_string_lossy().ends_with(".lock")).count();
    assert_eq!(locks, 1, "a refused event makes no new owner");

    std::fs::read_dir(home.places().spool).unwrap().for_each(|entry| {
        let path = entry.unwrap().path();
        path.extension().is_some_and(|it| it == "seg").then(|| std::fs::remove_file(path).unwrap());
    });
    std::thread::sleep(limits::FULL_PAUSE);
    writer.append(RECORD);
    assert_eq!(writer.lost().get(Loss::Overflow), 50 - stored, "there is room again");
}

#[test]
fn nobody_is_kept_from_beginning_by_those_who_clear_away_the_dead() {
    let home = Home::new();
    let spool = home.places().spool;
    fs::create_dir_all(&spool).unwrap();
    let is_done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                    let _ = crate::delivery::queue::adopt(&spool);
                }
            });
        }
        let refused: Vec<_> = (0..400)
            .filter_map(|_| {
                let mut writer = home.writer();
                writer.append(RECORD);
                let error = writer.error.take();
                fs::read_dir(&spool).unwrap().flatten().for_each(|entry| drop(fs::remove_file(entry.path())));
                error
            })
            .collect();
        is_done.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(refused.is_empty(), "{refused:?}");
    });
}

#[test]
fn a_segment_has_no_more_events_than_a_request() {
    let home = Home::new();
    let sealed = || {
        let list = queue::list(&home.places().spool).unwrap();
        let mut events: Vec<u64> = list.iter().map(queue::Waiting::events).collect();
        events.sort_unstable();
        events
    };
    let mut writer = home.writer();
    (0..1200).for_each(|n| {
        writer.append(&record(n));
    });
    writer.close();
    assert_eq!(sealed(), [200, 500, 500]);
    let buffer = Buffer::default();
    for n in 0..700 {
        assert_ne!(buffer.push(&SPEC, SystemTime::UNIX_EPOCH, &mut filled(&record(n))), Pushed::Closed);
    }
    writer.append_from(&buffer, &as_it_is);
    writer.close();
    assert_eq!(sealed(), [200, 200, 500, 500, 500]);
}
