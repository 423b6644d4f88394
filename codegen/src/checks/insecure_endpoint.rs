use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0503",
    name: "insecure-endpoint",
    severity: Severity::Error,
    what: "Events go to an https address.",
    why: "What a user consented to send to one party must not be readable by others on the way.",
    wrong: "endpoint: http://collector.example.com/",
    right: "endpoint: https://collector.example.com/",
};

pub(crate) fn check(endpoint: &Spanned<String>, diagnostics: &mut Diagnostics) {
    let host =
        endpoint.value.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let problem = match host {
        None => "does not begin with https://",
        Some(host) if host.split(':').next() == Some("") => "names no host",
        Some(host) if host.contains('@') => "holds a user name or password",
        Some(_) if endpoint.value.chars().any(|c| c.is_whitespace() || c.is_control()) => "holds a space",
        Some(_) => return,
    };
    diagnostics.push(Diagnostic::new(
        &RULE,
        endpoint.span,
        format!("the endpoint {problem}"),
        "write the whole address, such as `https://collector.example.com/`",
    ));
}
