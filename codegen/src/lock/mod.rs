//! The lock: what a schema was last agreed to collect, and in what the schema of today goes further.

mod compare;
pub(crate) mod shape;
pub(crate) mod text;

pub(crate) use compare::{Change, Difference, changes};

use jiff::civil::Date;

use crate::checks::{corrupt_lock, falling_version, missing_lock, second_lock, silent_widening, stale_lock};
use crate::collected::{Collected, Entry, Kind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::Model;
use crate::source::{LOCK_FILE, Sources, Span, Unreadable};

/// What became of a wish to write `consent.lock`.
#[derive(Debug)]
pub enum Locking {
    /// The lock says already what the schema collects.
    Unchanged,
    /// The text that the lock must have.
    Write(String),
    /// Why the lock may not be written.
    Refused(Diagnostics),
}

/// Holds a schema against its lock, as every build does.
pub(crate) fn verify(model: &Model, sources: &Sources, diagnostics: &mut Diagnostics) {
    let new = Collected::of(model);
    match read(model, sources) {
        Ok(old) => findings(&old.without_history(), &new).into_iter().for_each(|finding| diagnostics.push(finding)),
        Err(finding) => diagnostics.push(*finding),
    }
}

/// What to write into the lock: nothing that would hide a widening, and a first lock only when `init` asks for it.
pub(crate) fn update(model: &Model, sources: &Sources, init: bool, today: Date) -> Locking {
    let new = Collected::of(model);
    let write =
        |past: &[&Entry], adds: &str| text::write(&with_history(&new, past, adds, today), &model.product.name.value);
    let refused = |findings: Vec<Diagnostic>| {
        let mut diagnostics = Diagnostics::default();
        findings.into_iter().for_each(|finding| diagnostics.push(finding));
        diagnostics.sort();
        Locking::Refused(diagnostics)
    };
    let exists = sources.find(LOCK_FILE).is_some();
    if init {
        let span = model.product.consent.version.span;
        return if exists { refused(vec![second_lock::diagnostic(span)]) } else { Locking::Write(write(&[], FIRST)) };
    }
    let locked = match read(model, sources) {
        Ok(locked) => locked,
        Err(finding) => return refused(vec![*finding]),
    };
    let old = locked.clone().without_history();
    let mut findings = findings(&old, &new);
    findings.retain(|finding| finding.rule.id != stale_lock::RULE.id);
    match findings.is_empty() {
        false => refused(findings),
        true if old == new => Locking::Unchanged,
        true => Locking::Write(write(&locked.history(), &adds(&old, &new))),
    }
}

/// What the history says of a first version.
const FIRST: &str = "the first version";

/// What is collected, and the versions that users were asked for up to this one.
fn with_history(new: &Collected, past: &[&Entry], adds: &str, today: Date) -> Collected {
    let mut all = new.clone();
    let (version, nowhere) = (new.version().to_string(), Span { file: 0, start: 0, end: 0 });
    let mut entries: Vec<Entry> = past.iter().copied().cloned().collect();
    if !entries.iter().any(|entry| entry.name.value == version) {
        entries.push(
            Entry::new(Kind::History, version, nowhere)
                .with("date", today.to_string(), nowhere)
                .with("adds", adds, nowhere),
        );
    }
    all.entries.extend(entries.into_iter().map(|entry| ((entry.kind, entry.name.value.clone()), entry)));
    all
}

/// What a version adds, in a sentence for the history.
fn adds(old: &Collected, new: &Collected) -> String {
    let changes = changes(old, new);
    let added: Vec<&str> =
        changes.iter().flat_map(|change| &change.widened).map(|widened| widened.message.as_str()).collect();
    if added.is_empty() { "nothing".to_owned() } else { added.join("; ") }
}

/// The versions that users were asked for, from the lock of a schema that fits it: number, date, what it adds.
pub(crate) fn history(model: &Model, sources: &Sources) -> Vec<(String, String, String)> {
    let locked = read(model, sources).ok();
    let text = |entry: &Entry, name| entry.get(name).map(|value| value.value.clone()).unwrap_or_default();
    let rows = |entry: &Entry| (entry.name.value.clone(), text(entry, "date"), text(entry, "adds"));
    locked.iter().flat_map(|locked| locked.history()).map(rows).collect()
}

fn read(model: &Model, sources: &Sources) -> Result<Collected, Box<Diagnostic>> {
    let version = &model.product.consent.version;
    let Some((index, file)) = sources.find(LOCK_FILE) else {
        return Err(Box::new(missing_lock::diagnostic(version.span)));
    };
    let start = Span { file: index, start: 0, end: 0 };
    let corrupt = |span: Span, why: &str| Box::new(corrupt_lock::diagnostic(span, why));
    match &file.unreadable {
        None => text::parse(index, &file.text).map_err(|found| corrupt(found.span, &found.why)),
        Some(Unreadable::Missing) => Err(Box::new(missing_lock::diagnostic(version.span))),
        Some(Unreadable::TooLarge) => Err(corrupt(start, "it is larger than any schema needs")),
        Some(Unreadable::NotUtf8 { .. }) => Err(corrupt(start, "it is not UTF-8")),
        Some(Unreadable::NoFile) => Err(corrupt(start, "it is a folder, a pipe or a device")),
        Some(Unreadable::Other(why)) => Err(corrupt(start, why)),
    }
}

/// The same without what only a lock needs, for two schemas.
pub(crate) fn disagreements(old: &Collected, new: &Collected) -> Vec<Diagnostic> {
    let found = findings(old, new).into_iter().filter(|finding| finding.rule.id != stale_lock::RULE.id);
    // Places of the old schema are not in the sources of the new one.
    found
        .map(|finding| if finding.rule.id == falling_version::RULE.id { finding.unrelated() } else { finding })
        .collect()
}

/// What stands between a lock and a schema. Pure: the same for a build, for `candor lock` and for a comparison in CI.
fn findings(old: &Collected, new: &Collected) -> Vec<Diagnostic> {
    let (before, after) = (old.version(), new.version());
    let (Some(locked), Some(version)) = (old.version_span(), new.version_span()) else { return Vec::new() };
    if after < before {
        return vec![falling_version::diagnostic(version, before, after, locked)];
    }
    let changes = changes(old, new);
    let widened = || changes.iter().flat_map(|change| &change.widened);
    let mut found: Vec<Diagnostic> = if after == before {
        widened().map(|one| one.diagnostic(version, after)).collect()
    } else {
        silent_widening::check(old, new, &changes)
    };
    if found.is_empty() && old != new {
        found.push(stale_lock::diagnostic(version, (after > before).then_some(after), &changes));
    }
    found
}

impl Sources {
    /// The same schema with a lock that fits it, as `candor lock --init` would write it; for tests. A schema with errors
    /// stays as it is.
    ///
    /// ```no_run
    /// let sources = candor_codegen::Sources::read(std::path::Path::new("schema")).with_lock();
    /// assert!(candor_codegen::generate(&sources, candor_codegen::today()).is_ok());
    /// ```
    #[must_use]
    pub fn with_lock(self) -> Self {
        let mut sources = self.without(LOCK_FILE);
        if let Some(model) = Model::new(&sources, &mut Diagnostics::default()) {
            let all = with_history(&Collected::of(&model), &[], FIRST, Date::constant(2000, 1, 1));
            sources.push(LOCK_FILE, text::write(&all, &model.product.name.value));
        }
        sources
    }
}
