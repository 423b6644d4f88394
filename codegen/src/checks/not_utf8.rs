use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0102",
    name: "not-utf8",
    severity: Severity::Error,
    what: "Schema files are UTF-8.",
    why: "Other encodings are read differently on different machines, and what a reviewer sees is then not what is built.",
    wrong: "description: Caf\\xe9      # a byte of Latin-1",
    right: "description: Café",
};

pub(crate) fn diagnostic(file: u32, valid_up_to: usize, utf16: bool) -> Diagnostic {
    let start = valid_up_to as u32;
    // What stands there in the text is U+FFFD, three bytes long.
    let span = Span { file, start, end: start + 3 };
    let message = if utf16 {
        "the file is UTF-16, not UTF-8"
    } else {
        "the file is not UTF-8: no character begins with this byte"
    };
    Diagnostic::new(&RULE, span, message, "save the file as UTF-8 (in an editor: “Save with encoding”)")
}
