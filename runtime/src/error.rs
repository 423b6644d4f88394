//! What an error says of itself, for an event that tells of it.

#[cfg(feature = "anyhow")]
use std::backtrace::Backtrace;
use std::error::Error;
use std::fmt::Display;
use std::panic::{AssertUnwindSafe, Location, PanicHookInfo, catch_unwind};

use candor_core::limits::CAUSES_MAX;
use candor_core::names::is_label;

use crate::commands::CommandError;
use crate::event::Event;
use crate::frames::Frames;
use crate::label::Label;

/// The name of a type of error that the product did not register.
const UNKNOWN: Label = Label::new("unknown");
/// What a panic is called in place of a type.
pub(crate) const PANIC: Label = Label::new("panic");

/// What the generated `from_error` takes:
///
/// | | the type's name | the frames |
/// |---|---|---|
/// | a type that implements [`Error`] | the one that [`known_errors!`](crate::known_errors) gives it, else its path | of the call |
/// | `dyn Error`, also `+ Send`, `+ Sync` and in a `Box` | the one that the list gives it, else `unknown` | of the call |
/// | `anyhow::Error` and `eyre::Report`, with the feature of that name | the first below its contexts that the list names, else `unknown` | of the report's backtrace (`anyhow`), else of the call |
/// | [`PanicHookInfo`] | `panic` | of the panic |
///
/// A path is that of [`std::any::type_name`] without generic arguments, of which the end is kept that fits into a label. It was
/// known when the product was compiled. Nothing is ever read from `Debug`.
///
/// `Kind` lets one function take all of these; the compiler finds it.
#[diagnostic::on_unimplemented(
    message = "an event cannot be made from `{Self}`, which is no error",
    label = "expected a type that implements `std::error::Error`, or a `Box<dyn Error>`",
    note = "for `anyhow::Error` and `eyre::Report` switch on candor's feature `anyhow` or `eyre`"
)]
pub trait AsError<Kind> {
    #[doc(hidden)]
    fn told(&self) -> Told<'_>;
}

/// What is known of an error before any of it is formatted.
#[doc(hidden)]
pub struct Told<'e> {
    name: Name,
    message: &'e dyn Display,
    error: Option<&'e (dyn Error + 'static)>,
    place: Place<'e>,
}

/// What names the type.
enum Name {
    /// A list, else the type itself.
    Typed(Label),
    /// A list. Of a report it is the first error of the chain that is in it: what stands above are words and no types.
    Listed {
        is_report: bool,
    },
    Panic,
}

/// Where it happened.
enum Place<'e> {
    /// Nobody knows but who makes the event.
    Call,
    #[cfg(feature = "anyhow")]
    Backtrace(&'e Backtrace),
    Panic(&'e PanicHookInfo<'e>),
    /// As far as it was known where the error was made, which may be nowhere.
    #[cfg_attr(not(feature = "clap"), allow(dead_code))]
    Known(&'e Frames),
}

/// Kinds of [`AsError`].
mod kind {
    pub enum Typed {}
    pub enum Dynamic {}
    #[cfg(any(feature = "anyhow", feature = "eyre"))]
    pub enum Report {}
    pub enum Panic {}
    pub enum Command {}
}

impl<E: Error + 'static> AsError<kind::Typed> for E {
    fn told(&self) -> Told<'_> {
        Told { name: Name::Typed(label_of::<E>()), message: self, error: Some(self), place: Place::Call }
    }
}

macro_rules! dynamic {
    ($($error:ty)*) => {$(
        impl AsError<kind::Dynamic> for $error {
            fn told(&self) -> Told<'_> {
                Told { name: Name::Listed { is_report: false }, message: self, error: Some(self), place: Place::Call }
            }
        }

        impl AsError<kind::Dynamic> for Box<$error> {
            fn told(&self) -> Told<'_> {
                (**self).told()
            }
        }
    )*};
}

dynamic! {
    dyn Error + 'static
    dyn Error + Send + 'static
    dyn Error + Sync + 'static
    dyn Error + Send + Sync + 'static
}

