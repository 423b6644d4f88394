//! The only file that knows the HTTP library.

use std::io::Read;
use std::{fmt, io};

use candor_core::{is_loopback, limits};
use flate2::Compression;
use flate2::write::GzEncoder;
use ureq::http::{HeaderMap, Uri};
use ureq::{Agent, Proxy};

use super::destination::Destination;
use super::sender::Packed;
use super::verdict::Reply;

/// The headers of a reply that a verdict reads; no other is looked at.
const READ_HEADERS: [&str; 6] =
    ["retry-after", "date", "kill-tokens", "kill-duration", "kill-duration-seconds", "collector-error"];

/// A URL that events may be sent to: `https`, or `http` to this machine.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    uri: Uri,
    loopback: bool,
}

/// Why a URL is not one that events may be sent to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EndpointError {
    /// It is no absolute URL with a scheme and a host.
    Malformed,
    /// It has a user name or a password.
    Credentials,
    /// It is not `https`, and not on this machine.
    Insecure,
    /// It is `https`, which this build cannot speak.
    WithoutTls,
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "the collector's endpoint is not an absolute URL",
            Self::Credentials => "the collector's endpoint has a user name or a password in it",
            Self::Insecure => "the collector's endpoint is neither https nor on this machine",
            Self::WithoutTls => "the collector's endpoint is https, and this program was built without TLS",
        })
    }
}

impl Endpoint {
    pub(crate) fn parse(url: &str) -> Result<Self, EndpointError> {
        let uri: Uri = url.parse().map_err(|_| EndpointError::Malformed)?;
        let (Some(scheme), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return Err(EndpointError::Malformed);
        };
        if authority.as_str().contains('@') {
            return Err(EndpointError::Credentials);
        }
        let loopback = is_loopback(authority.host());
        match scheme {
            _ if authority.host().is_empty() => Err(EndpointError::Malformed),
            "https" if cfg!(feature = "tls") => Ok(Self { uri, loopback }),
            "https" => Err(EndpointError::WithoutTls),
            "http" if loopback => Ok(Self { uri, loopback }),
            _ => Err(EndpointError::Insecure),
        }
    }

    /// Where the events go, as segments are stamped with it. All collectors on this machine are one.
    pub(super) fn origin(&self) -> &str {
        if self.loopback { "loopback" } else { self.uri.host().unwrap_or_default() }
    }
}

/// Connections to collectors; made when they are first needed, since reading the system's trust store takes time.
#[derive(Default)]
pub(super) struct Client {
    elsewhere: Option<Agent>,
    here: Option<Agent>,
    body: Body,
}

/// How a body goes out.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Body {
    #[default]
    Gzip,
    /// As it is, for tests and benchmarks.
    #[cfg(feature = "testing")]
    Plain,
}

impl Client {
    pub(super) fn new(body: Body) -> Self {
        Self { body, ..Self::default() }
    }

    pub(super) fn close(&mut self) {
        (self.elsewhere, self.here) = (None, None);
    }

    pub(super) fn is_open(&self) -> bool {
        self.elsewhere.is_some() || self.here.is_some()
    }

    /// What of a body goes out. Makes ready what the first request to the endpoint needs.
    pub(super) fn pack(&mut self, endpoint: &Endpoint, body: Vec<u8>) -> Result<Packed, String> {
        self.agent(endpoint);
        match self.body {
            Body::Gzip => gzip(&body).map(Packed).map_err(|error| error.to_string()),
            #[cfg(feature = "testing")]
            Body::Plain => Ok(Packed(body)),
        }
    }

    /// Posts a body to the endpoint of a destination.
    pub(super) fn post(&mut self, endpoint: &Endpoint, to: &Destination, body: &Packed) -> Result<Reply, String> {
        let request = self.agent(endpoint).post(&endpoint.uri).header("content-type", to.content_type());
        let request = match self.body {
            Body::Gzip => request.header("content-encoding", "gzip"),
            #[cfg(feature = "testing")]
            Body::Plain => request,
        };
        let request = to.credentials().into_iter().fold(request, |request, (name, value)| request.header(name, value));
        let response = request.send(&body.0[..]).map_err(|error| error.to_string())?;
        let status = response.status().as_u16();
        let headers = read_headers(response.headers());
        let mut body = Vec::new();
        // A body that breaks off takes nothing from the status: what was read of it is what there is.
        let _ = response.into_body().into_reader().take(limits::REPLY_BYTES).read_to_end(&mut body);
        Ok(Reply { status, headers, body })
    }

