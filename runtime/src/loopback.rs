//! For tests and demonstrations: key, destination, home and consent input that are none of the real ones.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::consent::{Environment, Platform, SystemTerminal, Terminal};
use crate::delivery::Body;
use crate::spec::{Answer, DestinationSpec, OtlpProtocol, ProductSpec};
use crate::storage::Storage;
use crate::telemetry::Place;

/// A key that no collector knows.
pub(crate) const DUMMY_KEY: &str = "00000000000000000000000000000000-00000000-0000-0000-0000-000000000000-0000";

#[derive(Clone, Debug)]
pub(crate) struct Loopback {
    address: SocketAddr,
    answer: Answer,
    home: PathBuf,
    is_scratch: bool,
    otlp: Option<OtlpProtocol>,
    body: Body,
}

impl Loopback {
    pub(crate) fn new(address: SocketAddr, answer: Answer) -> Self {
        let home = std::env::temp_dir().join(format!("candor-{}", crate::identity::random_uuid()));
        Self { address, answer, home, is_scratch: true, otlp: None, body: Body::Gzip }
    }

    pub(crate) fn at_home(self, home: PathBuf) -> Self {
        Self { home, is_scratch: false, ..self }
    }

    pub(crate) fn speaking_otlp(self, protocol: OtlpProtocol) -> Self {
        Self { otlp: Some(protocol), ..self }
    }

    pub(crate) fn uncompressed(self) -> Self {
        Self { body: Body::Plain, ..self }
    }

    pub(crate) fn body(&self) -> Body {
        self.body
    }

    /// One collector in place of all. Another address than a loopback one is no destination, and so telemetry is off. What
    /// stays on the machine stays what it is, below the home that stands in.
    fn destinations(&self, spec: &ProductSpec) -> Vec<DestinationSpec> {
        if !self.address.ip().is_loopback() {
            return Vec::new();
        }
        let local = spec.destinations.iter().copied().filter(|destination| !destination.is_remote());
        let remote = spec.destinations.iter().any(DestinationSpec::is_remote).then(|| self.collector());
        remote.into_iter().chain(local).collect()
    }

    fn collector(&self) -> DestinationSpec {
        let url = |path: &str| &*String::leak(format!("http://{}{path}", self.address));
        match self.otlp {
            Some(protocol) => DestinationSpec::Otlp { endpoint: url("/v1/logs"), protocol, headers: None },
            None => DestinationSpec::OneCollector { endpoint: url("/OneCollector/1.0/"), key: Some(DUMMY_KEY) },
        }
    }

    pub(crate) fn place(&self, spec: &'static ProductSpec) -> Place {
        let environment = Environment::fixed(Platform::Unix, Timestamp::now()).with("HOME", self.home.as_os_str());
        let destinations = Vec::leak(self.destinations(spec));
        let spec = Box::leak(Box::new(ProductSpec { destinations, ..*spec }));
        if self.is_scratch {
            let _ = std::fs::create_dir(&self.home);
        }
        Place {
            storage: Storage::locate(spec.storage, &environment),
            spec,
            environment,
            scratch: self.is_scratch.then(|| self.home.clone()),
        }
    }

    pub(crate) fn terminal(&self) -> Box<dyn Terminal> {
        let typed = match self.answer {
            Answer::Accept => "y\n",
            Answer::Decline => "n\n",
        };
        Box::new(Typed { screen: SystemTerminal::default(), keys: typed.bytes() })
    }
}

/// Shows the prompt, and the answer as if a person had typed it.
struct Typed {
    screen: SystemTerminal,
    keys: std::str::Bytes<'static>,
}

impl Terminal for Typed {
    fn write(&mut self, text: &str) -> io::Result<()> {
        self.screen.write(text)
    }

    fn read_byte(&mut self) -> io::Result<Option<u8>> {
        let key = self.keys.next();
        if let Some(key) = key {
            self.screen.write(char::from(key).encode_utf8(&mut [0; 4]))?;
        }
        Ok(key)
    }
}
