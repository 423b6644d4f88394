//! Events that another program left unsent, taken over into the spool: once each, whenever the process dies meanwhile.
//!
//! The file is renamed to a name of ours, which decides everything that follows: when it was taken, the ids of its events, and the
//! names of the segments that they go to. While it is there nothing of it has been sent, since the sender's lock is held until it is
//! deleted. So whoever finds it begins anew, and finds out what an earlier attempt wrote by the names.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, BufRead, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use candor_core::{Kept, limits};

use super::losses::{Loss, Losses};
use super::segment::{SegmentName, Stamp};
use super::state::{LeftAlone, State};
use super::{Consent, Limits, Places, files, line};
use crate::record::EncodedRecord;

/// Beyond it a line is no event: in base64, with an envelope around it.
const LINE_BYTES: u64 = 2 * limits::EVENT_BYTES as u64;

/// A file of another program, and what makes its lines records.
pub(crate) struct Import {
    pub(crate) source: Source,
    pub(crate) record: Box<MakeRecord>,
}

/// Where another program left its events, if the schema is right about it.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The user's home, and the file below it.
    pub(crate) home: PathBuf,
    pub(crate) file: &'static str,
    /// Whether a line is an event, of whatever product. A file without one is somebody else's.
    pub(crate) is_event: fn(&[u8]) -> bool,
}

type MakeRecord = dyn Fn(&Cached<'_>) -> Result<EncodedRecord, Loss> + Send + Sync;

/// A line of such a file.
pub(crate) struct Cached<'a> {
    pub(crate) line: &'a [u8],
    /// From 1.
    pub(crate) number: u64,
    /// When the file was taken, in milliseconds since 1970.
    pub(crate) at_ms: u64,
    taken: u64,
}

impl<'a> Cached<'a> {
    #[cfg(test)]
    pub(crate) fn for_tests(line: &'a [u8], number: u64, at_ms: u64) -> Self {
        Self { line, number, at_ms, taken: 7 }
    }

    /// A UUID that is the same however often the file is read, and tells nothing of what is in it.
    pub(crate) fn uuid(&self, number: u64) -> String {
        let hash = hmac_sha256::Hash::hash(&[self.taken.to_le_bytes(), number.to_le_bytes()].concat());
        let bytes = hash.first_chunk().copied().unwrap_or_default();
        uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
    }
}

/// Everything that taking over needs beside the file.
pub(super) struct Target<'a> {
    pub(super) places: &'a Places,
    pub(super) stamp: &'a Stamp,
    pub(super) limits: &'a Limits,
    pub(super) consent: &'a Consent,
}

/// A file that was taken. It is called `import-<when>-<random>`.
struct Taken {
    path: PathBuf,
    at_ms: u64,
    id: u64,
}

/// What a taken file came to.
struct Read {
    /// The newest within the bounds, as lines of the spool.
    lines: VecDeque<Vec<u8>>,
    losses: Losses,
    /// Whether anything in it was an event.
    is_ours: bool,
}

impl Import {
    /// Whether there is anything to take over. Changes nothing.
    pub(super) fn waits(&self, places: &Places) -> bool {
        self.source.waits(places) || !taken(&places.directory).is_empty()
    }

    /// Takes over what is there. The caller holds the sender's lock.
    pub(super) fn take_over(&self, into: &Target<'_>, now_ms: u64, random: u64) -> io::Result<()> {
        self.take(into.places, now_ms, random)?;
        taken(&into.places.directory).iter().try_for_each(|taken| self.store(taken, into))
    }

