use super::Rule;
use std::collections::BTreeSet;

use crate::collected::{Collected, Kind};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lock::{Change, Difference};

pub(crate) static RULE: Rule = Rule {
    id: "C0605",
    name: "silent-widening",
    severity: Severity::Error,
    what: "What collects more is told in new words: a widening changes the prompt, and the notice of what widened.",
    why: "Users who are asked again must be able to see for what. A question with the same words is a question about nothing.",
    wrong: "exit_code: { type: int, notice: \"Command name, duration\", … }    # new, under words that were there before",
    right: "exit_code: { type: int, notice: \"Exit code of the command\", … }",
};

/// For a schema whose version rose: every widening under words that users have read before.
pub(crate) fn check(old: &Collected, new: &Collected, changes: &[Change<'_>]) -> Vec<Diagnostic> {
    let known: BTreeSet<&str> = old.entries.values().filter_map(|entry| Some(entry.notice()?.value.as_str())).collect();
    let mut found: Vec<Diagnostic> = changes.iter().filter_map(|change| own_words(change, &known)).collect();
    let widened = changes.iter().flat_map(|change| &change.widened).next();
    if let Some(first) = widened.filter(|_| found.is_empty() && same_prompt(old, new)) {
        let help = "say it in a `notice`, in `purpose` or in `never_collected`, so that users read what is new";
        let message = format!("{}, and the prompt reads as it did before", first.message);
        found.push(Diagnostic::new(&RULE, first.span, message, help));
    }
    found
}

/// A new or changed thing with a notice of its own, which must not be an old one.
fn own_words(change: &Change<'_>, known: &BTreeSet<&str>) -> Option<Diagnostic> {
    let widened = change.widened.first()?;
    let (Difference::Added(entry) | Difference::Changed(_, entry)) = change.difference else { return None };
    let notice = entry.notice().filter(|notice| known.contains(notice.value.as_str()))?;
    Some(Diagnostic::new(
        &RULE,
        notice.span,
        format!("{}, under words that users have read before", widened.message),
        "write a `notice` that says what is new",
    ))
}

fn same_prompt(old: &Collected, new: &Collected) -> bool {
    old.single(Kind::Prompt, "sha256") == new.single(Kind::Prompt, "sha256")
}
