use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0507",
    name: "unsafe-root",
    severity: Severity::Error,
    what: "A path fragment that may stay is a relative path of plain names that only the product has.",
    why: "What lies below a root stays in texts and code locations; below `home` or `Users` that is the name of the user.",
    wrong: "roots: [home]",
    right: "roots: [winml/modelkit]",
};

/// Folders that every machine has, below which names of people, projects or customers stand.
const COMMON: [&str; 19] = [
    "app",
    "appdata",
    "data",
    "desktop",
    "documents",
    "documents and settings",
    "downloads",
    "home",
    "media",
    "mnt",
    "opt",
    "private",
    "profiles",
    "root",
    "tmp",
    "user",
    "users",
    "var",
    "volumes",
];

pub(crate) fn check(root: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let plain = |part: &str| {
        !matches!(part, "" | "." | "..")
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '@' | '+'))
    };
    let problem = if !root.value.split('/').all(plain) {
        "is not a relative path of plain names"
    } else if root.value.split('/').any(|part| COMMON.contains(&part.to_ascii_lowercase().as_str())) {
        "names a folder that every machine has, and what lies below it is the user's"
    } else {
        return;
    };
    diagnostics.push(Diagnostic::new(
        &RULE,
        root.span,
        format!("the root `{}` {problem}", root.value),
        "write the part of a path that only the product's own code has, such as `acme/widget`",
    ));
}
