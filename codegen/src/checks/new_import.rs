use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0628",
    name: "new-import",
    severity: Severity::Error,
    what: "A file whose events are taken over raises `consent.version`.",
    why: "What another program collected is sent as well, and users who agreed before were not told.",
    wrong: "storage: { directory: .kit, import: .old/cache }    # import is new",
    right: "storage: { directory: .kit, import: .old/cache }\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    let added = difference.added(Kind::Import);
    let told = |entry: &crate::collected::Entry| format!("events that wait in `~/{}` are taken over", entry.name.value);
    added.map(|entry| (entry.name.span, told(entry))).into_iter().collect()
}
