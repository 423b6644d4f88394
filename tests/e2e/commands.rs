//! Every way in which the process of a command can end, each with a real process: what is told of it, and that nobody could
//! tell from output or exit code that anything was.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::ffi::OsStr;
use std::net::{SocketAddr, TcpListener};
use std::process::{Command, Output, Stdio};

use candor::Answer;
use candor_tests::Home;
use serde_json::Value;

candor::schema!("commander/schema");

const YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 1}}"#;

/// A user who agreed.
struct Stage {
    home: Home,
    collector: SocketAddr,
}

impl Stage {
    fn new() -> Self {
        let stage = Self::never_asked();
        stage.home.write(".commander/config.json", YES);
        stage
    }

    fn never_asked() -> Self {
        // Nobody listens there any more, so that all that was emitted waits.
        let collector = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        Self { home: Home::new(), collector }
    }

    fn command(&self, args: &[&str]) -> Command {
        self.command_of(OsStr::new(env!("CARGO_BIN_EXE_commander")), args)
    }

    fn command_of(&self, program: &OsStr, args: &[&str]) -> Command {
        let mut command = self.home.command(program);
        command.env("COMMANDER_COLLECTOR", self.collector.to_string()).env("COMMANDER_HOME", self.home.path());
        command.args(args).stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The events that wait: names, and data without the duration.
    fn told(&self) -> Vec<(String, Value)> {
        let waiting = telemetry().loopback(self.collector, Answer::Decline).home(self.home.path()).waiting();
        let events = waiting.iter().map(|envelope| serde_json::from_str::<Value>(envelope).unwrap());
        let events = events.map(|mut event| {
            let mut data = event["data"].take();
            data.as_object_mut().map(|data| data.remove("took_ms"));
            (event["name"].as_str().unwrap().to_owned(), data)
        });
        events.collect()
    }

    /// The only action, in one line, and the error's kind and message.
    fn outcome(&self) -> (String, Option<String>) {
        let told = self.told();
        let names: Vec<_> = told.iter().map(|(name, _)| name.as_str()).collect();
        assert!(names.starts_with(&["CommanderStarted", "CommanderEnded"]) && names.len() <= 3, "{told:?}");
        let ended = &told[1].1;
        let word = |field: &str| ended[field].as_str().unwrap_or("none").to_owned();
        let line = format!("{} {} {}", word("command"), word("outcome"), ended["success"]);
        let failed = told.get(2).map(|(name, failed)| {
            assert_eq!(name, "CommanderFailed");
            format!("{}: {}", failed["kind"].as_str().unwrap(), failed["message"].as_str().unwrap())
        });
        (line, failed)
    }
}

/// Nothing unwinds there, and so the hook is the last that sees the process.
#[test]
#[ignore = "needs a build that aborts, which `.ci/run` makes and names in COMMANDER_ABORTING"]
fn a_panic_that_aborts_is_told_too() {
    let program = std::env::var_os("COMMANDER_ABORTING").unwrap();
    let stage = Stage::new();
    let output = stage.command_of(program.as_os_str(), &["panic"]).output().unwrap();
    assert_ne!(output.status.code(), Some(101));
    assert_eq!(String::from_utf8(output.stderr).unwrap().matches("commander: ").count(), 1);
    assert_eq!(stage.outcome(), ("panic panic false".to_owned(), Some("panic: lost diary.txt".to_owned())));
}

/// The same without telemetry: what the product does by itself.
fn alone(args: &[&str]) -> Output {
    let home = Home::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_commander"));
    let output = command.args(args).stdin(Stdio::null()).output().unwrap();
    assert_eq!(home.files(), ["home", "work"]);
    output
}

/// A message of a panic names a thread by its number, which is another each time.
fn without_numbers(text: &[u8]) -> String {
    String::from_utf8(text.to_vec()).unwrap().replace(|c: char| c.is_ascii_digit(), "")
}

#[test]
fn each_way_of_ending_is_told_apart_and_left_as_it_is() {
    for (args, code, action, error) in [
        (&["code", "0"][..], 0, "code success true", None),
        (&["code", "3"], 3, "code failure false", None),
        (&["number", "0"], 0, "code success true", None),
        (&["error"], 1, "error error false", Some("std::io::error::Error: cannot read diary.txt")),
        (&["exit", "0"], 0, "exit success true", None),
        (&["exit", "4"], 4, "exit failure false", None),
        (&["panic"], 101, "panic panic false", Some("panic: lost diary.txt")),
        (&["panic-caught"], 0, "panic-caught success true", None),
        (&["panic-elsewhere"], 0, "panic-elsewhere success true", None),
        (&["models", "list"], 0, "models.list success true", None),
        (&["models", "ls"], 0, "models.list success true", None),
    ] {
        let stage = Stage::new();
        let (output, alone) = (stage.run(args), alone(args));
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert_eq!(alone.status.code(), Some(code), "{args:?}");
        assert_eq!(output.stdout, alone.stdout, "{args:?}");
        assert_eq!(without_numbers(&output.stderr), without_numbers(&alone.stderr), "{args:?}");
        let (told, failed) = stage.outcome();
        assert_eq!((told.as_str(), failed.as_deref()), (action, error), "{args:?}");
    }
}

#[test]
fn a_panic_is_told_with_its_place_and_the_hook_of_the_product_goes_on() {
    let stage = Stage::new();
    let output = stage.run(&["panic"]);
    let shown = String::from_utf8(output.stderr).unwrap();
    assert_eq!(shown.matches("commander: ").count(), 1, "{shown}");
    let frames = stage.told()[2].1["stack"].clone();
    let functions: Vec<_> =
        frames.as_array().unwrap().iter().map(|frame| frame["function"].as_str().unwrap()).collect();
    assert_eq!(functions.first(), Some(&"commander::run"), "{functions:?}");
}

#[test]
fn a_bare_exit_tells_that_the_product_was_started_and_no_more() {
    let stage = Stage::new();
    assert_eq!(stage.run(&["bare-exit", "5"]).status.code(), Some(5));
    let told = stage.told();
    assert_eq!(told.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["CommanderStarted"]);
}

#[test]
fn a_process_starts_once_whatever_it_runs() {
    let stage = Stage::new();
    assert_eq!(stage.run(&["twice"]).status.code(), Some(0));
    let told = stage.told();
    assert_eq!(
        told.iter().map(|(name, data)| format!("{name} {}", data["command"])).collect::<Vec<_>>(),
        ["CommanderStarted null", "CommanderEnded \"code\"", "CommanderEnded \"twice\""]
    );
}

#[test]
fn what_runs_no_command_starts_no_telemetry() {
    for (args, code) in [
        (&["cod", "0"][..], 2),
        (&["code"], 2),
        (&["code", "0", "--mode", "sideways"], 2),
        (&[], 2),
        (&["--help"], 0),
        (&["code", "--help"], 0),
        (&["help", "models"], 0),
        (&["--version"], 0),
        (&["quiet"], 0),
        (&["forgotten"], 0),
    ] {
        // Whoever was never asked would be asked by the first thing that telemetry does.
        let stage = Stage::never_asked();
        let before = stage.home.files();
        let (output, alone) = (stage.run(args), alone(args));
        assert_eq!(output.status.code(), Some(code), "{args:?}");
        assert_eq!((&output.stdout, &output.stderr), (&alone.stdout, &alone.stderr), "{args:?}");
        assert_eq!(stage.home.files(), before, "{args:?}");
    }
}

#[test]
fn nothing_is_told_of_users_who_did_not_agree() {
    for config in [None, Some(YES.replace("enabled", "disabled"))] {
        let stage = Stage::never_asked();
        if let Some(config) = config {
            stage.home.write(".commander/config.json", &config);
        }
        assert_eq!(stage.run(&["error"]).status.code(), Some(1));
        assert_eq!(stage.told(), []);
    }
}

#[test]
fn an_option_leaves_in_the_words_of_the_schema_and_a_file_does_not_leave() {
    for (args, mode, model) in [
        (&["code", "0", "--mode", "fast", "--model", "openai/whisper"][..], Some("Fast"), Some("openai/whisper")),
        (&["--mode", "careful", "code", "0", "--model", "/home/alice/secret.onnx"], Some("Slow"), Some("<local>")),
        (&["code", "0"], None, None),
    ] {
        let stage = Stage::new();
        assert!(stage.run(args).status.success());
        let told = &stage.told()[1].1;
        assert_eq!((told["mode"].as_str(), told["model"].as_str()), (mode, model), "{args:?}");
        assert_eq!(told["invoked_from"], "Script");
    }
}

#[test]
fn a_home_in_which_nothing_can_be_kept_changes_nothing() {
    let stage = Stage::new();
    stage.home.write(".commander/telemetry", "in the way");
    for args in [&["error"][..], &["panic"], &["exit", "4"], &["code", "3"]] {
        let (output, alone) = (stage.run(args), alone(args));
        assert_eq!(output.status, alone.status, "{args:?}");
        assert_eq!(output.stdout, alone.stdout, "{args:?}");
        assert_eq!(without_numbers(&output.stderr), without_numbers(&alone.stderr), "{args:?}");
    }
}

#[cfg(unix)]
mod signals {
    use std::io::{BufRead as _, BufReader};
    use std::os::unix::process::ExitStatusExt as _;
    use std::process::{Child, Command, ExitStatus, Stdio};
    use std::time::{Duration, Instant};

