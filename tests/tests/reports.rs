//! Events of errors as products have them at the end of `main`: boxed, in a report, with causes of other crates.

use std::error::Error;

use candor::testing::{self, Recorded};
use candor::{KnownError, known_errors};
use candor_tests::{ModelKitError, telemetry};

static KNOWN: &[KnownError] = known_errors![std::num::ParseIntError];

fn sent(emit: impl FnOnce()) -> Recorded {
    let _ = telemetry().known_errors(KNOWN);
    let events = testing::record(emit);
    testing::only::<ModelKitError>(&events).clone()
}

fn parse(text: &str) -> Result<u32, std::num::ParseIntError> {
    text.parse()
}

fn check(told: &Recorded, message: &str) {
    told.assert(ModelKitError::EXCEPTION_TYPE, "core::num::error::ParseIntError".to_owned());
    told.assert(ModelKitError::EXCEPTION_MESSAGE, message.to_owned());
    assert!(told.get(ModelKitError::EXCEPTION_STACK).is_some_and(|frames| !frames.is_empty()));
}

#[test]
fn an_error_that_a_question_mark_boxed_is_named() {
    fn run() -> Result<(), Box<dyn Error + Send + Sync>> {
        parse("seven")?;
        Ok(())
    }
    let error = run().unwrap_err();
    check(&sent(|| ModelKitError::from_error(&error).emit()), "invalid digit found in string");
}

#[test]
fn a_report_is_named_by_what_its_contexts_stand_above() {
    fn run() -> anyhow::Result<()> {
        use anyhow::Context as _;
        parse("seven").context("cannot read /home/alice/count.txt")?;
        Ok(())
    }
    let report = run().unwrap_err();
    let told = sent(|| ModelKitError::from_error(&report).emit());
    check(&told, "cannot read count.txt");
    told.assert(ModelKitError::ROOT_CAUSE_TYPE, Some("core::num::error::ParseIntError".to_owned()));
    told.assert(ModelKitError::ROOT_CAUSE_MESSAGE, Some("invalid digit found in string".to_owned()));
    testing::assert_nowhere(std::slice::from_ref(&told), "alice");
}

#[test]
fn an_eyre_report_is_too() {
    let report = eyre::Report::new(parse("seven").unwrap_err()).wrap_err("cannot count");
    check(&sent(|| ModelKitError::from_error(&report).emit()), "cannot count");
}
