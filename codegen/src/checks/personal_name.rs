use super::Rule;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::model::{FieldKind, Parts};

pub(crate) static RULE: Rule = Rule {
    id: "C0404",
    name: "personal-name",
    severity: Severity::Error,
    what: "A field whose name suggests personal data says under `reviewed` why it holds none.",
    why: "Most leaks were fields with an honest name, such as `user_email` or `path`, that nobody stopped at.",
    wrong: "host: { type: label, … }",
    right: "host: { type: label, reviewed: One of our own build hosts; the list is in PRIV-12., … }",
};

/// Words of a name, each alone or with the next, that mostly mean something about a person, a machine or a file.
const WORDS: &[&str] = &[
    "account",
    "address",
    "arg",
    "args",
    "argument",
    "arguments",
    "argv",
    "birthday",
    "birthdate",
    "card",
    "city",
    "command_line",
    "computer_name",
    "content",
    "contents",
    "cookie",
    "cwd",
    "device_name",
    "dir",
    "directory",
    "domain",
    "email",
    "file",
    "filename",
    "file_name",
    "first_name",
    "folder",
    "full_name",
    "gender",
    "gps",
    "guid",
    "home",
    "host",
    "hostname",
    "host_name",
    "iban",
    "imei",
    "ip",
    "ipv4",
    "ipv6",
    "last_name",
    "latitude",
    "location",
    "login",
    "longitude",
    "mac",
    "machine_name",
    "mail",
    "nickname",
    "passphrase",
    "passwd",
    "password",
    "path",
    "person",
    "phone",
    "postcode",
    "project_name",
    "prompt",
    "query",
    "repo_name",
    "secret",
    "serial",
    "ssid",
    "ssn",
    "street",
    "surname",
    "tenant",
    "token",
    "uri",
    "url",
    "user",
    "username",
    "user_name",
    "uuid",
    "zip",
];

/// What makes a name speak of how much or what kind, and not of the thing itself.
const MEASURES: &[&str] =
    &["bytes", "count", "depth", "format", "kind", "length", "lines", "ms", "seconds", "size", "state", "type"];

pub(crate) fn check(parts: &Parts, diagnostics: &mut Diagnostics) {
    for field in parts.members().filter(|field| field.reviewed.is_none() && can_hold_it(&field.kind)) {
        let Some(word) = suspicious(&field.name.value) else { continue };
        diagnostics.push(Diagnostic::new(
            &RULE,
            field.name.span,
            if word == field.name.value {
                format!("the name `{word}` suggests personal data")
            } else {
                format!("`{word}` in the name `{}` suggests personal data", field.name.value)
            },
            "leave the field out or measure something else; if it holds nothing personal, say why: `reviewed: <reason>`",
        ));
    }
}

/// A closed list, a yes or no and a length of time say nothing about who or where.
pub(super) fn can_hold_it(kind: &FieldKind) -> bool {
    let kind = kind.element().unwrap_or(kind);
    !matches!(kind, FieldKind::Bool | FieldKind::Enum(_) | FieldKind::Duration(_) | FieldKind::Bucket { .. })
}

fn suspicious(name: &str) -> Option<&'static str> {
    said(name, WORDS)
}

/// The longest of `known` that a name says, unless it only measures it.
pub(super) fn said(name: &str, known: &'static [&'static str]) -> Option<&'static str> {
    let words: Vec<&str> = name.split('_').collect();
    if words.last().is_some_and(|last| MEASURES.contains(last)) {
        return None;
    }
    let is_said = |word: &str| {
        let length = word.split('_').count();
        words.windows(length).any(|part| part.join("_") == word)
    };
    known.iter().copied().filter(|word| is_said(word)).max_by_key(|word| word.len())
}

#[cfg(test)]
mod tests {
    use super::suspicious;

    #[test]
    fn names_of_people_machines_and_files_are_told_from_others() {
        for (name, word) in [
            ("user_email", Some("email")),
            ("host_name", Some("host_name")),
            ("path", Some("path")),
            ("client_ip", Some("ip")),
            ("api_token", Some("token")),
            ("action_name", None),
            ("token_count", None),
            ("file_size", None),
            ("exception_type", None),
            ("shipment", None),
            ("hostile", None),
        ] {
            assert_eq!(suspicious(name), word, "{name}");
        }
    }
}
