//! The schema is wrong about the file of an earlier program, and the user's notes stand where it was thought to be: they are not
//! touched, whatever the user answers, until an event stands in them.

use std::time::Duration;

use candor::Answer;
use candor_sink::Sink;
use candor_tests::Home;

candor::schema!("e2e/import");

const FILE: &str = ".winml/telemetry/winmlcli.cache";
const EVENTS: &str = include_str!("import/left.cache");

#[test]
fn a_file_that_holds_no_event_is_left_as_it_is() {
    for notes in ["Dear diary,\n\nbm90IGFuIGV2ZW50\n{\"name\": \"mine\"}\n", "\u{0}\u{7f}\n\u{1}"] {
        let (home, sink) = (Home::new(), Sink::start().unwrap());
        home.write(FILE, notes);
        let asked = |answer| telemetry().loopback(sink.addr(), answer).home(home.path());
        assert!(asked(Answer::Decline).withdraw());
        assert_eq!(home.read(FILE), notes, "a no erases events, and these are none");

        assert!(asked(Answer::Accept).grant());
        let telemetry = asked(Answer::Accept);
        let guard = telemetry.clone().install();
        assert!(guard.flush(Duration::from_secs(10)));
        assert_eq!(home.read(FILE), notes);
        let status = telemetry.status();
        assert!(status.losses().iter().all(|(_, count)| *count == 0), "{status:?}");
        assert_eq!(status.problem().unwrap(), format!("`~/{FILE}` holds no event, and is left alone"));
        drop(guard);

        home.write(FILE, &format!("{notes}\n{EVENTS}"));
        let guard = telemetry.install();
        assert!(guard.flush(Duration::from_secs(10)));
        assert_eq!((sink.take().1.len(), home.join(FILE).exists()), (3, false), "it has changed");
    }
}