    use candor_sink::{Response, Sink};
    use rustix::process::{Pid, Signal, kill_process};

    use super::Stage;

    /// A command that waits, from the moment at which it does.
    fn waiting(mut command: Command) -> Child {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n");
        child
    }

    fn send(child: &Child, signal: Signal) {
        kill_process(Pid::from_child(child), signal).unwrap();
    }

    fn end(child: &mut Child) -> ExitStatus {
        let start = Instant::now();
        loop {
            match child.try_wait().unwrap() {
                Some(status) => return status,
                None if start.elapsed() > Duration::from_secs(20) => {
                    child.kill().unwrap();
                    panic!("the signal did not end the process");
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }

    #[test]
    fn a_signal_is_told_and_ends_the_process_as_it_always_did() {
        for (signal, number, action) in
            [(Signal::INT, 2, "wait interrupted false"), (Signal::TERM, 15, "wait terminated false")]
        {
            let stage = Stage::new();
            let mut child = waiting(stage.command(&["wait"]));
            send(&child, signal);
            assert_eq!(end(&mut child).signal(), Some(number));
            assert_eq!(stage.outcome(), (action.to_owned(), None));
        }
    }

    /// Ctrl-C is for leaving now: a request in flight holds it up for the exit budget at most.
    #[test]
    fn a_silent_collector_does_not_hold_up_a_signal() {
        let sink = Sink::start().unwrap();
        sink.respond([Response::silence().forever()]);
        let stage = Stage { collector: sink.addr(), ..Stage::new() };
        // What waits from a run before is sent at once by the next.
        assert!(stage.run(&["code", "0"]).status.success());
        let mut child = waiting(stage.command(&["wait"]));
        assert!(sink.wait_for_requests(1, Duration::from_secs(20)));
        let start = Instant::now();
        send(&child, Signal::INT);
        assert_eq!(end(&mut child).signal(), Some(2));
        assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
        let told = stage.told();
        assert!(told.iter().any(|(_, data)| data["outcome"] == "interrupted"), "{told:?}");
    }

    #[test]
    fn a_product_with_its_own_signals_is_left_alone() {
        let stage = Stage::new();
        let mut command = stage.command(&["wait"]);
        command.env("COMMANDER_OWN_SIGNALS", "1");
        let mut child = waiting(command);
        send(&child, Signal::INT);
        assert_eq!(end(&mut child).signal(), Some(2));
        assert_eq!(stage.told().len(), 1);
    }

    #[test]
    fn without_telemetry_nobody_looks_out_for_signals() {
        let stage = Stage::never_asked();
        let mut child = waiting(stage.command(&["wait"]));
        #[cfg(target_os = "linux")]
        {
            let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
            let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap();
            let caught = u64::from_str_radix(caught.trim(), 16).unwrap();
            assert_eq!(caught & (1 << 1 | 1 << 14), 0, "{caught:x}");
            assert!(status.contains("Threads:\t1\n"), "{status}");
        }
        send(&child, Signal::INT);
        assert_eq!(end(&mut child).signal(), Some(2));
    }

    /// As in the background of a script: who ignores a signal goes on ignoring it.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_signal_that_was_ignored_stays_ignored() {
        let stage = Stage::new();
        let mut shell = stage.home.command("sh");
        shell.args(["-c", "trap '' INT; exec \"$0\" wait", env!("CARGO_BIN_EXE_commander")]).stdin(Stdio::null());
        shell.env("COMMANDER_COLLECTOR", stage.collector.to_string()).env("COMMANDER_HOME", stage.home.path());
        let mut child = waiting(shell);
        send(&child, Signal::INT);
        std::thread::sleep(Duration::from_millis(200));
        assert!(child.try_wait().unwrap().is_none());
        send(&child, Signal::TERM);
        assert_eq!(end(&mut child).signal(), Some(15));
        assert_eq!(stage.outcome().0, "wait terminated false");
    }
}