    fn take(&self, places: &Places, now_ms: u64, random: u64) -> io::Result<()> {
        if !self.source.waits(places) {
            return Ok(());
        }
        let file = self.source.path();
        // Whoever appends to it holds the lock beside it meanwhile; then the next pass may find it free.
        let mut lock = file.clone().into_os_string();
        lock.push(".lock");
        let _held = match files::try_lock(Path::new(&lock)) {
            Ok(None) => return Ok(()),
            Ok(Some(held)) => Some(held),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        match self.source.without_events()? {
            Some(left) => self.leave_alone(left, places),
            None => {
                fs::rename(file, places.directory.join(format!("{}{now_ms:013}-{random:016x}", Kept::Import.name())))
            }
        }
    }

    /// A schema that names the wrong file must not cost anybody that file. It is looked at again when it has changed.
    fn leave_alone(&self, left: LeftAlone, places: &Places) -> io::Result<()> {
        let mut state = State::load(&places.state);
        if state.left_alone.is_none() {
            crate::troubles::remember(format!("`~/{}` holds no event, and is left alone", self.source.file));
        }
        state.left_alone = Some(left);
        state.save(&places.state)
    }

    fn store(&self, taken: &Taken, into: &Target<'_>) -> io::Result<()> {
        erase_attempts(&into.places.spool, taken.id)?;
        if !fs::symlink_metadata(&taken.path)?.is_file() {
            // A link that was put in its place just before it was renamed.
            return fs::remove_file(&taken.path);
        }
        let file = files::open(&taken.path)?;
        let skip = file.metadata()?.len().saturating_sub(limits::IMPORT_BYTES);
        let read = self.read(BufReader::new(file), skip, taken, into.limits)?;
        if !read.is_ours {
            return self.put_back(taken);
        }
        write(read.lines, read.losses, taken, into)?;
        if into.consent.granted().is_none_or(|version| version < into.stamp.consent) {
            // Stored after a no, which may have found nothing to erase yet.
            erase_attempts(&into.places.spool, taken.id)?;
        }
        files::absent(fs::remove_file(&taken.path))
    }

    /// Somebody had put another file in its place just before it was renamed. Never over one that is there by now.
    fn put_back(&self, taken: &Taken) -> io::Result<()> {
        let file = self.source.path();
        match fs::hard_link(&taken.path, &file) {
            Ok(()) => fs::remove_file(&taken.path),
            // A file system without links.
            Err(_) if fs::symlink_metadata(&file).is_err() => fs::rename(&taken.path, file),
            Err(error) => Err(error),
        }
    }

    /// The newest lines within the bounds, and what was lost of the others. What begins before `skip` is too much in any case.
    fn read(&self, mut file: impl BufRead, skip: u64, taken: &Taken, limits: &Limits) -> io::Result<Read> {
        let (mut lines, mut losses, mut is_ours) = (VecDeque::new(), Losses::default(), false);
        let (mut text, mut at, mut bytes, mut number) = (Vec::new(), 0, 0, 0);
        loop {
            let (read, is_whole) = next_line(&mut file, &mut text)?;
            if read == 0 {
                return Ok(Read { lines, losses, is_ours });
            }
            let begins = at;
            at += read;
            if text.trim_ascii().is_empty() {
                continue;
            }
            number += 1;
            let cached = Cached { line: &text, number, at_ms: taken.at_ms, taken: taken.id };
            let record = match () {
                () if begins < skip => Err(Loss::Overflow),
                () if !is_whole => Err(Loss::Damaged),
                () => (self.record)(&cached),
            };
            is_ours |= !matches!(record, Err(Loss::Damaged | Loss::Overflow));
            match record {
                Ok(record) if record.json().len() <= limits::EVENT_BYTES => {
                    let mut line = Vec::new();
                    line::encode(record.json(), &mut line);
                    bytes += line.len() as u64;
                    lines.push_back(line);
                }
                Ok(_) => losses.add(Loss::Unencodable, 1),
                Err(loss) => losses.add(loss, 1),
            }
            while bytes > limits.bytes || lines.len() as u64 > limits.events {
                bytes -= lines.pop_front().map_or(bytes, |line| line.len() as u64);
                losses.add(Loss::Overflow, 1);
            }
        }
    }
}

impl Source {
    fn path(&self) -> PathBuf {
        self.home.join(self.file)
    }

    /// Whether the file is one, and nothing on the way to it a link.
    fn is_there(&self) -> bool {
        let path = self.path();
        let mut folders = path.ancestors().skip(1).take_while(|folder| **folder != self.home);
        fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_file()) && folders.all(files::is_folder)
    }

