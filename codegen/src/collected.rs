//! What a schema collects, one readable line a thing: the meaning of a schema without its layout and its words.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::model::{Event, Field, FieldKind, Parts};

/// The sorted lines.
pub(crate) fn lines(parts: &Parts) -> Vec<String> {
    let product = &parts.product;
    let mut lines: Vec<String> = parts.events.iter().flat_map(event).collect();
    lines.extend(
        product.context.iter().map(|entry| format!("context {} class={}", entry.key.value, entry.key.value.class())),
    );
    lines.extend(product.roots.iter().map(|root| format!("scrub-root {}", root.value)));
    lines.push(format!("destination onecollector {}", product.endpoint.value));
    lines.sort();
    lines
}

fn event(event: &Event) -> Vec<String> {
    let expires = event.expires.map_or_else(|| "never".to_owned(), |date| date.value.to_string());
    let head = format!("event {} class={} expires={expires}", event.name.value, event.class.value);
    std::iter::once(head).chain(event.fields.iter().map(|field| line(event, field))).collect()
}

fn line(event: &Event, field: &Field) -> String {
    format!(
        "field {}.{} class={} type={}",
        event.name.value,
        field.name.value,
        field.class.value,
        treatment(&field.kind)
    )
}

/// The type with its limits.
pub(crate) fn treatment(kind: &FieldKind) -> String {
    let name = kind.field_type().name();
    match kind {
        FieldKind::Duration(unit) => format!("{name}({})", unit.name()),
        FieldKind::Enum(values) => {
            let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
            format!("{name}({})", values.join(","))
        }
        FieldKind::Text { max_chars } => format!("{name}(scrubbed,max_chars={max_chars})"),
        FieldKind::Frames => format!("{name}(paths-trimmed)"),
        FieldKind::Bool | FieldKind::Int | FieldKind::Uint | FieldKind::Float | FieldKind::Label => name.to_owned(),
    }
}

/// SHA-256 of the lines, in hexadecimal: equal for schemas that collect the same.
pub(crate) fn digest(parts: &Parts) -> String {
    sha256(&lines(parts).join("\n"))
}

pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
