//! The reading side of the spool: what waits, whose it is, and what has to go. Only called under the sender's lock, but for
//! [`list`], which changes nothing.

use std::collections::BTreeSet;
use std::fs::{self, DirEntry};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use candor_core::limits;

use super::line::{self, Line};
use super::losses::{Loss, Losses};
use super::segment::{Phase, SegmentName, lock_name, parse_lock_name};
use super::state::DONE;
use super::{Limits, files};

/// No segment is as large; a larger file is not ours.
pub(super) const MAX_BYTES: u64 = limits::SEGMENT_BYTES + 4 * limits::EVENT_BYTES as u64;

/// A file of the spool.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Waiting {
    pub(super) path: PathBuf,
    pub(super) name: SegmentName,
    /// The name as the state file knows it.
    pub(super) key: String,
    pub(super) phase: Phase,
    pub(super) bytes: u64,
}

impl Waiting {
    pub(super) fn read(&self) -> io::Result<Vec<u8>> {
        files::read(&self.path, MAX_BYTES)
    }

    pub(super) fn events(&self) -> u64 {
        match self.phase {
            Phase::Sealed { events } => events,
            Phase::Open => 0,
        }
    }
}

/// A segment, by its name alone: a look at each of many files is most of what a pass costs.
fn named(entry: &DirEntry) -> Option<(SegmentName, Phase)> {
    let named = entry.file_name().to_str().and_then(SegmentName::parse)?;
    entry.file_type().is_ok_and(|kind| kind.is_file()).then_some(named)
}

/// Whether no segment is there.
pub(super) fn is_empty(spool: &Path) -> io::Result<bool> {
    Ok(!files::is_folder(spool) || !fs::read_dir(spool)?.flatten().any(|entry| named(&entry).is_some()))
}

/// Every segment, oldest first.
pub(super) fn list(spool: &Path) -> io::Result<Vec<Waiting>> {
    if !files::is_folder(spool) {
        return Ok(Vec::new());
    }
    let mut waiting = Vec::new();
    for entry in fs::read_dir(spool)? {
        let entry = entry?;
        let Some((name, phase)) = named(&entry) else { continue };
        let Ok(metadata) = entry.metadata() else { continue };
        waiting.push(Waiting { path: entry.path(), key: name.to_string(), name, phase, bytes: metadata.len() });
    }
    waiting.sort_by_key(|segment| (segment.name.created_ms, segment.name.owner, segment.name.number));
    Ok(waiting)
}

/// Seals the segments of owners that are gone, and removes what they left.
pub(super) fn adopt(spool: &Path) -> io::Result<()> {
    let mut owners = BTreeSet::new();
    for entry in fs::read_dir(spool)?.flatten() {
        if let Some((segment, Phase::Open)) = named(&entry) {
            owners.insert(segment.owner);
        }
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        owners.extend(parse_lock_name(name));
        if name.ends_with(".lock.new") {
            bury(&entry.path())?;
        }
    }
    owners.into_iter().try_for_each(|owner| adopt_from(spool, owner))
}

/// Removes a lock file that was never renamed into place, unless its owner is just being born.
fn bury(path: &Path) -> io::Result<()> {
    match files::try_lock(path) {
        Ok(Some(_held)) => files::absent(fs::remove_file(path)),
        Ok(None) => Ok(()),
        Err(error) => files::absent(Err(error)),
    }
}

