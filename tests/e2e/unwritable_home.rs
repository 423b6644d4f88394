//! A home that is missing, a file, read-only, nowhere or in the way: telemetry is quiet, the product works, and nothing is
//! written elsewhere.
#![cfg(unix)]

use std::path::Path;

use candor_tests::{Home, Terminal};

const YES: &str = r#"{"telemetry": {"consent": "enabled", "consent_version": 2}}"#;

/// Installs, emits and works on at a terminal, with this `HOME`: what is said. Nothing is asked.
fn run(home: &Home, variable: Option<&Path>) -> String {
    let terminal = Terminal::new();
    let mut command = home.command(env!("CARGO_BIN_EXE_greeter"));
    command.env_remove("HOME").env_remove("USERPROFILE");
    command.envs(variable.map(|path| ("HOME", path)));
    command.args(["install", "emit", "status", "result"]).stdin(terminal.stream()).stderr(terminal.stream());
    command.stdout(std::process::Stdio::piped());
    let (shown, said) = terminal.run(&mut command).finish();
    assert_eq!(shown, "");
    said
}

#[test]
fn a_home_that_is_not_there_is_not_made() {
    let home = Home::new();
    let said = run(&home, Some(&home.join("missing")));
    assert_eq!(said, "not_writable early=0 waiting=0 problem=none\nresult\n");
    assert_eq!(home.files(), ["home", "work"]);
}

#[test]
fn a_home_that_is_a_file_stays_one() {
    let home = Home::new();
    home.write("file", "mine");
    let said = run(&home, Some(&home.join("file")));
    assert_eq!(said, "not_writable early=0 waiting=0 problem=none\nresult\n");
    assert_eq!(home.files(), ["home", "home/file", "work"]);
    assert_eq!(home.read("file"), "mine");
}

#[test]
fn no_home_is_never_the_working_directory() {
    for variable in [None, Some("."), Some(""), Some("here")] {
        let home = Home::new();
        assert_eq!(run(&home, variable.map(Path::new)), "no_home early=0 waiting=0 problem=none\nresult\n");
        assert_eq!(home.files(), ["home", "work"]);
    }
}

#[test]
fn a_file_in_place_of_the_queue_costs_events_and_nothing_else() {
    let home = Home::new();
    home.write(".greeter/config.json", YES);
    home.write(".greeter/telemetry", "in the way");
    let said = run(&home, Some(&home.path()));
    assert!(said.starts_with("granted early=0 waiting=1 problem=cannot "), "{said}");
    assert!(said.ends_with("\nresult\n"));
    assert_eq!(home.read(".greeter/telemetry"), "in the way");
}

#[test]
fn a_read_only_home_is_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let set = |mode| std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o500);
    // Root may write all the same, and is then asked like anybody else.
    if !rustix::process::geteuid().is_root() {
        assert_eq!(run(&home, Some(&home.path())), "not_writable early=0 waiting=0 problem=none\nresult\n");
        assert_eq!(home.files(), ["home", "work"]);
    }
    set(0o700);
}
