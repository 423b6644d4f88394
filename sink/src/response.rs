//! What the double answers: what the contract says, or a fault.

use std::time::Duration;

use crate::http::Reply;
use crate::onecollector::Judgement;

/// One answer of the double, in the order of the requests. Made by the constructors, refined by the methods.
///
/// ```
/// use candor_sink::Response;
///
/// let busy = Response::status(503).header("Retry-After", "2").times(3);
/// # let _ = busy;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    pub(crate) kind: Kind,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    pub(crate) delay: Duration,
    pub(crate) times: Times,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Contract,
    Status(u16),
    Silence,
    Slow(Duration),
    HalfHead,
    HalfBody,
    Close,
    Reset,
    Garbage,
    Huge(u64),
    Refuse(Duration),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Times {
    Count(u32),
    Forever,
}

impl Response {
    const fn new(kind: Kind) -> Self {
        Self { kind, headers: Vec::new(), body: None, delay: Duration::ZERO, times: Times::Count(1) }
    }

    /// What the contract says; also what follows when all other answers are used up.
    #[must_use]
    pub const fn contract() -> Self {
        Self::new(Kind::Contract)
    }

    /// This status, 200 to 599. One of 200 to 299 never covers a breach of the contract, which is answered as ever;
    /// with any other, the events do not count as received.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        let status = if status < 200 {
            200
        } else if status > 599 {
            599
        } else {
            status
        };
        Self::new(Kind::Status(status))
    }

    /// A redirect (307) to `location`.
    #[must_use]
    pub fn redirect(location: &str) -> Self {
        Self::status(307).header("Location", location)
    }

    /// 200, together with the order that the tenant sends nothing for `seconds`.
    #[must_use]
    pub fn kill(tenant: &str, seconds: u32) -> Self {
        Self::status(200)
            .header("kill-tokens", &format!("o:{tenant}:all"))
            .header("kill-duration", &seconds.to_string())
            .header("kill-duration-seconds", &seconds.to_string())
    }

    /// Reads the request and never answers.
    #[must_use]
    pub const fn silence() -> Self {
        Self::new(Kind::Silence)
    }

    /// What the contract says, one byte every `pause`. The events count as received.
    #[must_use]
    pub const fn slow(pause: Duration) -> Self {
        Self::new(Kind::Slow(pause))
    }

    /// Closes the connection in the middle of the headers of its answer. The events count as received.
    #[must_use]
    pub const fn half_head() -> Self {
        Self::new(Kind::HalfHead)
    }

    /// Closes the connection in the middle of the body of its answer. The events count as received.
    #[must_use]
    pub const fn half_body() -> Self {
        Self::new(Kind::HalfBody)
    }

    /// Reads the request and closes the connection.
    #[must_use]
    pub const fn close() -> Self {
        Self::new(Kind::Close)
    }

    /// Reads the request and resets the connection.
    #[must_use]
    pub const fn reset() -> Self {
        Self::new(Kind::Reset)
    }

    /// A status line and then headers that are none.
    #[must_use]
    pub const fn garbage() -> Self {
        Self::new(Kind::Garbage)
    }

    /// 200 with a body of so many bytes. The events count as received.
    #[must_use]
    pub const fn huge(bytes: u64) -> Self {
        Self::new(Kind::Huge(bytes))
    }

    /// Closes the port for this time, at once when it is the first answer, else after the one before it.
    #[must_use]
    pub const fn refuse(time: Duration) -> Self {
        Self::new(Kind::Refuse(time))
    }

    /// Adds a header to the answer. Characters that a header cannot hold are left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = name.chars().filter(|c| is_header_name(&c.to_string())).collect();
        let value = value.chars().filter(|c| is_header_value(&c.to_string())).collect();
        self.headers.push((name, value));
        self
    }

    /// Replaces the body of the answer.
    #[must_use]
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Waits before the answer begins.
    #[must_use]
    pub const fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Gives this answer to so many requests; none is left out.
    #[must_use]
    pub const fn times(mut self, count: u32) -> Self {
        self.times = Times::Count(count);
        self
    }

    /// Gives this answer to every request from now on.
    #[must_use]
    pub const fn forever(mut self) -> Self {
        self.times = Times::Forever;
        self
    }

    fn apply(&self, mut reply: Reply) -> Reply {
        reply.headers.extend(self.headers.iter().cloned());
        if let Some(body) = &self.body {
            reply.body.clone_from(body);
        }
        reply
    }
}

