//! The values that are planted, and what must not be found of them.

use std::fmt;

use candor_core::Claim;
use memchr::memmem;

/// The names of the machine and of its user, as long as a verification runs.
pub(super) const MACHINE: [&str; 2] = ["ottoline", "kestrel-ws"];

/// A value that must never be collected.
#[derive(Debug)]
pub struct Planted {
    kind: &'static str,
    claim: Option<Claim>,
    text: &'static str,
    /// Parts that may be in nothing that is sent, in small letters.
    pub(super) telling: &'static [&'static str],
    is_scrubbed: bool,
}

impl Planted {
    /// The value.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.text
    }

    /// What it is, for people: `a network path`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The claim that it would break.
    #[must_use]
    pub fn claim(&self) -> Option<Claim> {
        self.claim
    }

    /// Whether scrubbing keeps it out of a text.
    pub(super) fn is_scrubbed(&self) -> bool {
        self.is_scrubbed
    }

    pub(super) fn is_to_be_kept_out(&self, promised: &[Claim]) -> bool {
        self.is_scrubbed || self.claim.is_some_and(|claim| promised.contains(&claim))
    }

    /// Whether anything telling of it is in `bytes`, whatever its case.
    pub(super) fn is_in(&self, bytes: &[u8]) -> bool {
        let bytes = bytes.to_ascii_lowercase();
        self.telling.iter().any(|part| memmem::find(&bytes, part.as_bytes()).is_some())
    }
}

impl fmt::Display for Planted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text)
    }
}

impl std::error::Error for Planted {}

const fn scrubbed(claim: Claim, kind: &'static str, text: &'static str, telling: &'static [&'static str]) -> Planted {
    Planted { kind, claim: Some(claim), text, telling, is_scrubbed: true }
}

/// What scrubbing takes out although no claim speaks of it.
const fn identifier(kind: &'static str, text: &'static str, telling: &'static [&'static str]) -> Planted {
    Planted { kind, claim: None, text, telling, is_scrubbed: true }
}

/// What looks like any other words.
const fn words(claim: Claim, kind: &'static str, text: &'static str, telling: &'static [&'static str]) -> Planted {
    Planted { kind, claim: Some(claim), text, telling, is_scrubbed: false }
}

