use super::shape::{Shape, looser};
use crate::checks::{
    Rule, decline_to_accept, finer_precision, higher_class, larger_limit, later_expiry, looser_type, more_sessions,
    new_context, new_destination, new_event, new_field, new_import, new_scrub_root, new_value, other_purpose,
    other_way_of_asking, removed_promise, weaker_pattern, weaker_treatment,
};
use crate::collected::{Collected, Entry, Kind};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Spanned};

/// A kind of widening: its rule, and how to tell it.
pub(crate) struct Widening {
    pub(crate) rule: &'static Rule,
    pub(crate) widens: fn(&Difference<'_>) -> Vec<(Span, String)>,
}

/// Every kind, in the order of the ids.
pub(crate) static WIDENINGS: &[Widening] = &[
    Widening { rule: &new_event::RULE, widens: new_event::widens },
    Widening { rule: &new_field::RULE, widens: new_field::widens },
    Widening { rule: &new_context::RULE, widens: new_context::widens },
    Widening { rule: &higher_class::RULE, widens: higher_class::widens },
    Widening { rule: &looser_type::RULE, widens: looser_type::widens },
    Widening { rule: &new_value::RULE, widens: new_value::widens },
    Widening { rule: &finer_precision::RULE, widens: finer_precision::widens },
    Widening { rule: &larger_limit::RULE, widens: larger_limit::widens },
    Widening { rule: &weaker_treatment::RULE, widens: weaker_treatment::widens },
    Widening { rule: &later_expiry::RULE, widens: later_expiry::widens },
    Widening { rule: &new_destination::RULE, widens: new_destination::widens },
    Widening { rule: &new_scrub_root::RULE, widens: new_scrub_root::widens },
    Widening { rule: &removed_promise::RULE, widens: removed_promise::widens },
    Widening { rule: &decline_to_accept::RULE, widens: decline_to_accept::widens },
    Widening { rule: &other_way_of_asking::RULE, widens: other_way_of_asking::widens },
    Widening { rule: &other_purpose::RULE, widens: other_purpose::widens },
    Widening { rule: &weaker_pattern::RULE, widens: weaker_pattern::widens },
    Widening { rule: &more_sessions::RULE, widens: more_sessions::widens },
    Widening { rule: &new_import::RULE, widens: new_import::widens },
];

/// How an entry differs between two schemas.
#[derive(Clone, Copy)]
pub(crate) enum Difference<'c> {
    Added(&'c Entry),
    /// With a place of the new schema that speaks of such things.
    Removed(&'c Entry, Span),
    Changed(&'c Entry, &'c Entry),
}

impl<'c> Difference<'c> {
    /// The entry that was added, if it is of this kind.
    pub(crate) fn added(&self, kind: Kind) -> Option<&'c Entry> {
        match *self {
            Self::Added(entry) if entry.kind == kind => Some(entry),
            _ => None,
        }
    }

    /// An attribute that changed, before and after.
    pub(crate) fn changed(&self, attribute: &str) -> Option<(&'c Entry, &'c Spanned<String>, &'c Spanned<String>)> {
        let Self::Changed(old, new) = *self else { return None };
        let (before, after) = (old.get(attribute)?, new.get(attribute)?);
        (before != after).then_some((new, before, after))
    }

    /// In what the type of a field is looser, if it is.
    pub(crate) fn looser(&self) -> Vec<(&'c Entry, Span, super::shape::Looser)> {
        let Some((entry, before, after)) = self.changed("type") else { return Vec::new() };
        let found = looser(&Shape::parse(&before.value), &Shape::parse(&after.value));
        found.into_iter().map(|one| (entry, after.span, one)).collect()
    }
}

/// A widening of one entry.
pub(crate) struct Widened {
    pub(crate) rule: &'static Rule,
    pub(crate) span: Span,
    pub(crate) message: String,
}

impl Widened {
    /// The finding for a schema whose version did not rise.
    pub(crate) fn diagnostic(&self, version_span: Span, version: u32) -> Diagnostic {
        let next = version.saturating_add(1);
        let help = format!(
            "raise `consent.version` to {next}, tell the user in new words, and run `candor lock`; or take the change back"
        );
        Diagnostic::new(
            self.rule,
            self.span,
            format!("{}, and `consent.version` is still {version}", self.message),
            help,
        )
        .related(version_span, format!("users agreed to version {version}, which said nothing of it"))
    }
}

/// What changed for one entry, and in what that goes further than before.
pub(crate) struct Change<'c> {
    pub(crate) difference: Difference<'c>,
    pub(crate) widened: Vec<Widened>,
}

/// Every difference between two schemas, in the order of the lock.
pub(crate) fn changes<'c>(old: &'c Collected, new: &'c Collected) -> Vec<Change<'c>> {
    let anchor = new.version_span().unwrap_or(Span { file: 0, start: 0, end: 0 });
    let keys: std::collections::BTreeSet<_> = old.entries.keys().chain(new.entries.keys()).collect();
    keys.into_iter()
        .filter_map(|key| match (old.entries.get(key), new.entries.get(key)) {
            (None, Some(entry)) => Some(Difference::Added(entry)),
            (Some(entry), None) => Some(Difference::Removed(entry, anchor)),
            (Some(before), Some(after)) if before != after => Some(Difference::Changed(before, after)),
            _ => None,
        })
        .map(|difference| Change { difference, widened: widened(&difference) })
        .collect()
}

fn widened(difference: &Difference<'_>) -> Vec<Widened> {
    let by = |widening: &'static Widening| {
        let found = (widening.widens)(difference).into_iter();
        found.map(|(span, message)| Widened { rule: widening.rule, span, message })
    };
    WIDENINGS.iter().flat_map(by).collect()
}
