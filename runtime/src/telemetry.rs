//! How a product begins and ends: `install()`, what it returns, and the user's later change of mind.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use candor_core::limits::EXIT_BUDGET;

use crate::consent::{self, Environment, OffReason, SystemTerminal, Terminal};
use crate::delivery::{self, Delivery, Destination, DestinationError, Limits, Stamp};
use crate::error::KnownError;
use crate::identity;
use crate::import::{Import, Importer};
use crate::pipeline::{Encoder, Pipeline};
use crate::product::{Outcome, Product};
use crate::spec::{Answer, DestinationSpec, ProductSpec};
use crate::status::Status;
use crate::storage::Storage;

/// The products of this process that were switched on, for [`exit`].
static INSTALLED: Mutex<Vec<&'static Product>> = Mutex::new(Vec::new());

/// The telemetry of a product, before it begins. The generated function `telemetry()` makes it.
///
/// ```no_run
/// # fn telemetry() -> candor::Telemetry { unreachable!() }
/// let _telemetry = telemetry().install();
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `.install()`"]
pub struct Telemetry {
    product: Option<&'static Product>,
    exit_budget: Duration,
    limits: Limits,
    is_buffered: bool,
    #[cfg(feature = "clap")]
    own_signals: bool,
    #[cfg(feature = "testing")]
    loopback: Option<crate::loopback::Loopback>,
}

impl Telemetry {
    #[doc(hidden)]
    pub fn new(product: &'static Product) -> Self {
        Self {
            product: Some(product),
            exit_budget: EXIT_BUDGET,
            limits: Limits::default(),
            is_buffered: false,
            #[cfg(feature = "clap")]
            own_signals: false,
            #[cfg(feature = "testing")]
            loopback: None,
        }
    }

    #[doc(hidden)]
    pub fn absent() -> Self {
        Self {
            product: None,
            exit_budget: EXIT_BUDGET,
            limits: Limits::default(),
            is_buffered: false,
            #[cfg(feature = "clap")]
            own_signals: false,
            #[cfg(feature = "testing")]
            loopback: None,
        }
    }

    /// How long leaving the process may take because of a request in flight; 250 ms unless set.
    pub fn exit_budget(mut self, budget: Duration) -> Self {
        self.exit_budget = budget;
        self
    }

    /// How much may wait on this machine: bytes, events and age; the oldest go first. 4 MiB, 10,000 events and 30 days unless set.
    pub fn spool_bounds(mut self, bytes: u64, events: u64, age: Duration) -> Self {
        self.limits = Limits { bytes, events, age, ..self.limits };
        self
    }

    /// The types of error that may be named where an event is made from an error whose type is not known when the product is
    /// compiled: a `dyn Error`, a report, the root of a chain of causes. Any other is `unknown`. The list of the last call
    /// counts, from then on, whether telemetry is installed or not.
    ///
    /// ```no_run
    /// # fn telemetry() -> candor::Telemetry { unreachable!() }
    /// let _telemetry = telemetry().known_errors(candor::known_errors![std::io::Error, std::num::ParseIntError]).install();
    /// ```
    pub fn known_errors(self, known: &'static [KnownError]) -> Self {
        if let Some(product) = self.product {
            product.set_known_errors(known);
        }
        self
    }

    /// Lets events wait in memory for at most 50 ms before they are written, for a product that emits thousands a second: `emit`
    /// then costs no system call. A process that is killed loses the events of its last 50 ms, uncounted; one that leaves,
    /// or drops the [`Guard`], loses none.
    ///
    /// ```no_run
    /// # fn telemetry() -> candor::Telemetry { unreachable!() }
    /// let _telemetry = telemetry().buffered().install();
    /// ```
    pub fn buffered(mut self) -> Self {
        self.is_buffered = true;
        self
    }

