//! What OneCollector refuses is refused, with its status and its words; the rest arrives as it was sent.

use std::io::Write;
use std::time::Duration;

use crate::client::{Answer, JSON_STREAM, envelope, exchange, good, post, request};
use candor_sink::{Sink, TEST_KEY};
use flate2::Compression;
use flate2::write::GzEncoder;

const PATH: &str = "/OneCollector/1.0/";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Sends to a double of its own and expects that nothing is received.
fn refused(bytes: &[u8]) -> Answer {
    let sink = Sink::start().unwrap();
    let answer = exchange(&sink, bytes).unwrap();
    assert_eq!(sink.received().len(), 0);
    answer
}

fn with(headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    request("POST", PATH, &[&[("x-apikey", TEST_KEY), ("Content-Type", JSON_STREAM)], headers].concat(), body)
}

#[test]
fn a_good_batch_arrives_as_it_was_sent() {
    let sink = Sink::start().unwrap();
    let second = envelope(|e| e["name"] = "ModelKitHeartbeat".into());
    let answer = exchange(&sink, &post(&format!("{}\n{second}\n", good()))).unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (200, r#"{"acc":2}"#));
    assert_eq!(answer.header("content-type"), Some("application/json"));
    assert!(sink.wait_for(2, Duration::ZERO));
    let received = sink.received();
    assert_eq!(received[0].line(), good());
    assert_eq!(received[1].event()["name"], "ModelKitHeartbeat");
    assert_eq!(received[1].request().header("X-ApiKey"), Some(TEST_KEY));
    assert!(received[1].headers().iter().any(|(name, value)| name == "content-type" && value == JSON_STREAM));
    assert_eq!(sink.requests().len(), 1);
    assert_eq!(sink.requests()[0].status(), Some(200));
}

#[test]
fn a_gzip_batch_is_inflated() {
    let sink = Sink::start().unwrap();
    let answer = exchange(&sink, &with(&[("Content-Encoding", "gzip")], &gzip(good().as_bytes()))).unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(sink.received()[0].line(), good());
    assert_eq!(sink.requests()[0].wire_bytes(), gzip(good().as_bytes()).len());
}

#[test]
fn the_vendors_own_spelling_of_key_and_type_is_taken() {
    let sink = Sink::start().unwrap();
    let headers = [("apikey", TEST_KEY), ("content-type", "application/x-json-stream")];
    let answer = exchange(&sink, &request("POST", "/OneCollector/1.0?cors=true", &headers, good().as_bytes())).unwrap();
    assert_eq!(answer.status, 200);
}

#[test]
fn the_vendors_own_word_on_the_type_of_a_field_is_taken() {
    let sink = Sink::start().unwrap();
    let typed = |f: serde_json::Value| envelope(|e| e["ext"]["metadata"] = serde_json::json!({"f": f}));
    let answer = exchange(&sink, &post(&typed(serde_json::json!({"duration_ms": {"t": 6}})))).unwrap();
    assert_eq!(answer.status, 200);
    let answer = refused(&post(&typed(6.into())));
    assert!(answer.header("collector-error").unwrap().contains("ext.metadata.f is not an object"));
}

#[test]
fn only_post_is_taken() {
    let answer = refused(&request("GET", PATH, &[], b""));
    assert_eq!((answer.status, answer.header("allow")), (405, Some("POST")));
}

#[test]
fn another_path_is_not_found() {
    assert_eq!(refused(&request("POST", "/v2/track", &[("x-apikey", TEST_KEY)], good().as_bytes())).status, 404);
}

#[test]
fn another_content_type_is_unsupported() {
    let headers = [("x-apikey", TEST_KEY), ("Content-Type", "application/json")];
    let answer = refused(&request("POST", PATH, &headers, good().as_bytes()));
    assert_eq!(answer.status, 415);
    assert!(answer.header("collector-error").unwrap().contains("application/x-json-stream"));
    assert_eq!(refused(&request("POST", PATH, &[("x-apikey", TEST_KEY)], good().as_bytes())).status, 415);
}

#[test]
fn a_json_array_is_unsupported() {
    let answer = refused(&post(&format!(" [{}]", good())));
    assert_eq!(answer.status, 415);
    assert!(answer.header("collector-error").unwrap().contains("JSON array"));
}

#[test]
fn a_missing_or_misshapen_key_is_unauthorized() {
    let answer = refused(&request("POST", PATH, &[("Content-Type", JSON_STREAM)], good().as_bytes()));
    assert_eq!((answer.status, answer.header("collector-error")), (401, Some("MissingApiKey: no x-apikey header")));
    let headers = [("Content-Type", JSON_STREAM), ("x-apikey", "0123456789abcdef0123456789abcdef")];
    let answer = refused(&request("POST", PATH, &headers, good().as_bytes()));
    assert_eq!(answer.status, 401);
    assert!(answer.header("collector-error").unwrap().starts_with("InvalidApiKey: "));
}

#[test]
fn an_ikey_that_is_not_the_tenants_is_unauthorized() {
    for key in [TEST_KEY, "0123456789abcdef0123456789abcdef", "o:fedcba", "o:", ""] {
        let answer = refused(&post(&format!("{}\n{}", good(), envelope(|e| e["iKey"] = key.into()))));
        assert_eq!(answer.status, 401, "{key}");
        assert_eq!(answer.body, r#"{"acc":0,"rej":2,"efi":{"InvalidTenantToken":"all"}}"#);
        assert!(answer.header("collector-error").unwrap().starts_with("InvalidTenantToken: event 1: iKey "), "{key}");
    }
    let without = envelope(|e| drop(e.as_object_mut().unwrap().remove("iKey")));
    assert_eq!(refused(&post(&without)).status, 401);
}

#[test]
fn an_encoding_that_is_not_what_it_says_is_refused() {
    assert_eq!(refused(&with(&[("Content-Encoding", "br")], good().as_bytes())).status, 415);
    assert_eq!(refused(&with(&[("Content-Encoding", "gzip")], good().as_bytes())).status, 400);
    let whole = gzip(good().as_bytes());
    assert_eq!(refused(&with(&[("Content-Encoding", "gzip")], &whole[..whole.len() - 4])).status, 400);
    assert_eq!(refused(&with(&[("Content-Encoding", "gzip")], &[&whole[..], b"trailing"].concat())).status, 400);
}

#[test]
fn a_gzip_bomb_is_cut_off() {
    let bomb = gzip(&vec![b' '; 8 * 1024 * 1024]);
    assert!(bomb.len() < 256 * 1024);
    assert_eq!(refused(&with(&[("Content-Encoding", "gzip")], &bomb)).status, 413);
}

#[test]
fn an_empty_body_and_one_that_is_not_utf_8_are_refused() {
    assert!(refused(&post("")).header("collector-error").unwrap().starts_with("EmptyBody: "));
    assert_eq!(refused(&post("")).status, 400);
    let answer = refused(&with(&[], b"{\"ver\":\"\xff\"}"));
    assert_eq!(answer.header("collector-error"), Some("InvalidEventFormat: the body is not UTF-8"));
}

/// Each change makes an event that the collector refuses, with these words.
#[test]
fn every_breach_of_the_event_format_is_named() {
    type Change = fn(&mut serde_json::Value);
    let table: [(&str, Change); 25] = [
        ("ext.os.release is not a slot of Common Schema 4.0", |e| e["ext"]["os"]["release"] = "10".into()),
        ("ext.app.initTs is not a slot of Common Schema 4.0", |e| e["ext"]["app"]["initTs"] = 1.5.into()),
        ("ext.host is not a slot of Common Schema 4.0", |e| e["ext"]["host"] = serde_json::json!({})),
        ("leaked is not a slot of Common Schema 4.0", |e| e["leaked"] = 1.into()),
        (r"a\u{e9}\n is not a slot of Common Schema 4.0", |e| e["aé\n"] = 1.into()),
        ("ext.os.name is not a string", |e| e["ext"]["os"]["name"] = 1.into()),
        ("ext.os.ver is not a string", |e| e["ext"]["os"]["ver"] = serde_json::Value::Null),
        ("ext.sdk.seq is not an integer", |e| e["ext"]["sdk"]["seq"] = "1".into()),
        ("popSample is not a number", |e| e["popSample"] = "1".into()),
        ("ext is not an object", |e| e["ext"] = "x".into()),
        ("ext.os is not an object", |e| e["ext"]["os"] = "x".into()),
        ("data is not an object", |e| e["data"] = "x".into()),
        ("data is missing", |e| drop(e.as_object_mut().unwrap().remove("data"))),
        ("ver is missing", |e| drop(e.as_object_mut().unwrap().remove("ver"))),
        ("name is missing", |e| drop(e.as_object_mut().unwrap().remove("name"))),
        ("time is missing", |e| drop(e.as_object_mut().unwrap().remove("time"))),
        ("ver is not a string", |e| e["ver"] = 4.0.into()),
        (r#"ver is not "4.0""#, |e| e["ver"] = "3.0".into()),
        ("name is not 4 to 100 letters, digits, dots and underscores", |e| e["name"] = "Model Kit".into()),
        ("name is not 4 to 100 letters, digits, dots and underscores", |e| e["name"] = "abc".into()),
        ("time is not a UTC time in milliseconds like 2026-04-21T07:12:41.603Z", |e| e["time"] = "today".into()),
        ("time is not a UTC time in milliseconds like 2026-04-21T07:12:41.603Z", |e| {
            e["time"] = "2026-04-21T07:12:41.603+01:00".into();
        }),
        ("time is not a string", |e| e["time"] = 1_776_755_561.into()),
        ("ext.device.localId does not begin with its kind, like r:", |e| {
            e["ext"]["device"]["localId"] = "0123456789abcdef".into();
        }),
        ("the line is not one JSON object", |e| *e = "text".into()),
    ];
    for (words, change) in table {
        let answer = refused(&post(&envelope(change)));
        assert_eq!(answer.status, 400, "{words}");
        assert_eq!(answer.body, r#"{"acc":0,"rej":1,"efi":{"InvalidEventFormat":"all"}}"#, "{words}");
        assert_eq!(answer.header("collector-error").unwrap(), format!("InvalidEventFormat: event 0: {words}"));
    }
}

#[test]
fn every_slot_of_the_contract_is_taken() {
    let sink = Sink::start().unwrap();
    let full = envelope(|e| {
        e["ext"]["device"]["localId"] = "".into();
        e["ext"]["device"]["model"] = "m".into();
        e["ext"]["os"]["bootId"] = 3.into();
        e["ext"]["app"]["name"] = "n".into();
        e["ext"]["sdk"]["ver"] = "v".into();
        e["ext"]["user"] = serde_json::json!({"localId": "u"});
        e["popSample"] = 100.0.into();
    });
    assert_eq!(exchange(&sink, &post(&full)).unwrap().status, 200);
}

#[test]
fn one_bad_event_is_refused_alone_and_by_its_index() {
    let sink = Sink::start().unwrap();
    let bad = envelope(|e| e["ext"]["os"]["release"] = "10".into());
    let answer = exchange(&sink, &post(&format!("{}\n{bad}\n{}\n\n{bad}", good(), good()))).unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body, r#"{"acc":2,"rej":3,"efi":{"InvalidEventFormat":[1,3,4]}}"#);
    assert_eq!(
        answer.header("collector-error"),
        Some("InvalidEventFormat: event 1: ext.os.release is not a slot of Common Schema 4.0")
    );
    assert_eq!(sink.received().len(), 2);
    assert_eq!(sink.requests()[0].refusals().len(), 3);
}

#[test]
fn an_event_beyond_its_size_is_refused_alone() {
    let sink = Sink::start().unwrap();
    let large = envelope(|e| e["data"]["text"] = "x".repeat(2_000_000).into());
    let answer = exchange(&sink, &post(&format!("{large}\n{}", good()))).unwrap();
    assert_eq!(answer.body, r#"{"acc":1,"rej":1,"efi":{"EventSizeExceeded":[0]}}"#);
}

#[test]
fn the_words_never_hold_a_value() {
    let secret = envelope(|e| {
        e["name"] = "secret secret".into();
        e["data"]["x"] = "secret".into();
    });
    let answer = refused(&post(&secret));
    assert!(!answer.header("collector-error").unwrap().contains("secret") && !answer.body.contains("secret"));
}

#[test]
fn only_loopback_is_listened_on() {
    for addr in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let error = Sink::start_on(addr.parse().unwrap()).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput, "{addr}");
        assert!(error.to_string().starts_with(addr), "{error}");
    }
}

#[test]
fn what_was_taken_is_gone_but_counted() {
    let sink = Sink::start().unwrap();
    exchange(&sink, &post(&good())).unwrap();
    let (requests, received) = sink.take();
    assert_eq!((requests.len(), received.len()), (1, 1));
    assert!(sink.received().is_empty() && sink.requests().is_empty());
    assert!(sink.wait_for(1, Duration::ZERO) && sink.wait_for_requests(1, Duration::ZERO));
    assert!(!sink.wait_for(2, Duration::from_millis(20)));
}

const LOGS: &str = "/v1/logs";

fn logs(content_type: &str, body: &[u8]) -> Vec<u8> {
    request("POST", LOGS, &[("Content-Type", content_type)], body)
}

#[test]
fn otlp_records_arrive_one_by_one_in_either_encoding() {
    let json = concat!(
        r#"{"resourceLogs":[{"resource":{"attributes":[]},"scopeLogs":[{"scope":{"name":"x"},"#,
        r#""logRecords":[{"eventName":"A"},{"eventName":"B"}]}]}]}"#
    );
    let protobuf = b"\x0a\x13\x0a\x00\x12\x0f\x0a\x03\x0a\x01x\x12\x03\x62\x01A\x12\x03\x62\x01B";
    for (content_type, body, answered) in
        [("application/json", json.as_bytes(), "{}"), ("application/x-protobuf", &protobuf[..], "")]
    {
        let sink = Sink::start().unwrap();
        let answer = exchange(&sink, &logs(content_type, body)).unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, answered));
        assert_eq!(answer.header("content-type"), Some(content_type));
        let events: Vec<_> = sink.received().iter().map(candor_sink::Received::event).collect();
        let record = |event: &serde_json::Value| event["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0].clone();
        assert_eq!(events.iter().map(|event| record(event)["eventName"].clone()).collect::<Vec<_>>(), ["A", "B"]);
    }
}

#[test]
fn otlp_is_refused_as_collectors_refuse_it() {
    let snake = br#"{"resource_logs":[]}"#;
    let answer = refused(&logs("application/json", snake));
    assert_eq!(answer.status, 400);
    assert_eq!(answer.body, r#"{"code":3,"message":"ExportLogsServiceRequest has no field resource_logs"}"#);
    let answer = refused(&logs("application/x-protobuf", b"\x0a\x05x"));
    assert_eq!((answer.status, answer.header("content-type")), (400, Some("application/x-protobuf")));
    assert!(answer.body.ends_with("the body ends within a field"));
    assert_eq!(refused(&logs("application/x-json-stream", b"{}")).status, 415);
    assert_eq!(refused(&request("GET", LOGS, &[("Content-Type", "application/json")], b"")).status, 405);
    assert_eq!(refused(&request("POST", "/v1/traces", &[("Content-Type", "application/json")], b"{}")).status, 404);
}
