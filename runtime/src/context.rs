//! What goes out with every event. The table of values, for people: `docs/context.md`.

use std::sync::atomic::{AtomicU64, Ordering};

use candor_core::ContextKey;
use serde_json::{Map, Value, json};

use crate::delivery::Cached;
use crate::identity::{DeviceId, random_uuid};
use crate::record::write_natural;
use crate::spec::ProductSpec;
use crate::storage::Storage;
use crate::treat;

/// The context keys that a product lists, with their values. Collected at the first event after a yes.
#[derive(Debug)]
pub(crate) struct Context {
    /// The JSON of one event, in order.
    pieces: Vec<Piece>,
    next: AtomicU64,
}

#[derive(Debug)]
enum Piece {
    /// The same for every event.
    Text(String),
    /// The number of the event.
    Number,
    /// The event's own id.
    Id,
}

impl Context {
    /// Collects what `spec` lists, and looks at nothing else. Makes the device id if it is listed and there is none.
    ///
    /// After the device id was reset, collect again rather than replace it: a session id that stayed would link the two.
    pub(crate) fn collect(spec: &ProductSpec, storage: &Storage) -> Self {
        Self::collect_with(spec, &|| DeviceId::load_or_create(storage))
    }

    /// Of an event that another program collected. What is the same on this machine is taken anew; the version is that of the
    /// program, and the run is not told: its id would lead to what was sent from there, under another id of the device.
    pub(crate) fn of_import(
        spec: &ProductSpec,
        storage: &Storage,
        app_version: Option<&str>,
        cached: &Cached<'_>,
    ) -> Self {
        let value = |key| match key {
            ContextKey::AppVersion => treat::version(app_version?).map(|version| version.as_str().into()),
            ContextKey::SessionId => None,
            ContextKey::SdkSequence => Some(json!({"epoch": cached.uuid(0), "seq": cached.number})),
            ContextKey::EventId => Some(cached.uuid(cached.number).into()),
            key => Some(fixed(key, spec, &|| DeviceId::load_or_create(storage))),
        };
        let listed = ContextKey::ALL.into_iter().filter(|key| spec.context.contains(key));
        let values: Map<_, _> = listed.filter_map(|key| Some((key.name().to_owned(), value(key)?))).collect();
        Self { pieces: vec![Piece::Text(Value::Object(values).to_string())], next: AtomicU64::new(1) }
    }

    /// The same for a test: of a device that is none, since a test makes no file.
    #[cfg(feature = "testing")]
    pub(crate) fn of_a_test(spec: &ProductSpec) -> Self {
        Self::collect_with(spec, &|| DeviceId::of_a_test())
    }

    fn collect_with(spec: &ProductSpec, device: &dyn Fn() -> DeviceId) -> Self {
        let (mut pieces, mut text) = (Vec::new(), "{".to_owned());
        for key in ContextKey::ALL.into_iter().filter(|key| spec.context.contains(key)) {
            text.push_str(if text == "{" && pieces.is_empty() { "" } else { "," });
            text.extend(["\"", key.name(), "\":"]);
            match key {
                ContextKey::SdkSequence => {
                    text.extend(["{\"epoch\":\"", &random_uuid(), "\",\"seq\":"]);
                    pieces.extend([Piece::Text(std::mem::replace(&mut text, "}".to_owned())), Piece::Number]);
                }
                ContextKey::EventId => {
                    text.push('"');
                    pieces.extend([Piece::Text(std::mem::replace(&mut text, "\"".to_owned())), Piece::Id]);
                }
                key => text.push_str(&fixed(key, spec, device).to_string()),
            }
        }
        text.push('}');
        pieces.push(Piece::Text(text));
        Self { pieces, next: AtomicU64::new(1) }
    }

    /// Appends the JSON object for one event. Counts the event, and makes its id, if the product lists them.
    pub(crate) fn write_json(&self, out: &mut String) {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Number => write_natural(self.next.fetch_add(1, Ordering::Relaxed), out),
                Piece::Id => out.push_str(&random_uuid()),
            }
        }
    }
}

/// The value of a key that is the same for every event.
fn fixed(key: ContextKey, spec: &ProductSpec, device: &dyn Fn() -> DeviceId) -> Value {
    match key {
        ContextKey::DeviceId => {
            let device = device();
            json!({"id": device.id, "status": device.status.name()})
        }
        ContextKey::SessionId => random_uuid().into(),
        ContextKey::OsName => OS_NAME.into(),
        ContextKey::OsVersion => os_version().into(),
        ContextKey::OsArch => os_arch().into(),
        ContextKey::AppVersion => spec.version.into(),
        ContextKey::SdkSequence | ContextKey::EventId => Value::Null,
    }
}

const OS_NAME: &str = if cfg!(windows) {
    "Windows"
} else if cfg!(any(target_os = "linux", target_os = "android")) {
    "Linux"
} else if cfg!(target_vendor = "apple") {
    "Darwin"
} else {
    "Other"
};

#[cfg(unix)]
fn os_version() -> String {
    numeric_version(&rustix::system::uname().release().to_string_lossy())
}

#[cfg(windows)]
fn os_version() -> String {
    let version = windows_version::OsVersion::current();
    numeric_version(&format!("{}.{}.{}", version.major, version.minor, version.build))
}

#[cfg(not(any(unix, windows)))]
fn os_version() -> String {
    String::new()
}

/// At most four leading numbers. A kernel's suffix is free text, and whoever built their own put their name there.
fn numeric_version(release: &str) -> String {
    let end = release.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(release.len());
    let parts: Vec<_> =
        release[..end].split('.').take(4).take_while(|part| !part.is_empty() && part.len() <= 8).collect();
    parts.join(".")
}

