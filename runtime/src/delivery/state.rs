//! What the sender remembers across processes: progress, pauses, losses, the last verdict. One file, replaced as a whole under
//! the sender's lock, so that an event is never counted and kept, or neither.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use candor_core::limits;
use serde_json::{Map, Value, json};

use super::backoff::{Pause, delay};
use super::files;
use super::losses::{Loss, Losses};
use super::queue::{self, Waiting};

/// More than a state file of a full spool has; a larger one is not ours.
const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// What the collector said last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LastVerdict {
    /// When, in milliseconds since 1970.
    pub(crate) at_ms: u64,
    /// The HTTP status; none if there was no reply.
    pub(crate) status: Option<u16>,
    /// `accepted`, `rejected`, `split`, `retry` or `killed`.
    pub(crate) verdict: String,
    /// The collector's explanation, or why there was no reply.
    pub(crate) error: Option<String>,
}

/// The progress of a segment that is done with, and only waits for the others or to be deleted.
pub(super) const DONE: u64 = u64::MAX;

/// What is remembered for all destinations, and for each.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct State {
    /// Events that were lost before they could be sent anywhere.
    pub(super) losses: Losses,
    pub(super) routes: BTreeMap<u32, Route>,
    /// The file that `storage.import:` names, if no line of it was an event.
    pub(super) left_alone: Option<LeftAlone>,
}

/// A file that need not be looked at again while it is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LeftAlone {
    bytes: u64,
    /// In nanoseconds since 1970.
    changed: u64,
}

/// How far one destination is. For each, every event that was emitted has arrived, waits, or is in a count.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Route {
    pub(super) name: String,
    pub(super) losses: Losses,
    /// For each segment, the offset up to which every event has a verdict.
    pub(super) progress: BTreeMap<String, u64>,
    pub(super) failures: u32,
    /// Answers in a row that something in the collector failed.
    pub(super) server_errors: u32,
    pub(super) backoff: Option<Pause>,
    pub(super) kill: Option<Pause>,
    pub(super) last: Option<LastVerdict>,
}

impl LeftAlone {
    pub(super) fn of(file: &Metadata) -> Self {
        let changed = file.modified().ok().and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let changed = changed.and_then(|since| u64::try_from(since.as_nanos()).ok()).unwrap_or_default();
        Self { bytes: file.len(), changed }
    }

    fn to_json(self) -> Value {
        json!({"bytes": self.bytes, "changed": self.changed})
    }

    fn from_json(value: &Value) -> Option<Self> {
        Some(Self { bytes: value.get("bytes")?.as_u64()?, changed: value.get("changed")?.as_u64()? })
    }
}

impl State {
    /// What is kept; nothing if there is nothing, or nothing that can be read.
    pub(super) fn load(path: &Path) -> Self {
        let bytes = files::read(path, MAX_BYTES).unwrap_or_default();
        Self::from_json(&serde_json::from_slice(&bytes).unwrap_or_default())
    }

    pub(super) fn save(&self, path: &Path) -> io::Result<()> {
        let mut text = self.to_json().to_string();
        text.push('\n');
        files::replace(path, text.as_bytes())
    }

    /// Adds what another has counted.
    pub(super) fn add_counts(&mut self, other: &Self) {
        self.losses.merge(other.losses);
        for (id, route) in &other.routes {
            let own = self.route(*id);
            own.losses.merge(route.losses);
            if own.name.is_empty() {
                own.name.clone_from(&route.name);
            }
        }
    }

    /// The counts alone.
    pub(super) fn counts(&self) -> Self {
        let mut counts = Self::default();
        counts.add_counts(self);
        counts
    }

    /// What these counts have more than `before`, an earlier state of them.
    pub(super) fn since(mut self, before: &Self) -> Self {
        self.losses = self.losses.since(before.losses);
        for (id, route) in &mut self.routes {
            let then = before.routes.get(id).map(|route| route.losses).unwrap_or_default();
            route.losses = route.losses.since(then);
        }
        self
    }

    /// Forgets pauses that are over, and re-anchors them if the clock was set back.
    pub(super) fn settle(&mut self, now_ms: u64) {
        self.routes.values_mut().for_each(|route| route.settle(now_ms));
    }

    pub(super) fn route(&mut self, id: u32) -> &mut Route {
        self.routes.entry(id).or_default()
    }

    /// Up to where a destination has got in a segment.
    pub(super) fn progress(&self, id: u32, segment: &str) -> u64 {
        self.routes.get(&id).and_then(|route| route.progress.get(segment)).copied().unwrap_or(0)
    }

