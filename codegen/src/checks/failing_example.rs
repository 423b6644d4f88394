use regex::Regex;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0510",
    name: "failing-example",
    severity: Severity::Error,
    what: "A scrub pattern matches each example of `scrubs` from end to end, and nothing in an example of `keeps`.",
    why: "Few people see at a glance what a regular expression matches. What it leaves of a number can still tell the number.",
    wrong: "regex: 'OPS-\\d'\nscrubs: [OPS-1234]    # 234 would stay",
    right: "regex: 'OPS-\\d+'\nscrubs: [OPS-1234]",
};

pub(crate) fn check(
    name: &str,
    regex: &Regex,
    scrubs: &[Spanned<String>],
    keeps: &[Spanned<String>],
    diagnostics: &mut Diagnostics,
) {
    for example in scrubs {
        let text = example.value.as_str();
        let message = match first_match(regex, text) {
            None => format!("the pattern `{name}` matches nothing in `{text}`"),
            Some(found) if found.len() < text.len() => {
                format!("the pattern `{name}` matches `{found}` alone, and the rest of `{text}` would stay")
            }
            Some(_) => continue,
        };
        let help = "let the regex match all of it, or write only what must go";
        diagnostics.push(Diagnostic::new(&RULE, example.span, message, help));
    }
    for example in keeps {
        if let Some(found) = first_match(regex, &example.value) {
            let message = format!("the pattern `{name}` matches `{found}` in what must stay");
            let help = "narrow the regex, with `\\b` at its ends, say, or take the example out";
            diagnostics.push(Diagnostic::new(&RULE, example.span, message, help));
        }
    }
}

/// What would be scrubbed first: the runtime passes over empty matches.
fn first_match<'t>(regex: &Regex, text: &'t str) -> Option<&'t str> {
    regex.find_iter(text).map(|found| found.as_str()).find(|found| !found.is_empty())
}
