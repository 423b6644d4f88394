use candor_core::{CONFIG_FILE, Kept, TELEMETRY_FOLDER};

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0504",
    name: "unsafe-directory",
    severity: Severity::Error,
    what: "The storage directory and a file to import are relative paths below the user's home, and an exported file one below \
           the storage directory, of plain names.",
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

/// A file below the home that is taken over, and so none of those that the runtime keeps by itself.
pub(crate) fn check_import(path: &Spanned<String>, storage: &str, diagnostics: &mut Diagnostics) {
    let (lower, storage) = (path.value.to_ascii_lowercase(), storage.to_ascii_lowercase());
    let own = lower.strip_prefix(&storage).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default();
    let kept = own.strip_prefix(TELEMETRY_FOLDER).and_then(|rest| rest.strip_prefix('/'));
    let kept = kept.and_then(|below| below.split('/').next()).and_then(Kept::of);
    let problem = if !is_plain(&path.value) {
        "is not a plain file below the user's home"
    } else if own.starts_with(CONFIG_FILE) || kept.is_some() {
        "is a file that Candor keeps for itself"
    } else {
        return;
    };
    diagnostics.push(Diagnostic::new(
        &RULE,
        path.span,
        format!("`{}` {problem}", path.value),
        "name the file in which the earlier program kept what it could not send, such as `.winml/telemetry/winmlcli.cache`",
    ));
}

/// A file below the storage directory, beside those that the runtime keeps there by itself.
pub(crate) fn check_file(path: &Spanned<String>, diagnostics: &mut Diagnostics) {
    // File systems that do not tell capitals apart would take one for the other.
    let first = path.value.split('/').next().unwrap_or_default().to_ascii_lowercase();
    let problem = if !is_plain(&path.value) {
        "is not a plain file below the storage directory"
    } else if first == TELEMETRY_FOLDER || first.starts_with(CONFIG_FILE) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn a_file_to_import_is_a_plain_one_and_none_of_candor_s_own() {
        for (path, is_fine) in [
            (".winml/telemetry/winmlcli.cache", true),
            (".old/telemetry/spool", true),
            (".winml/telemetry/spool/a.seg", false),
            (".WinML/Telemetry/Device_Id", false),
            (".winml/telemetry/import-1-2", false),
            (".winml/telemetry/state.tmp", false),
            (".winml/telemetry/spooled.cache", true),
            (".winml/config.json", false),
            ("../cache", false),
            ("/etc/passwd", false),
            ("a b", false),
        ] {
            let mut found = Diagnostics::default();
            check_import(&Spanned::new(path.to_owned(), Span { file: 0, start: 0, end: 0 }), ".winml", &mut found);
            assert_eq!(found.is_empty(), is_fine, "{path}");
        }
    }
}
