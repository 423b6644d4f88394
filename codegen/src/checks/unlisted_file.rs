use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{POLICY_FILE, Span, TYPES_FILE};

pub(crate) static RULE: Rule = Rule {
    id: "C0301",
    name: "unlisted-file",
    severity: Severity::Error,
    what: "product.yaml names every file of the schema.",
    why: "A file that is not listed looks reviewed and is not built; the list also fixes the order of the notice.",
    wrong: "events: [action]        # and there is events/error.yaml",
    right: "events: [action, error]",
};

pub(crate) fn diagnostic(span: Span, file: &str) -> Diagnostic {
    let name = file.strip_prefix("events/").unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let help = if file == POLICY_FILE {
        format!("add `policy: {POLICY_FILE}` to product.yaml, or delete the file")
    } else if file == TYPES_FILE {
        format!("add `types: {TYPES_FILE}` to product.yaml, or delete the file")
    } else if file.ends_with(".yml") {
        "rename it so that it ends in `.yaml`, and list it under `events`".to_owned()
    } else if file.starts_with("events/") {
        format!("add `{stem}` to the list, or delete the file")
    } else {
        "move it to `events/` and list it there, or delete it".to_owned()
    };
    Diagnostic::new(&RULE, span, format!("`{file}` is not listed in product.yaml"), help)
}
