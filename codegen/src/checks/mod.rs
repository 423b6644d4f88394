//! The rules of the schema language, one a file. Each file holds what the rule says to people and the finding it makes;
//! rules over a whole schema also hold their `check`.

use candor_core::limits::NAME_CHARS_MAX;

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

pub(crate) mod alias;
pub(crate) mod beyond_policy;
pub(crate) mod bound_twice;
pub(crate) mod class_above_event;
pub(crate) mod contradicted_claim;
pub(crate) mod corrupt_lock;
pub(crate) mod decline_to_accept;
pub(crate) mod descending_edges;
pub(crate) mod duplicate_key;
pub(crate) mod duplicate_name;
pub(crate) mod empty_file;
pub(crate) mod failing_example;
pub(crate) mod falling_version;
pub(crate) mod filled_twice;
pub(crate) mod finer_precision;
pub(crate) mod forbidden_by_policy;
pub(crate) mod foreign_event_name;
pub(crate) mod hidden_character;
pub(crate) mod higher_class;
pub(crate) mod insecure_endpoint;
pub(crate) mod invalid_name;
pub(crate) mod invalid_pattern;
pub(crate) mod larger_limit;
pub(crate) mod later_expiry;
pub(crate) mod looser_type;
pub(crate) mod missing_event_file;
pub(crate) mod missing_key;
pub(crate) mod missing_lock;
pub(crate) mod missing_notice;
pub(crate) mod more_sessions;
pub(crate) mod near_expiry;
pub(crate) mod nested_type;
pub(crate) mod new_context;
pub(crate) mod new_destination;
pub(crate) mod new_event;
pub(crate) mod new_field;
pub(crate) mod new_import;
pub(crate) mod new_scrub_root;
pub(crate) mod new_value;
pub(crate) mod not_utf8;
pub(crate) mod other_purpose;
pub(crate) mod other_way_of_asking;
pub(crate) mod out_of_range;
pub(crate) mod past_expiry;
pub(crate) mod personal_name;
pub(crate) mod poor_description;
pub(crate) mod refused_class;
pub(crate) mod removed_promise;
pub(crate) mod required_by_policy;
pub(crate) mod required_cause;
pub(crate) mod rust_collision;
pub(crate) mod second_lock;
pub(crate) mod several_documents;
pub(crate) mod silent_widening;
pub(crate) mod stale_lock;
pub(crate) mod stdout_of_a_command;
pub(crate) mod too_deep;
pub(crate) mod too_large;
pub(crate) mod type_not_in_class;
pub(crate) mod unfilled_field;
pub(crate) mod unfit_field;
pub(crate) mod unknown_key;
pub(crate) mod unknown_value;
pub(crate) mod unlisted_file;
pub(crate) mod unquoted_value;
pub(crate) mod unreadable_file;
pub(crate) mod unreviewed_text;
pub(crate) mod unsafe_directory;
pub(crate) mod unsafe_root;
pub(crate) mod unused_type;
pub(crate) mod weaker_pattern;
pub(crate) mod weaker_treatment;
pub(crate) mod wrong_filling;
pub(crate) mod wrong_key_for_type;
pub(crate) mod wrong_language;
pub(crate) mod wrong_shape;
pub(crate) mod yaml_syntax;

