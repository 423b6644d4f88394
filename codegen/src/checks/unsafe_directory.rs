use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0504",
    name: "unsafe-directory",
    severity: Severity::Error,
    what: "The storage directory is a relative path below the user's home, of plain names.",
    why: "An absolute path or `..` would write where nobody looks for it, or over somebody else's files.",
    wrong: "directory: ../shared",
    right: "directory: .modelkit",
};

pub(crate) fn check(directory: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let plain = |part: &str| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
            && !part.ends_with('.')
    };
    if !directory.value.split('/').all(plain) {
        diagnostics.push(Diagnostic::new(
            &RULE,
            directory.span,
            format!("`{}` is not a plain folder below the user's home", directory.value),
            "write names of letters, digits, `.`, `_` and `-`, with `/` between them, such as `.modelkit`",
        ));
    }
}