    /// Up to where the slowest destination has got in a segment.
    pub(super) fn nearest(&self, segment: &Waiting) -> u64 {
        segment.name.stamp.destinations.iter().map(|id| self.progress(*id, &segment.key)).min().unwrap_or(0)
    }

    /// Up to where the fastest one has: what stands before it and is no event is counted.
    pub(super) fn furthest(&self, segment: &Waiting) -> u64 {
        segment.name.stamp.destinations.iter().map(|id| self.progress(*id, &segment.key)).max().unwrap_or(0)
    }

    /// Counts what is lost for all destinations at `end` of a segment, unless another was there before; whether it was anything.
    pub(super) fn count_before(&mut self, segment: &Waiting, end: u64, losses: Losses) -> bool {
        let is_first = !losses.is_empty() && self.furthest(segment) < end;
        if is_first {
            self.losses.merge(losses);
        }
        is_first
    }

    /// Counts what is lost with a segment that goes unsent, for each destination that waited for it; how many events did not
    /// reach all of them.
    pub(super) fn give_up(&mut self, segment: &Waiting, loss: Loss) -> u64 {
        let (_, before) = queue::rest_of(segment, self.furthest(segment));
        self.losses.merge(before);
        let mut most = 0;
        for id in &segment.name.stamp.destinations {
            let (events, _) = queue::rest_of(segment, self.progress(*id, &segment.key));
            let route = self.route(*id);
            route.losses.add(loss, events);
            route.progress.insert(segment.key.clone(), DONE);
            most = events.max(most);
        }
        most
    }

    /// All counts together: an event that two destinations did not get counts twice.
    pub(super) fn all_losses(&self) -> Losses {
        let mut all = self.losses;
        self.routes.values().for_each(|route| all.merge(route.losses));
        all
    }

    /// What a collector said last, whichever that was.
    pub(super) fn last(&self) -> Option<&LastVerdict> {
        self.routes.values().filter_map(|route| route.last.as_ref()).max_by_key(|last| last.at_ms)
    }

    /// Before when nothing is sent anywhere.
    pub(super) fn not_before(&self) -> Option<u64> {
        self.routes.values().map(Route::not_before).min().flatten()
    }

    fn to_json(&self) -> Value {
        let routes = self.routes.iter().map(|(id, route)| (format!("{id:08x}"), route.to_json()));
        let mut json =
            json!({"version": 1, "losses": self.losses.to_json(), "destinations": routes.collect::<Map<_, _>>()});
        if let Some(left) = self.left_alone {
            json["left_alone"] = left.to_json();
        }
        json
    }

    fn from_json(value: &Value) -> Self {
        let routes = value.get("destinations").and_then(Value::as_object).into_iter().flatten();
        Self {
            losses: value.get("losses").map(Losses::from_json).unwrap_or_default(),
            routes: routes
                .filter_map(|(id, route)| Some((u32::from_str_radix(id, 16).ok()?, Route::from_json(route))))
                .collect(),
            left_alone: value.get("left_alone").and_then(LeftAlone::from_json),
        }
    }
}

impl Route {
    fn settle(&mut self, now_ms: u64) {
        let longest = limits::RETRY_AFTER_MAX + limits::BACKOFF_MAX;
        self.backoff = self.backoff.and_then(|pause| pause.at(now_ms, longest));
        self.kill = self.kill.and_then(|pause| pause.at(now_ms, limits::KILL_MAX));
    }

    /// Before when nothing is sent.
    pub(super) fn not_before(&self) -> Option<u64> {
        self.backoff.into_iter().chain(self.kill).map(|pause| pause.until_ms).max()
    }

    pub(super) fn fail(&mut self, now_ms: u64, after: Option<Duration>, random: u64) {
        self.failures = self.failures.saturating_add(1);
        self.backoff = Some(Pause::new(now_ms, delay(self.failures, after, random)));
    }

    pub(super) fn succeed(&mut self) {
        self.failures = 0;
        self.backoff = None;
    }

    fn to_json(&self) -> Value {
        let pause = |pause: Option<Pause>| pause.map(|p| json!({"set": p.set_ms, "until": p.until_ms}));
        let progress: Map<String, Value> = self.progress.iter().map(|(k, v)| (k.clone(), (*v).into())).collect();
        json!({
            "name": self.name,
            "losses": self.losses.to_json(),
            "progress": progress,
            "failures": self.failures,
            "server_errors": self.server_errors,
            "backoff": pause(self.backoff),
            "kill": pause(self.kill),
            "last": self.last.as_ref().map(LastVerdict::to_json),
        })
    }

