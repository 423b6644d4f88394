//! The prompt, as users read it. Every word of it that names something collected comes from the YAML.

use candor_core::limits::PROMPT_COLUMNS;

use crate::checks::new_destination::host;
use crate::model::{Destination, Parts};

/// The whole prompt, up to and with the question. The runtime shows this text byte for byte.
pub(crate) fn prompt(parts: &Parts) -> String {
    let consent = &parts.product.consent;
    let mut out = String::new();
    let heading =
        format!("{} can collect pseudonymous usage data to {}.", parts.product.name.value, consent.purpose.value);
    paragraph(&mut out, &heading, "");
    out.push_str("\nWhat is collected:\n");
    for notice in notices(parts) {
        paragraph(&mut out, &notice, "  - ");
    }
    if let Some(import) = &parts.product.import {
        paragraph(&mut out, &format!("Events of these kinds that wait in ~/{}", import.value), "  - ");
    }
    out.push_str("\nWhat is never collected:\n");
    let never: Vec<&str> = consent.never_collected.iter().map(|promise| promise.text.value.as_str()).collect();
    paragraph(&mut out, &raise_first(&never.join(", ")), "  - ");
    let places = places(parts);
    if !places.is_empty() {
        out.push_str("\nWhere it goes:\n");
        places.iter().for_each(|place| paragraph(&mut out, place, "  - "));
    }
    out.push_str("\nEnable telemetry? ");
    out.push_str(if consent.default_accept.value { "[Y/n]: " } else { "[y/N]: " });
    out
}

/// The distinct notices: events in the order of product.yaml, then context. What is sent in a part of the runs says so.
pub(crate) fn notices(parts: &Parts) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let of_events = parts.events.iter().flat_map(|event| {
        let members = event.fields.iter().flat_map(|field| std::iter::once(&field.member).chain(field.parts()));
        let notices = event.notice.iter().chain(members.map(|member| &member.notice));
        notices.map(move |notice| (notice.value.as_str(), event.sampling.map(|part| part.value)))
    });
    let all = of_events.chain(parts.product.context.iter().map(|entry| (entry.notice.value.as_str(), None)));
    all.filter(|one| seen.insert(*one))
        .map(|(notice, part)| match part {
            Some(part) => format!("{notice} (in {part} of the runs)"),
            None => notice.to_owned(),
        })
        .collect()
}

/// Where events go. Everybody expects one collector, and none beside it.
fn places(parts: &Parts) -> Vec<String> {
    let product = &parts.product;
    if let [one] = &product.destinations[..]
        && one.endpoint().is_some()
    {
        return Vec::new();
    }
    let place = |destination: &Destination| match destination {
        Destination::Otlp { endpoint, .. } if !destination.is_over_tls() => {
            format!("The collector at {} on this machine", host(&endpoint.value))
        }
        Destination::OneCollector { endpoint, .. } | Destination::Otlp { endpoint, .. } => host(&endpoint.value),
        Destination::File { path } => format!("The file ~/{}/{} on this machine", product.storage.value, path.value),
        Destination::Stdout { .. } => format!("The standard output of {}", product.name.value),
    };
    let mut seen = std::collections::HashSet::new();
    product.destinations.iter().map(place).filter(|place| seen.insert(place.clone())).collect()
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