#[cfg(feature = "anyhow")]
impl AsError<kind::Report> for anyhow::Error {
    fn told(&self) -> Told<'_> {
        let place = Place::Backtrace(self.backtrace());
        Told { name: Name::Listed { is_report: true }, message: self, error: Some(&**self), place }
    }
}

#[cfg(feature = "eyre")]
impl AsError<kind::Report> for eyre::Report {
    fn told(&self) -> Told<'_> {
        Told { name: Name::Listed { is_report: true }, message: self, error: Some(&**self), place: Place::Call }
    }
}

impl AsError<kind::Panic> for PanicHookInfo<'_> {
    fn told(&self) -> Told<'_> {
        let payload = self.payload();
        let message: &dyn Display = match (payload.downcast_ref::<&'static str>(), payload.downcast_ref::<String>()) {
            (Some(text), _) => text,
            (None, Some(text)) => text,
            (None, None) => &"a panic without a text",
        };
        Told { name: Name::Panic, message, error: None, place: Place::Panic(self) }
    }
}

impl AsError<kind::Command> for CommandError<'_> {
    fn told(&self) -> Told<'_> {
        let name = self.kind.map_or(Name::Listed { is_report: self.is_report }, Name::Typed);
        Told { name, message: &self.error, error: Some(self.error), place: Place::Known(&self.frames) }
    }
}

/// A field that an error fills: its index, and for a text how many characters it keeps.
#[derive(Clone, Copy, Debug)]
pub enum Fill {
    /// The name of the error's type.
    ErrorType(usize),
    /// What the error says.
    ErrorMessage(usize, usize),
    /// Where it happened.
    ErrorFrames(usize),
    /// The name of the type of the error at the end of the chain of causes; unset where there is no cause.
    RootCauseType(usize),
    /// What that error says; unset where there is no cause.
    RootCauseMessage(usize, usize),
}

/// Fills the fields of an event from an error; with telemetry off the error is not even looked at.
#[inline]
#[track_caller]
#[must_use]
pub fn fill<Kind>(event: Event, error: &(impl AsError<Kind> + ?Sized), fills: &[Fill]) -> Event {
    if event.is_on() { fill_from(event, &error.told(), fills, Location::caller()) } else { event }
}

#[inline(never)]
fn fill_from(mut event: Event, told: &Told<'_>, fills: &[Fill], caller: &'static Location<'static>) -> Event {
    let known = event.known_errors();
    let root = told.error.and_then(|error| quietly(|| root_cause(error)).flatten());
    // A loop, since `fold` would stand between the caller and the frames.
    for fill in fills {
        event = match (*fill, root) {
            (Fill::ErrorType(index), _) => event.set_label(index, name(told, known)),
            (Fill::ErrorMessage(index, max_chars), _) => event.set_text(index, told.message, max_chars),
            (Fill::ErrorFrames(index), _) => event.set_frames(index, frames(&told.place, caller)),
            (Fill::RootCauseType(index), Some(root)) => event.set_label(index, listed(root, known).unwrap_or(UNKNOWN)),
            (Fill::RootCauseMessage(index, max_chars), Some(root)) => event.set_text(index, &root, max_chars),
            (Fill::RootCauseType(_) | Fill::RootCauseMessage(..), None) => event,
        };
    }
    event
}

fn name(told: &Told<'_>, known: &[KnownError]) -> Label {
    let by_list = || listed(told.error?, known);
    match told.name {
        Name::Typed(label) => by_list().unwrap_or(label),
        Name::Listed { is_report: false } => by_list().unwrap_or(UNKNOWN),
        Name::Listed { is_report: true } => by_list().or_else(|| listed_below(told.error?, known)).unwrap_or(UNKNOWN),
        Name::Panic => PANIC,
    }
}

fn frames(place: &Place<'_>, caller: &'static Location<'static>) -> Frames {
    let known = match place {
        Place::Call => Frames::default(),
        #[cfg(feature = "anyhow")]
        Place::Backtrace(backtrace) => Frames::of_backtrace(backtrace),
        Place::Panic(panic) => Frames::of_panic(panic),
        Place::Known(frames) => return (*frames).clone(),
    };
    if known.is_empty() { Frames::capture_at(caller) } else { known }
}

