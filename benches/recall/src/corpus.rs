//! The messages, and how to judge what became of each.

use std::error::Error;
use std::path::Path;

use serde_json::Value;

#[path = "../../../tests/tests/planted/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
pub mod planted;

const STAYS: &str = include_str!("../../../tests/scrub/stays.txt");
const TEMPLATES: &str = include_str!("../../../tests/scrub/templates.txt");
const GOES: &str = include_str!("../../../tests/scrub/goes.tsv");
/// Unless `SCRUB_SEED` is set.
const SEED: u64 = 371;
const PLANTED: usize = 6_000;

/// Where a message comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Planted by a generator.
    Planted,
    /// Written by hand: what becomes of it is known to the letter.
    HandWritten,
    /// Written by hand, with nothing personal.
    Stays,
    /// Taken from sources, with nothing personal.
    Clean,
}

pub struct Case {
    pub origin: Origin,
    pub kind: String,
    pub text: String,
    judge: Judge,
}

enum Judge {
    Planted(Box<planted::Message>),
    Literals { gone: Vec<String>, kept: Vec<String> },
    Exact(String),
}

impl Case {
    /// Whether something of what had to go is still there.
    pub fn leaks(&self, out: &str) -> bool {
        match &self.judge {
            Judge::Planted(message) => message.leak(out).is_some(),
            Judge::Literals { gone, .. } => gone.iter().any(|gone| out.contains(gone.as_str())),
            Judge::Exact(expected) => out != expected,
        }
    }

    /// Whether something of what had to stay is gone.
    pub fn loses(&self, out: &str) -> bool {
        match &self.judge {
            Judge::Planted(message) => message.loss(out).is_some(),
            Judge::Literals { kept, .. } => kept.iter().any(|kept| !out.contains(kept.as_str())),
            Judge::Exact(expected) => out != expected,
        }
    }
}

pub struct Corpus {
    pub cases: Vec<Case>,
}

impl Corpus {
    pub fn read(faked: &Path, clean: &Path) -> Result<Self, Box<dyn Error>> {
        let mut cases = generated();
        for line in std::fs::read_to_string(faked)?.lines() {
            cases.push(literals(&serde_json::from_str(line)?));
        }
        cases.extend(
            lines(GOES)
                .filter_map(|line| line.split_once('\t'))
                .map(|(message, expected)| exact(Origin::HandWritten, &unescape(message), unescape(expected))),
        );
        cases.extend(lines(STAYS).map(|line| exact(Origin::Stays, line, line.to_owned())));
        for line in std::fs::read_to_string(clean)?.lines() {
            let text: String = serde_json::from_str(line)?;
            cases.push(exact(Origin::Clean, &text, text.clone()));
        }
        Ok(Self { cases })
    }

    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.cases.iter().map(|case| case.text.as_str())
    }
}

fn generated() -> Vec<Case> {
    let templates: Vec<&str> = lines(TEMPLATES).filter(|line| !line.starts_with("# ")).collect();
    let seed = std::env::var("SCRUB_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(SEED);
    let mut random = planted::Random::new(seed);
    let made = (0..PLANTED).map(|_| planted::Message::generate(&mut random, &templates));
    made.map(|message| Case {
        origin: Origin::Planted,
        kind: message.kind.to_owned(),
        text: message.text.clone(),
        judge: Judge::Planted(Box::new(message)),
    })
    .collect()
}

fn literals(row: &Value) -> Case {
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let list = |key: &str| {
        let items = row[key].as_array().into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    Case {
        origin: Origin::Planted,
        kind: text("kind"),
        text: text("text"),
        judge: Judge::Literals { gone: list("gone"), kept: list("kept") },
    }
}

fn exact(origin: Origin, text: &str, expected: String) -> Case {
    Case { origin, kind: String::new(), text: text.to_owned(), judge: Judge::Exact(expected) }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with("# -- ") && !line.is_empty())
}

fn unescape(text: &str) -> String {
    text.replace("{LF}", "\n").replace("{TAB}", "\t")
}
