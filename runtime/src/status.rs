use std::path::{Path, PathBuf};

use crate::consent;
use crate::delivery;
use crate::identity::DeviceId;
use crate::product::{Outcome, Product};
use crate::storage::Storage;

/// How the telemetry of a product stands. Nothing in it comes from inside an event.
///
/// ```no_run
/// # fn telemetry() -> candor::Telemetry { unreachable!() }
/// let status = telemetry().status();
/// println!("telemetry is {}: {}", if status.is_on() { "on" } else { "off" }, status.reason());
/// ```
#[derive(Clone, Debug)]
pub struct Status {
    is_on: bool,
    reason_name: &'static str,
    reason: String,
    early_events: u64,
    invalid_labels: u64,
    directory: Option<PathBuf>,
    device_id: Option<String>,
    delivery: delivery::Status,
    problem: Option<String>,
}

/// How one destination of a product stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DestinationStatus {
    name: String,
    verdict: Option<String>,
    error: Option<String>,
    losses: Losses,
}

impl DestinationStatus {
    /// Its key in the schema's `export:`, such as `otlp`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it answered last; see [`Status::last_verdict`].
    #[must_use]
    pub fn last_verdict(&self) -> Option<&str> {
        self.verdict.as_deref()
    }

    /// Its own words about that, or why there was no answer.
    #[must_use]
    pub fn collector_error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// Events that it alone did not get, by reason.
    #[must_use]
    pub fn losses(&self) -> &[(&'static str, u64)] {
        &self.losses
    }
}

/// Events that were lost, by reason.
pub type Losses = Vec<(&'static str, u64)>;

impl Status {
    pub(crate) fn of(product: &Product, storage: Option<&Storage>) -> Self {
        let (is_on, reason_name, reason) = match product.outcome() {
            Outcome::NotInstalled => {
                (false, "not_installed", "Telemetry has not been started in this process.".to_owned())
            }
            Outcome::Consent(consent::State::On) => (true, "granted", "You agreed to it.".to_owned()),
            Outcome::Consent(consent::State::Off(reason)) => (false, reason.name(), reason.to_string()),
            Outcome::BadKey => {
                (false, "bad_key", "This build's telemetry key is malformed, so nothing can be sent.".to_owned())
            }
            Outcome::BadEndpoint => (
                false,
                "bad_endpoint",
                "This build's collector address is neither https nor on this machine, so nothing can be sent."
                    .to_owned(),
            ),
            Outcome::WithoutTls => (
                false,
                "without_tls",
                "This build cannot speak TLS, which its collector's address needs, so nothing can be sent.".to_owned(),
            ),
        };
        let delivery = match (product.pipeline(), storage) {
            (Some(pipeline), _) => pipeline.delivery().status(),
            (None, Some(storage)) => delivery::Status::read(&storage.telemetry()),
            (None, None) => delivery::Status::default(),
        };
        let problem = delivery.error.clone().or_else(crate::troubles::last);
        Self {
            is_on,
            reason_name,
            reason,
            early_events: product.early(),
            invalid_labels: crate::troubles::invalid_labels(),
            directory: storage.map(|storage| storage.root().to_owned()),
            device_id: storage.and_then(DeviceId::stored),
            delivery,
            problem,
        }
    }

    pub(crate) fn absent() -> Self {
        Self {
            is_on: false,
            reason_name: "schema_errors",
            reason: "The schema of this build has errors.".to_owned(),
            early_events: 0,
            invalid_labels: 0,
            directory: None,
            device_id: None,
            delivery: delivery::Status::default(),
            problem: None,
        }
    }

    /// Whether events flow.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Why they do or do not, as a stable name for scripts, such as `declined` or `ci`.
    #[must_use]
    pub fn reason_name(&self) -> &'static str {
        self.reason_name
    }

    /// The same as a sentence for people.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Events that were emitted before `install()` and dropped.
    #[must_use]
    pub fn early_events(&self) -> u64 {
        self.early_events
    }

    /// Texts that were given to label fields, are no labels, and were sent as `invalid`.
    #[must_use]
    pub fn invalid_labels(&self) -> u64 {
        self.invalid_labels
    }

    /// The folder in which everything is kept, or nothing where there is no home or no key.
    #[must_use]
    pub fn directory(&self) -> Option<&Path> {
        self.directory.as_deref()
    }

    /// The device id, if there is one.
    #[must_use]
    pub fn device_id(&self) -> Option<&str> {
        self.device_id.as_deref()
    }

    /// What the collector answered last: `accepted`, `rejected`, `split`, `retry` or `killed`.
    #[must_use]
    pub fn last_verdict(&self) -> Option<&str> {
        self.delivery.last.as_ref().map(|last| last.verdict.as_str())
    }

    /// The collector's own words about its last answer, from `Collector-Error`, or why there was no answer.
    #[must_use]
    pub fn collector_error(&self) -> Option<&str> {
        self.delivery.last.as_ref()?.error.as_deref()
    }

    /// Events that wait to be sent.
    #[must_use]
    pub fn waiting_events(&self) -> u64 {
        self.delivery.waiting_events
    }

    /// Bytes of the files in which they wait.
    #[must_use]
    pub fn waiting_bytes(&self) -> u64 {
        self.delivery.waiting_bytes
    }

    /// Events that were dropped, by reason, since the product was installed on this machine. Of a product with several
    /// destinations, an event that two of them did not get counts twice.
    #[must_use]
    pub fn losses(&self) -> Losses {
        self.delivery.losses.iter().map(|(loss, events)| (loss.name(), events)).collect()
    }

    /// How each destination stands that anything was sent to, by its name in the schema.
    #[must_use]
    pub fn destinations(&self) -> Vec<DestinationStatus> {
        let status = |(name, last, losses): &(String, Option<delivery::LastVerdict>, delivery::Losses)| {
            let (verdict, error) = last.as_ref().map(|last| (last.verdict.clone(), last.error.clone())).unzip();
            let losses = losses.iter().map(|(loss, events)| (loss.name(), events)).collect();
            DestinationStatus { name: name.clone(), verdict, error: error.flatten(), losses }
        };
        self.delivery.destinations.iter().map(status).collect()
    }

    /// What went wrong last, in this process: a disk, a folder, a file. Never with the content of an event.
    #[must_use]
    pub fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }
}
