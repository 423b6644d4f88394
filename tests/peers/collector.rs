//! rotel, a collector in production use, takes the events over loopback and prints what it understood.

use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use candor::{Answer, OtlpProtocol};
use candor_tests::{Peers, telemetry};

struct Rotel {
    process: Child,
    http: SocketAddr,
    log: PathBuf,
}

impl Drop for Rotel {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Rotel {
    fn start(peers: &Peers, folder: &Path) -> Self {
        // It is linked to the library of Python, which need not be where the system looks for libraries.
        let [packages, libraries] =
            [r#"get_path("purelib")"#, r#"get_config_var("LIBDIR")"#].map(|what| of_python(peers, what));
        let agent = Path::new(&packages).join("rotel/rotel-agent");
        let (http, grpc) = (free_port(), free_port());
        let log = folder.join("rotel.log");
        let process = Command::new(agent)
            .env("LD_LIBRARY_PATH", libraries)
            .arg("start")
            .args(["--otlp-http-endpoint", &http.to_string(), "--otlp-grpc-endpoint", &grpc.to_string()])
            .args(["--exporter", "blackhole", "--debug-log", "logs", "--debug-log-verbosity", "detailed"])
            .current_dir(folder)
            .stdin(Stdio::null())
            .stdout(File::create(&log).unwrap())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let rotel = Self { process, http, log };
        rotel.wait_for("it listens", || TcpStream::connect(http).is_ok());
        rotel
    }

    fn printed(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    fn wait_for(&self, what: &str, mut is_so: impl FnMut() -> bool) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !is_so() {
            assert!(Instant::now() < deadline, "waited in vain until {what}; rotel printed:\n{}", self.printed());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn of_python(peers: &Peers, what: &str) -> String {
    let mut python = Command::new(peers.join("bin/python"));
    let output = python.arg("-c").arg(format!("import sysconfig; print(sysconfig.{what})")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

fn free_port() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

#[test]
fn rotel_prints_all_three_events_with_names_and_typed_values_in_either_encoding() {
    let Some(peers) = Peers::of("rotel") else { return };
    let _alone = super::ONE_AT_A_TIME.lock();
    for protocol in [OtlpProtocol::HttpProtobuf, OtlpProtocol::HttpJson] {
        let folder = tempfile::tempdir().unwrap();
        let rotel = Rotel::start(&peers, folder.path());
        let guard = telemetry().loopback(rotel.http, Answer::Accept).speaking_otlp(protocol).install();
        super::emit_three(&guard);
        rotel.wait_for("the error is printed", || rotel.printed().contains("function:"));
        let printed = rotel.printed();
        let lines: Vec<&str> = printed.lines().map(|line| line.trim().trim_start_matches("-> ")).collect();
        for expected in [
            "service.name: Str(modelkit)",
            "os.name: Str(Linux)",
            "EventName: ModelKitHeartbeat",
            "EventName: ModelKitAction",
            "invoked_from: Str(Script)",
            "action_name: Str(build)",
            "device: Str(NPU)",
            "ep: Empty",
            "duration_ms: Int(4321)",
            "success: Bool(true)",
            "EventName: ModelKitError",
            "exception_type: Str(FileNotFoundError)",
            "exception_message: Str(model file not found: mobilenet.onnx)",
        ] {
            assert!(lines.contains(&expected), "{protocol:?}: no `{expected}` in\n{printed}");
        }
        let stack = lines.iter().find(|line| line.starts_with("exception_stack: ")).expect("frames are printed");
        assert!(stack.starts_with("exception_stack: Slice(Map(file:Str("), "{protocol:?}: {stack}");
        assert!(stack.contains("line:Int("), "{protocol:?}: {stack}");
        assert!(!printed.contains("Alice"), "{printed}");
    }
}
