//! What holds for every text: scrubbing twice changes nothing, no input panics, the cap is kept, and what is long costs in
//! proportion.

use std::time::{Duration, Instant};

use candor::scrub::{MachineNames, Scrubber};
use proptest::prelude::*;

/// What messages are made of, and what has confused scrubbers.
const FRAGMENTS: &[&str] = &[
    " ",
    " ",
    " ",
    "\n",
    "\t",
    "\"",
    "'",
    "`",
    "\\",
    "/",
    "//",
    "\\\\",
    ":",
    "::",
    "=",
    "@",
    ".",
    "..",
    "-",
    "--",
    "_",
    ",",
    ";",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "|",
    "&",
    "?",
    "#",
    "!",
    "*",
    "^",
    "%",
    "~",
    "$",
    "+",
    "…",
    "“",
    "”",
    "\u{a0}",
    "\u{3000}",
    "。",
    "é",
    "张伟",
    "مرحبا",
    "😀",
    "\u{feff}",
    "\u{202e}",
    "a",
    "b",
    "x",
    "C:",
    "C:\\",
    "Users",
    "home",
    "Alice",
    "Alice Smith",
    "zoe.miller",
    "WS-0417",
    "models",
    "net.onnx",
    "winml/modelkit",
    "winml\\modelkit",
    "commands",
    "build.py",
    "10.0.0.1",
    "1.18.999.1",
    "1.2.3",
    "12:34:56",
    "2001:db8::1",
    "fe80::1%eth0",
    "dead::beef",
    "00:1a:2b:3c:4d:5e",
    "12345678-1234-5678-1234-567812345678",
    "alice@example.com",
    "user@host",
    "host:path",
    "https://",
    "file:",
    "file:///",
    "example.com",
    "ghp_",
    "AKIA",
    "sk-",
    "hf_",
    "eyJ",
    "abcdefghij0123456789",
    "-----BEGIN ",
    "PRIVATE KEY-----",
    "-----END ",
    "password",
    "password=",
    "token: ",
    "Bearer ",
    "Authorization: ",
    "user ",
    "User Id=",
    "--api-key ",
    "hunter2",
    "+1",
    "555",
    "123",
    "4567",
    "4111",
    "1111",
    "4111111111111111",
    "GB82",
    "WEST",
    "1234",
    "5698",
    "7654",
    "32",
    "DE89370400440532013000",
    "S-1-5-21-1-2-3",
    "phone",
    "%2F",
    "%40",
    "%5C",
    "0x80070005",
    "<scrubbed>",
    "\\n",
    "\\\"",
    "\\u002F",
    "\\x5c",
    "OPS-12",
    "passwort: ",
    "пароль: ",
    "密码：",
    "电话",
    "тел. ",
    " -u ",
    " -p ",
    "/user:",
    "DESKTOP-A\\Al Bo ",
    "Cookie: ",
    "Digest ",
    "='",
    "打开/home/",
    "/dev/",
    "the",
    "to",
    "not",
];

fn text() -> impl Strategy<Value = String> {
    let fragments = prop::collection::vec(prop::sample::select(FRAGMENTS), 0..24).prop_map(|parts| parts.concat());
    prop_oneof![4 => fragments, 1 => any::<String>()]
}

#[expect(clippy::expect_used, reason = "the pattern is a constant")]
fn scrubber() -> Scrubber {
    with_names().with_pattern("ticket", r"OPS-\d+(.*closed)?").expect("a pattern of a product")
}

