//! Whether the user said yes, and how they are asked. The rules, for people: `docs/consent.md`.
//!
//! [`resolve`] is the whole of it: facts, decision, question, record.

mod ci;
mod config;
mod decide;
pub(crate) mod environment;
mod policy;
mod prompt;
mod record;

use decide::{Decision, Facts, decide};

pub(crate) use decide::{OffReason, State};
pub(crate) use environment::Environment;
#[cfg(any(test, feature = "testing"))]
pub(crate) use environment::Platform;
pub(crate) use prompt::{SystemTerminal, Terminal};
#[cfg(feature = "clap")]
pub(crate) use record::Record;
pub(crate) use record::{grant, stored, withdraw};

use crate::spec::{Answer, ProductSpec};
use crate::storage::{Storage, StorageError};

/// What holds for this process.
#[derive(Debug)]
pub(crate) struct Resolved {
    pub(crate) state: State,
    /// Whether the caller must erase the queue and the device id, because a no is stored or was just said.
    pub(crate) erase: bool,
    /// What went wrong on the way, for who asks. Nothing was written elsewhere instead.
    pub(crate) error: Option<StorageError>,
}

/// Decides, asks where the design says so, and keeps the answer.
///
/// `storage` is `None` if the user has no home. Without a key nothing is looked at, and unless an answer is stored nothing is
/// written.
pub(crate) fn resolve(
    spec: &ProductSpec,
    storage: Option<&Storage>,
    env: &Environment,
    terminal: &mut dyn Terminal,
) -> Resolved {
    if !spec.has_key() {
        return Resolved { state: State::Off(OffReason::NoKey), erase: false, error: None };
    }
    let (facts, error) = Facts::gather(spec, storage, env);
    match (decide(&facts), storage) {
        (Decision::Ask, Some(storage)) => ask_and_store(spec, storage, env, terminal),
        (Decision::Ask, None) => Resolved { state: State::Off(OffReason::NoHome), erase: false, error },
        (Decision::Settled(state), _) => Resolved { erase: state == State::Off(OffReason::Declined), state, error },
    }
}

fn ask_and_store(spec: &ProductSpec, storage: &Storage, env: &Environment, terminal: &mut dyn Terminal) -> Resolved {
    let Some(answer) = prompt::ask(&spec.consent, terminal) else {
        return Resolved { state: State::Off(OffReason::NoAnswer), erase: false, error: None };
    };
    match (answer, record::store_answer(spec, storage, answer, env.now())) {
        (_, Ok(Answer::Accept)) => Resolved { state: State::On, erase: false, error: None },
        (_, Ok(Answer::Decline)) => Resolved { state: State::Off(OffReason::Declined), erase: true, error: None },
        // A yes that the next run would not know of must not start a queue that nobody agreed to on paper.
        (Answer::Accept, Err(error)) => {
            Resolved { state: State::Off(OffReason::NotStored), erase: false, error: Some(error) }
        }
        (Answer::Decline, Err(error)) => {
            Resolved { state: State::Off(OffReason::Declined), erase: true, error: Some(error) }
        }
    }
}

/// What [`resolve`] would find, up to the question. Changes nothing.
#[cfg(feature = "clap")]
pub(crate) fn outlook(spec: &ProductSpec, storage: Option<&Storage>, env: &Environment) -> State {
    if !spec.has_key() {
        return State::Off(OffReason::NoKey);
    }
    match decide(&Facts::gather(spec, storage, env).0) {
        Decision::Settled(state) => state,
        Decision::Ask => State::Off(OffReason::NotAsked),
    }
}

/// What keeps telemetry off even if the user says yes now.
#[cfg(feature = "clap")]
pub(crate) fn obstacle(spec: &ProductSpec, storage: Option<&Storage>, env: &Environment) -> Option<OffReason> {
    if !spec.has_key() {
        return Some(OffReason::NoKey);
    }
    decide::obstacle(&Facts::gather(spec, storage, env).0)
}

impl ProductSpec {
    /// Whether the product was built with a place to send to. Without one, nothing of telemetry happens at all.
    pub(crate) fn has_key(&self) -> bool {
        self.destinations.iter().any(crate::spec::DestinationSpec::is_built_in)
    }
}

#[cfg(test)]
pub(crate) mod testing {
    use std::io;

    use candor_core::ContextKey;

    use super::Terminal;
    use crate::spec::{Answer, Ask, ConsentSpec, DestinationSpec, ProductSpec};

