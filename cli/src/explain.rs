use std::process::ExitCode;

use candor_codegen::{RULES, Rule};

use crate::schema::{TROUBLE, print};

/// Explain a rule: what it demands, why, a wrong and a right example; without ID, list all rules
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Id or name of the rule, such as C0202 or unknown-key
    #[arg(value_name = "ID")]
    rule: Option<String>,
}

pub(crate) fn run(args: &Args) -> ExitCode {
    let Some(wanted) = &args.rule else {
        return print(
            &RULES.iter().map(|rule| format!("{}  {:<22}  {}\n", rule.id, rule.name, rule.what)).collect::<String>(),
        );
    };
    let is_wanted = |rule: &&&Rule| rule.id.eq_ignore_ascii_case(wanted) || rule.name.eq_ignore_ascii_case(wanted);
    match RULES.iter().find(is_wanted) {
        Some(rule) => print(&explanation(rule)),
        None => {
            eprintln!("error: there is no rule `{wanted}`\nhelp: `candor explain` lists all rules");
            ExitCode::from(TROUBLE)
        }
    }
}

fn explanation(rule: &Rule) -> String {
    format!(
        "{} {} ({})\n\n{}\n{}\n\nWrong:\n\n{}\n\nRight:\n\n{}\n",
        rule.id,
        rule.name,
        rule.severity.name(),
        rule.what,
        rule.why,
        indent(rule.wrong),
        indent(rule.right)
    )
}

fn indent(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}
