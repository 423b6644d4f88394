//! What a change of a schema means for privacy, for people who do not read code.

mod commands;
mod human;
mod json;
mod lines;
mod markdown;

use std::collections::BTreeMap;

use crate::collected::{Collected, Entry, Kind};
use crate::diagnostic::Diagnostics;
use crate::json::Json;
use crate::lock::{self, Change, Difference};
use crate::manifest::Manifest;
use crate::model::Model;
use crate::source::Sources;
use crate::{notice, sample};

/// Whether a schema collects more than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// There was no schema before.
    New,
    /// The same is collected, perhaps in other words.
    Unchanged,
    /// Less is collected, and nothing more.
    Narrows,
    /// Something more is collected.
    Widens,
}

impl Verdict {
    /// The word for it: `new`, `unchanged`, `narrows` or `widens`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Narrows => "narrows",
            Self::Widens => "widens",
        }
    }
}

/// A schema compared with an older state of it.
///
/// ```no_run
/// use candor_codegen::{Comparison, Sources, check, today};
/// let (old, new) = (Sources::read("released".as_ref()), Sources::read("schema".as_ref()));
/// if let (Some(before), Some(after)) = (check(&old, today()).model, check(&new, today()).model) {
///     println!("{}", Comparison::new(Some(&before), &after).human());
/// }
/// ```
#[derive(Debug)]
pub struct Comparison {
    old: Option<State>,
    new: State,
    problems: Diagnostics,
}

/// What can be compared: a schema, or what a shipped program says of itself.
#[derive(Clone, Copy, Debug)]
pub enum Collection<'a> {
    /// A schema.
    Schema(&'a Model),
    /// The manifest of a program, which holds neither the words of the prompt nor examples.
    Program(&'a Manifest),
}

/// One side of a comparison.
#[derive(Debug)]
struct State {
    product: String,
    collected: Collected,
    /// Not known of a program.
    prompt: Option<String>,
    /// By event; not known of a program.
    envelopes: Option<BTreeMap<String, Json>>,
    /// Not known of a program.
    commands: Option<commands::Told>,
}

impl State {
    fn of(collection: Collection<'_>) -> Self {
        match collection {
            Collection::Schema(model) => Self {
                product: model.product.name.value.clone(),
                collected: Collected::of(model),
                prompt: Some(notice::prompt(model)),
                envelopes: Some(
                    model.events.iter().map(|one| (one.name.value.clone(), sample::example(model, one))).collect(),
                ),
                commands: Some(commands::of(model)),
            },
            Collection::Program(manifest) => Self {
                product: manifest.product().to_owned(),
                collected: manifest.collected.clone(),
                prompt: None,
                envelopes: None,
                commands: None,
            },
        }
    }
}

/// What a change does to what is collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Widens,
    Narrows,
    Neutral,
}

impl Effect {
    const fn name(self) -> &'static str {
        match self {
            Self::Widens => "widens",
            Self::Narrows => "narrows",
            Self::Neutral => "neutral",
        }
    }
}

/// Attributes in which another value is neither more nor less.
const NEUTRAL: [&str; 6] = ["endpoint", "notice", "optional", "path", "sha256", "version"];

impl Comparison {
    /// Compares two schemas; without an old one everything is new.
    #[must_use]
    pub fn new(old: Option<&Model>, new: &Model) -> Self {
        Self::of(old.map(Collection::Schema), Collection::Schema(new))
    }

    /// Compares schemas and programs; without an old one everything is new.
    #[must_use]
    pub fn of(old: Option<Collection<'_>>, new: Collection<'_>) -> Self {
        let (old, new) = (old.map(State::of), State::of(new));
        let mut problems = Diagnostics::default();
        if let Some(old) = &old {
            lock::disagreements(&old.collected, &new.collected).into_iter().for_each(|one| problems.push(one));
            problems.sort();
        }
        Self { old, new, problems }
    }