    /// For tests and demonstrations: replaces key, destination, home and consent input. Events go to `address`, which
    /// must be a loopback one (with another, telemetry is off); the key is a dummy; the prompt is shown and `answer`
    /// typed; what is kept lies in a scratch folder that is removed with the guard, unless [`Telemetry::home`] names one.
    #[cfg(feature = "testing")]
    pub fn loopback(mut self, address: std::net::SocketAddr, answer: Answer) -> Self {
        self.loopback = Some(crate::loopback::Loopback::new(address, answer));
        self
    }

    /// For tests and demonstrations, after [`Telemetry::loopback`]: the folder that stands in for the user's home. It
    /// is not removed.
    #[cfg(feature = "testing")]
    pub fn home(mut self, home: impl Into<PathBuf>) -> Self {
        self.loopback = self.loopback.map(|loopback| loopback.at_home(home.into()));
        self
    }

    /// For tests and demonstrations, after [`Telemetry::loopback`]: speaks OTLP to that address, at `/v1/logs`, whatever the
    /// schema says.
    #[cfg(feature = "testing")]
    pub fn speaking_otlp(mut self, protocol: crate::OtlpProtocol) -> Self {
        self.loopback = self.loopback.map(|loopback| loopback.speaking_otlp(protocol));
        self
    }

    /// For benchmarks, after [`Telemetry::loopback`]: requests are not compressed, as those of many a client are not.
    #[cfg(feature = "testing")]
    pub fn uncompressed(mut self) -> Self {
        self.loopback = self.loopback.map(crate::loopback::Loopback::uncompressed);
        self
    }

    /// Finds out whether the user agreed, asks if they were never asked, and lets events flow if they did.
    ///
    /// Keep what is returned until `main` ends: dropping it hands what is unsent to the next run. With no key built in,
    /// nothing happens at all. A second call while the first guard lives changes nothing.
    #[must_use = "dropped at once, it ends telemetry at once: `let _telemetry = telemetry().install();`"]
    pub fn install(self) -> Guard {
        quietly(|| self.start()).unwrap_or_default()
    }

    fn start(self) -> Guard {
        let Some(product) = self.product else { return Guard::default() };
        if is_recorded() {
            return Guard::default();
        }
        let place = self.place(product);
        let mut terminal = self.terminal();
        let resolved = consent::resolve(place.spec, place.storage.as_ref(), &place.environment, &mut *terminal);
        if let Some(error) = resolved.error {
            crate::troubles::remember(error.to_string());
        }
        let (outcome, pipeline) = match (resolved.state, place.storage.clone()) {
            (consent::State::On, Some(storage)) => match destinations(place.spec) {
                Ok(destinations) => {
                    let make = || self.pipeline(product, place.spec, storage, destinations);
                    (Outcome::Consent(consent::State::On), product.switch_on(make))
                }
                Err(outcome) => (outcome, None),
            },
            (consent::State::On, None) => (Outcome::Consent(consent::State::Off(OffReason::NoHome)), None),
            (off, _) => (Outcome::Consent(off), None),
        };
        if !matches!(outcome, Outcome::Consent(consent::State::On)) {
            product.switch_off();
        }
        if let Some(storage) = place.storage.as_ref().filter(|_| resolved.erase) {
            erase(product, place.spec, storage, self.exit_budget);
        }
        // The folder of a first guard that lives is not this one's to remove.
        let is_second = pipeline.is_none() && matches!(outcome, Outcome::Consent(consent::State::On));
        product.set_outcome(outcome);
        crate::diagnose::installed(product);
        if pipeline.is_some() {
            INSTALLED.lock().unwrap_or_else(PoisonError::into_inner).push(product);
        }
        Guard { product: Some(product), pipeline, scratch: place.scratch.filter(|_| !is_second) }
    }