/// Every rule, in the order of the ids: 01 the YAML itself, 02 its shape, 03 names and files, 04 classes and types, 05 what
/// people are told, 06 the lock,
/// 07 the policy, 08 what commands tell by themselves.
pub static RULES: &[&Rule] = &[
    &unreadable_file::RULE,
    &not_utf8::RULE,
    &empty_file::RULE,
    &yaml_syntax::RULE,
    &too_deep::RULE,
    &alias::RULE,
    &duplicate_key::RULE,
    &several_documents::RULE,
    &too_large::RULE,
    &hidden_character::RULE,
    &wrong_language::RULE,
    &unknown_key::RULE,
    &missing_key::RULE,
    &wrong_shape::RULE,
    &unknown_value::RULE,
    &unquoted_value::RULE,
    &out_of_range::RULE,
    &wrong_key_for_type::RULE,
    &descending_edges::RULE,
    &wrong_filling::RULE,
    &filled_twice::RULE,
    &required_cause::RULE,
    &unlisted_file::RULE,
    &missing_event_file::RULE,
    &foreign_event_name::RULE,
    &duplicate_name::RULE,
    &invalid_name::RULE,
    &rust_collision::RULE,
    &unused_type::RULE,
    &type_not_in_class::RULE,
    &class_above_event::RULE,
    &refused_class::RULE,
    &personal_name::RULE,
    &nested_type::RULE,
    &missing_notice::RULE,
    &poor_description::RULE,
    &insecure_endpoint::RULE,
    &unsafe_directory::RULE,
    &past_expiry::RULE,
    &near_expiry::RULE,
    &unsafe_root::RULE,
    &stdout_of_a_command::RULE,
    &invalid_pattern::RULE,
    &failing_example::RULE,
    &contradicted_claim::RULE,
    &unreviewed_text::RULE,
    &missing_lock::RULE,
    &corrupt_lock::RULE,
    &stale_lock::RULE,
    &falling_version::RULE,
    &silent_widening::RULE,
    &second_lock::RULE,
    &new_event::RULE,
    &new_field::RULE,
    &new_context::RULE,
    &higher_class::RULE,
    &looser_type::RULE,
    &new_value::RULE,
    &finer_precision::RULE,
    &larger_limit::RULE,
    &weaker_treatment::RULE,
    &later_expiry::RULE,
    &new_destination::RULE,
    &new_scrub_root::RULE,
    &removed_promise::RULE,
    &decline_to_accept::RULE,
    &other_way_of_asking::RULE,
    &other_purpose::RULE,
    &weaker_pattern::RULE,
    &more_sessions::RULE,
    &new_import::RULE,
    &forbidden_by_policy::RULE,
    &required_by_policy::RULE,
    &beyond_policy::RULE,
    &unfit_field::RULE,
    &unfilled_field::RULE,
    &bound_twice::RULE,
];

/// The page of all rules, in Markdown.
#[must_use]
pub fn rules_page() -> String {
    let mut page = String::from(
        "# The rules\n\nGenerated from the rules themselves. `candor explain ID` shows one of them at the terminal.\n",
    );
    for rule in RULES {
        let severity = match rule.severity {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
        };
        page.push_str(&format!(
            "\n## {} {}\n\n{} Breaking it is {severity}.\n\n{}\n\nWrong:\n\n```yaml\n{}\n```\n\nRight:\n\n```yaml\n{}\n```\n",
            rule.id, rule.name, rule.what, rule.why, rule.wrong, rule.right
        ));
    }
    page
}

/// Runs the rules over a schema that could be read.
pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    foreign_event_name::check(parts, diagnostics);
    duplicate_name::check(parts, diagnostics);
    rust_collision::check(parts, diagnostics);
    unused_type::check(parts, diagnostics);
    type_not_in_class::check(parts, diagnostics);
    wrong_filling::check(parts, diagnostics);
    filled_twice::check(parts, diagnostics);
    required_cause::check(parts, diagnostics);
    class_above_event::check(parts, diagnostics);
    refused_class::check(parts, diagnostics);
    missing_notice::check(parts, diagnostics);
    poor_description::check(parts, diagnostics);
    personal_name::check(parts, diagnostics);
    stdout_of_a_command::check(parts, diagnostics);
    contradicted_claim::check(parts, diagnostics);
    unreviewed_text::check(parts, diagnostics);
    forbidden_by_policy::check(parts, diagnostics);
    required_by_policy::check(parts, diagnostics);
    beyond_policy::check(parts, diagnostics);
    unfit_field::check(parts, diagnostics);
    unfilled_field::check(parts, diagnostics);
    bound_twice::check(parts, diagnostics);
}

/// ``did you mean `notice`?``, or the whole list where nothing is near.
pub(crate) fn suggest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    match nearest(wrong, known.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("it may be one of: {}", known.join(", ")),
    }
}

/// The known name that was probably meant. Nobody mistypes a name of thousands of characters, and comparing them would
/// take as much memory as time.
pub(crate) fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > NAME_CHARS_MAX {
        return None;
    }
    let wrong = wrong.to_lowercase();
    let by_distance = |name: &'a str| (strsim::damerau_levenshtein(&wrong, &name.to_lowercase()), name);
    let (distance, name) = known.into_iter().map(by_distance).min()?;
    (distance <= name.chars().count().max(wrong.chars().count()).min(9) / 3).then_some(name)
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
    fn every_file_of_this_folder_is_a_rule_of_the_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/checks");
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut files: Vec<_> = files.filter(|name| name != "mod.rs").map(|name| name.replace(".rs", "")).collect();
        let mut rules: Vec<_> = RULES.iter().map(|rule| rule.name.replace('-', "_")).collect();
        files.sort();
        rules.sort();
        assert_eq!(files, rules);
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
