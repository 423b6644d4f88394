//! A user who said no: nothing is sent and nothing kept but the no, in this run and the next, whoever asks.

use std::time::Duration;

use candor::Answer;
use candor_sink::Sink;
use candor_tests::{Home, ModelKitHeartbeat, action, telemetry};

#[test]
fn nothing_is_sent_or_kept_but_the_no() {
    let (home, sink) = (Home::new(), Sink::start().unwrap());
    for answer in [Answer::Decline, Answer::Accept] {
        let telemetry = telemetry().loopback(sink.addr(), answer).home(home.path());
        let guard = telemetry.clone().install();
        ModelKitHeartbeat::new().emit();
        action(1);
        assert!(guard.flush(Duration::from_secs(1)));
        let status = telemetry.status();
        assert_eq!((status.is_on(), status.reason_name(), status.device_id()), (false, "declined", None));
        drop(guard);
        let kept = ["home", "home/.modelkit", "home/.modelkit/config.json", "home/.modelkit/config.json.lock", "work"];
        assert_eq!(home.files(), kept);
    }
    let config: serde_json::Value = serde_json::from_str(&home.read(".modelkit/config.json")).unwrap();
    assert_eq!(config["telemetry"]["consent"], "disabled");
    assert!(!sink.wait_for_requests(1, Duration::from_millis(300)));
}
