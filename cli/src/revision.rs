//! Reads a schema as it was in a revision of a git repository.

use std::path::Path;
use std::process::{Command, Output};

use candor_codegen::Sources;

/// The schema in `directory` at `revision`; `None` where the revision has no such folder or no schema in it.
pub(crate) fn read(revision: &str, directory: &Path) -> Result<Option<Sources>, String> {
    let place = existing(directory);
    if git(place, &["rev-parse", "--git-dir"]).is_err_and(|why| why.contains("not a git repository")) {
        return Err(format!("`{}` is not in a git repository", place.display()));
    }
    let commit =
        git(place, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])
            .map_err(|why| format!("`{revision}` is no revision of the repository at `{}`{why}", place.display()))?;
    let commit = commit.trim().to_owned();
    let below = directory.strip_prefix(place).unwrap_or(Path::new(""));
    let prefix = below.to_string_lossy().replace('\\', "/");
    let folder = if prefix.is_empty() { "./".to_owned() } else { format!("./{}/", prefix.trim_matches('/')) };
    let listing = git(place, &["ls-tree", "-r", "-z", &commit, "--", &folder]).map_err(|why| cannot(revision, &why))?;
    let display = format!("{revision}:{}", directory.display());
    let mut files = Vec::new();
    for line in listing.split('\0') {
        let Some((name, object)) = blob(line, folder.trim_start_matches("./")) else { continue };
        if let Some(name) = in_schema(name) {
            files.push((name, bytes(place, &["cat-file", "blob", object]).map_err(|why| cannot(revision, &why))?));
        }
    }
    let whole = files.iter().any(|(name, _)| name == "product.yaml");
    Ok(whole.then(|| Sources::from_bytes(&display, files)))
}

/// The nearest folder that exists: the schema itself may be gone by now.
fn existing(directory: &Path) -> &Path {
    let found = directory.ancestors().find(|folder| folder.is_dir());
    found.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Name below the folder and object of a regular file, from `100644 blob <object>\t<path>`.
fn blob<'l>(line: &'l str, folder: &str) -> Option<(&'l str, &'l str)> {
    let (head, path) = line.split_once('\t')?;
    let mut head = head.split(' ');
    let regular = head.next()?.starts_with("100") && head.next()? == "blob";
    let object = head.next()?;
    regular.then_some((path.strip_prefix(folder)?, object))
}

/// Files that a schema may have; there may be a thousand others beside them.
fn in_schema(name: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let yaml = lower.ends_with(".yaml") || lower.ends_with(".yml");
    let depth = name.strip_prefix("events/").unwrap_or(name);
    (name == "consent.lock" || (yaml && !depth.contains('/'))).then(|| name.to_owned())
}

fn cannot(revision: &str, why: &str) -> String {
    format!("git cannot read `{revision}`{why}")
}

fn git(place: &Path, arguments: &[&str]) -> Result<String, String> {
    bytes(place, arguments).map(|out| String::from_utf8_lossy(&out).into_owned())
}

fn bytes(place: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let run = Command::new("git").arg("-C").arg(place).args(arguments).output();
    match run {
        Ok(Output { status, stdout, .. }) if status.success() => Ok(stdout),
        Ok(Output { stderr, .. }) => {
            let said = String::from_utf8_lossy(&stderr).trim().to_owned();
            Err(if said.is_empty() { String::new() } else { format!(": {said}") })
        }
        Err(error) => Err(format!(": git cannot be run: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_regular_files_of_the_folder_are_read() {
        let line = |mode: &str, path: &str| format!("{mode} blob 0123abcd\t{path}");
        let text = line("100644", "schema/events/action.yaml");
        assert_eq!(blob(&text, "schema/"), Some(("events/action.yaml", "0123abcd")));
        assert_eq!(blob(&line("120000", "schema/product.yaml"), "schema/"), None);
        assert_eq!(blob(&line("100644", "other/product.yaml"), "schema/"), None);
        assert_eq!(blob("160000 commit 0123abcd\tschema/sub", "schema/"), None);
    }

    #[test]
    fn what_is_no_file_of_a_schema_is_not_read() {
        assert!(["product.yaml", "events/a.yml", "consent.lock"].iter().all(|name| in_schema(name).is_some()));
        assert!(
            ["events/deep/a.yaml", "README.md", "events/consent.lock"].iter().all(|name| in_schema(name).is_none())
        );
    }
}
