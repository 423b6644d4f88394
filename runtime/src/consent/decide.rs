use candor_core::names::telemetry_variable;

use super::environment::Environment;
use super::policy::Denial;
use super::record::Record;
use super::{ci, policy, record};
use crate::spec::{Answer, Ask, ProductSpec};
use crate::storage::{Storage, StorageError};

/// Whether telemetry runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    On,
    Off(OffReason),
}

/// What follows from the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    Settled(State),
    Ask,
}

/// Why telemetry is off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OffReason {
    /// The product was built without a key.
    NoKey,
    /// The variable of this name says so.
    Variable(String),
    /// An administrator says so.
    Policy(Denial),
    /// A build service runs this; the variable of this name gave it away.
    Ci(&'static str),
    /// The user has no home.
    NoHome,
    /// The consent record is there and cannot be read.
    Unreadable,
    /// The user said no.
    Declined,
    /// Nobody could answer.
    StdinNotTerminal,
    /// Nobody could read the prompt.
    StderrNotTerminal,
    /// The shell would stop a background job that asks.
    Background,
    /// An answer could not be kept.
    NotWritable,
    /// The product asks by itself, and has not.
    NotAsked,
    /// There was no answer to the prompt that could be understood.
    NoAnswer,
    /// The yes to the prompt could not be kept.
    NotStored,
}

impl OffReason {
    /// A stable name, for scripts.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::NoKey => "no_key",
            Self::Variable(_) => "variable",
            Self::Policy(_) => "policy",
            Self::Ci(_) => "ci",
            Self::NoHome => "no_home",
            Self::Unreadable => "unreadable",
            Self::Declined => "declined",
            Self::StdinNotTerminal => "stdin_not_terminal",
            Self::StderrNotTerminal => "stderr_not_terminal",
            Self::Background => "background",
            Self::NotWritable => "not_writable",
            Self::NotAsked => "not_asked",
            Self::NoAnswer => "no_answer",
            Self::NotStored => "not_stored",
        }
    }
}

/// A sentence for people.
impl std::fmt::Display for OffReason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoKey => f.write_str("This build has no telemetry key, so nothing can be sent."),
            Self::Variable(name) => write!(f, "The environment variable {name} switches telemetry off."),
            Self::Policy(Denial { file, stated: true }) => {
                write!(f, "Your administrator switched telemetry off in `{}`.", file.display())
            }
            Self::Policy(Denial { file, stated: false }) => write!(
                f,
                "The administrator's policy `{}` cannot be understood, which counts as off; it should hold \
                 {{\"telemetry\": \"off\"}} or {{\"telemetry\": \"on\"}}.",
                file.display()
            ),
            Self::Ci(name) => write!(f, "This looks like a build service: the environment variable {name} is set."),
            Self::NoHome => f.write_str("There is no home folder in which your choice could be kept."),
            Self::Unreadable => f.write_str("The file that keeps your choice cannot be read."),
            Self::Declined => f.write_str("You chose not to send telemetry."),
            Self::StdinNotTerminal => f.write_str("The input is not a terminal."),
            Self::StderrNotTerminal => {
                f.write_str("You have not been asked yet: standard error, where the question goes, is not a terminal.")
            }
            Self::Background => f.write_str("You have not been asked yet: this runs in the background."),
            Self::NotWritable => f.write_str("You have not been asked yet: your choice could not be kept."),
            Self::NotAsked => f.write_str("You have not been asked yet."),
            Self::NoAnswer => f.write_str("The question was not answered with yes or no."),
            Self::NotStored => f.write_str("You agreed, but your choice could not be kept, so it does not count."),
        }
    }
}

/// What the decision rests on.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    has_key: bool,
    variable: Option<String>,
    policy: Option<Denial>,
    ci: Option<&'static str>,
    has_home: bool,
    record: RecordFact,
    ask: Ask,
    version: u32,
    stdin_is_terminal: bool,
    stderr_is_terminal: bool,
    in_foreground: bool,
    is_writable: bool,
}

