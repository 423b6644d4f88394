use std::collections::HashSet;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::Parts;

pub(crate) static RULE: Rule = Rule {
    id: "C0307",
    name: "unused-type",
    severity: Severity::Warning,
    what: "Each type of types.yaml is that of a field.",
    why: "Who reads types.yaml takes what stands there for something that is collected.",
    wrong: "enums:\n  Device: { … }     # and no field has `type: Device`",
    right: "fields:\n  device: { type: Device, … }",
};

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    let used: HashSet<&str> =
        parts.members().filter_map(|field| field.kind.shared()).map(|name| name.value.as_str()).collect();
    for name in parts.types.names().filter(|name| !used.contains(name.value.as_str())) {
        let message = format!("no field has the shared type `{}`", name.value);
        let help = format!("write `type: {}` where it belongs, or take it out", name.value);
        diagnostics.push(Diagnostic::new(&RULE, name.span, message, help));
    }
}
