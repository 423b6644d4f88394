use std::path::{Path, PathBuf};
use std::process::Command;

/// The real collectors, producers and editors that `tests/peers/install` installed.
#[derive(Debug)]
pub struct Peers {
    folder: PathBuf,
}

impl Peers {
    /// Those of this machine; nothing where `test` may be skipped, which it says.
    ///
    /// # Panics
    ///
    /// If they are missing on Linux, or older than what is pinned, and `CANDOR_ALLOW_SKIP` is not 1.
    #[must_use]
    pub fn of(test: &str) -> Option<Self> {
        let folder = root().join(std::env::var_os("CANDOR_PEERS").unwrap_or_else(|| "target/peers".into()));
        let pins = ["requirements.txt", "package-lock.json"];
        let pinned: String = pins.iter().map(|name| std::fs::read_to_string(source(name)).unwrap()).collect();
        if std::fs::read_to_string(folder.join("installed.txt")).is_ok_and(|installed| installed == pinned) {
            return Some(Self { folder });
        }
        let may_skip =
            cfg!(not(target_os = "linux")) || std::env::var_os("CANDOR_ALLOW_SKIP").is_some_and(|it| it == "1");
        assert!(may_skip, "the peers are not installed: run `bash tests/peers/install`, or set CANDOR_ALLOW_SKIP=1");
        eprintln!("SKIPPED: {test}, since the peers are not installed");
        None
    }

    /// A file or folder of theirs.
    #[must_use]
    pub fn join(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// One of the scripts in `tests/peers`, run by their Python.
    #[must_use]
    pub fn python(&self, script: &str) -> Command {
        let mut command = bare(self.join("bin/python"));
        command.arg(source(script));
        command
    }

    /// One of the commands of their Python packages.
    #[must_use]
    pub fn tool(&self, name: &str) -> Command {
        bare(self.join("bin").join(name))
    }

    /// A script, run by Node with their packages.
    #[must_use]
    pub fn node(&self, script: &Path) -> Command {
        let mut command = bare("node");
        command.env("NODE_PATH", self.join("node_modules")).arg(script);
        command
    }
}

/// The path of a file in `tests/peers`.
#[must_use]
pub fn source(name: &str) -> PathBuf {
    root().join("tests/peers").join(name)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Without what could lead a peer elsewhere: proxies, a home with settings, a service that builds.
fn bare(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    for kept in ["PATH", "TMPDIR", "LD_LIBRARY_PATH"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
}
