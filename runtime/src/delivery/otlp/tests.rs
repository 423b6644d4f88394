use prost::Message;
use serde_json::{Map, json};

use super::*;

const RECORD: &str = r#"{"name":"ModelKitAction","time":"2026-04-21T07:12:41.603Z","context":{"device_id":{"id":"r:1","status":"EXISTING"},"session_id":"s","os_name":"Linux","os_version":"6.1","os_arch":"x86_64","app_version":"0.1.0","sdk_sequence":{"epoch":"e","seq":1},"event_id":"i"},"data":{"success":true,"ep":null,"ms":-3,"ratio":2.0,"stack":[{"line":7}]}}"#;

fn log_in(encoding: Encoding, record: &str) -> Result<Log, Unencodable> {
    Encoder::new(encoding, "modelkit").log(record.to_owned())
}

fn as_json(logs: &[&Log]) -> Value {
    serde_json::from_slice(&Encoding::Json.request(logs)).unwrap()
}

#[test]
fn a_full_record_is_a_resource_and_a_typed_log() {
    let expected = concat!(
        r#"{"resourceLogs":[{"resource":{"attributes":["#,
        r#"{"key":"service.name","value":{"stringValue":"modelkit"}},"#,
        r#"{"key":"device.id","value":{"stringValue":"r:1"}},"#,
        r#"{"key":"device.id_status","value":{"stringValue":"EXISTING"}},"#,
        r#"{"key":"session.id","value":{"stringValue":"s"}},"#,
        r#"{"key":"os.name","value":{"stringValue":"Linux"}},"#,
        r#"{"key":"os.version","value":{"stringValue":"6.1"}},"#,
        r#"{"key":"host.arch","value":{"stringValue":"x86_64"}},"#,
        r#"{"key":"service.version","value":{"stringValue":"0.1.0"}}]},"#,
        r#""scopeLogs":[{"scope":{"name":"candor"},"logRecords":[{"#,
        r#""timeUnixNano":"1776755561603000000","observedTimeUnixNano":"1776755561603000000","#,
        r#""eventName":"ModelKitAction","attributes":["#,
        r#"{"key":"success","value":{"boolValue":true}},"#,
        r#"{"key":"ep"},"#,
        r#"{"key":"ms","value":{"intValue":"-3"}},"#,
        r#"{"key":"ratio","value":{"doubleValue":2.0}},"#,
        r#"{"key":"stack","value":{"arrayValue":{"values":[{"kvlistValue":{"values":["#,
        r#"{"key":"line","value":{"intValue":"7"}}]}}]}}},"#,
        r#"{"key":"event.epoch","value":{"stringValue":"e"}},"#,
        r#"{"key":"event.sequence","value":{"intValue":"1"}},"#,
        r#"{"key":"event.id","value":{"stringValue":"i"}}]}]}]}]}"#
    );
    let body = Encoding::Json.request(&[&log_in(Encoding::Json, RECORD).unwrap()]);
    assert_eq!(String::from_utf8(body).unwrap(), expected);
    for encoding in [Encoding::Json, Encoding::Protobuf] {
        assert_eq!(log_in(encoding, RECORD).unwrap().readable(), expected, "{encoding:?}");
    }
}