    fn agent(&mut self, endpoint: &Endpoint) -> &Agent {
        let loopback = endpoint.loopback;
        if loopback { &mut self.here } else { &mut self.elsewhere }.get_or_insert_with(|| agent(loopback))
    }
}

fn agent(loopback: bool) -> Agent {
    // A proxy sees the name of the collector and no more; none must ever see what stays on this machine.
    let proxy = if loopback { None } else { Proxy::try_from_env() };
    let config = Agent::config_builder();
    #[cfg(feature = "tls")]
    let config = config.tls_config(tls());
    config
        .https_only(!loopback)
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(proxy)
        .user_agent("candor")
        .accept("")
        .accept_encoding("")
        .max_idle_age(limits::CONNECTION_IDLE)
        .timeout_connect(Some(limits::CONNECT_TIMEOUT))
        .timeout_global(Some(limits::REQUEST_TIMEOUT))
        .build()
        .new_agent()
}

#[cfg(feature = "tls")]
fn tls() -> ureq::tls::TlsConfig {
    ureq::tls::TlsConfig::builder()
        .root_certs(ureq::tls::RootCerts::PlatformVerifier)
        .unversioned_rustls_crypto_provider(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

fn read_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let values =
        READ_HEADERS.into_iter().flat_map(|name| headers.get_all(name).into_iter().map(move |value| (name, value)));
    values.filter_map(|(name, value)| Some((name.to_owned(), value.to_str().ok()?.to_owned()))).collect()
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 4 + 64), Compression::default());
    io::Write::write_all(&mut encoder, bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Server, reply};
    use super::*;
    use std::time::{Duration, Instant};

    fn post(server: &Server, lines: &[u8]) -> Result<Reply, String> {
        let to = Destination::onecollector(server.endpoint());
        pack_and_post(Client::default(), &server.endpoint(), &to, lines)
    }

    fn pack_and_post(mut client: Client, at: &Endpoint, to: &Destination, body: &[u8]) -> Result<Reply, String> {
        let packed = client.pack(at, body.to_vec())?;
        client.post(at, to, &packed)
    }

    #[test]
    fn only_https_and_this_machine_are_endpoints() {
        let over_tls = |origin| if cfg!(feature = "tls") { Ok(origin) } else { Err(EndpointError::WithoutTls) };
        for (url, expected) in [
            (
                "https://mobile.events.data.microsoft.com/OneCollector/1.0/",
                over_tls("mobile.events.data.microsoft.com"),
            ),
            ("https://127.0.0.1:9/", over_tls("loopback")),
            ("http://127.0.0.1:9/OneCollector/1.0/", Ok("loopback")),
            ("http://127.255.0.1/", Ok("loopback")),
            ("http://[::1]:9/", Ok("loopback")),
            ("http://localhost:9/", Ok("loopback")),
            ("http://LOCALHOST/", Ok("loopback")),
            ("http://example.com/", Err(EndpointError::Insecure)),
            ("http://127.0.0.1.example.com/", Err(EndpointError::Insecure)),
            ("http://localhost.example.com/", Err(EndpointError::Insecure)),
            ("http://10.0.0.1/", Err(EndpointError::Insecure)),
            ("http://0.0.0.0/", Err(EndpointError::Insecure)),
            ("http://[::ffff:10.0.0.1]/", Err(EndpointError::Insecure)),
            ("ftp://127.0.0.1/", Err(EndpointError::Insecure)),
            ("http://127.0.0.1@example.com/", Err(EndpointError::Credentials)),
            ("https://user:pass@example.com/", Err(EndpointError::Credentials)),
            ("/OneCollector/1.0/", Err(EndpointError::Malformed)),
            ("example.com", Err(EndpointError::Malformed)),
            ("https://", Err(EndpointError::Malformed)),
            ("", Err(EndpointError::Malformed)),
        ] {
            let endpoint = Endpoint::parse(url);
            assert_eq!(endpoint.as_ref().map(Endpoint::origin).map_err(|error| *error), expected, "{url}");
        }
    }

    #[test]
    fn a_request_carries_what_the_collector_needs_and_nothing_about_the_machine() {
        let server = Server::replying([reply(200, "", r#"{"acc":1}"#)]);
        let reply = post(&server, b"{}\n").unwrap();
        assert_eq!((reply.status, &reply.body[..]), (200, &br#"{"acc":1}"#[..]));
        let request = server.requests().remove(0);
        assert_eq!(request.body, "{}\n");
        let names: Vec<&str> = request.headers.iter().map(|(name, _)| name.as_str()).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        let expected = ["content-encoding", "content-length", "content-type", "host", "user-agent", "x-apikey"];
        assert_eq!(sorted, expected);
        assert_eq!(request.header("content-type"), "application/x-json-stream; charset=utf-8");
        assert_eq!(request.header("content-encoding"), "gzip");
        assert_eq!(request.header("x-apikey"), "tenant-secret");
        assert_eq!(request.header("user-agent"), "candor");
        assert_eq!(request.line, "POST /OneCollector/1.0/ HTTP/1.1");
    }

    #[cfg(feature = "testing")]
    #[test]
    fn an_uncompressed_request_says_nothing_of_gzip() {
        let server = Server::replying([reply(200, "", r#"{"acc":1}"#)]);
        let to = Destination::onecollector(server.endpoint());
        pack_and_post(Client::new(Body::Plain), &server.endpoint(), &to, b"{}\n").unwrap();
        let request = server.requests().remove(0);
        assert_eq!(request.body, "{}\n");
        assert!(request.headers.iter().all(|(name, _)| name != "content-encoding"));
    }

    #[test]
    fn otlp_goes_out_with_its_own_headers() {
        let server = Server::replying([reply(200, "", "")]);
        let to = Destination::otlp(server.endpoint(), super::super::otlp::Encoding::Json);
        pack_and_post(Client::default(), &server.endpoint(), &to, b"{}").unwrap();
        let request = server.requests().remove(0);
        assert_eq!(request.header("content-type"), "application/json");
        assert_eq!(request.header("authorization"), "Bearer x");
        assert_eq!(request.header("x-apikey"), "");
    }

    #[test]
    fn a_refusal_keeps_its_headers_and_body() {
        let headers = "Collector-Error: InvalidEventFormat\r\nKill-Tokens: o:a\r\nKill-Tokens: o:b\r\nX-Other: 1\r\n";
        let server = Server::replying([reply(400, headers, "why")]);
        let reply = post(&server, b"{}\n").unwrap();
        assert_eq!((reply.status, &reply.body[..]), (400, &b"why"[..]));
        assert!(reply.headers.contains(&("collector-error".to_owned(), "InvalidEventFormat".to_owned())));
        assert_eq!(reply.headers.iter().filter(|(name, _)| name == "kill-tokens").count(), 2);
        assert!(reply.headers.iter().all(|(name, _)| name != "x-other"));
    }

    #[test]
    fn no_redirect_is_followed() {
        let elsewhere = Server::replying([reply(200, "", "")]);
        for status in [301, 302, 303, 307, 308] {
            let location = format!("Location: {}\r\n", elsewhere.url());
            let server = Server::replying([reply(status, &location, "")]);
            let result = post(&server, b"{}\n");
            assert!(result.as_ref().map_or(true, |reply| reply.status == status), "{status} {result:?}");
        }
        assert!(elsewhere.requests().is_empty());
    }

    #[test]
    fn a_giant_reply_is_not_read() {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n";
        let server = Server::replying([format!("{head}{}", "x".repeat(300_000))]);
        let reply = post(&server, b"{}\n").unwrap();
        assert_eq!((reply.status, reply.body.len() as u64), (200, limits::REPLY_BYTES));
    }

    #[test]
    fn half_a_reply_and_garbage_are_told_without_the_content() {
        for text in ["", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nContent-", "SSH-2.0-OpenSSH\r\n"] {
            let server = Server::replying([text.to_owned()]);
            let error = post(&server, b"{\"secret\":1}\n").unwrap_err();
            assert!(!error.contains("secret"), "{error}");
        }
        let server = Server::replying(["HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"acc\"".to_owned()]);
        let reply = post(&server, b"{}\n").unwrap();
        assert_eq!((reply.status, &reply.body[..]), (200, &b"{\"acc\""[..]), "the status was there");
    }

    #[test]
    fn a_collector_without_tls_gets_nothing_over_https() {
        let server = Server::replying([]);
        let uri = server.url().replace("http://", "https://").parse().unwrap();
        let endpoint = Endpoint { uri, loopback: true };
        let to = Destination::onecollector(endpoint.clone());
        let result = pack_and_post(Client::default(), &endpoint, &to, b"{}\n");
        assert!(result.is_err(), "{result:?}");
        assert!(server.requests().is_empty());
    }

    #[test]
    fn a_collector_that_refuses_connections_is_noticed_at_once() {
        let endpoint = Server::refusing();
        let started = Instant::now();
        let to = Destination::onecollector(endpoint.clone());
        assert!(pack_and_post(Client::default(), &endpoint, &to, b"{}\n").is_err());
        assert!(started.elapsed() < Duration::from_millis(500));
    }
}
