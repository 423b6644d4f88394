//! Paths of source files, as a backtrace holds them.

use super::path::is_persons;
use super::{MARK, ROUNDS_MAX, Scrubbed, Scrubber};

/// Folders of a Rust package from which on a path says nothing about the machine.
const PACKAGE_FOLDERS: [&str; 4] = ["src", "tests", "examples", "benches"];
/// Crates that come with the compiler.
const STANDARD: [&str; 5] = ["std", "core", "alloc", "proc_macro", "test"];

pub(super) fn scrub(scrubber: &Scrubber, path: &str) -> Scrubbed {
    let mut current = once(scrubber, path);
    // A root may end where a component that is scrubbed begins; without the root less of the path may stay.
    for _ in 0..ROUNDS_MAX {
        let next = once(scrubber, &current);
        if next == current {
            return Scrubbed(current);
        }
        current = next;
    }
    Scrubbed(MARK.to_owned())
}

fn once(scrubber: &Scrubber, path: &str) -> String {
    let kept = if let Some(root) = scrubber.roots.last_in(path.as_bytes(), 0..path.len()) {
        joined(&components(&path[root.start..]))
    } else {
        let parts = components(path);
        let from = kept_from(&parts);
        if from > 0 && from + 1 == parts.len() && is_persons(parts[from - 1], parts[from]) {
            return MARK.to_owned();
        }
        joined(&parts[from..])
    };
    // A component may itself hold what must not stay; each is scrubbed as a text of its own, since together they are a path.
    let mut safe = String::with_capacity(kept.len());
    for (n, part) in kept.split('/').enumerate() {
        if n > 0 {
            safe.push('/');
        }
        safe.push_str(scrubber.settle(part, false, usize::MAX).as_str());
    }
    safe
}

fn components(path: &str) -> Vec<&str> {
    path.split(['/', '\\']).filter(|part| !part.is_empty() && *part != "." && *part != "..").collect()
}

fn joined(parts: &[&str]) -> String {
    parts.join("/")
}

/// The index of the first component that stays.
fn kept_from(parts: &[&str]) -> usize {
    let last = parts.len().saturating_sub(1);
    if let Some(at) = registry_crate(parts).or_else(|| standard_library(parts)) {
        return at;
    }
    let folder = parts.iter().take(last).rposition(|part| PACKAGE_FOLDERS.contains(part));
    match folder {
        // What this function let stay before: `serde-1.0.1/src/lib.rs`, `std/src/panicking.rs`.
        Some(1) if STANDARD.contains(&parts[0]) || is_package(parts[0]) => 0,
        folder => folder.unwrap_or(last),
    }
}

/// `name-1.2.3`
fn is_package(part: &str) -> bool {
    part.split_once('-').is_some()
        && part.rsplit('-').any(|version| {
            let mut numbers = version.split('.');
            numbers.by_ref().take(3).filter(|n| n.bytes().next().is_some_and(|b| b.is_ascii_digit())).count() == 3
        })
}

/// `…/registry/src/<index>/name-version/src/…`, and `/rust/deps/name-version/src/…` of what the standard library is built with.
fn registry_crate(parts: &[&str]) -> Option<usize> {
    let after = |first: &str, second: &str, folders: usize| {
        let at = parts.windows(2).rposition(|pair| pair[0] == first && pair[1] == second)? + 2 + folders;
        (at + 1 < parts.len() && is_package(parts[at])).then_some(at)
    };
    after("registry", "src", 1).or_else(|| after("rust", "deps", 0))
}

/// `/rustc/<hash>/library/std/src/…`, and where `rust-src` is installed.
fn standard_library(parts: &[&str]) -> Option<usize> {
    let library = parts.windows(2).rposition(|pair| pair[0] == "library" && STANDARD.contains(&pair[1]))?;
    (library + 2 < parts.len()).then_some(library + 1)
}