#[cfg(unix)]
fn os_arch() -> &'static str {
    let machine = rustix::system::uname();
    known_arch(&machine.machine().to_string_lossy()).unwrap_or(COMPILED_ARCH)
}

#[cfg(not(unix))]
fn os_arch() -> &'static str {
    COMPILED_ARCH
}

/// What the program was compiled for, as the platform spells it.
const COMPILED_ARCH: &str = if cfg!(all(windows, target_arch = "x86_64")) {
    "AMD64"
} else if cfg!(all(windows, any(target_arch = "aarch64", target_arch = "arm64ec"))) {
    "ARM64"
} else if cfg!(all(target_vendor = "apple", target_arch = "aarch64")) {
    "arm64"
} else {
    std::env::consts::ARCH
};

/// The spellings of `uname -m` that may be sent: an emulator can be told to report any text.
#[cfg(unix)]
fn known_arch(machine: &str) -> Option<&'static str> {
    const KNOWN: [&str; 15] = [
        "aarch64",
        "arm64",
        "armv6l",
        "armv7l",
        "armv8l",
        "i386",
        "i486",
        "i586",
        "i686",
        "loongarch64",
        "ppc64le",
        "riscv64",
        "s390x",
        "x86",
        "x86_64",
    ];
    KNOWN.into_iter().find(|known| *known == machine)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consent::testing::SPEC;

    fn written(context: &Context) -> String {
        let mut out = String::from("<");
        context.write_json(&mut out);
        out.split_off(1)
    }

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::at(folder.path().join(".modelkit"));
        (folder, storage)
    }

    #[test]
    fn the_record_has_the_listed_keys_in_the_order_of_the_documents() {
        let (_folder, storage) = storage();
        let id = DeviceId::load_or_create(&storage).id;
        let context = Context::collect(&SPEC, &storage);
        for seq in [1, 2] {
            let json = written(&context);
            let value: Value = serde_json::from_str(&json).unwrap();
            let text = |pointer| value.pointer(pointer).unwrap().as_str().unwrap();
            let expected = format!(
                "{{\"device_id\":{{\"id\":\"{id}\",\"status\":\"EXISTING\"}},\"session_id\":\"{}\",\"os_name\":\"{OS_NAME}\",\
                 \"os_version\":\"{}\",\"os_arch\":\"{}\",\"app_version\":\"0.1.0\",\"sdk_sequence\":{{\"epoch\":\"{}\",\
                 \"seq\":{seq}}},\"event_id\":\"{}\"}}",
                text("/session_id"),
                text("/os_version"),
                text("/os_arch"),
                text("/sdk_sequence/epoch"),
                text("/event_id"),
            );
            assert_eq!(json, expected);
            assert!(!text("/os_version").is_empty() && !text("/os_arch").is_empty());
        }
    }

    #[test]
    fn identifiers_are_random_and_only_the_event_has_a_new_one_each_time() {
        let (_folder, storage) = storage();
        let (context, other) = (Context::collect(&SPEC, &storage), Context::collect(&SPEC, &storage));
        let [first, second, other] =
            [&context, &context, &other].map(|context| serde_json::from_str::<Value>(&written(context)).unwrap());
        for pointer in ["/session_id", "/sdk_sequence/epoch"] {
            assert_eq!(first.pointer(pointer), second.pointer(pointer));
            assert_ne!(first.pointer(pointer), other.pointer(pointer));
        }
        assert_ne!(first["event_id"], second["event_id"]);
        for pointer in ["/session_id", "/sdk_sequence/epoch", "/event_id"] {
            let uuid = uuid::Uuid::try_parse(first.pointer(pointer).unwrap().as_str().unwrap()).unwrap();
            assert_eq!(uuid.get_version_num(), 4);
        }
    }

    #[test]
    fn what_is_not_listed_is_neither_sent_nor_made() {
        let (_folder, storage) = storage();
        let spec = ProductSpec { context: &[ContextKey::AppVersion, ContextKey::OsName], ..SPEC };
        let json = written(&Context::collect(&spec, &storage));
        assert_eq!(json, format!("{{\"os_name\":\"{OS_NAME}\",\"app_version\":\"0.1.0\"}}"));
        assert!(!storage.root().exists());
        let nothing = ProductSpec { context: &[], ..SPEC };
        assert_eq!(written(&Context::collect(&nothing, &storage)), "{}");
    }

    #[test]
    fn a_device_id_that_failed_is_empty_and_says_so() {
        let (folder, storage) = storage();
        drop(folder);
        let spec = ProductSpec { context: &[ContextKey::DeviceId], ..SPEC };
        let json = written(&Context::collect(&spec, &storage));
        assert_eq!(json, r#"{"device_id":{"id":"","status":"FAILED"}}"#);
    }

    #[test]
    fn a_version_is_numbers_alone() {
        for (release, expected) in [
            ("6.8.0-45-generic", "6.8.0"),
            ("5.15.153.1-microsoft-standard-WSL2", "5.15.153.1"),
            ("6.1.0-alice-laptop", "6.1.0"),
            ("6.1.0.alice", "6.1.0"),
            ("24.1.0", "24.1.0"),
            ("10.0.26310", "10.0.26310"),
            ("1.2.3.4.5", "1.2.3.4"),
            ("6.1.123456789", "6.1"),
            ("1..2", "1"),
            ("alice", ""),
            ("", ""),
        ] {
            assert_eq!(numeric_version(release), expected, "{release}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn an_architecture_is_a_known_one() {
        assert_eq!(known_arch("x86_64"), Some("x86_64"));
        assert_eq!(known_arch("alices-toaster"), None);
        #[cfg(all(target_os = "linux", target_arch = "x86_64"))]
        assert_eq!(os_arch(), "x86_64");
    }
}
