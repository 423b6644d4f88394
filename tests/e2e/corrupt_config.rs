//! A `config.json` that is not JSON: moved aside when an answer must be stored, never lost.
#![cfg(unix)]

use candor_tests::{Home, Terminal};

fn run(home: &Home, keys: &str) -> String {
    let terminal = Terminal::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
    command.args(["install", "status"]).stdin(terminal.stream()).stderr(terminal.stream());
    command.stdout(std::process::Stdio::piped());
    let mut screen = terminal.run(&mut command);
    screen.answer("[Y/n]: ", keys);
    screen.finish().1
}

#[test]
fn it_is_moved_aside_and_the_answer_stored() {
    let home = Home::new();
    home.write(".greeter/config.json", "{\"theme\": \"dark\",");
    let _ = run(&home, "\u{4}");
    assert_eq!(home.read(".greeter/config.json"), "{\"theme\": \"dark\",");
    assert!(run(&home, "y\n").starts_with("granted "));
    assert_eq!(home.read(".greeter/config.json.corrupt-1"), "{\"theme\": \"dark\",");
    let config: serde_json::Value = serde_json::from_str(&home.read(".greeter/config.json")).unwrap();
    assert_eq!(config["telemetry"]["consent"], "enabled");
}

#[test]
fn what_is_not_ours_stays_in_its_order() {
    let home = Home::new();
    home.write(".greeter/config.json", r#"{"zebra": 1, "telemetry": {"note": "kept"}, "apple": [2]}"#);
    let _ = run(&home, "n\n");
    let config: serde_json::Value = serde_json::from_str(&home.read(".greeter/config.json")).unwrap();
    let keys: Vec<_> = config.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["zebra", "telemetry", "apple"]);
    assert_eq!((&config["telemetry"]["note"], &config["telemetry"]["consent"]), (&"kept".into(), &"disabled".into()));
}
