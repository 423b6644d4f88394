//! The rules of the schema language, one a file. Each file holds what the rule says to people and the finding it makes;
//! rules over a whole schema also hold their `check`.

use crate::diagnostic::{Diagnostics, Severity};
use crate::model::Parts;

/// A rule: its stable id and its documentation.
#[derive(Debug)]
pub struct Rule {
    /// `C0102`; once published never reused.
    pub id: &'static str,
    /// Its name in words, as in `candor explain`.
    pub name: &'static str,
    /// Whether breaking it stops the build.
    pub severity: Severity,
    /// What it demands, in one sentence.
    pub what: &'static str,
    /// Why it is there.
    pub why: &'static str,
    /// YAML that breaks it.
    pub wrong: &'static str,
    /// The same, right.
    pub right: &'static str,
}

macro_rules! rules {
    ($($module:ident)*) => {
        $(pub(crate) mod $module;)*

        /// Every rule, in the order of the ids.
        pub static RULES: &[&Rule] = &[$(&$module::RULE),*];
    };
}

// In the order of the ids: 01 the YAML itself, 02 its shape, 03 names and files, 04 classes and types, 05 what people are told, 06 the lock.
rules! {
    unreadable_file not_utf8 empty_file yaml_syntax too_deep alias duplicate_key several_documents too_large
    wrong_language unknown_key missing_key wrong_shape unknown_value unquoted_value out_of_range wrong_key_for_type
    unlisted_file missing_event_file foreign_event_name duplicate_name invalid_name rust_collision
    type_not_in_class class_above_event refused_class
    missing_notice poor_description insecure_endpoint unsafe_directory past_expiry near_expiry
    missing_lock corrupt_lock stale_lock falling_version silent_widening second_lock
    new_event new_field new_context higher_class looser_type new_value finer_precision larger_limit weaker_treatment
    later_expiry new_destination new_scrub_root removed_promise decline_to_accept other_way_of_asking other_purpose
}

/// Runs the rules over a schema that could be read.
pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    foreign_event_name::check(parts, diagnostics);
    duplicate_name::check(parts, diagnostics);
    rust_collision::check(parts, diagnostics);
    type_not_in_class::check(parts, diagnostics);
    class_above_event::check(parts, diagnostics);
    refused_class::check(parts, diagnostics);
    missing_notice::check(parts, diagnostics);
    poor_description::check(parts, diagnostics);
}

/// ``did you mean `notice`?``, or the whole list where nothing is near and the list is short.
pub(crate) fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    let near = known
        .iter()
        .map(|name| (strsim::damerau_levenshtein(&wrong.to_lowercase(), &name.to_lowercase()), *name))
        .min()
        .filter(|(distance, name)| *distance <= name.chars().count().max(wrong.chars().count()).min(9) / 3);
    match near {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None => format!("it may be one of: {}", known.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_sorted_and_well_formed() {
        let ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        let mut sorted = ids.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(ids, sorted);
        assert!(ids.iter().all(|id| id.len() == 5 && id.starts_with('C')));
    }

    #[test]
    fn every_rule_is_documented() {
        for rule in RULES {
            for text in [rule.what, rule.why, rule.wrong, rule.right] {
                assert!(text.trim().len() > 3, "{} says too little", rule.id);
            }
            assert_ne!(rule.wrong, rule.right, "{}", rule.id);
        }
    }

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        assert_eq!(suggest("notce", ["notice", "class"]), "did you mean `notice`?");
        assert_eq!(suggest("colour", ["notice", "class"]), "it may be one of: notice, class");
    }
}
