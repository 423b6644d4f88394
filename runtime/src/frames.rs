//! Code locations of a call stack: where they come from, and which of them somebody wrote.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::borrow::Cow;
use std::panic::{Location, PanicHookInfo};
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
/// Paths are trimmed before anything is stored: those of the product begin at its `src` or at a root of the schema, those
/// of crates are `name-version/src/…`, those of the standard library `std/src/…`; no folder above is told. Hashes and generic
/// arguments are cut from names of functions, and the frames of this crate are left out.
///
/// How much there is depends on how the product was built. With debug information (`debug = "line-tables-only"` is
/// enough) each frame has file, line and function. Without, as in a plain release build, frames have function names, and
/// the place of the call, or of the panic, is known with file and line all the same, since the compiler puts it into the
/// program. In a stripped program that place is all there is.
///
/// With telemetry off, none of these functions captures, formats or allocates anything.
///
/// ```
/// let frames = candor::Frames::capture(); // telemetry is off here, so there is nothing to see
/// assert!(frames.is_empty());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Frames(Option<Box<Captured>>); // Errors carry it, and so it is small.

#[derive(Clone, Debug, Default)]
struct Captured {
    places: Vec<Place>,
    /// What the compiler says of where it happened, which needs no debug information.
    origin: Option<Origin>,
    /// Whether the innermost places are those of a panic's handling.
    is_of_panic: bool,
}

/// Where in the code, as far as it is known yet.
#[derive(Clone, Debug)]
enum Place {
    /// A return address. To find its name costs milliseconds, and only an event that is sent needs it.
    Address(usize),
    Symbol(Frame),
    /// A test knows it already.
    #[cfg(feature = "testing")]
    Planted(Frame),
}

#[derive(Clone, Debug)]
struct Origin {
    file: Cow<'static, str>,
    line: u32,
}

/// One code location, as the debug information tells it: the path is not trimmed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u32>,
    /// Empty where it is not known.
    pub(crate) function: String,
}

impl Frames {
    /// The stack of the caller; empty, and free, when telemetry is off.
    ///
    /// A function with `#[track_caller]` that calls this gives the place from which it was called, such as that of a `?` for
    /// a `From` which captures.
    #[must_use]
    #[track_caller]
    pub fn capture() -> Self {
        Self::capture_at(Location::caller())
    }

    pub(crate) fn capture_at(location: &'static Location<'static>) -> Self {
        if !is_wanted() {
            return Self::default();
        }
        Self::of(Captured { places: walk(), origin: Some(Origin::of(location)), is_of_panic: false })
    }

    /// A place that the compiler knows; empty, and free, when telemetry is off.
    ///
    /// ```
    /// let frames = candor::Frames::at(std::panic::Location::caller());
    /// assert!(frames.is_empty()); // as above: telemetry is off here
    /// ```
    #[must_use]
    pub fn at(location: &Location<'_>) -> Self {
        if !is_wanted() {
            return Self::default();
        }
        Self::of(Captured { origin: Some(Origin::copied(location)), ..Captured::default() })
    }

    /// Where a panic happened, for a panic hook; empty, and free, when telemetry is off. What handles the panic is left out.
    ///
    /// ```
    /// let next = std::panic::take_hook();
    /// std::panic::set_hook(Box::new(move |panic| {
    ///     let frames = candor::Frames::of_panic(panic);
    ///     // … an event takes them
    ///     next(panic);
    /// }));
    /// ```
    #[must_use]
    pub fn of_panic(panic: &PanicHookInfo<'_>) -> Self {
        if !is_wanted() {
            return Self::default();
        }
        Self::of(Captured { places: walk(), origin: panic.location().map(Origin::copied), is_of_panic: true })
    }

    /// Those of a backtrace that was captured where an error was made; empty when there is none in it, and when telemetry is
    /// off. The standard library captures one only if `RUST_BACKTRACE` is set, or when forced.
    ///
    /// ```
    /// let backtrace = std::backtrace::Backtrace::capture();
    /// let frames = candor::Frames::of_backtrace(&backtrace);
    /// ```
    #[must_use]
    pub fn of_backtrace(backtrace: &Backtrace) -> Self {
        if !is_wanted() || backtrace.status() != BacktraceStatus::Captured {
            return Self::default();
        }
        let places = read(&backtrace.to_string()).into_iter().map(Place::Symbol).collect();
        Self::of(Captured { places, ..Captured::default() })
    }

