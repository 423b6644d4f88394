use std::sync::atomic::{AtomicUsize, Ordering};

use candor_core::limits::FRAMES_MAX;

/// How many products of this process have telemetry on.
static PRODUCTS_ON: AtomicUsize = AtomicUsize::new(0);

pub(crate) fn product_turned(on: bool) {
    if on {
        PRODUCTS_ON.fetch_add(1, Ordering::Relaxed);
    } else {
        PRODUCTS_ON.fetch_sub(1, Ordering::Relaxed);
    }
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
pub struct Frames(pub(crate) Vec<Frame>);

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
        if PRODUCTS_ON.load(Ordering::Relaxed) == 0 { Self::default() } else { Self(walk()) }
    }

    /// No frames.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The code location of a panic, or of any other place that the compiler knows.
    #[must_use]
    pub fn at(location: &'static std::panic::Location<'static>) -> Self {
        Self(vec![Frame { file: Some(location.file().to_owned()), line: Some(location.line()), function: String::new() }])
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

fn walk() -> Vec<Frame> {
    let mut frames = Vec::new();
    backtrace::trace(|frame| {
        backtrace::resolve_frame(frame, |symbol| {
            let Some(function) = symbol.name().map(|name| strip(&format!("{name:#}"))) else { return };
            let file = symbol.filename().map(|path| path.to_string_lossy().into_owned());
            if !is_ours(&function, file.as_deref()) {
                frames.push(Frame { file, line: symbol.lineno(), function });
            }
        });
        frames.last().is_none_or(|last| !is_start(&last.function)) && frames.len() < FRAMES_MAX
    });
    frames.retain(|frame| !is_start(&frame.function));
    frames
}

/// The runtime's own frames and those of the walk tell a developer nothing.
fn is_ours(function: &str, _file: Option<&str>) -> bool {
    function.starts_with("backtrace::") || function.starts_with("candor::frames::")
}

/// Where the standard library calls `main` or the body of a thread: below it is no code of the product.
fn is_start(function: &str) -> bool {
    ["std::sys::backtrace::__rust_begin_short_backtrace", "__rust_begin_short_backtrace", "std::rt::lang_start", "main"]
        .contains(&function)
}

/// A function's name without generic arguments: types may name what a product would not.
fn strip(name: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::with_capacity(name.len());
    let mut previous = ' ';
    for c in name.chars() {
        match c {
            '<' if out.is_empty() => {}
            '<' => depth += 1,
            '>' if previous == '-' && depth == 0 => out.push(c),
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
        previous = c;
    }
    out.replace("::::", "::")
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

    #[test]
    fn the_walk_begins_at_the_caller_and_ends_at_main() {
        let frames = walk();
        assert!(frames[0].function.contains("the_walk_begins_at_the_caller"), "{frames:#?}");
        assert!(frames.iter().all(|frame| !frame.function.contains("lang_start")));
    }
}
