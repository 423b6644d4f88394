//! The corpus: messages in which something is planted, and messages in which nothing is.
//!
//! The generator knows nothing of the scrubber. It fills message templates with values of each kind, in the surroundings in
//! which real messages have them, and remembers what it planted; a leak is a planted literal that the output still holds. One
//! seed is fixed. `SCRUB_SEED` sets another one, and without it a fresh one is drawn and printed.

use std::collections::BTreeMap;
use std::io::Write as _;

use candor::scrub::{MachineNames, Scrubber};

mod planted;

use planted::{Message, Random};

const STAYS: &str = include_str!("../scrub/stays.txt");
const GOES: &str = include_str!("../scrub/goes.tsv");
const TEMPLATES: &str = include_str!("../scrub/templates.txt");

const FIXED_SEED: u64 = 371;
const MESSAGES: usize = 6_000;

fn scrubber() -> Scrubber {
    Scrubber::new(&["winml/modelkit"]).with_names(&MachineNames::new(planted::MACHINE))
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("# -- ") && !line.is_empty())
}

#[test]
fn what_holds_nothing_personal_stays() {
    let scrubber = scrubber();
    let changed: Vec<String> = lines(STAYS)
        .filter_map(|line| {
            let out = scrubber.scrub_unbounded(line);
            (out.as_str() != line).then(|| format!("- {line}\n+ {out}"))
        })
        .collect();
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// Each line: the message and what becomes of it. `{LF}` and `{TAB}` stand for a line break and a tab.
#[test]
fn what_is_personal_goes() {
    let scrubber = scrubber();
    let wrong: Vec<String> = lines(GOES)
        .filter_map(|line| {
            let (message, expected) = line.split_once('\t').expect("a tab between message and result");
            let (message, expected) = (unescape(message), unescape(expected));
            let out = scrubber.scrub_unbounded(&message);
            (out.as_str() != expected).then(|| format!("{message}\n  is  {out}\n  not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn unescape(text: &str) -> String {
    text.replace("{LF}", "\n").replace("{TAB}", "\t")
}

#[test]
fn the_corpus_has_its_size() {
    assert!(lines(STAYS).count() + lines(GOES).count() >= 500);
    assert!(lines(TEMPLATES).filter(|line| line.contains("{}")).count() >= 40);
}

#[test]
fn nothing_planted_leaks_with_the_fixed_seed() {
    assert_no_leak(FIXED_SEED);
}

#[test]
fn nothing_planted_leaks_with_a_fresh_seed() {
    let seed = std::env::var("SCRUB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        now.as_nanos() as u64
    });
    // Past the capture of the test harness, so that a run can be repeated even if it passed.
    let _ = writeln!(std::io::stderr(), "SCRUB_SEED={seed}");
    assert_no_leak(seed);
}

/// Checks both directions: nothing planted is left, and the words around it are.
fn assert_no_leak(seed: u64) {
    let scrubber = scrubber();
    let templates: Vec<&str> = lines(TEMPLATES).filter(|line| !line.starts_with("# ")).collect();
    let mut random = Random::new(seed);
    let mut wrong: BTreeMap<&str, (usize, String)> = BTreeMap::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..MESSAGES {
        let message = Message::generate(&mut random, &templates);
        *counts.entry(message.kind).or_default() += 1;
        let out = scrubber.scrub_unbounded(&message.text);
        if let Some(why) = message.judge(out.as_str()) {
            let entry = wrong.entry(message.kind).or_default();
            entry.0 += 1;
            if entry.0 <= 5 {
                entry.1 += &format!("    {why}\n      in  {}\n      out {out}\n", message.text);
            }
        }
    }
    let report: String =
        wrong.iter().map(|(kind, (n, examples))| format!("{kind}: {n} of {}\n{examples}", counts[kind])).collect();
    assert!(report.is_empty(), "seed {seed}\n{report}");
}
