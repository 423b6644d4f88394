use std::panic::Location;
use std::sync::atomic::{AtomicUsize, Ordering};

use candor_core::limits::FRAMES_MAX;

/// Return addresses that are kept: the frames of callbacks and of the walk itself are among them.
const WALK_MAX: usize = 4 * FRAMES_MAX;

/// How many products of this process have telemetry on.
static PRODUCTS_ON: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn product_turned(on: bool) {
    if on {
        PRODUCTS_ON.fetch_add(1, Ordering::Relaxed);
    } else {
        PRODUCTS_ON.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Whether there is anybody who could see frames.
fn is_wanted() -> bool {
    #[cfg(feature = "testing")]
    if crate::testing::Recording::current().is_some() {
        return true;
    }
    PRODUCTS_ON.load(Ordering::Relaxed) > 0
}

/// The code locations of a call stack, innermost first: file, line and function, and nothing of what was in memory.
///
/// Paths are trimmed before anything is stored. A build without debug information has function names only.
///
/// ```
/// let frames = candor::Frames::capture(); // telemetry is off here, so there is nothing to see
/// assert!(frames.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Frames(Vec<Place>);

/// Where in the code, as far as it is known yet.
#[derive(Clone, Debug)]
enum Place {
    /// A return address. To find its name costs milliseconds, and only an event that is sent needs it.
    Address(usize),
    Location(&'static Location<'static>),
}

/// One code location, as the debug information tells it: the path is not trimmed yet.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u32>,
    pub(crate) function: String,
}

impl Frames {
    /// The stack of the caller; empty, and free, when telemetry is off.
    #[must_use]
    pub fn capture() -> Self {
        let mut places = Vec::new();
        if is_wanted() {
            backtrace::trace(|frame| {
                places.push(Place::Address(frame.ip() as usize));
                places.len() < WALK_MAX
            });
        }
        Self(places)
    }

    /// The place of a panic, or any other that the compiler knows.
    ///
    /// ```
    /// let frames = candor::Frames::at(std::panic::Location::caller());
    /// assert!(!frames.is_empty());
    /// ```
    #[must_use]
    pub fn at(location: &'static Location<'static>) -> Self {
        Self(vec![Place::Location(location)])
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Finds files, lines and functions.
    pub(crate) fn resolve(&self) -> Vec<Frame> {
        let mut frames = Vec::new();
        let mut is_started = false;
        for place in &self.0 {
            if is_started || frames.len() >= FRAMES_MAX {
                break;
            }
            match place {
                Place::Address(address) => resolve(*address, &mut frames, &mut is_started),
                Place::Location(location) => frames.push(Frame {
                    file: Some(location.file().to_owned()),
                    line: Some(location.line()),
                    function: String::new(),
                }),
            }
        }
        frames.truncate(FRAMES_MAX);
        frames
    }
}

/// The functions at an address: several where the compiler put one into another.
fn resolve(address: usize, frames: &mut Vec<Frame>, is_started: &mut bool) {
    backtrace::resolve(address as *mut std::ffi::c_void, |symbol| {
        let Some(name) = symbol.name().map(|name| format!("{name:#}")) else { return };
        let file = symbol.filename().map(|path| path.to_string_lossy().into_owned());
        *is_started |= is_start(&name);
        if !*is_started && !is_plumbing(&name, file.as_deref()) {
            frames.push(Frame { file, line: symbol.lineno(), function: strip(&name) });
        }
    });
}

/// What stands between two functions that somebody wrote: the walk itself, calls of closures, catching of panics.
fn is_plumbing(name: &str, file: Option<&str>) -> bool {
    let file = file.map(|file| file.replace('\\', "/")).unwrap_or_default();
    file.contains("/backtrace-0.")
        || ["candor::frames::", "candor::clap::", "backtrace::backtrace::"].iter().any(|ours| name.starts_with(ours))
        || ["__rust_try", "__rust_end_short_backtrace", "rust_begin_unwind"].iter().any(|glue| name.contains(glue))
        || file.ends_with(&file!().replace('\\', "/"))
        || [
            "core::ops::function::",
            "core::ops::try_trait::",
            "std::panic::",
            "std::panicking::",
            "core::panic::unwind_safe::",
            "core::panicking::",
        ]
        .iter()
        .any(|plumbing| name.starts_with(plumbing) || name.contains(&format!(" as {plumbing}")))
}

/// Where the standard library calls `main`, a thread's body or a test: below it is no code of the product.
fn is_start(name: &str) -> bool {
    name.contains("__rust_begin_short_backtrace") || name.starts_with("std::rt::lang_start") || name == "main"
}

/// A function's name without generic arguments: types may name what a product would not.
fn strip(name: &str) -> String {
    let mut depth = 0usize;
    let mut previous = ' ';
    let mut out = String::with_capacity(name.len());
    // `<Type as Trait>::method` begins with a bracket that holds names and no arguments.
    for c in name.strip_prefix('<').unwrap_or(name).chars() {
        match c {
            '<' => depth += 1,
            '>' if previous != '-' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
        previous = c;
    }
    out.trim_end_matches("::").replace("::::", "::")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_arguments_are_cut_from_names() {
        for (name, short) in [
            ("modelkit::build::run", "modelkit::build::run"),
            ("core::ops::function::FnOnce::call_once::<modelkit::Secret>", "core::ops::function::FnOnce::call_once"),
            ("<modelkit::Reader as std::io::Read>::read", "modelkit::Reader as std::io::Read::read"),
            ("modelkit::map<alloc::vec::Vec<u8>>::{{closure}}", "modelkit::map::{{closure}}"),
        ] {
            assert_eq!(strip(name), short, "{name}");
        }
    }
}
