use candor_core::limits::SCRUB_PATTERN_BYTES;
use regex::{Error, Regex, RegexBuilder};

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0509",
    name: "invalid-pattern",
    severity: Severity::Error,
    what: "The `regex` of a scrub pattern is one that matches in linear time and never the empty text.",
    why: "It runs over every text of every user. Look-around and back-references take time that grows faster than the text.",
    wrong: "ticket: { regex: '(?<!X)OPS-\\d+', … }",
    right: "ticket: { regex: '\\bOPS-\\d+\\b', … }",
};

/// The compiled pattern, if the runtime will take it too.
pub(crate) fn check(name: &str, regex: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Regex> {
    let found = compile(&regex.value);
    if let Err(problem) = &found
        && !regex.value.is_empty()
    {
        diagnostics.push(Diagnostic::new(
            &RULE,
            regex.span,
            format!("the regex of `{name}` {}", problem.what),
            problem.help,
        ));
    }
    found.ok()
}

struct Problem {
    what: String,
    help: &'static str,
}

fn compile(pattern: &str) -> Result<Regex, Problem> {
    if names_a_property(pattern) {
        let help = "write `\\w`, `\\d`, `\\s` or a class such as `[A-Za-z]`: products are built without the tables of Unicode properties";
        return Err(Problem { what: "asks for a Unicode property".to_owned(), help });
    }
    let regex = RegexBuilder::new(pattern).size_limit(SCRUB_PATTERN_BYTES).build().map_err(|error| problem(&error))?;
    if regex.is_match("") {
        let what = "matches the empty text, and so would every message".to_owned();
        return Err(Problem { what, help: "let it match at least one character, with `+` instead of `*`, say" });
    }
    Ok(regex)
}

/// `\p` and `\P`, which another crate of the build may switch on for this check and not for the product.
fn names_a_property(pattern: &str) -> bool {
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && matches!(chars.next(), Some('p' | 'P')) {
            return true;
        }
    }
    false
}

fn problem(error: &Error) -> Problem {
    match error {
        Error::CompiledTooBig(_) => Problem {
            what: format!("takes more than {} KiB when compiled", SCRUB_PATTERN_BYTES / 1024),
            help: "write `+`, or a class such as `[A-Za-z0-9_]`: a counted `\\w` takes room for every script, as often as it counts",
        },
        error => {
            let text = error.to_string();
            let reason = text.lines().rev().find_map(|line| line.trim().strip_prefix("error: ")).unwrap_or(&text);
            Problem {
                what: format!("cannot be read: {reason}"),
                help: "write a regular expression as the crate `regex` reads it, in single quotes, so that YAML leaves its backslashes alone",
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::compile;

    #[test]
    fn what_a_product_could_not_use_is_refused_with_its_reason() {
        for (pattern, reason) in [
            ("(", "unclosed group"),
            ("(?=a)b", "look-around"),
            (r"(a)\1", "backreferences"),
            ("a*", "empty text"),
            (r"\w{1000}{1000}", "when compiled"),
            (r"\p{Greek}+", "Unicode property"),
            (r"[^\PL]", "Unicode property"),
        ] {
            let what = compile(pattern).err().map(|problem| problem.what).unwrap_or_default();
            assert!(what.contains(reason), "{pattern}: {what}");
        }
        for pattern in [r"\bOPS-\d+\b", r"C:\\path", "(?i)bld[0-9]{3}", "(?x) a b # words"] {
            assert!(compile(pattern).is_ok(), "{pattern}");
        }
    }
}