    /// The verdict.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        if self.old.is_none() {
            return Verdict::New;
        }
        let effects: Vec<Effect> = self.changes().iter().map(effect).collect();
        if effects.contains(&Effect::Widens) {
            Verdict::Widens
        } else if effects.contains(&Effect::Narrows) {
            Verdict::Narrows
        } else {
            Verdict::Unchanged
        }
    }

    /// The verdict in one line, with what follows from it: `widens: raise consent.version to 2`.
    #[must_use]
    pub fn verdict_line(&self) -> String {
        let (before, after) = self.versions();
        let verdict = self.verdict();
        match verdict {
            Verdict::Widens if after <= before => {
                format!("widens: raise consent.version to {}", before.saturating_add(1))
            }
            Verdict::Widens => {
                format!("widens: consent.version rose from {before} to {after}, so that users are asked again")
            }
            _ => verdict.name().to_owned(),
        }
    }

    /// What must not be merged: a widening without a raised version or without new words, a version that fell. Places are
    /// those of the new schema.
    #[must_use]
    pub fn problems(&self) -> &Diagnostics {
        &self.problems
    }

    /// The report for a terminal.
    #[must_use]
    pub fn human(&self) -> String {
        human::render(self)
    }

    /// The report for a comment on a pull request.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(self)
    }

    /// The report for programs; docs/diff.md describes it. `sources` are those of the new schema.
    #[must_use]
    pub fn json(&self, sources: &Sources) -> String {
        json::render(self, sources)
    }

    fn versions(&self) -> (u32, u32) {
        (self.old.as_ref().map_or(0, |old| old.collected.version()), self.new.collected.version())
    }

    /// The changes, without that of the prompt's checksum.
    fn changes(&self) -> Vec<Change<'_>> {
        static NOTHING: Collected = Collected { entries: BTreeMap::new() };
        let old = self.old.as_ref().map_or(&NOTHING, |old| &old.collected);
        let mut changes = lock::changes(old, &self.new.collected);
        changes.retain(|change| entry(change).kind != Kind::Prompt);
        changes
    }

    /// The events whose example changed: name, before, after. None where an old side is there and knows no examples.
    fn envelopes(&self) -> Vec<(&str, Option<&Json>, Option<&Json>)> {
        let Some(new) = &self.new.envelopes else { return Vec::new() };
        let old = match &self.old {
            Some(State { envelopes: None, .. }) => return Vec::new(),
            Some(State { envelopes, .. }) => envelopes.as_ref(),
            None => None,
        };
        let mut names: Vec<&String> = old.into_iter().flatten().chain(new).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        let pairs = names.into_iter().map(|name| (name.as_str(), old.and_then(|old| old.get(name)), new.get(name)));
        pairs.filter(|(_, before, after)| before != after).collect()
    }

    /// What commands tell otherwise than before; nothing where an old side is there and knows none.
    fn commands(&self) -> Vec<commands::Change<'_>> {
        static NOTHING: commands::Told = BTreeMap::new();
        let before = match &self.old {
            Some(old) => old.commands.as_ref(),
            None => Some(&NOTHING),
        };
        let (Some(before), Some(after)) = (before, &self.new.commands) else { return Vec::new() };
        commands::changes(before, after)
    }

    /// The prompt before and after, where it changed and both are known.
    fn prompts(&self) -> Option<(&str, &str)> {
        let after = self.new.prompt.as_deref()?;
        let before = match &self.old {
            Some(old) => old.prompt.as_deref()?,
            None => "",
        };
        (before != after).then_some((before, after))
    }
}

fn effect(change: &Change<'_>) -> Effect {
    if !change.widened.is_empty() {
        return Effect::Widens;
    }
    match change.difference {
        Difference::Changed(old, new) if changed(old, new).all(|(name, ..)| NEUTRAL.contains(&name)) => Effect::Neutral,
        _ => Effect::Narrows,
    }
}

/// The entry of a change, the new one where there is one.
fn entry<'c>(change: &Change<'c>) -> &'c Entry {
    match change.difference {
        Difference::Added(entry) | Difference::Removed(entry, _) | Difference::Changed(_, entry) => entry,
    }
}

/// The attributes that differ: name, before, after.
fn changed<'c>(
    old: &'c Entry,
    new: &'c Entry,
) -> impl Iterator<Item = (&'static str, Option<&'c str>, Option<&'c str>)> {
    let names: std::collections::BTreeSet<&'static str> =
        old.attributes.iter().chain(&new.attributes).map(|(name, _)| *name).collect();
    let value = |entry: &'c Entry, name| entry.get(name).map(|value| value.value.as_str());
    names
        .into_iter()
        .map(move |name| (name, value(old, name), value(new, name)))
        .filter(|(_, before, after)| before != after)
}

/// What an entry is called by people.
fn title(entry: &Entry) -> String {
    let name = &entry.name.value;
    match entry.kind {
        Kind::Consent => "how users are asked".to_owned(),
        Kind::Context => format!("{name}, sent with every event"),
        Kind::Destination => format!("destination {name}"),
        Kind::Event => format!("event {name}"),
        Kind::Field => format!("field {name}"),
        Kind::History => format!("version {name}"),
        Kind::Import => format!("events that wait in ~/{name} are taken over"),
        Kind::NeverCollected => format!("the promise never to collect \"{name}\""),
        Kind::Prompt => "prompt".to_owned(),
        Kind::ScrubPattern => format!("the pattern {name}, whose matches are scrubbed"),
        Kind::ScrubRoot => format!("paths below \"{name}\" stay as they are"),
    }
}

/// What an attribute is called by people.
fn label(attribute: &'static str) -> &'static str {
    match attribute {
        "ask" => "asked by",
        "claim" => "checked as",
        "class" => "privacy class",
        "default" => "Enter means",
        "expires" => "sent until",
        "regex" => "matches",
        "sampling" => "sent in",
        "notice" => "what users read",
        "type" => "value",
        "version" => "consent version",
        other => other,
    }
}

/// What it means that an attribute is not there; empty where nothing was said.
fn absent(attribute: &str) -> &'static str {
    if attribute == "sampling" { "every run" } else { "" }
}

/// A value as people read it.
fn value(attribute: &str, value: &str) -> String {
    match (attribute, value) {
        ("type", _) => crate::words::of_type(value),
        ("sampling", part) => format!("{part} of the runs"),
        ("expires", "never") => "it is taken out".to_owned(),
        ("default", "accept") => "yes".to_owned(),
        ("default", "decline") => "no".to_owned(),
        ("ask", "terminal") => "the prompt at the terminal".to_owned(),
        ("ask", "app") => "the product itself".to_owned(),
        ("optional", "true") => "yes".to_owned(),
        _ => value.to_owned(),
    }
}