/// Every value. None of the telling words occurs in a schema, and no value holds the machine's names but those that stand
/// for them, so that a rule that is off is not made good by another.
pub(super) static ALL: &[Planted] = &[
    scrubbed(Claim::Paths, "an absolute path", "/srv/quarzfeder/morgenrot/net.onnx", &["quarzfeder", "morgenrot"]),
    scrubbed(
        Claim::Paths,
        "a path below a home folder",
        "/home/konstanze/quarzfeder/net.onnx",
        &["konstanze", "quarzfeder"],
    ),
    scrubbed(Claim::Paths, "a home folder", "/home/konstanze", &["konstanze"]),
    scrubbed(
        Claim::Paths,
        "a path with a drive",
        r"C:\Users\konstanze\quarzfeder\net.onnx",
        &["konstanze", "quarzfeder"],
    ),
    scrubbed(
        Claim::Paths,
        "an escaped path",
        r"C:\\Users\\konstanze\\quarzfeder\\net.onnx",
        &["konstanze", "quarzfeder"],
    ),
    scrubbed(
        Claim::Paths,
        "a quoted path with spaces",
        r#""C:\My quarzfeder\for morgenrot\net.onnx""#,
        &["quarzfeder", "morgenrot"],
    ),
    scrubbed(Claim::Paths, "a network path", r"\\nachtwind\quarzfeder\net.onnx", &["nachtwind", "quarzfeder"]),
    scrubbed(
        Claim::Paths,
        "a file: address",
        "file:///srv/quarzfeder/morgenrot/net.onnx",
        &["quarzfeder", "morgenrot"],
    ),
    scrubbed(Claim::Paths, "a path from ~", "~/quarzfeder/net.onnx", &["quarzfeder"]),
    scrubbed(Claim::Paths, "a path behind a key", "model=/srv/quarzfeder/net.onnx", &["quarzfeder"]),
    scrubbed(Claim::Paths, "a path from here", "./quarzfeder/net.onnx", &["quarzfeder"]),
    scrubbed(Claim::Paths, "a path from above", "../quarzfeder/net.onnx", &["quarzfeder"]),
    scrubbed(Claim::Paths, "a relative path", "quarzfeder/morgenrot/net.onnx", &["quarzfeder", "morgenrot"]),
    scrubbed(
        Claim::Credentials,
        "an address with a password",
        "https://konstanze:Nachtwind@example.com/quarzfeder?id=morgenrot",
        &["konstanze", "nachtwind", "quarzfeder", "morgenrot"],
    ),
    scrubbed(Claim::Credentials, "a password", "password=Nachtwind", &["nachtwind"]),
    scrubbed(
        Claim::Credentials,
        "an authorization header",
        "Authorization: Bearer Nachtwind-quarzfeder",
        &["nachtwind", "quarzfeder"],
    ),
    scrubbed(
        Claim::Credentials,
        "an access token of a code host",
        "ghp_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2z",
        &["ghp_ab3d", "vw0xy2z"],
    ),
    scrubbed(Claim::Credentials, "an access key of a cloud", "AKIAQ3EGRZT5Y7PLM2XW", &["q3egrzt5y7plm2xw"]),
    scrubbed(Claim::Credentials, "a token of a model hub", "hf_aBcDeFgHiJkLmNoPqRsTuVwXyZaBcDeFgH", &["hf_abcdefgh"]),
    scrubbed(
        Claim::Credentials,
        "a signed web token",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJxdWFyeiJ9.c2lnbmF0dXJlb2Z0aGlz",
        &["eyjhbgci", "eyjzdwi", "c2lnbmf0"],
    ),
    scrubbed(
        Claim::Credentials,
        "a private key",
        "-----BEGIN PRIVATE KEY-----\nNachtwindQuarzfeder\n-----END PRIVATE KEY-----",
        &["nachtwindquarzfeder"],
    ),
    scrubbed(Claim::Credentials, "a long random token", "q7Zt2Lw9Xc4Vb6Nm8Kj3Hg5Fd1Sa0PoIuYtReWq", &["q7zt2lw9"]),
    scrubbed(Claim::UserNames, "the name of the user", "ottoline", &["ottoline"]),
    scrubbed(Claim::UserNames, "an account of a domain", r"NACHTWIND\konstanze", &["konstanze"]),
    scrubbed(
        Claim::UserNames,
        "a security identifier",
        "S-1-5-21-3623811015-3361044348-30300820-1013",
        &["3623811015", "30300820"],
    ),
    scrubbed(Claim::UserNames, "a user behind a key", "user=konstanze", &["konstanze"]),
    scrubbed(Claim::UserNames, "an account at a host", "konstanze@nachtwind", &["konstanze"]),
    scrubbed(Claim::HostNames, "the name of the machine", "kestrel-ws", &["kestrel"]),
    scrubbed(
        Claim::HostNames,
        "a remote address",
        "konstanze@nachtwind:quarzfeder/net.onnx",
        &["nachtwind", "konstanze"],
    ),
    scrubbed(Claim::HostNames, "a machine in a network path", r"\\nachtwind\share\net.onnx", &["nachtwind"]),
    scrubbed(Claim::IpAddresses, "an IPv4 address", "203.0.113.77", &["203.0.113.77"]),
    scrubbed(Claim::IpAddresses, "an IPv4 address with a port", "203.0.113.77:8443", &["203.0.113.77"]),
    scrubbed(Claim::IpAddresses, "an IPv6 address", "2001:db8:4c1e::9f", &["2001:db8", "4c1e::9f"]),
    scrubbed(Claim::IpAddresses, "an IPv6 address with a port", "[2001:db8:4c1e::9f]:443", &["2001:db8", "4c1e::9f"]),
    scrubbed(Claim::Email, "an e-mail address", "konstanze.vogt@example.org", &["konstanze", "vogt"]),
    identifier("a GUID", "6f1c2a4e-93b7-4d5e-8a10-7c2f9e4b6d31", &["6f1c2a4e", "7c2f9e4b6d31"]),
    // Only as a GUID: no other rule takes words and a number for anything.
    identifier("a GUID that reads like words", "feedbabe-cafe-face-bade-decade000042", &["feedbabe", "decade000042"]),
    identifier("a network card's address", "3c:22:fb:9a:41:7e", &["3c:22:fb", "9a:41:7e"]),
    identifier("a phone number", "+49 30 9018 2000", &["9018 2000"]),
    identifier("a card number", "4111 1111 1111 1111", &["4111 1111"]),
    identifier("an IBAN", "GB29 NWBK 6016 1331 9268 19", &["nwbk", "6016 1331"]),
    words(Claim::FileContents, "a line of a file", "quarzfeder morgenrot, nachtwind", &["quarzfeder", "nachtwind"]),
    words(Claim::CommandArguments, "an argument", "--customer=quarzfeder", &["quarzfeder"]),
    words(
        Claim::SourceCode,
        "a line of a program",
        "let quarzfeder = morgenrot(nachtwind);",
        &["quarzfeder", "morgenrot"],
    ),
    words(
        Claim::LocalVariables,
        "the value of a variable",
        "Quarzfeder { morgenrot: true }",
        &["quarzfeder", "morgenrot"],
    ),
];