    fn from_json(value: &Value) -> Self {
        let pause = |name: &str| {
            let pause = value.get(name)?;
            Some(Pause { set_ms: pause.get("set")?.as_u64()?, until_ms: pause.get("until")?.as_u64()? })
        };
        let number = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or(0).try_into().unwrap_or(u32::MAX);
        let progress = value.get("progress").and_then(Value::as_object);
        Self {
            name: value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned(),
            losses: value.get("losses").map(Losses::from_json).unwrap_or_default(),
            progress: progress.into_iter().flatten().filter_map(|(k, v)| Some((k.clone(), v.as_u64()?))).collect(),
            failures: number("failures"),
            server_errors: number("server_errors"),
            backoff: pause("backoff"),
            kill: pause("kill"),
            last: value.get("last").and_then(LastVerdict::from_json),
        }
    }
}

impl LastVerdict {
    fn to_json(&self) -> Value {
        json!({"at": self.at_ms, "status": self.status, "verdict": self.verdict, "error": self.error})
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Self {
            at_ms: value.get("at")?.as_u64()?,
            status: value.get("status").and_then(Value::as_u64).and_then(|status| status.try_into().ok()),
            verdict: text("verdict")?,
            error: text("error"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> State {
        let losses = Losses::of(Loss::Unwritable, 1);
        let left_alone = Some(LeftAlone { bytes: 3, changed: 1_776_755_561_603_000_001 });
        State { losses, routes: [(0xbeef, route()), (7, Route::default())].into(), left_alone }
    }

    fn route() -> Route {
        Route {
            name: "otlp".to_owned(),
            losses: Losses::of(Loss::Rejected, 2),
            progress: [("a".to_owned(), 17)].into(),
            failures: 3,
            server_errors: 2,
            backoff: Some(Pause { set_ms: 10, until_ms: 20 }),
            kill: Some(Pause { set_ms: 5, until_ms: 50 }),
            last: Some(LastVerdict {
                at_ms: 9,
                status: Some(400),
                verdict: "split".into(),
                error: Some("InvalidEventFormat".into()),
            }),
        }
    }

    #[test]
    fn everything_is_remembered() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state.json");
        full().save(&path).unwrap();
        assert_eq!(State::load(&path), full());
    }

    #[test]
    fn a_file_that_is_not_a_state_is_no_state() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("state.json");
        assert_eq!(State::load(&path), State::default());
        for text in ["", "[]", "{\"losses\":7,\"destinations\":[7]}", "\u{0}\u{0}", "nul"] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(State::load(&path), State::default(), "{text:?}");
        }
    }

    #[test]
    fn the_later_of_two_pauses_counts() {
        let mut route = route();
        assert_eq!(route.not_before(), Some(50));
        route.settle(30);
        assert_eq!((route.backoff, route.not_before()), (None, Some(50)));
        route.settle(60);
        assert_eq!(route.not_before(), None);
    }

    #[test]
    fn failures_in_a_row_wait_longer_until_one_succeeds() {
        let mut route = Route::default();
        let waits = [5_000, 50_000, 500_000].map(|expected| {
            route.fail(0, None, u64::MAX);
            (route.not_before(), Some(expected))
        });
        assert!(waits.iter().all(|(got, expected)| got == expected), "{waits:?}");
        route.succeed();
        assert_eq!((route.not_before(), route.failures), (None, 0));
    }

    #[test]
    fn what_is_no_route_is_an_empty_one() {
        let text = r#"{"destinations":{"beef":{"failures":-1,"backoff":7,"progress":[],"last":{}},"no id":{}}}"#;
        let state = State::from_json(&serde_json::from_str(text).unwrap());
        assert_eq!(state.routes, [(0xbeef, Route::default())].into());
    }

    #[test]
    fn all_destinations_wait_only_as_long_as_the_first_does() {
        let mut state = full();
        assert_eq!((state.not_before(), State::default().not_before()), (None, None));
        state.routes.remove(&7);
        assert_eq!(state.not_before(), Some(50));
    }

    #[test]
    fn counts_are_kept_apart_and_told_together() {
        assert_eq!(full().all_losses().to_json().to_string(), r#"{"rejected":2,"unwritable":1}"#);
    }
}
