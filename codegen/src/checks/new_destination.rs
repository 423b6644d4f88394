use super::Rule;
use crate::collected::Kind;
use crate::diagnostic::Severity;
use crate::lock::Difference;
use crate::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "C0620",
    name: "new-destination",
    severity: Severity::Error,
    what: "A new destination or host raises `consent.version`.",
    why: "Who receives the data is part of what users agree to.",
    wrong: "endpoint: https://telemetry.example.org/    # another host",
    right: "endpoint: https://telemetry.example.org/\nconsent: { version: 2, … }",
};

pub(crate) fn widens(difference: &Difference<'_>) -> Vec<(Span, String)> {
    if let Some(entry) = difference.added(Kind::Destination) {
        return vec![(entry.name.span, format!("the destination `{}` is new", entry.name.value))];
    }
    let Some((_, before, after)) = difference.changed("endpoint") else { return Vec::new() };
    let (old, new) = (host(&before.value), host(&after.value));
    (old != new).then(|| (after.span, format!("events go to `{new}` instead of `{old}`"))).into_iter().collect()
}

/// Host and port: `https://a.example:443/b` gives `a.example`. A port may be another service.
pub(crate) fn host(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    let authority = authority.rsplit('@').next().unwrap_or_default();
    let default = if scheme.eq_ignore_ascii_case("http") { ":80" } else { ":443" };
    authority.strip_suffix(default).unwrap_or(authority).to_owned()
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn a_path_is_no_new_host_and_a_port_is() {
        assert_eq!(host("https://A.example:443/one"), host("https://a.example/two?x"));
        assert_ne!(host("https://a.example:8443/"), host("https://a.example/"));
        assert_ne!(host("https://a.example@evil.example/"), host("https://a.example/"));
    }
}