#[derive(Clone, Debug)]
enum RecordFact {
    Absent,
    Unreadable,
    Stored(Record),
}

impl Facts {
    /// Looks, and changes nothing. The error is why a record could not be read.
    pub(super) fn gather(
        spec: &ProductSpec,
        storage: Option<&Storage>,
        env: &Environment,
    ) -> (Self, Option<StorageError>) {
        let (record, error) = match storage.map(record::stored) {
            None | Some(Ok(None)) => (RecordFact::Absent, None),
            Some(Ok(Some(record))) => (RecordFact::Stored(record), None),
            Some(Err(error)) => (RecordFact::Unreadable, Some(error)),
        };
        let facts = Self {
            has_key: spec.has_key(),
            variable: opt_out(spec.app, env),
            policy: policy::denial(spec.app, env),
            ci: ci::detect(env),
            has_home: storage.is_some(),
            record,
            ask: spec.consent.ask,
            version: spec.consent.version,
            stdin_is_terminal: env.stdin_is_terminal(),
            stderr_is_terminal: env.stderr_is_terminal(),
            in_foreground: env.in_foreground(),
            is_writable: storage.is_some_and(Storage::seems_writable),
        };
        (facts, error)
    }
}

/// The variable with which the user switched telemetry off. The product's own does so with every word that is not a clear
/// yes: who writes `off` or `no` must not be taken for someone who agrees.
fn opt_out(app: &str, env: &Environment) -> Option<String> {
    if env.is_set("DO_NOT_TRACK") {
        return Some("DO_NOT_TRACK".to_owned());
    }
    let own = telemetry_variable(app);
    let value = env.variable(&own)?.to_string_lossy().trim().to_ascii_lowercase();
    (!matches!(value.as_str(), "" | "1" | "true" | "yes" | "on")).then_some(own)
}

/// The design's order: the first that matches wins.
pub(super) fn decide(facts: &Facts) -> Decision {
    match reason(facts) {
        Some(reason) => Decision::Settled(State::Off(reason)),
        None if is_covered(facts) => Decision::Settled(State::On),
        None => no_question(facts).map_or(Decision::Ask, |reason| Decision::Settled(State::Off(reason))),
    }
}

/// What switches off even a user who agreed.
fn reason(facts: &Facts) -> Option<OffReason> {
    if !facts.has_key {
        return Some(OffReason::NoKey);
    }
    if let Some(name) = &facts.variable {
        return Some(OffReason::Variable(name.clone()));
    }
    if let Some(denial) = &facts.policy {
        return Some(OffReason::Policy(denial.clone()));
    }
    if let Some(name) = facts.ci {
        return Some(OffReason::Ci(name));
    }
    if !facts.has_home {
        return Some(OffReason::NoHome);
    }
    match &facts.record {
        // It may hold a no.
        RecordFact::Unreadable => Some(OffReason::Unreadable),
        RecordFact::Stored(record) if record.answer == Answer::Decline => Some(OffReason::Declined),
        _ if facts.ask == Ask::Terminal && !facts.stdin_is_terminal => Some(OffReason::StdinNotTerminal),
        _ => None,
    }
}

/// What keeps telemetry off even if the user says yes now: all that ranks before their answer.
#[cfg(feature = "clap")]
pub(super) fn obstacle(facts: &Facts) -> Option<OffReason> {
    reason(facts).filter(|reason| !matches!(reason, OffReason::Declined | OffReason::StdinNotTerminal))
}

fn is_covered(facts: &Facts) -> bool {
    matches!(&facts.record, RecordFact::Stored(record) if record.covers(facts.version))
}

