use std::fmt::Write as _;

use super::{
    Comparison, Difference, Effect, Verdict, absent, changed, commands, effect, entry, label, lines, title, value,
};
use crate::lock::Change;
use crate::markdown::{code_block, escape, prose};

/// The first line is the same in every comment, so that a workflow finds and replaces its own.
pub(super) fn render(comparison: &Comparison) -> String {
    let mut out = "<!-- candor diff -->\n".to_owned();
    let _ = writeln!(out, "## Privacy: {}\n", escape(&comparison.new.product));
    let _ = writeln!(out, "**Verdict: {}.** {}", escape(&comparison.verdict_line()), meaning(comparison));
    problems(comparison, &mut out);
    let changes = comparison.changes();
    for (heading, wanted) in
        [("Collects more", Effect::Widens), ("Collects less", Effect::Narrows), ("In other words", Effect::Neutral)]
    {
        let of_effect: Vec<_> = changes.iter().filter(|change| effect(change) == wanted).collect();
        if !of_effect.is_empty() {
            let _ = writeln!(out, "\n### {heading}\n\n| what | before | after |\n|---|---|---|");
            of_effect.iter().for_each(|change| rows(change, &mut out));
        }
    }
    let commands = comparison.commands();
    if !commands.is_empty() {
        out.push_str("\n### What commands tell by themselves\n\n| what | before | after |\n|---|---|---|\n");
    }
    for (key, before, after) in commands {
        let cell = |side: Option<&str>| escape(side.unwrap_or_default());
        let _ = writeln!(out, "| {} | {} | {} |", escape(&commands::label(key)), cell(before), cell(after));
    }
    if let Some((before, after)) = comparison.prompts() {
        details("What users read", &lines::of_texts(before, after), &mut out);
    }
    for (name, before, after) in comparison.envelopes() {
        details(&format!("An example of {name} on the wire"), &lines::of_json(before, after), &mut out);
    }
    out
}

fn meaning(comparison: &Comparison) -> &'static str {
    match comparison.verdict() {
        Verdict::New => "Everything in this schema is new.",
        Verdict::Unchanged => "The same is collected as before.",
        Verdict::Narrows => "Less is collected than before, and nothing more.",
        Verdict::Widens => "More is collected than users have agreed to.",
    }
}

fn problems(comparison: &Comparison, out: &mut String) {
    if comparison.problems.is_empty() {
        return;
    }
    out.push_str("\n> [!CAUTION]\n> This must not be merged as it is:\n");
    for problem in comparison.problems.iter() {
        let _ = writeln!(out, "> - {}: {}. To do: {}.", problem.rule.id, prose(&problem.message), prose(&problem.help));
    }
}

/// A row for the thing, and one for each of its properties that matters.
fn rows(change: &Change<'_>, out: &mut String) {
    let name = escape(&title(entry(change)));
    let mut row = |what: &str, before: &str, after: &str| {
        let _ = writeln!(out, "| {what} | {before} | {after} |");
    };
    match change.difference {
        Difference::Added(new) => {
            row(&format!("**{name}**"), "", "added");
            new.attributes.iter().for_each(|(name, text)| row(label(name), "", &escape(&value(name, &text.value))));
        }
        Difference::Removed(old, _) => {
            row(&format!("**{name}**"), "was there", "removed");
            old.attributes.iter().for_each(|(name, text)| row(label(name), &escape(&value(name, &text.value)), ""));
        }
        Difference::Changed(old, new) => {
            row(&format!("**{name}**"), "", "changed");
            for (name, before, after) in changed(old, new) {
                let shown = |side: Option<&str>| {
                    side.map_or_else(|| absent(name).to_owned(), |text| escape(&value(name, text)))
                };
                row(label(name), &shown(before), &shown(after));
            }
        }
    }
}

fn details(summary: &str, diff: &str, out: &mut String) {
    let _ =
        write!(out, "\n<details><summary>{}</summary>\n\n{}\n</details>\n", escape(summary), code_block("diff", diff));
}
