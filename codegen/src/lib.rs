//! Turns a Candor telemetry schema, a folder of YAML files, into typed Rust events.
//!
//! The whole walk is [`generate`]: texts become trees with spans, trees become a [`Model`] that cannot exist with errors
//! in it, and a model becomes tokens. The macro `candor::schema!` and [`build`], the front for build scripts, call the
//! same function, so that both give the same API.

pub mod build;
mod checks;
mod collected;
mod diagnostic;
mod diff;
mod document;
mod expand;
mod json;
pub mod language;
mod lock;
mod manifest;
mod markdown;
mod model;
mod names;
mod notice;
mod sample;
mod source;
mod statement;
mod words;

pub use checks::{RULES, Rule, rules_page};
pub use diagnostic::{Diagnostic, Diagnostics, Severity};
pub use diff::{Collection, Comparison, Verdict};
pub use expand::stubs;
pub use jiff::civil::Date;
pub use lock::Locking;
pub use manifest::Manifest;
pub use model::Model;
pub use source::{Location, SourceFile, Sources, Span, Spanned};
pub use statement::Statement;

use candor_core::limits::EXPIRY_WARNING_DAYS;
use proc_macro2::TokenStream;

/// Generates the typed events of a schema.
///
/// `today` decides which events have expired: they become deprecated and send nothing.
///
/// # Errors
///
/// Every finding of every file, when at least one is an error.
///
/// ```no_run
/// let sources = candor_codegen::Sources::read(std::path::Path::new("schema"));
/// match candor_codegen::generate(&sources, candor_codegen::today()) {
///     Ok(tokens) => println!("{tokens}"),
///     Err(diagnostics) => eprint!("{}", diagnostics.render(&sources, false)),
/// }
/// ```
pub fn generate(sources: &Sources, today: Date) -> Result<TokenStream, Diagnostics> {
    Ok(expand::expand(&accepted(sources)?, sources, today))
}

/// The same as [`generate`], as formatted Rust.
///
/// # Errors
///
/// Those of [`generate`].
pub fn generate_text(sources: &Sources, today: Date) -> Result<String, Diagnostics> {
    Ok(expand::text(&accepted(sources)?, sources, today))
}

/// The model of a schema that may be compiled.
fn accepted(sources: &Sources) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let Some(model) = Model::new(sources, &mut diagnostics) else { return Err(diagnostics) };
    lock::verify(&model, sources, &mut diagnostics);
    if diagnostics.has_errors() {
        diagnostics.sort();
        return Err(diagnostics);
    }
    Ok(model)
}

/// What a check found, and the model where there were no errors in the schema itself.
#[derive(Debug)]
pub struct Checked {
    /// The findings, sorted.
    pub diagnostics: Diagnostics,
    /// The schema, unless it has errors. An expired event and a lock that does not fit are findings, and no errors
    /// of the schema.
    pub model: Option<Model>,
}

/// Checks a schema: all that [`generate`] refuses, and what only a reviewer must hear, such as an expired event.
#[must_use]
pub fn check(sources: &Sources, today: Date) -> Checked {
    let mut diagnostics = Diagnostics::default();
    let model = Model::new(sources, &mut diagnostics);
    if let Some(model) = &model {
        lock::verify(model, sources, &mut diagnostics);
    }
    for event in model.iter().flat_map(|model| &model.events) {
        let Some(expires) = event.expires else { continue };
        let warn_from = expires.value.saturating_sub(jiff::Span::new().days(EXPIRY_WARNING_DAYS));
        if event.is_expired(today) {
            diagnostics.push(checks::past_expiry::diagnostic(expires, &event.name.value));
        } else if warn_from <= today {
            diagnostics.push(checks::near_expiry::diagnostic(expires, &event.name.value));
        }
    }
    diagnostics.sort();
    Checked { diagnostics, model }
}

impl Model {
    /// The consent prompt as users read it, up to and with the question.
    #[must_use]
    pub fn prompt(&self) -> String {
        notice::prompt(self)
    }

    /// The path fragments that texts may keep.
    pub fn scrub_roots(&self) -> impl Iterator<Item = &str> {
        self.product.scrub.roots.iter().map(|root| root.value.as_str())
    }

    /// The product's own patterns: name and regular expression, in the order of product.yaml.
    pub fn scrub_patterns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.product.scrub.patterns.iter().map(|pattern| (pattern.name.value.as_str(), pattern.regex.value.as_str()))
    }

    /// The names of the events, in the order of product.yaml.
    pub fn event_names(&self) -> impl Iterator<Item = &str> {
        self.events.iter().map(|event| event.name.value.as_str())
    }

    /// An example of an event as a collector would receive it, as JSON on one line or indented: a Common Schema envelope for
    /// OneCollector, else a request of OTLP. `None` where the schema has no such event. The values are made up and always the same.
    #[must_use]
    pub fn sample(&self, event: &str, pretty: bool) -> Option<String> {
        let event = self.events.iter().find(|one| one.name.value == event)?;
        let example = sample::example(self, event);
        Some(if pretty { example.pretty() } else { example.line() })
    }

    /// What `consent.lock` must say. It is refused where the schema collects more than the lock of `sources` says and
    /// `consent.version` did not rise, or where users are not told; a first lock is made only with `init`. A new version
    /// enters the lock's history under the date of `today`.
    #[must_use]
    pub fn lock(&self, sources: &Sources, init: bool, today: Date) -> Locking {
        lock::update(self, sources, init, today)
    }

    /// The privacy statement.
    ///
    /// # Errors
    ///
    /// Findings of a lock that is missing or does not fit: the statement holds the history that the lock keeps.
    pub fn statement(&self, sources: &Sources) -> Result<Statement, Diagnostics> {
        let mut diagnostics = Diagnostics::default();
        lock::verify(self, sources, &mut diagnostics);
        diagnostics.sort();
        if diagnostics.has_errors() {
            Err(diagnostics)
        } else {
            Ok(Statement::new(self, &lock::history(self, sources)))
        }
    }
}

/// The day that counts as today: that of `SOURCE_DATE_EPOCH` (seconds since 1970, UTC) where it is set, so that builds
/// can be repeated, else the clock's.
#[must_use]
pub fn today() -> Date {
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now);
    jiff::tz::Offset::UTC.to_datetime(now).date()
}
