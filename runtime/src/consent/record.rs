use jiff::Timestamp;
use serde_json::{Map, Value};

use super::config::Config;
use crate::spec::{Answer, ProductSpec};
use crate::storage::{Storage, StorageError};

/// The answer that `config.json` keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) answer: Answer,
    /// Of the notice that was answered. 1 if the record names none, 0 if it names something that is no version.
    pub(crate) version: u32,
    /// When, as written: RFC 3339 in UTC.
    pub(crate) time: Option<String>,
    /// Of the notice that was answered, in hexadecimal.
    pub(crate) notice_sha256: Option<String>,
    /// Version of the product that asked.
    pub(crate) app_version: Option<String>,
}

impl Record {
    /// An unknown word is no answer: it must not pass for a yes, and the user is asked again.
    fn parse(telemetry: &Map<String, Value>) -> Option<Self> {
        let answer = match telemetry.get("consent")?.as_str()? {
            "enabled" => Answer::Accept,
            "disabled" => Answer::Decline,
            _ => return None,
        };
        let version = telemetry
            .get("consent_version")
            .map_or(1, |version| version.as_u64().map_or(0, |version| u32::try_from(version).unwrap_or(u32::MAX)));
        let text = |key| telemetry.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        Some(Self {
            answer,
            version,
            time: text("time"),
            notice_sha256: text("notice_sha256"),
            app_version: text("app_version"),
        })
    }

    /// Whether the user agreed to what version `version` of the notice says.
    pub(super) fn covers(&self, version: u32) -> bool {
        self.answer == Answer::Accept && self.version >= version
    }
}

/// The stored answer; `None` if there is none, or if `config.json` is not JSON.
pub(crate) fn stored(storage: &Storage) -> Result<Option<Record>, StorageError> {
    Ok(Record::parse(&Config::read(storage)?.telemetry()))
}

/// Whether a yes to the product's notice is stored now. Asked again before each request.
#[cfg(test)]
pub(crate) fn is_granted(spec: &ProductSpec, storage: &Storage) -> bool {
    matches!(stored(storage), Ok(Some(record)) if record.covers(spec.consent.version))
}

/// Stores a yes, given outside the prompt. One to a later version of the notice covers this one, and stays.
pub(crate) fn grant(spec: &ProductSpec, storage: &Storage, now: Timestamp) -> Result<(), StorageError> {
    store(spec, storage, Answer::Accept, now, |record| record.covers(spec.consent.version))?;
    Ok(())
}

/// Stores a no. The caller erases what is kept, whether or not this succeeds.
pub(crate) fn withdraw(spec: &ProductSpec, storage: &Storage, now: Timestamp) -> Result<(), StorageError> {
    store(spec, storage, Answer::Decline, now, is_no)?;
    Ok(())
}

/// Stores what was said at the prompt, and tells what holds: a no that another process stored while this one asked stays.
pub(super) fn store_answer(
    spec: &ProductSpec,
    storage: &Storage,
    answer: Answer,
    now: Timestamp,
) -> Result<Answer, StorageError> {
    store(spec, storage, answer, now, is_no)
}

fn is_no(record: &Record) -> bool {
    record.answer == Answer::Decline
}

/// Replaces the record unless `stays` holds for it, and returns the answer that is stored then.
fn store(
    spec: &ProductSpec,
    storage: &Storage,
    answer: Answer,
    now: Timestamp,
    stays: impl FnOnce(&Record) -> bool,
) -> Result<Answer, StorageError> {
    let lock = storage.lock()?;
    let config = Config::read(storage)?;
    let mut telemetry = config.telemetry();
    if let Some(record) = Record::parse(&telemetry).filter(stays) {
        return Ok(record.answer);
    }
    telemetry.insert("consent".to_owned(), word(answer).into());
    telemetry.insert("consent_version".to_owned(), spec.consent.version.into());
    telemetry.insert("time".to_owned(), format!("{now:.0}").into());
    telemetry.insert("notice_sha256".to_owned(), spec.consent.notice_sha256.into());
    telemetry.insert("app_version".to_owned(), spec.version.into());
    config.write(storage, &lock, &telemetry)?;
    Ok(answer)
}