    fn waits(&self, places: &Places) -> bool {
        self.is_there() && !self.is_left_alone(places)
    }

    /// Whether the file as it is now was found to hold no event.
    pub(super) fn is_left_alone(&self, places: &Places) -> bool {
        let known = State::load(&places.state).left_alone;
        known.is_some() && fs::symlink_metadata(self.path()).is_ok_and(|now| known == Some(LeftAlone::of(&now)))
    }

    /// What to know it by again, if none of the lines that would be taken over is an event.
    fn without_events(&self) -> io::Result<Option<LeftAlone>> {
        let mut file = files::open(&self.path())?;
        let metadata = file.metadata()?;
        file.seek(SeekFrom::Start(metadata.len().saturating_sub(limits::IMPORT_BYTES)))?;
        let (mut file, mut text) = (BufReader::new(file).take(limits::IMPORT_BYTES), Vec::new());
        while let (1.., is_whole) = next_line(&mut file, &mut text)? {
            if is_whole && (self.is_event)(&text) {
                return Ok(None);
            }
        }
        Ok(Some(LeftAlone::of(&metadata)))
    }
}

/// The next line, which is cut where it is too long to be an event; how many bytes were read, and whether it is whole.
fn next_line(file: &mut impl BufRead, text: &mut Vec<u8>) -> io::Result<(u64, bool)> {
    text.clear();
    let read = file.take(LINE_BYTES).read_until(b'\n', text)? as u64;
    if text.ends_with(b"\n") || read < LINE_BYTES {
        return Ok((read, true));
    }
    Ok((read + file.skip_until(b'\n')? as u64, false))
}

/// Writes sealed segments. The losses are one of their own, the oldest, which takes no room from an event: they are counted when it
/// is sent, or goes.
fn write(lines: VecDeque<Vec<u8>>, losses: Losses, taken: &Taken, into: &Target<'_>) -> io::Result<()> {
    let mut segments: Vec<(Vec<u8>, u64)> = Vec::new();
    for line in lines {
        match segments.last_mut().filter(|(text, _)| (text.len() + line.len()) as u64 <= limits::SEGMENT_BYTES) {
            Some((text, count)) => {
                text.extend(line);
                *count += 1;
            }
            None => segments.push((line, 1)),
        }
    }
    if !losses.is_empty() {
        let mut line = Vec::new();
        line::encode(&line::lost_json(losses), &mut line);
        segments.insert(0, (line, 1));
    }
    for ((text, count), number) in segments.into_iter().zip(1..) {
        let name = SegmentName { created_ms: taken.at_ms, owner: taken.id, number, stamp: into.stamp.clone() };
        files::replace(&into.places.spool.join(name.sealed_name(count)), &text)?;
    }
    Ok(())
}

/// Removes what an attempt that came to no end has written.
fn erase_attempts(spool: &Path, id: u64) -> io::Result<()> {
    let owner = format!("-{id:016x}-");
    for entry in fs::read_dir(spool)?.flatten() {
        if entry.file_name().to_str().is_some_and(|name| name.contains(&owner)) {
            files::absent(fs::remove_file(entry.path()))?;
        }
    }
    Ok(())
}

/// Removes the file, and what was taken of it, unless a link leads there, or it holds no event.
pub(crate) fn erase(directory: &Path, source: &Source) -> io::Result<()> {
    taken(directory).iter().try_for_each(|taken| files::absent(fs::remove_file(&taken.path)))?;
    if source.waits(&Places::below(directory)) && source.without_events()?.is_none() {
        return files::absent(fs::remove_file(source.path()));
    }
    Ok(())
}

