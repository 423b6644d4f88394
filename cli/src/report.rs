//! Findings for machines: JSON, the annotations of GitHub, and SARIF 2.1.0.

use candor_codegen::{Diagnostic, Diagnostics, RULES, Rule, Severity, Sources, Span};
use serde_json::{Value, json};

/// How findings are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: the line, the place and what to write instead
    Human,
    /// One JSON object
    Json,
    /// Annotations in a pull request on GitHub
    Github,
    /// SARIF 2.1.0, for code scanning
    Sarif,
}

/// `{"version": 1, "findings": […], "omitted": […], "errors": N, "warnings": N}`.
pub(crate) fn json(found: &Diagnostics, sources: &Sources) -> String {
    let count = |severity| found.iter().filter(|one| one.rule().severity == severity).count();
    let findings: Vec<Value> = found.iter().map(|one| finding(one, sources)).collect();
    let omitted: Vec<Value> =
        omitted(found, sources).map(|(file, count)| json!({"file": file, "count": count})).collect();
    pretty(&json!({
        "version": 1,
        "findings": findings,
        "omitted": omitted,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
    }))
}

fn omitted<'s>(found: &Diagnostics, sources: &'s Sources) -> impl Iterator<Item = (&'s str, usize)> {
    found.omitted(sources)
}

fn finding(one: &Diagnostic, sources: &Sources) -> Value {
    let (at, end) = (sources.location(one.span()), sources.end(one.span()));
    let related = one.related_places().map(|(span, what)| {
        let at = sources.location(span);
        json!({"file": at.file, "line": at.line, "column": at.column, "message": what})
    });
    json!({
        "id": one.rule().id,
        "name": one.rule().name,
        "severity": one.rule().severity.name(),
        "file": at.file,
        "line": at.line,
        "column": at.column,
        "end_line": end.line,
        "end_column": end.column,
        "message": one.message(),
        "help": one.help(),
        "related": related.collect::<Vec<_>>(),
    })
}

/// One workflow command a finding.
pub(crate) fn github(found: &Diagnostics, sources: &Sources) -> String {
    let mut out = String::new();
    for one in found.iter() {
        let (at, end) = (sources.location(one.span()), sources.end(one.span()));
        let rule = one.rule();
        let end_column = if end.line == at.line { format!(",endColumn={}", end.column) } else { String::new() };
        out.push_str(&format!(
            "::{} file={},line={},endLine={},col={}{end_column},title={}::{}\n",
            rule.severity.name(),
            property(at.file),
            at.line,
            end.line,
            at.column,
            property(&format!("{} {}", rule.id, rule.name)),
            data(&format!("{}\nhelp: {}", one.message(), one.help())),
        ));
    }
    for (file, more) in omitted(found, sources) {
        out.push_str(&format!("::notice file={},title=candor::and {more} more in this file\n", property(file)));
    }
    out
}

/// The text of a workflow command: it ends with its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property of a workflow command, which a comma or a colon ends.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The static analysis results interchange format.
pub(crate) fn sarif(found: &Diagnostics, sources: &Sources) -> String {
    let rules: Vec<Value> = RULES.iter().map(|rule| sarif_rule(rule)).collect();
    let results: Vec<Value> = found.iter().map(|one| sarif_result(one, sources)).collect();
    let omitted = omitted(found, sources).map(|(file, more)| {
        json!({"level": "note", "message": {"text": format!("{file} has {more} more findings, which are not listed")}})
    });
    pretty(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "candor",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "invocations": [{
                "executionSuccessful": true,
                "toolExecutionNotifications": omitted.collect::<Vec<_>>(),
            }],
        }],
    }))
}

fn sarif_rule(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": rule.what},
        "fullDescription": {"text": format!("{} {}", rule.what, rule.why)},
        "help": {
            "text": format!("Wrong:\n{}\n\nRight:\n{}", rule.wrong, rule.right),
            "markdown": format!("{}\n\nWrong:\n```yaml\n{}\n```\nRight:\n```yaml\n{}\n```", rule.why, rule.wrong, rule.right),
        },
        "defaultConfiguration": {"level": rule.severity.name()},
    })
}

fn sarif_result(one: &Diagnostic, sources: &Sources) -> Value {
    let index = RULES.iter().position(|rule| rule.id == one.rule().id);
    let related = one.related_places().map(|(span, what)| {
        let mut place = sarif_place(span, sources);
        place["message"] = json!({"text": what});
        place
    });
    json!({
        "ruleId": one.rule().id,
        "ruleIndex": index,
        "level": one.rule().severity.name(),
        "message": {"text": format!("{}. Help: {}", one.message(), one.help())},
        "locations": [sarif_place(one.span(), sources)],
        "relatedLocations": related.collect::<Vec<_>>(),
    })
}

fn sarif_place(span: Span, sources: &Sources) -> Value {
    let (at, end) = (sources.location(span), sources.end(span));
    json!({
        "physicalLocation": {
            "artifactLocation": {"uri": uri(at.file)},
            "region": {
                "startLine": at.line,
                "startColumn": at.column,
                "endLine": end.line,
                "endColumn": end.column,
            },
        },
    })
}

/// A path as the reference of a URI.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    // `C:/schema` is an absolute path, and not the scheme `C`.
    match path.as_bytes() {
        [drive, b':', ..] if drive.is_ascii_alphabetic() => format!("file:///{}", out.replacen("%3A", ":", 1)),
        [b'/', ..] => format!("file://{out}"),
        _ => out,
    }
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        for (path, expected) in [
            ("schema/events/action.yaml", "schema/events/action.yaml"),
            ("my schema/a#b.yaml", "my%20schema/a%23b.yaml"),
            ("/tmp/é", "file:///tmp/%C3%A9"),
            ("C:/schema/product.yaml", "file:///C:/schema/product.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }

    #[test]
    fn nothing_in_a_finding_ends_its_workflow_command() {
        assert_eq!(data("50%\n::error::x"), "50%25%0A::error::x");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