fn with_names() -> Scrubber {
    Scrubber::new(&["winml/modelkit", "app"]).with_names(&MachineNames::new(["zoe.miller", "WS-0417", "Zoë"]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn scrubbing_twice_changes_nothing(text in text(), max in 0_usize..120) {
        let scrubber = scrubber();
        for max in [max, 500, usize::MAX] {
            let once = scrubber.scrub(&text, max);
            prop_assert!(once.as_str().chars().count() <= max);
            let twice = scrubber.scrub(once.as_str(), max);
            prop_assert_eq!(twice.as_str(), once.as_str(), "{:?}", text);
        }
    }

    #[test]
    fn a_source_path_is_settled_and_never_absolute(text in text()) {
        let scrubber = scrubber();
        let once = scrubber.scrub_path(&text);
        prop_assert!(!once.as_str().starts_with(['/', '\\']) , "{}", once);
        let twice = scrubber.scrub_path(once.as_str());
        prop_assert_eq!(twice.as_str(), once.as_str());
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2_000)
}

/// Patterns that make a scrubber look back or ahead.
const PATTERNS: &[&str] = &[
    "a-",
    "a",
    "1",
    "a1",
    ".",
    "1.",
    "a.",
    "/",
    "/a",
    "\\",
    "\\a",
    "a\\b ",
    "C:\\a ",
    "C:\\a b ",
    "'/a b ",
    "\"/a ",
    "'",
    "\"C:\\",
    ":",
    "1:",
    "a:",
    "::",
    "::1 ",
    "@",
    "a@",
    "a@b.co",
    "a@b.co:",
    "=",
    "password=",
    "password='",
    "password=\"\\\"",
    "password: ",
    "password",
    "пароль: ",
    "密码：",
    "电话1",
    "тел. 1 ",
    " -u a -p ",
    "Cookie: a='",
    "Cookie: a=\"",
    "\\u002F",
    "\\x2fa",
    "DESKTOP-A\\Al Bo",
    "DESKTOP-A\\Al ",
    "打开/home/",
    "/user:",
    "OPS-1",
    "OPS-",
    "token: x",
    "-----BEGIN ",
    "-----",
    "eyJ",
    "ghp_",
    "+1",
    "+1 ",
    "1 ",
    "(555) ",
    "4111 ",
    "1234-",
    "GB82 ",
    "GB82",
    "https://",
    "https://a:",
    "https://a@",
    "%2F",
    "a%2F",
    "%",
    "~",
    "~a",
    " ",
    "\n",
    "x y/",
    "/a b c d e ",
    "é",
    "张",
    "“",
    "\u{3000}",
    "a'",
    "zoe.miller",
    "zoe",
    "winml/modelkit/",
    "winml\\modelkit\\",
    "WS-",
    "User Id=",
    "user 'a",
    "S-1-",
    "0x",
    "{",
    "(",
    "a,",
    "/a,",
    "/a;/",
    "a=/",
];

#[test]
fn ten_times_the_text_takes_ten_times_as_long() {
    let scrubber = scrubber();
    let size = if cfg!(debug_assertions) { 20_000 } else { 200_000 };
    let slow: Vec<String> = PATTERNS.iter().filter_map(|pattern| slowdown(&scrubber, pattern, size)).collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// Says by how much more than in proportion ten times the text takes: held against ten passes over the text itself, which are
/// interrupted by whatever else the machine does as often. A quadratic pass takes ten times as long as those.
fn slowdown(scrubber: &Scrubber, pattern: &str, size: usize) -> Option<String> {
    let time = |size: usize, passes: usize| {
        let text = pattern.repeat(size / pattern.len());
        (0..3)
            .map(|_| {
                let start = Instant::now();
                for _ in 0..passes {
                    let _ = std::hint::black_box(scrubber.scrub_unbounded(&text));
                }
                start.elapsed()
            })
            .min()
            .unwrap_or_default()
    };
    let floor = Duration::from_micros(500);
    // A quadratic pass is one each time that it is measured; a machine that does something else beside is not.
    let mut measured = Vec::new();
    for _ in 0..6 {
        let (ten, large) = (time(size, 10), time(size * 10, 1));
        if large <= 3 * ten.max(floor) {
            return None;
        }
        measured.push(format!("{ten:?}, then {large:?}"));
    }
    Some(format!("{pattern:?}: {}", measured.join("; ")))
}
