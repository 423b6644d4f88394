//! For tests and demonstrations: key, destination, home and consent input that are none of the real ones.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::consent::{Environment, Platform, SystemTerminal, Terminal};
use crate::spec::{Answer, OneCollectorSpec, ProductSpec};
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
}

impl Loopback {
    pub(crate) fn new(address: SocketAddr, answer: Answer) -> Self {
        let home = std::env::temp_dir().join(format!("candor-{}", uuid::Uuid::new_v4()));
        Self { address, answer, home, is_scratch: true }
    }

    pub(crate) fn at_home(self, home: PathBuf) -> Self {
        Self { home, is_scratch: false, ..self }
    }

    pub(crate) fn place(&self, spec: &'static ProductSpec) -> Place {
        let environment = Environment::fixed(Platform::Unix, Timestamp::now()).with("HOME", self.home.as_os_str());
        // Another address than a loopback one gets no key, and so telemetry is off.
        let key = self.address.ip().is_loopback().then_some(DUMMY_KEY);
        let endpoint = String::leak(format!("http://{}/OneCollector/1.0/", self.address));
        let spec = Box::leak(Box::new(ProductSpec { onecollector: OneCollectorSpec { endpoint, key }, ..*spec }));
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
