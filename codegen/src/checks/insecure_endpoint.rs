use candor_core::is_loopback;

use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "C0503",
    name: "insecure-endpoint",
    severity: Severity::Error,
    what: "Events go to an https address, or over http to an OpenTelemetry collector on the user's machine.",
    why: "What a user consented to send to one party must not be readable by others on the way.",
    wrong: "endpoint: http://collector.example.com/",
    right: "endpoint: https://collector.example.com/",
};

/// To whom events may go without TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plain {
    Nobody,
    /// What is sent to this machine passes no network.
    ThisMachine,
}

pub(crate) fn check(endpoint: &Spanned<String>, plain: Plain, diagnostics: &mut Diagnostics) {
    if let Some(problem) = problem(&endpoint.value, plain) {
        let help = match plain {
            Plain::Nobody => "write the whole address, such as `https://collector.example.com/`",
            Plain::ThisMachine => {
                "write the whole address, such as `https://otel.example.com/v1/logs`, or of a collector on the user's machine \
                 `http://127.0.0.1:4318/v1/logs`"
            }
        };
        diagnostics.push(Diagnostic::new(&RULE, endpoint.span, format!("the endpoint {problem}"), help));
    }
}

fn problem(url: &str, plain: Plain) -> Option<&'static str> {
    let after = |scheme: &str| Some(url.strip_prefix(scheme)?.split(['/', '?', '#']).next().unwrap_or_default());
    let on_this_machine =
        || after("http://").filter(|authority| plain == Plain::ThisMachine && is_loopback(split_port(authority).0));
    let Some(authority) = after("https://").or_else(on_this_machine) else {
        return Some(match plain {
            Plain::Nobody => "does not begin with https://",
            Plain::ThisMachine => "is neither https nor on the user's machine",
        });
    };
    let (host, port) = split_port(authority);
    if host.is_empty() {
        Some("names no host")
    } else if authority.contains('@') {
        Some("holds a user name or password")
    } else if url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        Some("holds a space")
    } else if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        Some("has a port that is none")
    } else {
        None
    }
}

/// The colons of an IPv6 address stand in brackets.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    let brackets = authority.rfind(']').map_or(0, |at| at + 1);
    match authority[brackets..].find(':') {
        Some(at) => (&authority[..brackets + at], Some(&authority[brackets + at + 1..])),
        None => (authority, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_reached_without_tls_and_only_where_it_may_be() {
        for (url, nobody, this_machine) in [
            ("https://collector.example.com/v1/logs", None, None),
            ("https://127.0.0.1:4318/", None, None),
            ("http://127.0.0.1:4318/v1/logs", Some("https"), None),
            ("http://127.8.0.1", Some("https"), None),
            ("http://localhost:4318/v1/logs", Some("https"), None),
            ("http://[::1]:4318/v1/logs", Some("https"), None),
            ("http://[::1]", Some("https"), None),
            ("http://collector.example.com/", Some("https"), Some("neither")),
            ("http://localhost.example.com/", Some("https"), Some("neither")),
            ("http://127.0.0.1.example.com/", Some("https"), Some("neither")),
            ("http://127.0.0.1@example.com/", Some("https"), Some("neither")),
            ("http://localhost:80@example.com/", Some("https"), Some("user name")),
            ("http://127.0.0.1\\@example.com/", Some("https"), Some("neither")),
            ("http://example.com#@127.0.0.1/", Some("https"), Some("neither")),
            ("http://[::1]example.com/", Some("https"), Some("neither")),
            ("http://[::ffff:10.0.0.1]/", Some("https"), Some("neither")),
            ("http://10.0.0.1/", Some("https"), Some("neither")),
            ("http://0.0.0.0/", Some("https"), Some("neither")),
            ("http://127.1/", Some("https"), Some("neither")),
            ("HTTP://127.0.0.1/", Some("https"), Some("neither")),
            ("ftp://127.0.0.1/", Some("https"), Some("neither")),
            ("http://127.0.0.1:4318x/", Some("https"), Some("port")),
            ("https://example.com:99999/", Some("port"), Some("port")),
            ("https://a b/", Some("space"), Some("space")),
            ("https://user@example.com/", Some("user name"), Some("user name")),
            ("https://:443/", Some("host"), Some("host")),
            ("https://", Some("host"), Some("host")),
            ("http://", Some("https"), Some("neither")),
        ] {
            for (plain, expected) in [(Plain::Nobody, nobody), (Plain::ThisMachine, this_machine)] {
                let found = problem(url, plain);
                let is_right = match (found, expected) {
                    (Some(found), Some(expected)) => found.contains(expected),
                    (found, expected) => found == expected,
                };
                assert!(is_right, "{url} {plain:?}: {found:?} instead of {expected:?}");
            }
        }
    }
}
