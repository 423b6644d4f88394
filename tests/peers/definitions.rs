//! Both encodings are read by parsers that were generated from the published definitions, and say the same.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::process::Stdio;

use candor::{Answer, OtlpProtocol};
use candor_tests::{Peers, telemetry};
use serde_json::Value;

/// The first body that a product sends, unpacked.
fn sent(protocol: OtlpProtocol) -> Vec<u8> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let collector = std::thread::spawn(move || {
        let mut stream = BufReader::new(listener.accept().unwrap().0);
        let mut length = 0;
        for line in stream.by_ref().lines().map(Result::unwrap).take_while(|line| !line.is_empty()) {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length: ") {
                length = value.parse().unwrap();
            }
        }
        let mut packed = vec![0; length];
        stream.read_exact(&mut packed).unwrap();
        stream.get_mut().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        packed
    });
    let guard = telemetry().loopback(address, Answer::Accept).speaking_otlp(protocol).install();
    super::emit_three(&guard);
    let packed = collector.join().unwrap();
    let mut body = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut body).unwrap();
    body
}

fn decode(peers: &Peers, encoding: &str, body: &[u8]) -> Value {
    let mut python = peers.python("decode.py");
    let python = python.arg(encoding).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut python = python.spawn().unwrap();
    python.stdin.take().unwrap().write_all(body).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success(), "{encoding}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Without what is another in each run.
fn lasting(mut request: Value) -> Value {
    let resource = &mut request["resourceLogs"][0];
    let attributes = resource["resource"]["attributes"].as_array_mut().unwrap();
    for one in attributes {
        if ["device.id", "session.id"].contains(&one["key"].as_str().unwrap()) {
            one["value"] = Value::Null;
        }
    }
    for record in resource["scopeLogs"][0]["logRecords"].as_array_mut().unwrap() {
        for time in ["timeUnixNano", "observedTimeUnixNano"] {
            assert!(record[time].as_str().is_some_and(|nanos| nanos.len() == 19), "{record}");
            record[time] = Value::Null;
        }
    }
    request
}

#[test]
fn the_published_definitions_read_both_encodings_alike() {
    let Some(peers) = Peers::of("the published definitions") else { return };
    let _alone = super::ONE_AT_A_TIME.lock();
    let encodings = [("json", OtlpProtocol::HttpJson), ("protobuf", OtlpProtocol::HttpProtobuf)];
    let [json, protobuf] = encodings.map(|(encoding, protocol)| lasting(decode(&peers, encoding, &sent(protocol))));
    assert_eq!(json, protobuf);
    let records = json["resourceLogs"][0]["scopeLogs"][0]["logRecords"].as_array().unwrap();
    let names: Vec<_> = records.iter().map(|record| record["eventName"].as_str().unwrap()).collect();
    assert_eq!(names, ["ModelKitHeartbeat", "ModelKitAction", "ModelKitError"]);
}