fn word(answer: Answer) -> &'static str {
    match answer {
        Answer::Accept => "enabled",
        Answer::Decline => "disabled",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::testing::SPEC;
    use super::*;

    fn now() -> Timestamp {
        "2026-04-21T07:12:41.999Z".parse().unwrap()
    }

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join(".modelkit"));
        (folder, storage)
    }

    fn parsed(json: &str) -> Option<(Answer, u32)> {
        Record::parse(&serde_json::from_str(json).unwrap()).map(|record| (record.answer, record.version))
    }

    #[test]
    fn only_the_two_words_are_answers() {
        for (json, expected) in [
            (r#"{"consent": "enabled", "consent_version": 3}"#, Some((Answer::Accept, 3))),
            (r#"{"consent": "disabled", "consent_version": 3}"#, Some((Answer::Decline, 3))),
            (r#"{"consent": "enabled"}"#, Some((Answer::Accept, 1))),
            (r#"{"consent": "disabled"}"#, Some((Answer::Decline, 1))),
            (r#"{"consent": "enabled", "consent_version": 99999999999}"#, Some((Answer::Accept, u32::MAX))),
            (r#"{"consent": "enabled", "consent_version": "3"}"#, Some((Answer::Accept, 0))),
            (r#"{"consent": "enabled", "consent_version": -3}"#, Some((Answer::Accept, 0))),
            (r#"{"consent": "enabled", "consent_version": 2.5}"#, Some((Answer::Accept, 0))),
            (r#"{"consent": "enabled", "consent_version": null}"#, Some((Answer::Accept, 0))),
            (r#"{"consent": "Enabled"}"#, None),
            (r#"{"consent": "yes"}"#, None),
            (r#"{"consent": true}"#, None),
            (r#"{"consent": ""}"#, None),
            (r#"{"consent": null}"#, None),
            (r#"{"consent_version": 3}"#, None),
            ("{}", None),
        ] {
            assert_eq!(parsed(json), expected, "{json}");
        }
    }

    #[test]
    fn a_record_says_what_was_answered_and_when() {
        let (_folder, storage) = storage();
        assert_eq!(stored(&storage).unwrap(), None);
        assert!(!storage.root().exists(), "reading must create nothing");
        grant(&SPEC, &storage, now()).unwrap();
        let text = fs::read_to_string(storage.config()).unwrap();
        assert_eq!(
            text,
            "{\n  \"telemetry\": {\n    \"consent\": \"enabled\",\n    \"consent_version\": 3,\n    \"time\": \
             \"2026-04-21T07:12:41Z\",\n    \"notice_sha256\": \"0f\",\n    \"app_version\": \"0.1.0\"\n  }\n}\n"
        );
        assert!(is_granted(&SPEC, &storage));
        withdraw(&SPEC, &storage, now()).unwrap();
        assert_eq!(stored(&storage).unwrap().unwrap().answer, Answer::Decline);
        assert!(!is_granted(&SPEC, &storage));
    }

    #[test]
    fn a_yes_to_a_later_notice_stays_and_one_to_an_earlier_is_renewed() {
        let (_folder, storage) = storage();
        fs::create_dir(storage.root()).unwrap();
        for (before, after) in [(9, 9), (3, 3), (2, 3)] {
            let json = format!(r#"{{"telemetry": {{"consent": "enabled", "consent_version": {before}}}}}"#);
            fs::write(storage.config(), json).unwrap();
            assert_eq!(is_granted(&SPEC, &storage), before >= 3);
            grant(&SPEC, &storage, now()).unwrap();
            assert_eq!(stored(&storage).unwrap().unwrap().version, after);
        }
    }

    #[test]
    fn a_no_that_another_process_stored_meanwhile_wins_whatever_was_answered() {
        let (_folder, storage) = storage();
        withdraw(&SPEC, &storage, now()).unwrap();
        assert_eq!(store_answer(&SPEC, &storage, Answer::Accept, now()).unwrap(), Answer::Decline);
        assert!(!is_granted(&SPEC, &storage));
        grant(&SPEC, &storage, now()).unwrap();
        assert_eq!(store_answer(&SPEC, &storage, Answer::Decline, now()).unwrap(), Answer::Decline);
        assert!(!is_granted(&SPEC, &storage));
    }

    #[test]
    fn many_processes_that_write_at_once_lose_no_key_of_each_other() {
        let (_folder, storage) = storage();
        fs::create_dir(storage.root()).unwrap();
        fs::write(storage.config(), r#"{"kept": [1, 2]}"#).unwrap();
        std::thread::scope(|scope| {
            for n in 0..6 {
                let storage = &storage;
                scope.spawn(move || match n % 2 {
                    0 => grant(&SPEC, storage, now()).unwrap(),
                    _ => withdraw(&SPEC, storage, now()).unwrap(),
                });
            }
        });
        assert!(fs::read_to_string(storage.config()).unwrap().starts_with("{\n  \"kept\": [1, 2],\n"));
        assert!(stored(&storage).unwrap().is_some());
        let left: Vec<_> = fs::read_dir(storage.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }
}