    fn pipeline(
        &self,
        product: &Product,
        spec: &'static ProductSpec,
        storage: Storage,
        destinations: Vec<Destination>,
    ) -> Pipeline {
        let import = product.its_import().map(|import| Importer::new(import, spec, &storage, self.limits.age));
        let record = storage.clone();
        let encoder = Arc::new(Encoder::new(spec, storage.clone()));
        let encode = Arc::clone(&encoder);
        let delivery = Delivery::start(delivery::Config {
            encode: Box::new(move |event, time, values| encode.encode(event, time, values)),
            directory: storage.telemetry(),
            destinations,
            stamp: Stamp { consent_version: spec.consent.version, schema_digest: spec.schema_digest },
            consent: Box::new(move || granted(&record)),
            limits: self.limits,
            import: import.map(Importer::into_delivery),
            buffered: self.is_buffered,
            #[cfg(feature = "testing")]
            body: self.loopback.as_ref().map(crate::loopback::Loopback::body).unwrap_or_default(),
            #[cfg(not(feature = "testing"))]
            body: delivery::Body::Gzip,
            exit_budget: self.exit_budget,
        });
        Pipeline::new(encoder, delivery)
    }

    /// Stores a yes that the product asked for by itself. It counts from the next [`Telemetry::install`].
    ///
    /// Returns whether it could be stored; [`Status::problem`] says why not.
    pub fn grant(&self) -> bool {
        self.change(|spec, storage, environment| consent::grant(spec, storage, environment.now()))
    }

    /// Stores a no, then ends telemetry and erases what waits and the device id. It counts at once, in this process and
    /// in every other one.
    ///
    /// Returns whether it could be stored; what waits is erased in any case. [`Status::problem`] says why not.
    pub fn withdraw(&self) -> bool {
        if is_recorded() {
            return false;
        }
        let store = || self.change(|spec, storage, environment| consent::withdraw(spec, storage, environment.now()));
        let stored = store();
        quietly(|| {
            let Some(product) = self.product else { return };
            if let Some(pipeline) = product.switch_off() {
                pipeline.finish();
            }
            let place = self.place(product);
            // Without a key there is nothing that a no could have been about, and the reason stays what it was.
            if place.spec.has_key() {
                product.set_outcome(Outcome::Consent(consent::State::Off(OffReason::Declined)));
            }
            if let Some(storage) = place.storage {
                erase(product, place.spec, &storage, self.exit_budget);
            }
        });
        // What was erased may be the room that a full disk had not.
        stored || store()
    }

    /// Makes a new device id, and forgets the secret of digests, so that later events cannot be joined with earlier ones.
    /// Where there is none yet, the first event after a yes makes it.
    ///
    /// Returns whether it could be stored; [`Status::problem`] says why not.
    pub fn reset_id(&self) -> bool {
        let reset = self.change(|_, storage, _| identity::reset(storage));
        if let Some(pipeline) = self.product.and_then(Product::pipeline) {
            pipeline.forget_identity();
        }
        reset
    }

    /// What waits, as it would be sent now, oldest first: for OneCollector one Common Schema envelope an event, for OTLP a
    /// JSON request with that event alone. A product with several destinations shows the form of the first.
    #[must_use]
    pub fn waiting(&self) -> Vec<String> {
        self.stored(|destinations, directory| {
            let records = delivery::waiting(directory);
            let first = destinations.first();
            records.iter().filter_map(|record| first?.show(record)).collect()
        })
    }

    /// The last request that a collector took, an event a line: for OneCollector byte for byte before compression, for OTLP
    /// each as a JSON request with that event alone. Of a large one, the end. A product with several destinations shows the
    /// last request of each.
    #[must_use]
    pub fn last_sent(&self) -> String {
        self.stored(delivery::last_sent)
    }

    fn stored<T: Default>(&self, read: impl FnOnce(&[Destination], &std::path::Path) -> T) -> T {
        quietly(|| {
            let place = self.place(self.product?);
            let destinations = Destination::of(place.spec).ok().filter(|it| !it.is_empty())?;
            Some(read(&destinations, &place.storage?.telemetry()))
        })
        .flatten()
        .unwrap_or_default()
    }