/// Why a user who has not answered is not asked.
fn no_question(facts: &Facts) -> Option<OffReason> {
    if facts.ask == Ask::App {
        return Some(OffReason::NotAsked);
    }
    if !facts.stderr_is_terminal {
        return Some(OffReason::StderrNotTerminal);
    }
    if !facts.in_foreground {
        return Some(OffReason::Background);
    }
    (!facts.is_writable).then_some(OffReason::NotWritable)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::Timestamp;

    use super::super::environment::Platform;
    use super::*;

    fn record(answer: Answer, version: u32) -> RecordFact {
        let record = Record { answer, version, time: None, notice_sha256: None, app_version: None };
        RecordFact::Stored(record)
    }

    #[cfg(feature = "clap")]
    #[test]
    fn a_yes_of_now_overrules_a_no_and_nothing_else() {
        let declined = Facts { record: record(Answer::Decline, 3), ..asks() };
        assert_eq!(obstacle(&declined), None);
        assert_eq!(obstacle(&Facts { stdin_is_terminal: false, ..asks() }), None);
        for (facts, name) in [
            (Facts { has_key: false, ..asks() }, "no_key"),
            (Facts { variable: Some("DO_NOT_TRACK".to_owned()), ..declined.clone() }, "variable"),
            (Facts { policy: Some(Denial { file: PathBuf::new(), stated: true }), ..declined.clone() }, "policy"),
            (Facts { ci: Some("CI"), ..declined.clone() }, "ci"),
            (Facts { has_home: false, ..asks() }, "no_home"),
            (Facts { record: RecordFact::Unreadable, ..asks() }, "unreadable"),
        ] {
            assert_eq!(obstacle(&facts).map(|reason| reason.name()), Some(name));
        }
    }

    /// A person at a terminal who was never asked.
    fn asks() -> Facts {
        Facts {
            has_key: true,
            variable: None,
            policy: None,
            ci: None,
            has_home: true,
            record: RecordFact::Absent,
            ask: Ask::Terminal,
            version: 3,
            stdin_is_terminal: true,
            stderr_is_terminal: true,
            in_foreground: true,
            is_writable: true,
        }
    }

    fn off(reason: OffReason) -> Decision {
        Decision::Settled(State::Off(reason))
    }

    const ON: Decision = Decision::Settled(State::On);

    type Row = (&'static str, fn(&mut Facts), Decision);

    /// The order, one row a rule.
    fn rows() -> Vec<Row> {
        let denial = Denial { file: PathBuf::from("/etc/modelkit/telemetry.json"), stated: true };
        vec![
            ("no key", |facts| facts.has_key = false, off(OffReason::NoKey)),
            (
                "variable",
                |facts| facts.variable = Some("DO_NOT_TRACK".to_owned()),
                off(OffReason::Variable("DO_NOT_TRACK".to_owned())),
            ),
            (
                "policy",
                |facts| {
                    let file = PathBuf::from("/etc/modelkit/telemetry.json");
                    facts.policy = Some(Denial { file, stated: true });
                },
                off(OffReason::Policy(denial)),
            ),
            ("ci", |facts| facts.ci = Some("TF_BUILD"), off(OffReason::Ci("TF_BUILD"))),
            ("no home", |facts| facts.has_home = false, off(OffReason::NoHome)),
            ("unreadable", |facts| facts.record = RecordFact::Unreadable, off(OffReason::Unreadable)),
            ("no", |facts| facts.record = record(Answer::Decline, 3), off(OffReason::Declined)),
            ("stdin", |facts| facts.stdin_is_terminal = false, off(OffReason::StdinNotTerminal)),
            ("yes", |facts| facts.record = record(Answer::Accept, 3), ON),
            ("stderr", |facts| facts.stderr_is_terminal = false, off(OffReason::StderrNotTerminal)),
            ("background", |facts| facts.in_foreground = false, off(OffReason::Background)),
            ("not writable", |facts| facts.is_writable = false, off(OffReason::NotWritable)),
        ]
    }

    #[test]
    fn who_was_never_asked_is_asked() {
        assert_eq!(decide(&asks()), Decision::Ask);
    }

    #[test]
    fn each_rule_decides_alone() {
        for (name, change, expected) in rows() {
            let mut facts = asks();
            change(&mut facts);
            assert_eq!(decide(&facts), expected, "{name}");
        }
    }

    #[test]
    fn of_two_rules_the_first_wins() {
        for (n, (first, change_first, expected)) in rows().into_iter().enumerate() {
            for (second, change_second, _) in rows().into_iter().skip(n + 1) {
                let mut facts = asks();
                // The earlier one last: where both set the record, it must be the one that stands.
                change_second(&mut facts);
                change_first(&mut facts);
                assert_eq!(decide(&facts), expected, "{first} before {second}");
            }
        }
    }

    #[test]
    fn a_product_that_asks_by_itself_needs_no_terminal_and_never_prompts() {
        for (name, change, expected) in rows() {
            let mut facts = asks();
            facts.ask = Ask::App;
            change(&mut facts);
            let expected = match name {
                "stdin" | "stderr" | "background" | "not writable" => off(OffReason::NotAsked),
                _ => expected,
            };
            assert_eq!(decide(&facts), expected, "{name}");
            facts.stdin_is_terminal = false;
            facts.stderr_is_terminal = false;
            assert_eq!(decide(&facts), expected, "{name}, no terminals");
        }
    }

    #[test]
    fn a_yes_lasts_for_its_version_and_a_no_for_ever() {
        for (answer, version, expected) in [
            (Answer::Accept, 0, Decision::Ask),
            (Answer::Accept, 2, Decision::Ask),
            (Answer::Accept, 3, ON),
            (Answer::Accept, 4, ON),
            (Answer::Decline, 0, off(OffReason::Declined)),
            (Answer::Decline, 2, off(OffReason::Declined)),
            (Answer::Decline, 3, off(OffReason::Declined)),
            (Answer::Decline, 4, off(OffReason::Declined)),
        ] {
            let facts = Facts { record: record(answer, version), ..asks() };
            assert_eq!(decide(&facts), expected, "{answer:?} {version}");
        }
    }

    #[test]
    fn variables_can_only_switch_off() {
        for (name, value, expected) in [
            ("DO_NOT_TRACK", "1", true),
            ("DO_NOT_TRACK", "true", true),
            ("DO_NOT_TRACK", "0", false),
            ("DO_NOT_TRACK", "false", false),
            ("DO_NOT_TRACK", "", false),
            ("MODEL_KIT_TELEMETRY", "0", true),
            ("MODEL_KIT_TELEMETRY", "false", true),
            ("MODEL_KIT_TELEMETRY", " Off ", true),
            ("MODEL_KIT_TELEMETRY", "no", true),
            ("MODEL_KIT_TELEMETRY", "1", false),
            ("MODEL_KIT_TELEMETRY", "On", false),
            ("MODEL_KIT_TELEMETRY", "", false),
            ("OTHER_TELEMETRY", "0", false),
        ] {
            let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with(name, value);
            let found = opt_out("model-kit", &env);
            assert_eq!(found, expected.then(|| name.to_owned()), "{name}={value:?}");
        }
    }

    #[test]
    fn every_reason_has_a_name_of_its_own_and_one_sentence() {
        let denial = |stated| Denial { file: PathBuf::from("p"), stated };
        let reasons = [
            OffReason::NoKey,
            OffReason::Variable("V".to_owned()),
            OffReason::Policy(denial(true)),
            OffReason::Ci("CI"),
            OffReason::NoHome,
            OffReason::Unreadable,
            OffReason::Declined,
            OffReason::StdinNotTerminal,
            OffReason::StderrNotTerminal,
            OffReason::Background,
            OffReason::NotWritable,
            OffReason::NotAsked,
            OffReason::NoAnswer,
            OffReason::NotStored,
        ];
        let names: std::collections::BTreeSet<_> = reasons.iter().map(OffReason::name).collect();
        assert_eq!(names.len(), reasons.len());
        for reason in reasons.into_iter().chain([OffReason::Policy(denial(false))]) {
            let sentence = reason.to_string();
            assert!(sentence.ends_with('.') && !sentence.contains("  "), "{sentence}");
        }
    }
}
