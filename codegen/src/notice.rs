//! The prompt, as users read it. Every word of it that names something collected comes from the YAML.

use candor_core::limits::PROMPT_COLUMNS;

use crate::model::{Field, Parts};

/// The whole prompt, up to and with the question. The runtime shows this text byte for byte.
pub(crate) fn prompt(parts: &Parts) -> String {
    let consent = &parts.product.consent;
    let mut out = String::new();
    let heading =
        format!("{} can collect pseudonymous usage data to {}.", parts.product.name.value, consent.purpose.value);
    paragraph(&mut out, &heading, "");
    out.push_str("\nWhat is collected:\n");
    for notice in notices(parts) {
        paragraph(&mut out, notice, "  - ");
    }
    out.push_str("\nWhat is never collected:\n");
    let never: Vec<&str> = consent.never_collected.iter().map(|entry| entry.value.as_str()).collect();
    paragraph(&mut out, &raise_first(&never.join(", ")), "  - ");
    out.push_str("\nEnable telemetry? ");
    out.push_str(if consent.default_accept.value { "[Y/n]: " } else { "[y/N]: " });
    out
}

/// The distinct notices: events in the order of product.yaml, then context.
pub(crate) fn notices<'p>(parts: &'p Parts) -> Vec<&'p str> {
    let events = parts.events.iter().flat_map(|event| {
        let of_field =
            |field: &'p Field| std::iter::once(&field.member).chain(field.parts()).map(|member| &member.notice.value);
        event.notice.iter().map(|notice| &notice.value).chain(event.fields.iter().flat_map(of_field))
    });
    let all = events.chain(parts.product.context.iter().map(|entry| &entry.notice.value));
    let mut seen = std::collections::HashSet::new();
    all.map(String::as_str).filter(|notice| seen.insert(*notice)).collect()
}

fn paragraph(out: &mut String, text: &str, bullet: &str) {
    let options = textwrap::Options::new(PROMPT_COLUMNS)
        .initial_indent(bullet)
        .subsequent_indent("    ")
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    for line in textwrap::wrap(text, options) {
        out.push_str(&line);
        out.push('\n');
    }
}

pub(crate) fn raise_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