    fn change(
        &self,
        store: impl FnOnce(&ProductSpec, &Storage, &Environment) -> Result<(), crate::storage::StorageError>,
    ) -> bool {
        quietly(|| {
            let Some(place) = self.product.map(|product| self.place(product)) else { return false };
            // Without a key nothing at all happens, and a record would be something.
            let Some(storage) = place.storage.filter(|_| place.spec.has_key()) else { return false };
            match store(place.spec, &storage, &place.environment) {
                Ok(()) => true,
                Err(error) => {
                    crate::troubles::remember(error.to_string());
                    false
                }
            }
        })
        .unwrap_or(false)
    }

    /// For a product that handles SIGINT, SIGTERM or Ctrl-C by itself: [`Telemetry::run`] leaves them alone, and what ends a
    /// command is what the product makes of them.
    #[cfg(feature = "clap")]
    pub fn own_signals(mut self) -> Self {
        self.own_signals = true;
        self
    }

    /// What users are told: the prompt without its question, with a line break at its end. For products that ask in a window of
    /// their own, or show it among their settings.
    ///
    /// ```no_run
    /// # fn telemetry() -> candor::Telemetry { unreachable!() }
    /// println!("{}", telemetry().notice());
    /// ```
    #[must_use]
    pub fn notice(&self) -> String {
        let prompt = self.product.map_or("", |product| product.spec().consent.notice).trim_end();
        let text = prompt.rsplit_once('\n').map_or(prompt, |(text, _question)| text);
        format!("{}\n", text.trim_end())
    }

    #[cfg(feature = "clap")]
    pub(crate) fn has_own_signals(&self) -> bool {
        self.own_signals
    }

    #[cfg(any(feature = "clap", feature = "testing"))]
    pub(crate) fn product(&self) -> Option<&'static Product> {
        self.product
    }

    /// How telemetry stands: on or off and why, what waits, what was lost, and what went wrong.
    #[must_use]
    pub fn status(&self) -> Status {
        let read = || {
            let product = self.product?;
            Some(Status::of(product, self.place(product).storage.as_ref()))
        };
        quietly(read).flatten().unwrap_or_else(Status::absent)
    }

    #[cfg(not(feature = "testing"))]
    fn terminal(&self) -> Box<dyn Terminal> {
        Box::new(SystemTerminal::default())
    }

    #[cfg(feature = "testing")]
    fn terminal(&self) -> Box<dyn Terminal> {
        match &self.loopback {
            Some(loopback) => loopback.terminal(),
            None => Box::new(SystemTerminal::default()),
        }
    }

    /// Where a test puts the product, if it does: in a loopback's home, or nowhere while it records.
    #[cfg(feature = "testing")]
    fn test_place(&self, spec: &'static ProductSpec) -> Option<Place> {
        if is_recorded() {
            let environment = Environment::fixed(consent::Platform::Unix, jiff::Timestamp::now());
            return Some(Place { spec, storage: None, environment, scratch: None });
        }
        Some(self.loopback.as_ref()?.place(spec))
    }

    pub(crate) fn place(&self, product: &'static Product) -> Place {
        #[cfg(feature = "testing")]
        if let Some(place) = self.test_place(product.spec()) {
            return place;
        }
        let environment = Environment::real();
        let spec = product.spec();
        // Without a key nothing at all happens: not even the home is looked for.
        let storage = if spec.has_key() { Storage::locate(spec.storage, &environment) } else { None };
        Place { spec, storage, environment, scratch: None }
    }
}

/// Whether a test records what this thread emits, and nothing may be touched.
pub(crate) fn is_recorded() -> bool {
    #[cfg(feature = "testing")]
    return crate::testing::Recording::current().is_some();
    #[cfg(not(feature = "testing"))]
    false
}