fn adopt_from(spool: &Path, owner: u64) -> io::Result<()> {
    let lock = spool.join(lock_name(owner));
    // An owner has its lock in place before its first segment, so a segment without one is an orphan.
    let held = match files::try_lock(&lock) {
        Ok(None) => return Ok(()),
        Ok(Some(held)) => Some(held),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    // Looked for anew: until its lock was free the owner could begin another.
    for entry in fs::read_dir(spool)?.flatten() {
        let Some((name, Phase::Open)) = named(&entry) else { continue };
        if name.owner == owner {
            let events = count_lines(&files::read(&entry.path(), MAX_BYTES)?);
            files::absent(fs::rename(entry.path(), spool.join(name.sealed_name(events))))?;
        }
    }
    files::absent(fs::remove_file(&lock))?;
    drop(held);
    Ok(())
}

fn count_lines(bytes: &[u8]) -> u64 {
    let mut from = 0;
    std::iter::from_fn(|| line::next(bytes, from).map(|(_, end)| from = end)).count() as u64
}

/// Why a segment has to go unsent, if it has to.
fn doom(name: &SegmentName, granted: u32, age: Duration, now_ms: u64) -> Option<Loss> {
    let waited = Duration::from_millis(now_ms.saturating_sub(name.created_ms));
    if name.stamp.consent > granted {
        Some(Loss::Withdrawn)
    } else if waited > age {
        Some(Loss::Expired)
    } else {
        None
    }
}

/// The sealed segments that have to go unsent, with the reason: what consent does not cover, what is too old, and the oldest
/// of what is too much. Pure.
pub(super) fn doomed(waiting: &[Waiting], granted: u32, limits: &Limits, now_ms: u64) -> Vec<(Loss, Waiting)> {
    let sealed = || waiting.iter().filter(|segment| segment.phase != Phase::Open);
    let (mut bytes, mut events) = (0, 0);
    let mut doomed = Vec::new();
    // Newest first, so that the oldest are those for which no room is left.
    for segment in sealed().rev() {
        if let Some(loss) = doom(&segment.name, granted, limits.age, now_ms) {
            doomed.push((loss, segment.clone()));
            continue;
        }
        bytes += segment.bytes;
        events += segment.events();
        if bytes > limits.bytes || events > limits.events {
            doomed.push((Loss::Overflow, segment.clone()));
        }
    }
    doomed.reverse();
    doomed
}

/// What a segment that goes unsent holds from `from` on: its events, and what was lost before it came here. One that cannot
/// be read any more is counted by its name.
pub(super) fn rest_of(segment: &Waiting, from: u64) -> (u64, Losses) {
    let unread = if from == DONE { 0 } else { segment.events() };
    let Ok(bytes) = segment.read() else { return (unread, Losses::default()) };
    let (events, mut losses) = rest(&bytes, from);
    if from != DONE {
        losses.merge(missing(segment.phase, &bytes));
    }
    (events, losses)
}

fn rest(bytes: &[u8], from: u64) -> (u64, Losses) {
    let (mut events, mut losses) = (0, Losses::default());
    let mut from = usize::try_from(from).unwrap_or(usize::MAX);
    while let Some((line, end)) = line::next(bytes, from) {
        match line {
            Line::Event(_) => events += 1,
            Line::Lost(lost) => losses.merge(lost),
            Line::Damaged => {}
        }
        from = end;
    }
    (events, losses)
}

/// What a whole segment should hold and does not.
fn missing(phase: Phase, bytes: &[u8]) -> Losses {
    Tally::of(bytes).missing(phase)
}

/// The lines of a segment, by whether they can be read.
#[derive(Clone, Copy, Default)]
struct Tally {
    whole: u64,
    damaged: u64,
}

impl Tally {
    fn of(bytes: &[u8]) -> Self {
        let (mut tally, mut from) = (Self::default(), 0);
        while let Some((line, end)) = line::next(bytes, from) {
            tally.count(&line);
            from = end;
        }
        tally
    }

    fn count(&mut self, line: &Line) {
        *(if *line == Line::Damaged { &mut self.damaged } else { &mut self.whole }) += 1;
    }

    /// What the segment should hold as well. Its name tells how many lines its owner had for it: more than it holds if some were
    /// damaged, or the disk refused them to the end.
    fn missing(self, phase: Phase) -> Losses {
        let lost = match phase {
            Phase::Sealed { events } => events.saturating_sub(self.whole),
            Phase::Open => self.damaged,
        };
        Losses::of(if self.damaged > 0 { Loss::Damaged } else { Loss::Unwritable }, lost)
    }
}

/// Removes the copy of the last request once it is as old as an event may become.
pub(super) fn expire_last_sent(path: &Path, age: Duration) -> io::Result<()> {
    let modified = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
    if modified.is_ok_and(|at| at.elapsed().is_ok_and(|elapsed| elapsed > age)) {
        return files::absent(fs::remove_file(path));
    }
    Ok(())
}

/// The lines of the sealed segments that the sender may touch, in order, each with where it ends.
pub(super) struct Stream {
    segments: std::vec::IntoIter<(Waiting, u64)>,
    current: Option<Reading>,
    peeked: Option<Item>,
}

/// A segment that is read line by line.
struct Reading {
    segment: Rc<Waiting>,
    bytes: Vec<u8>,
    from: usize,
    /// The lines before `from`.
    tally: Tally,
}

/// The next thing in a stream.
#[derive(Debug, PartialEq)]
pub(super) struct Item {
    pub(super) segment: Rc<Waiting>,
    /// Where it ends. [`DONE`] behind the last line, whose place is taken by what the segment should have had as well.
    pub(super) end: u64,
    pub(super) line: Line,
}

impl Stream {
    /// Segments with the offset from which their lines have no verdict yet.
    pub(super) fn new(segments: Vec<(Waiting, u64)>) -> Self {
        Self { segments: segments.into_iter(), current: None, peeked: None }
    }

    /// The next item, if `take` wants it; otherwise it stays.
    pub(super) fn next_if(&mut self, take: impl FnOnce(&Item) -> bool) -> Option<Item> {
        if self.peeked.is_none() {
            self.peeked = self.advance();
        }
        self.peeked.take_if(|item| take(item))
    }

    /// Whether the next item is an event, which stays.
    pub(super) fn begins_with_an_event(&mut self) -> bool {
        self.next_if(|_| false);
        matches!(self.peeked, Some(Item { line: Line::Event(_), .. }))
    }

    fn advance(&mut self) -> Option<Item> {
        let mut reading = match self.current.take() {
            Some(reading) => reading,
            None => self.open_next()?,
        };
        let Some((line, end)) = line::next(&reading.bytes, reading.from) else {
            let line = Line::Lost(reading.tally.missing(reading.segment.phase));
            return Some(Item { segment: reading.segment, end: DONE, line });
        };
        reading.tally.count(&line);
        reading.from = end;
        let segment = Rc::clone(&reading.segment);
        self.current = Some(reading);
        Some(Item { segment, end: end as u64, line })
    }

    /// A segment that cannot be read keeps none behind it from being sent; it stays until it expires.
    fn open_next(&mut self) -> Option<Reading> {
        self.segments.find_map(|(waiting, from)| {
            let bytes = waiting.read().ok()?;
            let from = usize::try_from(from).unwrap_or(usize::MAX);
            let tally = Tally::of(bytes.get(..from).unwrap_or(&bytes));
            Some(Reading { segment: Rc::new(waiting), bytes, from, tally })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Home, RECORD};
    use super::*;
    use crate::delivery::segment::Stamp;

    fn segment(created_ms: u64, consent: u32, bytes: u64, events: u64) -> Waiting {
        let stamp = Stamp { consent, schema: "0".into(), destinations: vec![0] };
        let name = SegmentName { created_ms, owner: 1, number: 1, stamp };
        Waiting { path: PathBuf::new(), key: name.to_string(), name, phase: Phase::Sealed { events }, bytes }
    }

    #[test]
    fn what_has_to_go_goes_oldest_first_and_for_one_reason() {
        let limits = Limits { bytes: 100, events: 10, age: Duration::from_millis(1000), ..Limits::default() };
        let now = 5_000;
        for (what, waiting, granted, expected) in [
            ("room for all", vec![segment(4_500, 1, 50, 5), segment(4_600, 1, 50, 5)], 1, vec![]),
            (
                "too many bytes",
                vec![segment(4_500, 1, 60, 1), segment(4_600, 1, 60, 1)],
                1,
                vec![(Loss::Overflow, 4_500)],
            ),
            (
                "too many events",
                vec![segment(4_500, 1, 1, 6), segment(4_600, 1, 1, 6)],
                1,
                vec![(Loss::Overflow, 4_500)],
            ),
            ("too old", vec![segment(3_999, 1, 1, 1), segment(4_000, 1, 1, 1)], 1, vec![(Loss::Expired, 3_999)]),
            ("not covered", vec![segment(4_500, 2, 1, 1), segment(4_600, 1, 1, 1)], 1, vec![(Loss::Withdrawn, 4_500)]),
            (
                "what goes takes no room",
                vec![segment(4_500, 1, 60, 1), segment(4_600, 2, 60, 1)],
                1,
                vec![(Loss::Withdrawn, 4_600)],
            ),
            ("written before the clock was set back", vec![segment(9_000, 1, 1, 1)], 1, vec![]),
        ] {
            let doomed = doomed(&waiting, granted, &limits, now);
            let doomed: Vec<_> = doomed.iter().map(|(loss, segment)| (*loss, segment.name.created_ms)).collect();
            assert_eq!(doomed, expected, "{what}");
        }
    }

    #[test]
    fn an_open_segment_is_its_owners() {
        let waiting = Waiting { phase: Phase::Open, ..segment(0, 9, 1 << 40, 0) };
        assert_eq!(doomed(&[waiting], 1, &Limits::default(), u64::MAX), []);
    }

    #[test]
    fn the_segments_of_a_dead_process_are_adopted_and_those_of_a_living_one_are_not() {
        let home = Home::new();
        let (mut living, mut dead) = (home.writer(), home.writer());
        living.append(RECORD);
        dead.append(RECORD);
        dead.append(RECORD);
        let spool = home.places().spool;
        adopt(&spool).unwrap();
        assert!(list(&spool).unwrap().iter().all(|segment| segment.phase == Phase::Open));
        drop(dead);
        adopt(&spool).unwrap();
        let sealed: Vec<u64> = list(&spool).unwrap().iter().map(Waiting::events).filter(|events| *events > 0).collect();
        assert_eq!(sealed, [2]);
        assert_eq!(home.files().iter().filter(|name| name.ends_with(".lock")).count(), 1);
        living.append(RECORD);
        assert_eq!(home.events().len(), 4);
    }

    #[test]
    fn an_orphan_and_an_unborn_lock_are_cleared_away() {
        let home = Home::new();
        let mut writer = home.writer();
        writer.append(RECORD);
        let spool = home.places().spool;
        fs::write(spool.join("0000000000000abc.lock.new"), "").unwrap();
        for file in home.files().iter().filter(|name| name.ends_with(".lock")) {
            fs::remove_file(spool.join(file)).unwrap();
        }
        adopt(&spool).unwrap();
        let files = home.files();
        assert!(files.len() == 1 && files[0].ends_with("-e1.seg"), "{files:?}");
    }

    #[test]
    fn files_of_others_stay_where_they_are() {
        let home = Home::new();
        home.writer().append(RECORD);
        let spool = home.places().spool;
        fs::write(spool.join("notes.txt"), "").unwrap();
        fs::create_dir(spool.join("1776755561464-0000000000000abc-000007-c3-s0-d0000beef-e1.seg")).unwrap();
        adopt(&spool).unwrap();
        assert_eq!(list(&spool).unwrap().len(), 1);
        assert!(spool.join("notes.txt").exists());
    }

    #[test]
    fn what_a_segment_does_not_hold_is_known_by_its_name() {
        let mut whole = Vec::new();
        (0..3).for_each(|_| line::encode("{}", &mut whole));
        let length = whole.len() / 3;
        let without_a_break = {
            let mut bytes = whole.clone();
            bytes[length - 1] = b'x';
            bytes
        };
        let with_one_more = {
            let mut bytes = whole.clone();
            bytes[length + 3] = b'\n';
            bytes
        };
        let sealed = |events| Phase::Sealed { events };
        for (what, phase, bytes, expected) in [
            ("whole", sealed(3), &whole[..], Losses::default()),
            ("two lines became one", sealed(3), &without_a_break, Losses::of(Loss::Damaged, 2)),
            ("one line became two", sealed(3), &with_one_more, Losses::of(Loss::Damaged, 1)),
            ("cut off", sealed(3), &whole[..length], Losses::of(Loss::Unwritable, 2)),
            ("empty", sealed(3), &[], Losses::of(Loss::Unwritable, 3)),
            ("a half line that was written again", sealed(2), &with_one_more, Losses::default()),
            ("still open", Phase::Open, &without_a_break, Losses::of(Loss::Damaged, 1)),
        ] {
            assert_eq!(missing(phase, bytes), expected, "{what}");
            let (home, mut from) = (tempfile::tempdir().unwrap(), Some(0));
            let waiting = Waiting { path: home.path().join("segment"), phase, ..segment(0, 1, 0, 0) };
            fs::write(&waiting.path, bytes).unwrap();
            // Wherever an earlier pass left off.
            while let Some(at) = from {
                let mut stream = Stream::new(vec![(waiting.clone(), at as u64)]);
                let end = std::iter::from_fn(|| stream.next_if(|_| true)).last().unwrap();
                assert_eq!((end.end, end.line), (DONE, Line::Lost(expected)), "{what}, from {at}");
                from = line::next(bytes, at).map(|(_, end)| end);
            }
        }
    }

    #[test]
    fn losses_before_the_progress_are_not_counted_again() {
        let mut bytes = Vec::new();
        line::encode("{}", &mut bytes);
        let first = bytes.len() as u64;
        line::encode("{}", &mut bytes);
        bytes.extend_from_slice(b"0000 damaged\n");
        line::encode(&line::lost_json(Losses::of(Loss::Unencodable, 3)), &mut bytes);
        let (events, losses) = rest(&bytes, first);
        assert_eq!((events, losses.to_json().to_string()), (1, r#"{"unencodable":3}"#.to_owned()));
        assert_eq!(rest(&bytes, bytes.len() as u64), (0, Losses::default()));
        assert_eq!(rest(&bytes, u64::MAX), (0, Losses::default()));
    }
}
