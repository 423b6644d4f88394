//! Who is measured. Each answers with the length of its output, which therefore exists.

use std::borrow::Cow;
use std::collections::HashMap;

use bench_harness::Role;
use candor::scrub::{MachineNames, Scrubber};
use leakguard::Redactor;
use redact_core::{AnalyzerEngine, AnonymizerConfig};
use regex::Regex;

pub struct Scrubbing {
    pub name: &'static str,
    pub role: Role,
    pub scrub: Box<dyn Fn(&str) -> usize>,
}

fn peer(name: &'static str, scrub: impl Fn(&str) -> usize + 'static) -> Scrubbing {
    Scrubbing { name, role: Role::Peer, scrub: Box::new(scrub) }
}

fn floor(name: &'static str, scrub: impl Fn(&str) -> usize + 'static) -> Scrubbing {
    Scrubbing { role: Role::Floor, ..peer(name, scrub) }
}

pub fn all() -> Vec<Scrubbing> {
    let names = MachineNames::new(["zoe.miller", "WS-0417"]);
    let candor = Scrubber::new(&["winml/modelkit"]).with_names(&names);
    let leakguard = Redactor::new();
    let (redact_core, config) = (AnalyzerEngine::new(), AnonymizerConfig::default());
    vec![
        Scrubbing { role: Role::Candor, ..peer("Candor", move |text| candor.scrub_unbounded(text).as_str().len()) },
        peer("rtb-redact 0.6.5", |text| rtb_redact::string(text).into_owned().len()),
        five_passes(),
        port(),
        peer("leakguard 1.0.0", move |text| leakguard.clean(text).len()),
        peer("redact-core 0.12.7", move |text| {
            redact_core.anonymize(text, None, &config).map_or(0, |result| result.text.len())
        }),
        one_automaton(),
        table(),
    ]
}

/// The patterns of the Python reference, without its look-ahead.
const PATTERNS: [&str; 5] = [
    r"[a-zA-Z0-9._%+\-]+@[a-zA-Z0-9.\-]+\.[a-zA-Z]{2,}",
    r"(?-u:\b)[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}(?-u:\b)",
    r"(?-u:\b)(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?-u:\b)",
    r"(?-u:\b)[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){1,7}::[0-9a-fA-F:]*(?-u:\b)|(?-u:\b)(?:[0-9a-fA-F]{1,4}:){2,7}[0-9a-fA-F]{1,4}(?-u:\b)|(?-u:\b)[0-9a-fA-F]{1,4}::[0-9a-fA-F:]*(?-u:\b)",
    r"(?-u:\b)[A-Za-z0-9_\-]{24,}(?-u:\b)",
];

fn patterns() -> Vec<Regex> {
    PATTERNS.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
}

fn replaced(patterns: &[Regex], text: &str) -> String {
    let mut current = Cow::Borrowed(text);
    for pattern in patterns {
        if let Cow::Owned(changed) = pattern.replace_all(&current, "<scrubbed>") {
            current = Cow::Owned(changed);
        }
    }
    current.into_owned()
}

fn five_passes() -> Scrubbing {
    let patterns = patterns();
    peer("five `regex` passes", move |text| replaced(&patterns, text).len())
}

/// What a straight port of the Python reference does: paths word by word, then the patterns.
fn port() -> Scrubbing {
    let patterns = patterns();
    peer("port of the reference", move |text| {
        let words: Vec<Cow<'_, str>> = text.split(' ').map(trimmed).collect();
        replaced(&patterns, &words.join(" ")).len()
    })
}

fn trimmed(word: &str) -> Cow<'_, str> {
    let bytes = word.as_bytes();
    let has_drive =
        bytes.len() > 2 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':' && matches!(bytes[2], b'/' | b'\\');
    if !has_drive && !word.starts_with('/') {
        return Cow::Borrowed(word);
    }
    let normal = word.replace('\\', "/");
    let from = normal.find("winml/modelkit").or_else(|| normal.rfind('/').map(|at| at + 1)).unwrap_or(0);
    Cow::Owned(normal[from..].to_owned())
}

/// A floor: does any of the five patterns match at all?
fn one_automaton() -> Scrubbing {
    let known = PATTERNS.map(|pattern| format!("(?:{pattern})")).join("|");
    let any = Regex::new(&known).ok();
    floor("one DFA over all five, no replacing", move |text| {
        any.as_ref().map_or(0, |any| any.find_iter(text).count()) + text.to_owned().len()
    })
}

/// The lowest floor: each byte looked up once, and the output.
fn table() -> Scrubbing {
    let special: HashMap<u8, u8> = b"0123456789@/\\:=~%".iter().map(|&byte| (byte, 1)).collect();
    let table: [u8; 256] = std::array::from_fn(|byte| special.get(&(byte as u8)).copied().unwrap_or_default());
    floor("one table scan", move |text| {
        let found = text.bytes().fold(0, |found, byte| found | table[usize::from(byte)]);
        usize::from(found) + text.to_owned().len()
    })
}