fn taken(directory: &Path) -> Vec<Taken> {
    if !files::is_folder(directory) {
        return Vec::new();
    }
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let taken = entries.filter_map(|entry| {
        let name = entry.file_name();
        let (at_ms, id) = name.to_str()?.strip_prefix(Kept::Import.name())?.split_once('-')?;
        let id = (id.len() == 16).then(|| u64::from_str_radix(id, 16).ok())??;
        Some(Taken { path: entry.path(), at_ms: at_ms.parse().ok()?, id })
    });
    taken.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::time::Duration;

    use super::super::sender::Outcome;
    use super::super::testing::{Home, Process, record, status, told};
    use super::*;

    const CACHE: &str = ".old/telemetry/kit.cache";

    /// The program before kept a number a line; one that is odd is not in the schema.
    fn import(home: &Home) -> Import {
        let record = |cached: &Cached<'_>| {
            let number = std::str::from_utf8(cached.line.trim_ascii()).ok().and_then(|text| text.parse::<u64>().ok());
            let number = number.ok_or(Loss::Damaged)?;
            if number % 2 == 0 { Ok(EncodedRecord::for_tests(&record(number))) } else { Err(Loss::Unencodable) }
        };
        Import { source: source(home), record: Box::new(record) }
    }

    fn source(home: &Home) -> Source {
        let is_event =
            |line: &[u8]| std::str::from_utf8(line.trim_ascii()).is_ok_and(|text| text.parse::<u64>().is_ok());
        Source { home: home.user(), file: CACHE, is_event }
    }

    fn leave(home: &Home, lines: impl AsRef<[u8]>) -> PathBuf {
        let file = home.user().join(CACHE);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, lines).unwrap();
        file
    }

    /// One pass of a sender that takes over; the events that arrived.
    fn pass(home: &Home) -> (Vec<u64>, Outcome) {
        let mut sender = home.sender();
        sender.import = Some(import(home));
        let mut collector = told(|_| status(200));
        let (outcome, error) = sender.pass(&Process::default(), &mut collector);
        assert_eq!(error, None);
        (collector.requests.concat(), outcome)
    }

    fn losses(home: &Home) -> Vec<(Loss, u64)> {
        home.losses().iter().filter(|(_, count)| *count > 0).collect()
    }

    #[test]
    fn what_another_program_left_is_sent_once_and_the_file_goes() {
        let home = Home::new();
        let file = leave(&home, "2\n7\n\nnot a number\r\n4\r\n6");
        assert_eq!(pass(&home), (vec![2, 4, 6], Outcome::Drained));
        assert_eq!(losses(&home), [(Loss::Unencodable, 1), (Loss::Damaged, 1)]);
        assert!(!file.exists() && file.parent().unwrap().exists(), "their folder is theirs");
        assert_eq!(pass(&home).0, [0; 0]);
        home.advance(Duration::from_millis(1));
        leave(&home, "8\n");
        assert_eq!(pass(&home).0, [8], "what that program leaves later comes as well");
        assert_eq!(home.files(), ["last-sent.ndjson"]);
    }

    #[test]
    fn without_such_a_file_nothing_is_made() {
        let home = Home::new();
        assert_eq!(pass(&home), (vec![], Outcome::Drained));
        assert!(!home.directory().exists() && !home.user().join(".old").exists());
    }

    #[test]
    fn without_consent_nothing_is_touched() {
        let home = Home::new();
        let file = leave(&home, "2\n");
        home.consent.store(0, Ordering::SeqCst);
        assert_eq!(pass(&home), (vec![], Outcome::Stopped));
        assert!(file.exists() && !home.directory().exists());
    }

    #[test]
    fn a_process_that_dies_at_any_point_neither_loses_nor_doubles() {
        let home = Home::new();
        let numbers: Vec<u64> = (0..20_000).step_by(2).collect();
        let lines: String = numbers.iter().map(|number| format!("{number}\n")).collect();
        leave(&home, &lines);
        home.places().make().unwrap();
        let sender = home.sender();
        let target =
            Target { places: &sender.places, stamp: &sender.stamp, limits: &sender.limits, consent: &sender.consent };
        let import = import(&home);
        import.take(target.places, 1_776_755_561_000, 0xabc).unwrap();
        let taken = home.directory().join("import-1776755561000-0000000000000abc");
        let bytes = fs::read(&taken).unwrap();
        import.take_over(&target, 1_776_755_561_001, 0xdef).unwrap();
        let written = home.files();
        assert!(written.len() > 3 && !taken.exists(), "{written:?}");
        // As if it had died before the file went, after it had written some of the segments and a part of one.
        fs::write(&taken, &bytes).unwrap();
        fs::remove_file(home.places().spool.join(&written[1])).unwrap();
        let (spool, other) = (home.places().spool, written[0].replace("-s0-", "-s1-"));
        assert_ne!(other, written[0], "as another version of the product had written it");
        fs::rename(spool.join(&written[0]), spool.join(other)).unwrap();
        let half = home.places().spool.join(&written[2]).with_extension("tmp");
        fs::write(&half, "half").unwrap();
        assert_eq!(pass(&home).0, numbers);
        assert_eq!(losses(&home), []);
        assert!(!half.exists() && !taken.exists());
    }

    #[test]
    fn a_no_that_comes_meanwhile_leaves_nothing() {
        let home = Home::new();
        leave(&home, "2\n4\n");
        home.places().make().unwrap();
        let sender = home.sender();
        let target =
            Target { places: &sender.places, stamp: &sender.stamp, limits: &sender.limits, consent: &sender.consent };
        home.consent.store(0, Ordering::SeqCst);
        import(&home).take_over(&target, 1, 1).unwrap();
        assert_eq!(home.files(), [""; 0]);
        assert!(taken(&home.directory()).is_empty());
    }

    #[test]
    fn a_file_without_any_event_is_nobody_s_to_take() {
        for foreign in [&b"Dear diary\n\n2 and 2 is 4"[..], &[0xff; 100], b"", b"\n\n"] {
            let home = Home::new();
            let file = leave(&home, foreign);
            let import = import(&home);
            assert!(import.waits(&home.places()));
            assert_eq!(pass(&home), (vec![], Outcome::Drained));
            assert_eq!((fs::read(&file).unwrap(), losses(&home)), (foreign.to_vec(), vec![]));
            assert!(!import.waits(&home.places()), "until it has changed");
            erase(&home.directory(), &source(&home)).unwrap();
            assert_eq!(fs::read(&file).unwrap(), foreign);
            fs::write(&file, [foreign, b"\n2\n"].concat()).unwrap();
            assert_eq!(pass(&home).0, [2]);
            assert!(!file.exists());
        }
    }

    #[test]
    fn of_a_huge_file_only_the_end_says_whose_it_is() {
        let home = Home::new();
        let text = format!("2\n{}", "not a number\n".repeat(limits::IMPORT_BYTES as usize / 13 + 1));
        let file = leave(&home, &text);
        assert_eq!(pass(&home).0, [0; 0]);
        assert_eq!(fs::read(file).unwrap().len(), text.len());
        assert!(!import(&home).waits(&home.places()));
    }

    #[test]
    fn a_file_that_took_its_place_before_it_was_renamed_is_put_back() {
        let home = Home::new();
        home.places().make().unwrap();
        let taken = home.directory().join("import-0000000000001-0000000000000001");
        fs::write(&taken, "Dear diary\n").unwrap();
        let file = leave(&home, "something newer\n");
        assert_eq!(pass(&home).0, [0; 0]);
        assert_eq!(fs::read(&taken).unwrap(), b"Dear diary\n", "over what is there by now it is not put");
        fs::remove_file(&file).unwrap();
        assert_eq!(pass(&home).0, [0; 0]);
        assert_eq!((fs::read(&file).unwrap(), taken.exists()), (b"Dear diary\n".to_vec(), false));
        assert_eq!(losses(&home), []);
    }

    #[test]
    fn the_newest_within_the_bounds_are_kept_and_the_others_counted() {
        let mut home = Home::new();
        home.limits.events = 3;
        leave(&home, "2\n4\n6\n8\n10\n");
        assert_eq!(pass(&home).0, [6, 8, 10]);
        assert_eq!(losses(&home), [(Loss::Overflow, 2)]);

        let mut home = Home::new();
        home.limits.bytes = 400;
        leave(&home, (0..40).map(|n| format!("{}\n", 2 * n)).collect::<String>());
        let kept = pass(&home).0;
        assert!(kept.len() > 1 && kept.last() == Some(&78), "{kept:?}");
        assert_eq!(losses(&home), [(Loss::Overflow, 40 - kept.len() as u64)]);
    }

    #[test]
    fn of_a_huge_file_only_the_end_is_read() {
        let home = Home::new();
        let filler = format!("{}\n", "x".repeat(LINE_BYTES as usize + 10));
        let count = limits::IMPORT_BYTES as usize / filler.len() + 5;
        leave(&home, format!("2\n{}4\n", filler.repeat(count)));
        assert_eq!(pass(&home).0, [4]);
        let counted = losses(&home);
        assert_eq!(counted.iter().map(|(_, count)| *count).sum::<u64>(), count as u64 + 1, "{counted:?}");
        assert!(counted.iter().any(|(loss, count)| *loss == Loss::Overflow && *count >= 5), "{counted:?}");
    }

    #[test]
    fn whoever_is_appending_is_let_finish() {
        let home = Home::new();
        let file = leave(&home, "2\n");
        let lock = files::create_locked(&home.user().join(format!("{CACHE}.lock"))).unwrap();
        assert_eq!(pass(&home), (vec![], Outcome::Drained));
        assert!(file.exists());
        drop(lock);
        assert_eq!(pass(&home).0, [2]);
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed() {
        use std::os::unix::fs::symlink;
        let elsewhere = tempfile::tempdir().unwrap();
        fs::write(elsewhere.path().join("kit.cache"), "2\n").unwrap();
        let home = Home::new();
        let file = leave(&home, "2\n");
        fs::remove_file(&file).unwrap();
        symlink(elsewhere.path().join("kit.cache"), &file).unwrap();
        assert_eq!(pass(&home).0, [0; 0]);
        fs::remove_dir_all(home.user().join(".old")).unwrap();
        fs::create_dir(home.user().join(".old")).unwrap();
        symlink(elsewhere.path(), home.user().join(".old/telemetry")).unwrap();
        assert_eq!(pass(&home).0, [0; 0]);
        erase(&home.directory(), &source(&home)).unwrap();
        assert_eq!(fs::read(elsewhere.path().join("kit.cache")).unwrap(), b"2\n");
        // Put in place of a file that was taken already.
        home.places().make().unwrap();
        let taken = home.directory().join("import-0000000000001-0000000000000001");
        symlink(elsewhere.path().join("kit.cache"), &taken).unwrap();
        assert_eq!(pass(&home).0, [0; 0]);
        assert!(fs::symlink_metadata(taken).is_err());
        assert_eq!(fs::read(elsewhere.path().join("kit.cache")).unwrap(), b"2\n");
    }

    #[test]
    fn a_withdrawal_erases_what_waits_there_and_what_was_taken() {
        let home = Home::new();
        let file = leave(&home, "2\n");
        home.places().make().unwrap();
        let taken = home.directory().join("import-0000000000001-0000000000000001");
        fs::write(&taken, "4\n").unwrap();
        erase(&home.directory(), &source(&home)).unwrap();
        assert!(!file.exists() && !taken.exists());
        erase(&home.directory(), &source(&home)).unwrap();
    }

    #[test]
    fn the_ids_of_events_are_those_of_the_file_that_was_taken() {
        let cached = |taken| Cached { line: b"", number: 1, at_ms: 0, taken };
        assert_eq!(cached(1).uuid(1), cached(1).uuid(1));
        assert_ne!(cached(1).uuid(1), cached(2).uuid(1));
        assert_ne!(cached(1).uuid(1), cached(1).uuid(2));
        let uuid = uuid::Uuid::try_parse(&cached(1).uuid(1)).unwrap();
        assert_eq!(uuid.get_version_num(), 4);
    }

    #[test]
    fn a_long_wait_begins_when_the_file_was_taken() {
        let home = Home::new();
        leave(&home, "2\n");
        let mut sender = home.sender();
        sender.import = Some(import(&home));
        sender.destinations.clear();
        sender.pass(&Process::default(), &mut told(|_| status(200)));
        home.advance(home.limits.age + Duration::from_secs(1));
        assert_eq!(pass(&home).0, [0; 0]);
        assert_eq!(losses(&home), [(Loss::Expired, 1)]);
    }
}
