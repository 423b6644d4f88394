//! A collector that is not on this machine, reached through a proxy that `HTTPS_PROXY` names, whose certificate nobody vouches
//! for. Nothing of these tests leaves the machine: the proxy is on it, and the collector's name is one that cannot exist.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::pki_types::PrivateKeyDer;
use rustls::{ServerConfig, ServerConnection};

use crate::Outcome;

/// A product as it is built, with nothing of it replaced.
#[allow(missing_docs, unreachable_pub, reason = "generated")]
mod product {
    candor::schema!("faults/outside");
}

const EMITTER: &str = "FAULTS_OUTSIDE";

/// Not a test by itself: the process that the scenarios start.
#[test]
fn a_process_that_emits_to_a_collector_outside() {
    let Ok(task) = std::env::var(EMITTER) else { return };
    let (events, withdraws) = task.split_once(' ').unwrap();
    let telemetry = product::telemetry();
    assert!(telemetry.grant());
    let guard = telemetry.clone().install();
    for number in 0..events.parse().unwrap() {
        product::OutsideTick::new().number(number).emit();
    }
    guard.flush(Duration::from_secs(3));
    let status = telemetry.status();
    println!("\nsays {}", status.collector_error().unwrap_or("nothing"));
    if withdraws == "true" {
        assert!(telemetry.withdraw());
    }
    drop(guard);
    let status = telemetry.status();
    let lost: Vec<_> = status.losses().iter().map(|(reason, events)| format!("{reason}={events}")).collect();
    println!("left {} {}", status.waiting_events(), lost.join(" "));
}

/// What a proxy was asked for, and what became of the TLS inside.
#[derive(Clone, Debug, Default)]
struct Seen {
    asked: Vec<String>,
    refusals: Vec<String>,
    /// Bytes that came through.
    bytes: usize,
}

struct Proxy {
    port: u16,
    seen: Arc<Mutex<Seen>>,
}

impl Proxy {
    /// One that claims to be whatever it is asked for.
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Self { port: listener.local_addr().unwrap().port(), seen: Arc::default() };
        let seen = Arc::clone(&proxy.seen);
        let certified = rcgen::generate_simple_self_signed(["collector.invalid".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(certified.signing_key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
        let config = config.with_no_client_auth().with_single_cert(vec![certified.cert.der().clone()], key).unwrap();
        let config = Arc::new(config);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                serve(stream.unwrap(), &config, &seen);
            }
        });
        proxy
    }

    fn seen(&self) -> Seen {
        self.seen.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, config: &Arc<ServerConfig>, seen: &Mutex<Seen>) {
    let lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
    seen.lock().unwrap().asked.extend(head.first().cloned());
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let mut connection = ServerConnection::new(Arc::clone(config)).unwrap();
    let shaken = connection.complete_io(&mut stream);
    let mut through = Vec::new();
    let _ = rustls::Stream::new(&mut connection, &mut stream).take(1).read_to_end(&mut through);
    let mut seen = seen.lock().unwrap();
    seen.bytes += through.len();
    seen.refusals.extend(shaken.err().map(|error| error.to_string()));
}

/// The outcome, and what the product says of its collector.
fn emit(events: u64, withdraws: bool, variables: &[(&str, &str)]) -> (Outcome, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "outside::a_process_that_emits_to_a_collector_outside", "--nocapture"]);
    command.env_clear().env("HOME", home.path()).env(EMITTER, format!("{events} {withdraws}"));
    let output = command.envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let after = |word: &str| said.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_else(|| panic!("{said}"));
    let mut left = after("left ").split(' ');
    let mut outcome = Outcome { emitted: events, ..Outcome::default() };
    outcome.waiting = left.next().unwrap().parse().unwrap();
    for (reason, events) in left.filter_map(|one| one.split_once('=')) {
        let reason = ["withdrawn", "rejected"].into_iter().find(|known| *known == reason).unwrap_or("other");
        let events = events.parse().unwrap();
        outcome.counted.extend((events > 0).then_some((reason, events)));
    }
    let spool = home.path().join(".outside/telemetry/spool");
    assert_eq!(spool.exists(), !withdraws);
    (outcome, after("says ").to_owned())
}

/// Events for a collector behind a proxy, with a certificate of nobody.
pub(crate) fn run(events: u64, withdraws: bool) -> Outcome {
    let proxy = Proxy::start();
    let (outcome, says) = emit(events, withdraws, &[("HTTPS_PROXY", &format!("http://127.0.0.1:{}", proxy.port))]);
    let Seen { asked, refusals, bytes } = proxy.seen();
    assert_eq!(asked.first().map(String::as_str), Some("CONNECT collector.invalid:443 HTTP/1.1"), "{says}");
    assert!(asked.iter().all(|line| line == &asked[0]), "{asked:?}");
    assert!(!refusals.is_empty() && bytes == 0, "an unknown certificate was trusted: {refusals:?} {bytes}");
    assert!(says.contains("ertificate"), "{says}");
    outcome
}

#[test]
fn through_a_proxy_an_unknown_certificate_is_refused_and_the_events_wait() {
    let outcome = run(3, false);
    assert_eq!((outcome.waiting, outcome.missing()), (3, 0), "{outcome:?}");
}

#[test]
fn a_host_that_is_to_go_past_the_proxy_does() {
    let proxy = Proxy::start();
    let address = format!("http://127.0.0.1:{}", proxy.port);
    let (outcome, _) = emit(3, false, &[("HTTPS_PROXY", &address), ("NO_PROXY", "collector.invalid")]);
    assert_eq!((outcome.waiting, outcome.missing()), (3, 0), "{outcome:?}");
    assert!(proxy.seen().asked.is_empty(), "{:?}", proxy.seen());
}
