use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use candor_sink::Received;

use crate::{InvokedFrom, ModelKitAction};

/// A home folder, and beside it a working directory that nothing may be written to.
#[derive(Debug)]
pub struct Home {
    root: tempfile::TempDir,
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl Home {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("home")).unwrap();
        std::fs::create_dir(root.path().join("work")).unwrap();
        Self { root }
    }

    /// The home folder.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// A file or folder in the home.
    #[must_use]
    pub fn join(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    /// Writes a file in the home, and the folders above it.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// A file in the home.
    #[must_use]
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.join(path)).unwrap()
    }

    /// Everything in the home and in the working directory, relative to the folder that holds both, sorted.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        walk(self.root.path(), self.root.path(), &mut files);
        files.sort();
        files
    }

    /// A command that finds this home and nothing else of its surroundings.
    #[must_use]
    pub fn command(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.root.path().join("work"));
        for kept in ["PATH", "SystemRoot", "TMPDIR", "TEMP", "TMP", "LD_LIBRARY_PATH", "LLVM_PROFILE_FILE"] {
            if let Some(value) = std::env::var_os(kept) {
                command.env(kept, value);
            }
        }
        command.env("HOME", self.path()).env("USERPROFILE", self.path());
        command
    }
}

fn walk(folder: &Path, root: &Path, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, root, files);
        }
        files.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
    }
}

/// Emits an action that can be told from others by its number.
pub fn action(number: u64) {
    ModelKitAction::new()
        .invoked_from(InvokedFrom::Script)
        .action_name("build")
        .duration_ms(Duration::from_millis(number))
        .success(true)
        .emit();
}

/// The numbers of the actions among `received`, sorted.
#[must_use]
pub fn numbers(received: &[Received]) -> Vec<u64> {
    let mut numbers: Vec<_> =
        received.iter().filter_map(|event| event.event()["data"]["duration_ms"].as_u64()).collect();
    numbers.sort_unstable();
    numbers
}
