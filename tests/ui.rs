//! Each mistake that a developer or a schema's author can make, and what the compiler says to it.
//!
//! `TRYBUILD=overwrite cargo test -p candor-tests --test ui` writes the messages anew; read them before committing. They are
//! compared only under the release of rustc that wrote them, which `build.rs` names: the next one words its part anew.

#[test]
#[cfg_attr(not(compares_messages), ignore = "this rustc words its messages otherwise than the one of build.rs")]
fn mistakes_with_events() {
    trybuild::TestCases::new().compile_fail("ui/events/*.rs");
}

#[test]
#[cfg_attr(not(compares_messages), ignore = "this rustc words its messages otherwise than the one of build.rs")]
fn mistakes_in_schemas() {
    trybuild::TestCases::new().compile_fail("ui/schemas/*.rs");
}

/// The events that a program uses are there all the same, so that it has one error and not one a line.
#[test]
fn a_broken_schema_is_one_error() {
    let mut messages = 0;
    for entry in std::fs::read_dir("ui/schemas").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "stderr") {
            let message = std::fs::read_to_string(&path).unwrap();
            let errors = message.lines().filter(|line| line.starts_with("error")).count();
            assert_eq!(errors, 1, "{}", path.display());
            messages += 1;
        }
    }
    assert!(messages > 20);
}
