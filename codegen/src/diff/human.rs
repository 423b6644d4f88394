use std::fmt::Write as _;

use super::{Comparison, Difference, absent, changed, commands, effect, entry, label, lines, title, value};
use crate::collected::Entry;
use crate::lock::Change;

pub(super) fn render(comparison: &Comparison) -> String {
    let mut out = format!("{}: {}\n", comparison.new.product, comparison.verdict_line());
    for change in comparison.changes() {
        out.push('\n');
        one(&change, &mut out);
    }
    let commands = comparison.commands();
    if !commands.is_empty() {
        out.push_str("\nWhat commands tell by themselves:\n");
    }
    for (key, before, after) in commands {
        let (before, after) = (before.unwrap_or("not said"), after.unwrap_or("not said"));
        let _ = writeln!(out, "    {}: {before}  ->  {after}", commands::label(key));
    }
    if let Some((before, after)) = comparison.prompts() {
        let _ = write!(out, "\nWhat users read:\n{}", indented(&lines::of_texts(before, after)));
    }
    for (name, before, after) in comparison.envelopes() {
        let lines = lines::of_json(before, after);
        let _ = write!(out, "\nAn example of {name} on the wire:\n{}", indented(&lines));
    }
    out
}

fn one(change: &Change<'_>, out: &mut String) {
    let verb = match change.difference {
        Difference::Added(_) => "added",
        Difference::Removed(..) => "removed",
        Difference::Changed(..) => "changed",
    };
    let _ = writeln!(out, "{verb} ({}): {}", effect(change).name(), title(entry(change)));
    match change.difference {
        Difference::Added(entry) | Difference::Removed(entry, _) => attributes(entry, out),
        Difference::Changed(old, new) => {
            for (name, before, after) in changed(old, new) {
                let unsaid = Some(absent(name)).filter(|text| !text.is_empty()).unwrap_or("not said");
                let shown = |side: Option<&str>| side.map_or_else(|| unsaid.to_owned(), |text| value(name, text));
                let _ = writeln!(out, "    {:<16} {}  ->  {}", label(name), shown(before), shown(after));
            }
        }
    }
    for widened in &change.widened {
        let _ = writeln!(out, "    {}: {}", widened.rule.id, widened.message);
    }
}

fn attributes(entry: &Entry, out: &mut String) {
    for (name, text) in &entry.attributes {
        let _ = writeln!(out, "    {:<16} {}", label(name), value(name, &text.value));
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect()
}