pub(crate) fn is_header_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

pub(crate) fn is_header_value(value: &str) -> bool {
    value.bytes().all(|b| matches!(b, b' '..=b'~'))
}

/// What is done with a request: decided here, carried out by the server.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// Whether the events of the request count as received.
    pub(crate) received: bool,
    pub(crate) action: Action,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Reply(Reply),
    Slow(Reply, Duration),
    HalfHead(Reply),
    HalfBody(Reply),
    Huge(Reply, u64),
    Garbage,
    Silence,
    Close,
    Reset,
}

impl Action {
    /// The status of the answer, if there is one.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Reply(reply)
            | Self::Slow(reply, _)
            | Self::HalfHead(reply)
            | Self::HalfBody(reply)
            | Self::Huge(reply, _) => Some(reply.status),
            Self::Garbage | Self::Silence | Self::Close | Self::Reset => None,
        }
    }
}

/// Decides from the answer that is due and from what the contract says.
pub(crate) fn plan(response: &Response, judgement: &Judgement) -> Plan {
    let good = judgement.reply.status == 200;
    let contract = || response.apply(judgement.reply.clone());
    let lost = |action| Plan { received: false, action };
    let received = |action| Plan { received: good, action };
    match &response.kind {
        Kind::Status(status @ 200..=299) if good => received(Action::Reply(Reply { status: *status, ..contract() })),
        Kind::Huge(bytes) if good => received(Action::Huge(contract(), *bytes)),
        Kind::Contract | Kind::Status(200..=299) | Kind::Huge(_) | Kind::Refuse(_) => {
            received(Action::Reply(contract()))
        }
        Kind::Status(status) => {
            lost(Action::Reply(response.apply(Reply { status: *status, headers: Vec::new(), body: Vec::new() })))
        }
        Kind::Slow(pause) => received(Action::Slow(contract(), *pause)),
        Kind::HalfHead => received(Action::HalfHead(contract())),
        Kind::HalfBody => received(Action::HalfBody(contract())),
        Kind::Garbage => lost(Action::Garbage),
        Kind::Silence => lost(Action::Silence),
        Kind::Close => lost(Action::Close),
        Kind::Reset => lost(Action::Reset),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(status: u16) -> Judgement {
        let reply = Reply { status, headers: Vec::new(), body: b"{}".to_vec() };
        Judgement { reply, text: String::new(), accepted: Vec::new(), refusals: Vec::new() }
    }

    #[test]
    fn each_answer_says_whether_the_events_count_as_received() {
        let table = [
            (Response::contract(), Some(200), true),
            (Response::status(204), Some(204), true),
            (Response::status(503), Some(503), false),
            (Response::redirect("http://127.0.0.1:1/"), Some(307), false),
            (Response::kill("abc", 60), Some(200), true),
            (Response::silence(), None, false),
            (Response::slow(Duration::from_secs(1)), Some(200), true),
            (Response::half_head(), Some(200), true),
            (Response::half_body(), Some(200), true),
            (Response::close(), None, false),
            (Response::reset(), None, false),
            (Response::garbage(), None, false),
            (Response::huge(9), Some(200), true),
        ];
        for (response, status, received) in table {
            let plan = plan(&response, &judgement(200));
            assert_eq!((plan.action.status(), plan.received), (status, received), "{response:?}");
        }
    }

    #[test]
    fn a_success_never_covers_a_breach_of_the_contract() {
        for response in [Response::status(200), Response::status(204), Response::huge(9), Response::contract()] {
            let plan = plan(&response, &judgement(400));
            assert_eq!((plan.action.status(), plan.received), (Some(400), false), "{response:?}");
        }
    }

    #[test]
    fn a_header_cannot_smuggle_a_line() {
        let plan = plan(&Response::status(503).header("a\r\nb", "c\r\nd: e"), &judgement(200));
        let Action::Reply(reply) = plan.action else { panic!("{plan:?}") };
        assert_eq!(reply.headers, [("ab".to_owned(), "cd: e".to_owned())]);
    }

    #[test]
    fn statuses_stay_in_their_range() {
        assert_eq!(Response::status(100).kind, Kind::Status(200));
        assert_eq!(Response::status(999).kind, Kind::Status(599));
    }
}