    pub(crate) const NOTICE: &str = "ModelKit can collect.\n\nEnable telemetry? [Y/n]: ";

    /// A product at version 3 of its notice.
    pub(crate) const SPEC: ProductSpec = ProductSpec {
        name: "ModelKit",
        app: "modelkit",
        version: "0.1.0",
        consent: ConsentSpec {
            version: 3,
            ask: Ask::Terminal,
            default: Answer::Accept,
            notice: NOTICE,
            notice_sha256: "0f",
        },
        storage: ".modelkit",
        context: &ContextKey::ALL,
        scrub_roots: &[],
        scrub_patterns: &[],
        destinations: &[DestinationSpec::OneCollector { endpoint: "https://collector.example/", key: Some("0-0") }],
        schema_digest: "d",
    };

    /// A terminal at which everything was typed ahead.
    pub(crate) struct Script {
        pub(crate) input: Vec<u8>,
        pub(crate) shown: String,
        pub(crate) is_deaf: bool,
        /// Runs when the first byte is read: what others do while the user thinks.
        pub(crate) meanwhile: Option<Box<dyn FnOnce()>>,
    }

    impl Script {
        pub(crate) fn new(input: &[u8]) -> Self {
            Self { input: input.to_vec(), shown: String::new(), is_deaf: false, meanwhile: None }
        }
    }