/// Records that go through everything a record can hold.
fn records() -> Vec<String> {
    let nested = r#"{"a":[null,true,-1,0.5,"x",[],{},{"b":[[1]]}],"b":18446744073709551616,"c":1e300}"#;
    // Longer than the one byte that most lengths have.
    let long = format!(r#"{{"text":"{}","list":[{}0]}}"#, "ä".repeat(9_000), "123456,".repeat(300));
    let escaped = r#"{"text":"a \"quote\", a \\ and\n\u0001 é","empty":""}"#;
    let data = |data: &str| RECORD.replace(&RECORD[RECORD.find(r#"{"success"#).unwrap()..RECORD.len() - 1], data);
    let context = |from: &str, to: &str| RECORD.replace(from, to);
    vec![
        RECORD.to_owned(),
        data("{}"),
        data(nested),
        data(&long),
        data(escaped),
        context(r#""Linux""#, r#""Li\"nux""#),
        context(r#""session_id":"s","#, ""),
        context(r#""seq":1"#, r#""seq":2"#),
        RECORD.to_owned(),
    ]
}

#[test]
fn protobuf_says_what_json_says() {
    let [protobuf, json] = [Encoding::Protobuf, Encoding::Json].map(|encoding| {
        let mut encoder = Encoder::new(encoding, "modelkit");
        let logs: Vec<Log> = records().into_iter().map(|record| encoder.log(record).unwrap()).collect();
        encoding.request(&logs.iter().collect::<Vec<_>>())
    });
    let decoded = published::ExportLogsServiceRequest::decode(&protobuf[..]).unwrap();
    assert_eq!(published::request(&decoded), serde_json::from_slice::<Value>(&json).unwrap());
    assert_eq!(decoded.encode_to_vec(), protobuf, "each field once, in the order of their numbers");
}

#[test]
fn the_logs_of_one_resource_stand_together() {
    let mut encoder = Encoder::new(Encoding::Json, "modelkit");
    let mut log = |session: &str, number: u8| {
        let record = RECORD.replace(r#""session_id":"s""#, &format!(r#""session_id":"{session}""#));
        encoder.log(record.replace(r#""seq":1"#, &format!(r#""seq":{number}"#))).unwrap()
    };
    // What is the event's own is no resource, nor is it that of another.
    let logs = [log("s", 1), log("s", 2), log("t", 3), log("s", 4)];
    let body = as_json(&logs.iter().collect::<Vec<_>>());
    let records = |of: &Value| of["scopeLogs"][0]["logRecords"].as_array().unwrap().clone();
    let runs: Vec<_> = body["resourceLogs"].as_array().unwrap().iter().map(records).collect();
    assert_eq!(runs.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1]);
    let number = |record: &Value| record["attributes"][6]["value"]["intValue"].as_str().unwrap().to_owned();
    assert_eq!(runs.concat().iter().map(number).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
}

#[test]
fn what_has_no_place_cannot_be_sent() {
    for (what, record, error) in [
        ("no JSON", RECORD[..20].to_owned(), Unencodable::Record),
        ("a fifth part", RECORD.replacen('{', r#"{"tags":{},"#, 1), Unencodable::Record),
        ("no time", RECORD.replace("2026-04-21T07", "yesterday"), Unencodable::Record),
        ("a time before 1970", RECORD.replace("2026-04", "1926-04"), Unencodable::Record),
        ("a word that is no value", RECORD.replace("true", "maybe"), Unencodable::Record),
        ("an unknown slot", RECORD.replace("os_name", "os_release"), Unencodable::Context),
        ("a number", RECORD.replace(r#""s","os"#, r#"1,"os"#), Unencodable::Context),
        ("a part too many", RECORD.replace(r#""id":"r:1""#, r#""id":"r:1","mac":"x""#), Unencodable::Context),
        ("a negative sequence", RECORD.replace(r#""seq":1"#, r#""seq":-1"#), Unencodable::Context),
    ] {
        for encoding in [Encoding::Json, Encoding::Protobuf] {
            assert_eq!(log_in(encoding, &record), Err(error), "{what}");
        }
    }
}

#[test]
fn a_reply_is_read_in_either_encoding() {
    let partial = published::ExportLogsPartialSuccess { rejected_log_records: 2, error_message: "too old".to_owned() };
    let protobuf = published::ExportLogsServiceResponse { partial_success: Some(partial) }.encode_to_vec();
    let expected = Answer { rejected: 2, message: "too old".to_owned() };
    assert_eq!(Answer::of_success(Encoding::Protobuf, &protobuf), expected);
    for number in [r#""2""#, "2"] {
        let body = format!(r#"{{"partialSuccess":{{"rejectedLogRecords":{number},"errorMessage":"too old"}}}}"#);
        assert_eq!(Answer::of_success(Encoding::Json, body.as_bytes()), expected);
    }
    for body in [&b""[..], b"{}", b"\xff\xff", b"[1]", br#"{"partialSuccess":7}"#] {
        assert_eq!(Answer::of_success(Encoding::Json, body), Answer::default());
        assert_eq!(Answer::of_success(Encoding::Protobuf, body), Answer::default());
    }
    for cut in 1..protobuf.len() {
        assert_eq!(Answer::of_success(Encoding::Protobuf, &protobuf[..cut]), Answer::default(), "cut at {cut}");
    }
    let unknown = [&protobuf[..], b"\x1a\x01x\x20\x07\x29\0\0\0\0\0\0\0\0"].concat();
    assert_eq!(Answer::of_success(Encoding::Protobuf, &unknown), expected, "fields that came later");
    assert_eq!(
        Answer::of_success(Encoding::Protobuf, b"\x0a\x0b\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01").rejected,
        0
    );
    assert_eq!(Answer::of_refusal(Encoding::Json, br#"{"code":3,"message":"no"}"#).message, "no");
    assert_eq!(Answer::of_refusal(Encoding::Protobuf, b"\x08\x03\x12\x02no").message, "no");
}

/// The messages of `opentelemetry.proto`, read by a library, and their JSON: what the encodings are held to.
mod published {
    use super::*;

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct AnyValue {
        /// Unset is OTLP's null.
        #[prost(oneof = "any_value::Kind", tags = "1, 2, 3, 4, 5, 6")]
        pub(super) kind: Option<any_value::Kind>,
    }

    pub(super) mod any_value {
        #[derive(Clone, PartialEq, prost::Oneof)]
        pub(in super::super) enum Kind {
            #[prost(string, tag = "1")]
            String(String),
            #[prost(bool, tag = "2")]
            Bool(bool),
            #[prost(int64, tag = "3")]
            Int(i64),
            #[prost(double, tag = "4")]
            Double(f64),
            #[prost(message, tag = "5")]
            Array(super::ArrayValue),
            #[prost(message, tag = "6")]
            Map(super::KeyValueList),
        }
    }

    use any_value::Kind;

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ArrayValue {
        #[prost(message, repeated, tag = "1")]
        pub(super) values: Vec<AnyValue>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct KeyValueList {
        #[prost(message, repeated, tag = "1")]
        pub(super) values: Vec<KeyValue>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct KeyValue {
        #[prost(string, tag = "1")]
        pub(super) key: String,
        #[prost(message, optional, tag = "2")]
        pub(super) value: Option<AnyValue>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct Resource {
        #[prost(message, repeated, tag = "1")]
        pub(super) attributes: Vec<KeyValue>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct InstrumentationScope {
        #[prost(string, tag = "1")]
        pub(super) name: String,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct LogRecord {
        #[prost(fixed64, tag = "1")]
        pub(super) time_unix_nano: u64,
        #[prost(message, repeated, tag = "6")]
        pub(super) attributes: Vec<KeyValue>,
        #[prost(fixed64, tag = "11")]
        pub(super) observed_time_unix_nano: u64,
        #[prost(string, tag = "12")]
        pub(super) event_name: String,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ScopeLogs {
        #[prost(message, optional, tag = "1")]
        pub(super) scope: Option<InstrumentationScope>,
        #[prost(message, repeated, tag = "2")]
        pub(super) log_records: Vec<LogRecord>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ResourceLogs {
        #[prost(message, optional, tag = "1")]
        pub(super) resource: Option<Resource>,
        #[prost(message, repeated, tag = "2")]
        pub(super) scope_logs: Vec<ScopeLogs>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ExportLogsServiceRequest {
        #[prost(message, repeated, tag = "1")]
        pub(super) resource_logs: Vec<ResourceLogs>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ExportLogsServiceResponse {
        #[prost(message, optional, tag = "1")]
        pub(super) partial_success: Option<ExportLogsPartialSuccess>,
    }

    #[derive(Clone, PartialEq, prost::Message)]
    pub(super) struct ExportLogsPartialSuccess {
        #[prost(int64, tag = "1")]
        pub(super) rejected_log_records: i64,
        #[prost(string, tag = "2")]
        pub(super) error_message: String,
    }

    /// A request as the JSON mapping has it.
    pub(super) fn request(request: &ExportLogsServiceRequest) -> Value {
        let record = |record: &LogRecord| {
            let (time, observed) = (record.time_unix_nano.to_string(), record.observed_time_unix_nano.to_string());
            json!({"timeUnixNano": time, "observedTimeUnixNano": observed, "eventName": record.event_name,
                   "attributes": pairs(&record.attributes)})
        };
        let scope_logs = |logs: &ScopeLogs| {
            let records: Vec<Value> = logs.log_records.iter().map(record).collect();
            json!({"scope": {"name": logs.scope.as_ref().unwrap().name}, "logRecords": records})
        };
        let resource_logs = |logs: &ResourceLogs| {
            let scope_logs: Vec<Value> = logs.scope_logs.iter().map(scope_logs).collect();
            json!({"resource": {"attributes": pairs(&logs.resource.as_ref().unwrap().attributes)}, "scopeLogs": scope_logs})
        };
        json!({"resourceLogs": request.resource_logs.iter().map(resource_logs).collect::<Vec<_>>()})
    }

    fn pairs(pairs: &[KeyValue]) -> Value {
        let pair = |pair: &KeyValue| {
            let mut json = Map::from_iter([("key".to_owned(), Value::from(pair.key.clone()))]);
            json.extend(pair.value.as_ref().map(|value| ("value".to_owned(), any(value))));
            Value::Object(json)
        };
        pairs.iter().map(pair).collect()
    }

    fn any(value: &AnyValue) -> Value {
        match &value.kind {
            None => json!({}),
            Some(Kind::String(text)) => json!({"stringValue": text}),
            Some(Kind::Bool(value)) => json!({"boolValue": value}),
            Some(Kind::Int(value)) => json!({"intValue": value.to_string()}),
            Some(Kind::Double(value)) => json!({"doubleValue": value}),
            Some(Kind::Array(list)) => {
                json!({"arrayValue": {"values": list.values.iter().map(any).collect::<Vec<_>>()}})
            }
            Some(Kind::Map(map)) => json!({"kvlistValue": {"values": pairs(&map.values)}}),
        }
    }
}