    fn of(captured: Captured) -> Self {
        Self(Some(Box::new(captured)))
    }

    /// As if the debug information said so.
    #[cfg(feature = "testing")]
    pub(crate) fn planted(file: &str, function: &str) -> Self {
        let frame = Frame { file: Some(file.to_owned()), line: Some(1), function: strip(function) };
        Self(Some(Box::new(Captured { places: vec![Place::Planted(frame)], ..Captured::default() })))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|captured| captured.places.is_empty() && captured.origin.is_none())
    }

    /// Finds files, lines and functions.
    pub(crate) fn resolve(&self) -> Vec<Frame> {
        self.0.as_ref().map(|captured| captured.resolve()).unwrap_or_default()
    }
}

impl Captured {
    fn resolve(&self) -> Vec<Frame> {
        let mut picked = Picked { is_of_panic: self.is_of_panic, ..Picked::default() };
        for place in &self.places {
            if picked.is_over {
                break;
            }
            match place {
                Place::Address(address) => resolve(*address, &mut picked),
                Place::Symbol(symbol) => picked.take(symbol.clone()),
                #[cfg(feature = "testing")]
                Place::Planted(frame) => picked.frames.push(frame.clone()),
            }
        }
        with_origin(picked.frames, self.origin.as_ref())
    }
}

impl Origin {
    fn of(location: &'static Location<'static>) -> Self {
        Self { file: Cow::Borrowed(location.file()), line: location.line() }
    }

    fn copied(location: &Location<'_>) -> Self {
        Self { file: Cow::Owned(location.file().to_owned()), line: location.line() }
    }
}

fn walk() -> Vec<Place> {
    let mut places = Vec::new();
    backtrace::trace(|frame| {
        places.push(Place::Address(frame.ip() as usize));
        places.len() < WALK_MAX
    });
    places
}

/// The functions at an address: several where the compiler put one into another.
fn resolve(address: usize, picked: &mut Picked) {
    backtrace::resolve(address as *mut std::ffi::c_void, |symbol| {
        let Some(name) = symbol.name() else { return };
        let file = symbol.filename().map(|path| path.to_string_lossy().into_owned());
        picked.take(Frame { file, line: symbol.lineno(), function: format!("{name:#}") });
    });
}

/// The symbols in the text of a standard backtrace: `0: name`, then `at file:line:column` where that is known. The index
/// is left out where the compiler put one function into another.
fn read(text: &str) -> Vec<Frame> {
    let mut frames: Vec<Frame> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(place) = line.strip_prefix("at ") {
            let Some(frame) = frames.last_mut() else { continue };
            let mut parts = place.rsplitn(3, ':');
            let (column, line, file) = (parts.next(), parts.next(), parts.next());
            if let (Some(Ok(_)), Some(Ok(line)), Some(file)) =
                (column.map(str::parse::<u32>), line.map(str::parse), file)
            {
                frame.file = Some(file.to_owned());
                frame.line = Some(line);
            }
        } else {
            let numbered = line.split_once(": ").filter(|(index, _)| index.bytes().all(|b| b.is_ascii_digit()));
            let function = numbered.map_or(line, |(_, name)| name).to_owned();
            frames.push(Frame { file: None, line: None, function });
        }
    }
    frames
}

/// What somebody wrote, of the symbols of a stack.
#[derive(Default)]
struct Picked {
    frames: Vec<Frame>,
    is_of_panic: bool,
    is_over: bool,
}

impl Picked {
    /// The next symbol outwards.
    fn take(&mut self, symbol: Frame) {
        let name = &symbol.function;
        if self.is_over {
            return;
        }
        if self.is_of_panic && name.contains("__rust_end_short_backtrace") {
            // So far it was the hook and what calls it.
            self.frames.clear();
            return;
        }
        self.is_over = is_start(name);
        if self.is_over || is_plumbing(name) || is_file_of_plumbing(symbol.file.as_deref()) {
            return;
        }
        let function = clean(name);
        if !function.is_empty() {
            self.frames.push(Frame { function, ..symbol });
        }
        self.is_over = self.frames.len() >= FRAMES_MAX;
    }
}