/// Where a product finds itself.
pub(crate) struct Place {
    pub(crate) spec: &'static ProductSpec,
    pub(crate) storage: Option<Storage>,
    pub(crate) environment: Environment,
    /// A folder to remove at the end.
    pub(crate) scratch: Option<PathBuf>,
}

/// What [`Telemetry::install`] returns. When it is dropped, events are left to the next run, within the exit budget.
#[derive(Debug, Default)]
#[must_use = "dropped at once, it ends telemetry at once: `let _telemetry = telemetry().install();`"]
pub struct Guard {
    product: Option<&'static Product>,
    pipeline: Option<Arc<Pipeline>>,
    scratch: Option<PathBuf>,
}

impl Guard {
    /// Sends what is there now and waits for it, at most `timeout`. Whether everything so far has an answer of the
    /// collector; `true` when telemetry is off.
    pub fn flush(&self, timeout: Duration) -> bool {
        let pipeline = self.product.and_then(Product::pipeline);
        pipeline.is_none_or(|pipeline| quietly(|| pipeline.delivery().flush(timeout)).unwrap_or(false))
    }

    /// The folder that stands in for the home, for tests and demonstrations with a scratch one.
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn scratch_home(&self) -> Option<&std::path::Path> {
        self.scratch.as_deref()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        quietly(|| {
            if let Some(pipeline) = &self.pipeline {
                pipeline.finish();
            }
            if let Some(scratch) = &self.scratch {
                if self.pipeline.is_some() {
                    self.product.map(Product::switch_off);
                }
                let _ = std::fs::remove_dir_all(scratch);
            }
        });
    }
}

/// Ends the process with `code`, after telemetry of all products has been left to the next run, within the exit budget. A
/// command that [`Telemetry::run`](Telemetry) runs ends with it: as a success where `code` is 0.
///
/// A bare [`std::process::exit`] loses no event that was emitted either, but it does not let a request in flight end, and
/// tells nothing of how the command ended.
pub fn exit(code: i32) -> ! {
    quietly(|| {
        #[cfg(feature = "clap")]
        crate::clap::leave(code);
        finish_all();
    });
    std::process::exit(code)
}

/// Leaves telemetry of all products to the next run, each within its exit budget.
pub(crate) fn finish_all() {
    let installed = std::mem::take(&mut *INSTALLED.lock().unwrap_or_else(PoisonError::into_inner));
    for pipeline in installed.into_iter().filter_map(Product::pipeline) {
        pipeline.finish();
    }
}

fn destinations(spec: &ProductSpec) -> Result<Vec<Destination>, Outcome> {
    Destination::of(spec).map_err(|error| match error {
        DestinationError::Key => Outcome::BadKey,
        DestinationError::Endpoint => Outcome::BadEndpoint,
        DestinationError::WithoutTls => Outcome::WithoutTls,
    })
}

fn granted(storage: &Storage) -> Option<u32> {
    let record = consent::stored(storage).ok()??;
    (record.answer == Answer::Accept).then_some(record.version)
}

/// What a no asks for: the queue, what an earlier program left, what was exported on this machine, the device id and the secret of digests go.
fn erase(product: &Product, spec: &ProductSpec, storage: &Storage, budget: Duration) {
    let exported: Vec<&str> = spec.destinations.iter().filter_map(DestinationSpec::file).collect();
    if let Err(error) = delivery::erase(&storage.telemetry(), &exported, budget) {
        crate::troubles::remember(format!("waiting events cannot be erased: {error}"));
    }
    let erase_import = |import: &Import| delivery::erase_import(&storage.telemetry(), &import.source(storage));
    if let Some(Err(error)) = product.its_import().map(erase_import) {
        crate::troubles::remember(format!("events that an earlier program left cannot be erased: {error}"));
    }
    if let Err(error) = identity::erase(storage) {
        crate::troubles::remember(error.to_string());
    }
}

/// Runs `f`; a bug of ours must not become the product's crash.
pub(crate) fn quietly<T>(f: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(f)).ok()
}
