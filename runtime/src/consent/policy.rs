use std::path::{Path, PathBuf};

use candor_core::limits::POLICY_BYTES;
use serde_json::Value;

use super::environment::Environment;
use crate::storage::{Links, read_file};

/// An administrator's policy that switches telemetry off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Denial {
    pub(crate) file: PathBuf,
    /// Whether the file says so, or merely cannot be understood.
    pub(crate) stated: bool,
}

/// The first policy that denies. A policy can only deny, so it does not matter who may write the file.
pub(super) fn denial(app: &str, env: &Environment) -> Option<Denial> {
    env.policy_directories().iter().find_map(|directory| judge(&directory.join(app).join("telemetry.json")))
}

/// `{"telemetry": "off"}` denies and `{"telemetry": "on"}` does not. So does whatever else is in its place: an administrator
/// who wrote a policy with a slip in it did not mean that nothing should happen.
fn judge(file: &Path) -> Option<Denial> {
    let deny = |stated| Some(Denial { file: file.to_owned(), stated });
    let Ok(content) = read_file(file, POLICY_BYTES, Links::Follow) else { return deny(false) };
    let text = String::from_utf8_lossy(&content?).into_owned();
    let policy = serde_json::from_str::<Value>(text.strip_prefix('\u{feff}').unwrap_or(&text)).unwrap_or_default();
    match policy.get("telemetry").and_then(Value::as_str) {
        Some("on") => None,
        Some("off") => deny(true),
        _ => deny(false),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use jiff::Timestamp;

    use super::super::environment::Platform;
    use super::*;

    fn with_policy(content: Option<&[u8]>) -> Option<bool> {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("modelkit")).unwrap();
        if let Some(content) = content {
            fs::write(folder.path().join("modelkit/telemetry.json"), content).unwrap();
        }
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with_policies(folder.path());
        denial("modelkit", &env).map(|denial| denial.stated)
    }

    #[test]
    fn a_policy_denies_unless_it_is_absent_or_says_on() {
        assert_eq!(with_policy(None), None);
        for (content, expected) in [
            (r#"{"telemetry": "on"}"#, None),
            ("\u{feff}{\"telemetry\": \"on\"}", None),
            (r#"{"telemetry": "off"}"#, Some(true)),
            (r#"{"telemetry": "off", "why": "policy 12"}"#, Some(true)),
            ("", Some(false)),
            ("{}", Some(false)),
            ("off", Some(false)),
            (r#""on""#, Some(false)),
            (r#"{"telemetry": true}"#, Some(false)),
            (r#"{"telemetry": "On"}"#, Some(false)),
            (r#"{"telemetry": {"telemetry": "on"}}"#, Some(false)),
            (r#"{"telemetri": "off"}"#, Some(false)),
            (r#"{"telemetry": "on""#, Some(false)),
        ] {
            assert_eq!(with_policy(Some(content.as_bytes())), expected, "{content}");
        }
        assert_eq!(with_policy(Some(b"{\"telemetry\": \"on\xff\"}")), Some(false));
    }

    #[test]
    fn a_policy_that_cannot_be_read_denies() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("modelkit/telemetry.json")).unwrap();
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with_policies(folder.path());
        let file = folder.path().join("modelkit/telemetry.json");
        assert_eq!(denial("modelkit", &env), Some(Denial { file, stated: false }));
    }

    #[test]
    fn a_second_folder_cannot_lift_the_denial_of_the_first() {
        let (open, closed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for (folder, word) in [(&open, "on"), (&closed, "off")] {
            fs::create_dir(folder.path().join("modelkit")).unwrap();
            fs::write(folder.path().join("modelkit/telemetry.json"), format!(r#"{{"telemetry": "{word}"}}"#)).unwrap();
        }
        for (first, second) in [(&open, &closed), (&closed, &open)] {
            let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH);
            let env = env.with_policies(first.path()).with_policies(second.path());
            assert!(denial("modelkit", &env).is_some_and(|denial| denial.stated));
        }
    }
}