/// Puts the place that the compiler knows in front, unless the frames tell it themselves.
fn with_origin(mut frames: Vec<Frame>, origin: Option<&Origin>) -> Vec<Frame> {
    let Some(origin) = origin else { return frames };
    let is_in_file = |frame: &Frame| frame.file.as_deref().is_some_and(|file| is_same_file(file, &origin.file));
    // A call over several lines may begin on another one than its debug information says.
    let is_told = frames.first().is_some_and(is_in_file)
        || frames.iter().any(|frame| frame.line == Some(origin.line) && is_in_file(frame));
    if !is_told {
        let (file, line) = (Some(origin.file.to_string()), Some(origin.line));
        frames.insert(0, Frame { file, line, function: String::new() });
        frames.truncate(FRAMES_MAX);
    }
    frames
}

/// Debug information has whole paths, the compiler's own are relative to where it ran.
fn is_same_file(one: &str, other: &str) -> bool {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
        parts.map(str::to_owned).rev().collect()
    };
    let (one, other) = (parts(one), parts(other));
    one.iter().zip(&other).all(|(one, other)| one == other)
}

/// What stands between two functions that somebody wrote: this crate and what it generates, the walk itself, calls of
/// closures, conversions by `?`, catching and handling of panics.
fn is_plumbing(name: &str) -> bool {
    const PLUMBING: [&str; 13] = [
        "candor::",
        "__candor::",
        "__rust_try",
        "backtrace::",
        "std::backtrace",
        "std::panic::",
        "std::panicking::",
        "std::sys::backtrace::",
        "core::convert::",
        "core::ops::function::",
        "core::ops::try_trait::",
        "core::panic::unwind_safe::",
        "core::panicking::",
    ];
    let name = name.trim_start_matches('<');
    name.contains("::__candor::")
        || name.ends_with("rust_begin_unwind")
        || PLUMBING.iter().any(|plumbing| name.starts_with(plumbing) || name.contains(&format!(" as {plumbing}")))
}

/// The same by the file: debug information of lines alone gives a function that was put into another a name without its path.
fn is_file_of_plumbing(file: Option<&str>) -> bool {
    /// Those of this crate that a compiler may put into the product's functions.
    const OWN: [&str; 5] = ["clap/panics.rs", "clap/run.rs", "error.rs", "event.rs", "frames.rs"];
    const PLUMBING: [&str; 11] = [
        "/library/core/src/convert/",
        "/library/core/src/ops/function.rs",
        "/library/core/src/ops/try_trait.rs",
        "/library/core/src/panic/unwind_safe.rs",
        "/library/core/src/panicking.rs",
        "/library/std/src/backtrace.rs",
        "/library/std/src/panic.rs",
        "/library/std/src/panicking.rs",
        "/library/std/src/sys/backtrace.rs",
        // The crate that walks.
        "/backtrace-0.",
        // A runtime that came from a registry.
        concat!("/candor-", env!("CARGO_PKG_VERSION"), "/src/"),
    ];
    let file = file.unwrap_or_default().replace('\\', "/");
    let this = file!().replace('\\', "/");
    OWN.iter().any(|name| file.ends_with(&this.replace("frames.rs", name)))
        || PLUMBING.iter().any(|plumbing| file.contains(plumbing))
}

/// Where the standard library calls `main`, a thread's body or a test, and in a stripped program where the system's calls that:
/// below it is no code of the product.
fn is_start(name: &str) -> bool {
    const STARTS: [&str; 7] =
        ["main", "_start", "start_thread", "clone3", "_pthread_start", "BaseThreadInitThunk", "RtlUserThreadStart"];
    const BEGINNINGS: [&str; 2] = ["std::rt::lang_start", "__libc_start_"];
    name.contains("__rust_begin_short_backtrace")
        || STARTS.contains(&name)
        || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning))
}

/// A function's name without generic arguments, since types may name what a product would not, and without the hashes and
/// endings that compilers add. Empty for an address that stands in for a name.
fn clean(name: &str) -> String {
    if name.starts_with("0x") || name == "<unknown>" {
        return String::new();
    }
    // No name of Rust has a dot: `.llvm.1234`, `.cold`.
    let name = name.split('.').next().unwrap_or_default().trim_end();
    let name = match name.rsplit_once("::h") {
        Some((name, hash)) if hash.len() == 16 && is_hex(hash) => name,
        _ => name,
    };
    strip(&without_disambiguators(name))
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Cuts `[0f1e2d3c4b5a6978]`, with which a crate's name is told from the same of another version.
fn without_disambiguators(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = after;
        let is_after_name = before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        match after.split_once(']') {
            Some((hash, behind)) if is_after_name && is_hex(hash) => rest = behind,
            _ => out.push('['),
        }
    }
    out + rest
}

/// Without generic arguments.
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
mod tests;
