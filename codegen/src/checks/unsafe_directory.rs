use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0504",
    name: "unsafe-directory",
    severity: Severity::Error,
    what: "The storage directory is a relative path below the user's home, and an exported file one below that, of plain names.",
    why: "An absolute path or `..` would write where nobody looks for it, or over somebody else's files; `config.json` and \
          `telemetry/` are Candor's own.",
    wrong: "directory: ../shared",
    right: "directory: .modelkit",
};

fn is_plain(path: &str) -> bool {
    path.split('/').all(|part| {
        !part.is_empty()
            && part != "."
            && part != ".."
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
            && !part.ends_with('.')
    })
}

pub(crate) fn check(directory: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if !is_plain(&directory.value) {
        diagnostics.push(Diagnostic::new(
            &RULE,
            directory.span,
            format!("`{}` is not a plain folder below the user's home", directory.value),
            "write names of letters, digits, `.`, `_` and `-`, with `/` between them, such as `.modelkit`",
        ));
    }
}

/// A file below the storage directory, beside those that the runtime keeps there by itself.
pub(crate) fn check_file(path: &Spanned<String>, diagnostics: &mut Diagnostics) {
    // File systems that do not tell capitals apart would take one for the other.
    let first = path.value.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let problem = if !is_plain(&path.value) {
        "is not a plain file below the storage directory"
    } else if first == "telemetry" || first.starts_with("config.json") {
        "is a place that Candor keeps for itself"
    } else {
        return;
    };
    diagnostics.push(Diagnostic::new(
        &RULE,
        path.span,
        format!("`{}` {problem}", path.value),
        "write names of letters, digits, `.`, `_` and `-`, with `/` between them, such as `export/events.jsonl`",
    ));
}
