//! The part of the settings page that is about telemetry, without any window: what it shows, and what its buttons do.

use candor::{Guard, Telemetry};

/// Pictures that somebody opens before they are asked: who only looks in is left alone.
const ASK_AFTER: u32 = 2;

/// What the page shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// The words of the notice, with the buttons Agree, Refuse and Later.
    Question(String),
    /// A switch, and what it stands for.
    Switch { is_on: bool },
    /// A switch that cannot be moved, and why.
    Fixed(String),
}

/// Telemetry of a running program, and the state of the page.
#[derive(Debug)]
pub(crate) struct Consent {
    telemetry: Telemetry,
    guard: Option<Guard>,
    opened: u32,
    is_postponed: bool,
}

impl Consent {
    /// At the start of the program.
    pub(crate) fn new(telemetry: Telemetry) -> Self {
        let guard = Some(telemetry.clone().install());
        Self { telemetry, guard, opened: 0, is_postponed: false }
    }

    pub(crate) fn picture_was_opened(&mut self) {
        self.opened += 1;
    }

    /// Whether the question is put before the user by itself. The page shows it at any time.
    pub(crate) fn is_due(&self) -> bool {
        self.opened >= ASK_AFTER && !self.is_postponed && matches!(self.page(), Page::Question(_))
    }

    pub(crate) fn page(&self) -> Page {
        let status = self.telemetry.status();
        match status.reason_name() {
            "granted" => Page::Switch { is_on: true },
            "declined" => Page::Switch { is_on: false },
            "not_asked" => Page::Question(self.telemetry.notice()),
            _ => Page::Fixed(status.reason().to_owned()),
        }
    }

    /// Agree, or the switch to on. Whether it could be kept.
    pub(crate) fn agree(&mut self) -> bool {
        let is_stored = self.telemetry.grant();
        if is_stored && !self.telemetry.status().is_on() {
            self.guard = Some(self.telemetry.clone().install());
        }
        is_stored
    }

    /// Refuse, or the switch to off: what waits and the device id are erased.
    pub(crate) fn refuse(&mut self) -> bool {
        let is_stored = self.telemetry.withdraw();
        self.guard = None;
        is_stored
    }

    /// Asks at the next start again.
    pub(crate) fn later(&mut self) {
        self.is_postponed = true;
    }
}

#[cfg(test)]
mod tests {
    use std::net::{SocketAddr, TcpListener};

    use candor::Answer;
    use lantern_viewer::{Picture, telemetry};

    use super::*;

    /// A user, and a collector that does not answer, so that what was emitted waits.
    struct Stage(tempfile::TempDir, SocketAddr);

    impl Stage {
        fn new() -> Self {
            let collector = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
            Self(tempfile::tempdir().unwrap(), collector)
        }

        fn telemetry(&self) -> Telemetry {
            telemetry().loopback(self.1, Answer::Decline).home(self.0.path())
        }

        fn is_untouched(&self) -> bool {
            std::fs::read_dir(self.0.path()).unwrap().next().is_none()
        }
    }

    /// One after the other: a process has one telemetry.
    #[test]
    fn a_user_is_asked_late_agrees_and_takes_it_back() {
        let stage = Stage::new();
        let mut consent = Consent::new(stage.telemetry());
        for is_due in [false, true] {
            Picture::open(b"GIF89a");
            consent.picture_was_opened();
            assert_eq!(consent.is_due(), is_due);
        }
        assert!(
            matches!(consent.page(), Page::Question(notice) if notice.contains("The kind and rough size of pictures"))
        );
        assert!(stage.is_untouched());

        consent.later();
        assert!(!consent.is_due() && matches!(consent.page(), Page::Question(_)) && stage.is_untouched());

        assert!(consent.agree());
        assert_eq!(consent.page(), Page::Switch { is_on: true });
        Picture::open(b"GIF89a");
        assert_eq!(stage.telemetry().waiting().len(), 1);

        assert!(consent.refuse());
        assert_eq!(consent.page(), Page::Switch { is_on: false });
        Picture::open(b"GIF89a");
        assert!(stage.telemetry().waiting().is_empty());

        drop(consent);
        let mut next_start = Consent::new(stage.telemetry());
        next_start.picture_was_opened();
        next_start.picture_was_opened();
        assert!(!next_start.is_due(), "a no is not asked about again");
        assert!(next_start.agree());
        assert_eq!(next_start.page(), Page::Switch { is_on: true });
        assert!(next_start.refuse());

        let elsewhere = telemetry().loopback(([192, 0, 2, 1], 443).into(), Answer::Decline).home(stage.0.path());
        assert!(matches!(Consent::new(elsewhere).page(), Page::Fixed(_)));
    }
}
