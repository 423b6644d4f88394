use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;

use jiff::Timestamp;

/// Whose rules hold for homes and policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Platform {
    Unix,
    Windows,
}

/// Everything that consent wants to know of the process around it. A value, so that tests and demonstrations state it.
#[derive(Debug)]
pub(crate) struct Environment(Source);

#[cfg_attr(
    not(any(test, feature = "testing")),
    expect(dead_code, reason = "only tests and demonstrations state an environment")
)]
#[derive(Debug)]
enum Source {
    Process,
    Fixed(Fixed),
}

#[derive(Debug)]
struct Fixed {
    platform: Platform,
    variables: BTreeMap<String, OsString>,
    stdin_is_terminal: bool,
    stderr_is_terminal: bool,
    in_foreground: bool,
    policy_directories: Vec<PathBuf>,
    now: Timestamp,
}

impl Environment {
    /// That of this process; each fact is read when it is asked for.
    pub(crate) fn real() -> Self {
        Self(Source::Process)
    }

    #[cfg(any(test, feature = "testing"))]
    /// One without variables and policies, in which a person sits at both terminals.
    pub(crate) fn fixed(platform: Platform, now: Timestamp) -> Self {
        Self(Source::Fixed(Fixed {
            platform,
            variables: BTreeMap::new(),
            stdin_is_terminal: true,
            stderr_is_terminal: true,
            in_foreground: true,
            policy_directories: Vec::new(),
            now,
        }))
    }

    #[cfg(any(test, feature = "testing"))]
    /// With a variable set. Changes nothing in [`Environment::real`], which is never stated.
    pub(crate) fn with(self, name: &str, value: impl Into<OsString>) -> Self {
        self.change(|fixed| {
            fixed.variables.insert(name.to_owned(), value.into());
        })
    }

    #[cfg(test)]
    /// With terminals, or without, at stdin and stderr.
    pub(crate) fn with_terminals(self, stdin: bool, stderr: bool) -> Self {
        self.change(|fixed| (fixed.stdin_is_terminal, fixed.stderr_is_terminal) = (stdin, stderr))
    }

    #[cfg(test)]
    /// As a background job of a shell.
    pub(crate) fn in_background(self) -> Self {
        self.change(|fixed| fixed.in_foreground = false)
    }

    #[cfg(test)]
    /// With a folder in which administrators keep policies.
    pub(crate) fn with_policies(self, directory: &std::path::Path) -> Self {
        self.change(|fixed| fixed.policy_directories.push(directory.to_owned()))
    }

    #[cfg(any(test, feature = "testing"))]
    fn change(mut self, change: impl FnOnce(&mut Fixed)) -> Self {
        if let Source::Fixed(fixed) = &mut self.0 {
            change(fixed);
        }
        self
    }

    /// A variable's value; an empty one counts as unset.
    pub(crate) fn variable(&self, name: &str) -> Option<OsString> {
        let value = match &self.0 {
            Source::Process => std::env::var_os(name),
            Source::Fixed(fixed) => fixed.variables.get(name).cloned(),
        };
        value.filter(|value| !value.is_empty())
    }

    /// Whether a variable that switches something off does so: unless it is empty, `0` or `false`.
    pub(crate) fn is_set(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|value| value != "0" && value != "false")
    }

    pub(crate) fn platform(&self) -> Platform {
        match &self.0 {
            Source::Process if cfg!(windows) => Platform::Windows,
            Source::Process => Platform::Unix,
            Source::Fixed(fixed) => fixed.platform,
        }
    }

    pub(crate) fn stdin_is_terminal(&self) -> bool {
        match &self.0 {
            Source::Process => std::io::stdin().is_terminal(),
            Source::Fixed(fixed) => fixed.stdin_is_terminal,
        }
    }

    pub(crate) fn stderr_is_terminal(&self) -> bool {
        match &self.0 {
            Source::Process => std::io::stderr().is_terminal(),
            Source::Fixed(fixed) => fixed.stderr_is_terminal,
        }
    }

    /// Whether the process may read from its terminal. A background job that does is stopped by the kernel.
    pub(crate) fn in_foreground(&self) -> bool {
        match &self.0 {
            Source::Process => process_in_foreground(),
            Source::Fixed(fixed) => fixed.in_foreground,
        }
    }

    /// The folders below which an administrator keeps `<app>/telemetry.json`.
    ///
    /// On Windows `C:\ProgramData` is looked at whatever `%ProgramData%` says: a variable can only switch off.
    pub(crate) fn policy_directories(&self) -> Vec<PathBuf> {
        match &self.0 {
            Source::Fixed(fixed) => fixed.policy_directories.clone(),
            Source::Process if cfg!(windows) => {
                let named = self.variable("ProgramData").map(PathBuf::from).filter(|path| path.is_absolute());
                named.into_iter().chain([PathBuf::from(r"C:\ProgramData")]).collect()
            }
            Source::Process => vec![PathBuf::from("/etc")],
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        match &self.0 {
            Source::Process => Timestamp::now(),
            Source::Fixed(fixed) => fixed.now,
        }
    }
}

#[cfg(unix)]
fn process_in_foreground() -> bool {
    // A terminal that does not control this process (an error here) cannot stop it.
    rustix::termios::tcgetpgrp(std::io::stdin()).map_or(true, |group| group == rustix::process::getpgrp())
}

#[cfg(not(unix))]
fn process_in_foreground() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_counts_unless_it_is_empty_zero_or_false() {
        let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH);
        assert!(!env.is_set("CI"));
        for (value, counts) in [("", false), ("0", false), ("false", false), ("1", true), ("true", true), ("no", true)]
        {
            let env = Environment::fixed(Platform::Unix, Timestamp::UNIX_EPOCH).with("CI", value);
            assert_eq!(env.is_set("CI"), counts, "{value:?}");
        }
    }

    #[test]
    fn this_process_has_a_policy_folder_that_no_variable_moves() {
        let directories = Environment::real().policy_directories();
        let fixed = if cfg!(windows) { r"C:\ProgramData" } else { "/etc" };
        assert!(directories.contains(&PathBuf::from(fixed)), "{directories:?}");
    }
}
