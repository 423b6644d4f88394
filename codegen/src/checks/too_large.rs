use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0109",
    name: "too-large",
    severity: Severity::Error,
    what: "A schema file has at most 1 MiB and 100,000 values.",
    why: "A check ends in bounded time and memory, whatever it is given.",
    wrong: "# a file of 2 MiB",
    right: "# one file an event",
};

pub(crate) fn diagnostic(span: Span) -> Diagnostic {
    let (bytes, nodes) = (candor_core::limits::SCHEMA_FILE_BYTES, candor_core::limits::SCHEMA_NODES);
    Diagnostic::new(
        &RULE,
        span,
        format!("the file is larger than {bytes} bytes or {nodes} values"),
        "split it: one file an event",
    )
}
