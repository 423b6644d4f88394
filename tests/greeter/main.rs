//! A product of its own process for the tests: it does what its arguments say, one word after the other.

use std::io::BufRead as _;

candor::schema!("greeter/schema");

fn main() {
    let mut guard = None;
    for word in std::env::args().skip(1) {
        match word.as_str() {
            "install" => guard = Some(telemetry().install()),
            "emit" => GreeterGreeting::new().style(Style::Formal).emit(),
            "withdraw" => println!("withdrawn: {}", telemetry().withdraw()),
            "threads" => println!("threads: {}", threads()),
            "status" => status(),
            "line" => println!("line: {}", line()),
            other => println!("{other}"),
        }
    }
    drop(guard);
}

fn status() {
    let status = telemetry().status();
    println!(
        "{} early={} waiting={} problem={}",
        status.reason_name(),
        status.early_events(),
        status.waiting_events(),
        status.problem().unwrap_or("none")
    );
}

fn line() -> String {
    let mut line = String::new();
    let _ = std::io::stdin().lock().read_line(&mut line);
    line.trim_end().to_owned()
}

/// Threads of this process where that can be asked, else 1.
fn threads() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count)
}