fn listed(error: &(dyn Error + 'static), known: &[KnownError]) -> Option<Label> {
    quietly(|| known.iter().find_map(|known| (known.0)(error))).flatten()
}

fn listed_below(error: &(dyn Error + 'static), known: &[KnownError]) -> Option<Label> {
    quietly(|| causes(error).find_map(|cause| listed(cause, known))).flatten()
}

/// The error at the end of the chain of causes. `None` where there is no cause, and where the chain does not end within
/// what is followed, since it then most likely goes in circles.
fn root_cause<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    let root = causes(error).last()?;
    root.source().is_none().then_some(root)
}

fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source()).take(CAUSES_MAX)
}

/// Runs code of the product's errors; a bug in it must not become the product's crash.
fn quietly<T>(f: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(f)).ok()
}

/// A type of error that may be named on the wire: an entry of [`known_errors!`](crate::known_errors).
#[derive(Clone, Copy)]
pub struct KnownError(fn(&(dyn Error + 'static)) -> Option<Label>);

impl KnownError {
    /// The type `E`, named by its path.
    #[must_use]
    pub const fn of<E: Error + 'static>() -> Self {
        Self(|error| error.is::<E>().then(label_of::<E>))
    }

    #[doc(hidden)]
    #[must_use]
    pub const fn named(name: fn(&(dyn Error + 'static)) -> Option<Label>) -> Self {
        Self(name)
    }
}

impl std::fmt::Debug for KnownError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("KnownError").finish_non_exhaustive()
    }
}

/// The list for [`Telemetry::known_errors`](crate::Telemetry::known_errors): types of error, each named by its path, or by a
/// function that gives one of several names, as an enum of errors wants it. The names are labels, known when the product is
/// compiled.
///
/// ```
/// #[derive(Debug)]
/// enum BuildError { NoModel, NoSpace }
/// # impl std::fmt::Display for BuildError { fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("") } }
/// # impl std::error::Error for BuildError {}
///
/// fn name(error: &BuildError) -> &'static str {
///     match error {
///         BuildError::NoModel => "NoModel",
///         BuildError::NoSpace => "NoSpace",
///     }
/// }
///
/// static KNOWN: &[candor::KnownError] = candor::known_errors![std::io::Error, BuildError => name];
/// ```
#[macro_export]
macro_rules! known_errors {
    (@one $error:ty) => { $crate::KnownError::of::<$error>() };
    (@one $error:ty => $name:expr) => {
        $crate::KnownError::named(|error| {
            let error = error.downcast_ref::<$error>()?;
            ::core::option::Option::Some($crate::IntoLabel::into_label(($name)(error)))
        })
    };
    ($($error:ty $(=> $name:expr)?),* $(,)?) => {
        const { &[$($crate::known_errors!(@one $error $(=> $name)?)),*] as &'static [$crate::KnownError] }
    };
}

pub(crate) fn label_of<E>() -> Label {
    label_of_type(std::any::type_name::<E>())
}

/// The end of a type's path, without generic arguments, that is a label. Cutting keeps a part of the compiler's text, and
/// never makes a new one.
fn label_of_type(path: &'static str) -> Label {
    let path = without_arguments(path.trim_start_matches('&'));
    if path.starts_with("dyn ") || !path.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        return UNKNOWN;
    }
    let starts = path.match_indices("::").map(|(at, _)| at + 2);
    let mut candidates = std::iter::once(0).chain(starts).filter_map(|at| path.get(at..));
    candidates.find(|name| is_label(name)).map_or(UNKNOWN, Label::new)
}

/// `a::B` of `a::B<c::D>`. A text whose brackets do not pair keeps one, and so is no label.
fn without_arguments(path: &'static str) -> &'static str {
    if !path.ends_with('>') {
        return path;
    }
    let (mut depth, mut after) = (0usize, ' ');
    for (at, c) in path.char_indices().rev() {
        match c {
            '>' => depth += 1,
            // The arrow of a function's type: its head is one bracket too many.
            '-' if after == '>' => depth -= 1,
            '<' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return path.get(..at).unwrap_or_default();
        }
        after = c;
    }
    path
}

#[cfg(test)]
mod tests;