    impl Terminal for Script {
        fn write(&mut self, text: &str) -> io::Result<()> {
            if self.is_deaf {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            self.shown.push_str(text);
            Ok(())
        }

        fn read_byte(&mut self) -> io::Result<Option<u8>> {
            if let Some(meanwhile) = self.meanwhile.take() {
                meanwhile();
            }
            Ok((!self.input.is_empty()).then(|| self.input.remove(0)))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::policy::Denial;
    use super::record::is_granted;
    use super::testing::{SPEC, Script};
    use super::*;
    use crate::spec::{Ask, ConsentSpec, DestinationSpec};

    fn env(home: &Path) -> Environment {
        let now = "2026-04-21T07:12:41Z".parse().unwrap();
        Environment::fixed(Platform::Unix, now).with("HOME", home)
    }

    struct Run {
        home: tempfile::TempDir,
        storage: Storage,
    }

    impl Run {
        fn new() -> Self {
            let home = tempfile::tempdir().unwrap();
            let storage = Storage::locate(SPEC.storage, &env(home.path())).unwrap();
            Self { home, storage }
        }

        fn with_config(self, json: &str) -> Self {
            fs::create_dir(self.storage.root()).unwrap();
            fs::write(self.storage.config(), json).unwrap();
            self
        }

        fn resolve(&self, input: &str, change: impl FnOnce(Environment) -> Environment) -> (Resolved, String) {
            let mut terminal = Script::new(input.as_bytes());
            let env = change(env(self.home.path()));
            let resolved = resolve(&SPEC, Some(&self.storage), &env, &mut terminal);
            (resolved, terminal.shown)
        }

        /// Everything below the home, with contents.
        fn files(&self) -> Vec<(String, String)> {
            let mut found = Vec::new();
            if let Ok(entries) = fs::read_dir(self.storage.root()) {
                for entry in entries {
                    let entry = entry.unwrap();
                    let content = fs::read_to_string(entry.path()).unwrap_or_default();
                    found.push((entry.file_name().into_string().unwrap(), content));
                }
            }
            found.sort();
            found
        }
    }

    const YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 3}}"#;
    const OLD_YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 2}}"#;
    const NO: &str = r#"{"telemetry": {"consent": "disabled", "consent_version": 1}}"#;

    #[test]
    fn a_yes_is_asked_for_once() {
        let run = Run::new();
        let (resolved, shown) = run.resolve("y\n", |env| env);
        assert_eq!((resolved.state, resolved.erase), (State::On, false));
        assert_eq!(shown, testing::NOTICE);
        let (resolved, shown) = run.resolve("n\n", |env| env);
        assert_eq!((resolved.state, shown.as_str()), (State::On, ""));
    }

    #[test]
    fn a_no_is_kept_and_erases_now_and_at_each_later_run() {
        let run = Run::new();
        let (resolved, _) = run.resolve("n\n", |env| env);
        assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::Declined), true));
        let files = run.files();
        let (resolved, shown) = run.resolve("y\n", |env| env);
        assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::Declined), true));
        assert_eq!((shown.as_str(), run.files()), ("", files));
    }

    #[test]
    fn an_old_no_lasts_and_an_old_yes_asks_again() {
        let (resolved, shown) = Run::new().with_config(NO).resolve("y\n", |env| env);
        assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::Declined), true));
        assert_eq!(shown, "");
        let (resolved, shown) = Run::new().with_config(OLD_YES).resolve("n\n", |env| env);
        assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::Declined), true));
        assert_eq!(shown, testing::NOTICE);
    }

    #[test]
    fn no_answer_is_no_and_creates_nothing() {
        for input in ["", "y", "maybe\nperhaps\n"] {
            let run = Run::new();
            let (resolved, _) = run.resolve(input, |env| env);
            assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::NoAnswer), false));
            assert!(!run.storage.root().exists(), "{input:?}");
        }
    }

    #[test]
    fn whatever_else_switches_off_touches_nothing_of_a_user_who_agreed() {
        type Change = fn(Environment) -> Environment;
        let rows: [(&str, Change); 4] = [
            ("variable", |env| env.with("DO_NOT_TRACK", "1")),
            ("variable", |env| env.with("MODELKIT_TELEMETRY", "0")),
            ("ci", |env| env.with("GITHUB_ACTIONS", "true")),
            ("stdin_not_terminal", |env| env.with_terminals(false, true)),
        ];
        for (name, change) in rows {
            let run = Run::new().with_config(YES);
            let before = run.files();
            let (resolved, shown) = run.resolve("n\n", change);
            let State::Off(reason) = resolved.state else { panic!("{name} does not switch off") };
            assert_eq!((reason.name(), resolved.erase, shown.as_str()), (name, false, ""));
            assert_eq!(run.files(), before);
        }
    }

    #[test]
    fn a_redirected_stderr_silences_the_question_and_not_the_yes() {
        let run = Run::new();
        let (resolved, shown) = run.resolve("y\n", |env| env.with_terminals(true, false));
        assert_eq!((resolved.state, shown.as_str()), (State::Off(OffReason::StderrNotTerminal), ""));
        assert!(!run.storage.root().exists());
        let (resolved, _) = Run::new().with_config(YES).resolve("", |env| env.with_terminals(true, false));
        assert_eq!(resolved.state, State::On);
    }

    #[test]
    fn a_background_job_is_not_asked() {
        let (resolved, shown) = Run::new().resolve("y\n", Environment::in_background);
        assert_eq!((resolved.state, shown.as_str()), (State::Off(OffReason::Background), ""));
    }

    #[test]
    fn a_policy_outranks_a_yes_and_a_later_one_cannot_be_asked_away() {
        let policies = tempfile::tempdir().unwrap();
        fs::create_dir(policies.path().join("modelkit")).unwrap();
        let file = policies.path().join("modelkit/telemetry.json");
        fs::write(&file, r#"{"telemetry": "off"}"#).unwrap();
        for run in [Run::new(), Run::new().with_config(YES)] {
            let (resolved, shown) = run.resolve("y\n", |env| env.with_policies(policies.path()));
            let reason = OffReason::Policy(Denial { file: file.clone(), stated: true });
            assert_eq!((resolved.state, shown.as_str()), (State::Off(reason), ""));
        }
    }

    #[test]
    fn without_a_key_or_a_home_nobody_is_asked() {
        let run = Run::new();
        for key in [None, Some("")] {
            let destinations = Vec::leak(vec![DestinationSpec::OneCollector { endpoint: "", key }]);
            let spec = ProductSpec { destinations, ..SPEC };
            let mut terminal = Script::new(b"y\n");
            let resolved = resolve(&spec, Some(&run.storage), &env(run.home.path()), &mut terminal);
            assert_eq!((resolved.state, terminal.shown.as_str()), (State::Off(OffReason::NoKey), ""));
        }
        let mut terminal = Script::new(b"y\n");
        let resolved = resolve(&SPEC, None, &env(run.home.path()), &mut terminal);
        assert_eq!((resolved.state, terminal.shown.as_str()), (State::Off(OffReason::NoHome), ""));
        assert!(!run.storage.root().exists());
    }

    #[test]
    fn a_product_that_asks_by_itself_is_off_until_it_did() {
        let run = Run::new();
        let spec = ProductSpec { consent: ConsentSpec { ask: Ask::App, ..SPEC.consent }, ..SPEC };
        let env = env(run.home.path()).with_terminals(false, false);
        let mut terminal = Script::new(b"y\n");
        let resolved = resolve(&spec, Some(&run.storage), &env, &mut terminal);
        assert_eq!((resolved.state, terminal.shown.as_str()), (State::Off(OffReason::NotAsked), ""));
        grant(&spec, &run.storage, env.now()).unwrap();
        assert_eq!(resolve(&spec, Some(&run.storage), &env, &mut terminal).state, State::On);
    }

    #[test]
    fn a_broken_config_asks_and_is_moved_aside_only_when_the_answer_is_stored() {
        let run = Run::new().with_config("{broken");
        run.resolve("", |env| env);
        assert_eq!(run.files(), [("config.json".to_owned(), "{broken".to_owned())]);
        let (resolved, _) = run.resolve("y\n", |env| env);
        assert_eq!(resolved.state, State::On);
        assert!(run.files().contains(&("config.json.corrupt-1".to_owned(), "{broken".to_owned())));
    }

    #[test]
    fn a_config_that_cannot_be_read_may_hold_a_no() {
        let run = Run::new();
        fs::create_dir_all(run.storage.config()).unwrap();
        let (resolved, shown) = run.resolve("y\n", |env| env);
        assert_eq!((resolved.state, shown.as_str()), (State::Off(OffReason::Unreadable), ""));
        assert!(resolved.error.unwrap().to_string().contains("config.json"));
    }

    #[test]
    fn a_home_that_is_missing_is_quiet_and_stays_missing() {
        let run = Run::new();
        fs::remove_dir(run.home.path()).unwrap();
        let (resolved, shown) = run.resolve("y\n", |env| env);
        assert_eq!((resolved.state, shown.as_str()), (State::Off(OffReason::NotWritable), ""));
        assert!(!run.home.path().exists());
    }

    /// Root may write everywhere, so that it cannot see this.
    #[cfg(unix)]
    #[test]
    fn a_home_that_is_read_only_is_quiet_before_the_answer_and_works_after_it() {
        use std::os::unix::fs::PermissionsExt;
        if rustix::process::geteuid().is_root() {
            return;
        }
        let read_only = |path: &Path| fs::set_permissions(path, fs::Permissions::from_mode(0o500)).unwrap();
        let run = Run::new();
        read_only(run.home.path());
        let (resolved, shown) = run.resolve("y\n", |env| env);
        assert_eq!((resolved.state, shown.as_str()), (State::Off(OffReason::NotWritable), ""));
        let run = Run::new().with_config(YES);
        read_only(run.storage.root());
        assert_eq!(run.resolve("", |env| env).0.state, State::On);
        assert!(withdraw(&SPEC, &run.storage, env(run.home.path()).now()).is_err());
        fs::set_permissions(run.storage.root(), fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn an_answer_that_cannot_be_stored_switches_nothing_on() {
        for (input, reason, erase) in [("y\n", OffReason::NotStored, false), ("n\n", OffReason::Declined, true)] {
            let run = Run::new();
            let mut terminal = Script::new(input.as_bytes());
            let home = run.home.path().to_owned();
            // The home vanishes while the user thinks.
            terminal.meanwhile = Some(Box::new(move || fs::remove_dir(home).unwrap()));
            let resolved = resolve(&SPEC, Some(&run.storage), &env(run.home.path()), &mut terminal);
            assert_eq!((resolved.state, resolved.erase), (State::Off(reason), erase));
            assert!(resolved.error.is_some());
        }
    }

    #[test]
    fn of_two_processes_that_ask_at_once_the_no_wins() {
        for (here, there) in [("y\n", "n\n"), ("n\n", "y\n")] {
            let run = Run::new();
            let (storage, home) = (run.storage.clone(), run.home.path().to_owned());
            let mut terminal = Script::new(here.as_bytes());
            terminal.meanwhile = Some(Box::new(move || {
                let mut other = Script::new(there.as_bytes());
                resolve(&SPEC, Some(&storage), &env(&home), &mut other);
                assert_eq!(other.shown, testing::NOTICE);
            }));
            let resolved = resolve(&SPEC, Some(&run.storage), &env(run.home.path()), &mut terminal);
            assert_eq!((resolved.state, resolved.erase), (State::Off(OffReason::Declined), true));
            assert!(!is_granted(&SPEC, &run.storage));
        }
    }
}
