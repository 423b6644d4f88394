/// Something that a product says it never collects, and that Candor can check. Written as an entry of `never_collected`:
/// `{ claim: paths, text: file paths }`. `docs/claims.md` tells what each promises, and how it is held.
///
/// ```
/// use candor_core::Claim;
/// assert_eq!("ip_addresses".parse(), Ok(Claim::IpAddresses));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Claim {
    /// Where files lie.
    Paths,
    /// What files hold.
    FileContents,
    /// What a command was given.
    CommandArguments,
    /// Passwords, keys and tokens.
    Credentials,
    /// Who uses the machine.
    UserNames,
    /// What machines are called.
    HostNames,
    /// IPv4 and IPv6 addresses.
    IpAddresses,
    /// E-mail addresses.
    Email,
    /// Lines of programs.
    SourceCode,
    /// Values of variables.
    LocalVariables,
}

impl Claim {
    /// Every claim, in the order of the documents.
    pub const ALL: [Self; 10] = [
        Self::Paths,
        Self::FileContents,
        Self::CommandArguments,
        Self::Credentials,
        Self::UserNames,
        Self::HostNames,
        Self::IpAddresses,
        Self::Email,
        Self::SourceCode,
        Self::LocalVariables,
    ];

    /// The spelling in a schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Paths => "paths",
            Self::FileContents => "file_contents",
            Self::CommandArguments => "command_arguments",
            Self::Credentials => "credentials",
            Self::UserNames => "user_names",
            Self::HostNames => "host_names",
            Self::IpAddresses => "ip_addresses",
            Self::Email => "email",
            Self::SourceCode => "source_code",
            Self::LocalVariables => "local_variables",
        }
    }

    /// What exactly is promised, in one sentence, for editors and documents.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Paths => {
                "No folder in which a file lies: of a path at most the last part is kept, and what lies below the product's own code."
            }
            Self::FileContents => "Nothing that stands in a file.",
            Self::CommandArguments => {
                "No argument of a command as it was given; of one that is a path at most the last part."
            }
            Self::Credentials => "No password, key or token that has the form or the name of one.",
            Self::UserNames => "Neither the name of the user nor that of an account or a home folder.",
            Self::HostNames => "No name of this machine, nor of one in a network path or a remote address.",
            Self::IpAddresses => "No IPv4 and no IPv6 address.",
            Self::Email => "No e-mail address.",
            Self::SourceCode => "No line of a program; the product's own files and functions may be named.",
            Self::LocalVariables => "No value that a variable had; code locations are file, line and function.",
        }
    }

    /// Whether scrubbing keeps the promise in free text. What is not told from other words by its form is kept out by the
    /// one who writes the text, and a reviewer says so.
    #[must_use]
    pub const fn is_scrubbed(self) -> bool {
        match self {
            Self::Paths | Self::Credentials | Self::UserNames | Self::IpAddresses | Self::Email => true,
            // The host of an URL stays in a text.
            Self::HostNames => false,
            Self::FileContents | Self::CommandArguments | Self::SourceCode | Self::LocalVariables => false,
        }
    }

    /// Words of a field's name, each alone or with the next, that say that it holds what is never collected.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self {
            Self::Paths => &["cwd", "dir", "directory", "file_name", "filename", "folder", "path", "paths"],
            Self::FileContents => &["content", "contents", "file_contents"],
            Self::CommandArguments => &["arg", "args", "argument", "arguments", "argv", "command_line"],
            Self::Credentials => &[
                "api_key",
                "cookie",
                "credential",
                "credentials",
                "passphrase",
                "passwd",
                "password",
                "secret",
                "token",
            ],
            Self::UserNames => &["account", "login", "user", "user_name", "username"],
            Self::HostNames => &["computer_name", "host", "host_name", "hostname", "machine_name", "server_name"],
            Self::IpAddresses => &["ip", "ip_address", "ipv4", "ipv6"],
            Self::Email => &["email", "mail"],
            Self::SourceCode => &["code_snippet", "snippet", "source_code", "source_line"],
            Self::LocalVariables => &["locals", "local_variables", "variables"],
        }
    }
}

impl std::fmt::Display for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for Claim {
    type Err = ();

    fn from_str(s: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|claim| claim.name() == s).ok_or(())
    }
}
