use std::panic::{AssertUnwindSafe, catch_unwind};

use candor_core::ContextKey;
use candor_core::names::is_label;

use super::*;
use crate::about::About;
use crate::consent::testing::SPEC as PRODUCT_SPEC;
use crate::event::{Event, EventSpec};
use crate::spec::ProductSpec;

static SPEC: ProductSpec = ProductSpec { context: &ContextKey::ALL, scrub_roots: &["winml/modelkit"], ..PRODUCT_SPEC };
static DONE: EventSpec = EventSpec {
    name: "ModelKitDone",
    fields: &["label", "text", "reference", "version", "frames", "target", "count", "share", "took", "files", "ok"],
};
static STARTED: EventSpec = EventSpec { name: "ModelKitStarted", fields: &[] };

static ABOUT: About = About::new(
    "ModelKitDone\ttext\tdiagnostic\ttext(scrubbed,max_chars=500)\tevents/done.yaml:1
ModelKitDone\treference\tusage\treference\tevents/done.yaml:2
",
);

/// What the generated code gives each field's setter.
fn done(planter: &Planter, product: &'static Product) -> Event {
    let mut event = Event::begin(product, &DONE);
    event = event.set_label(0, planter.label());
    event = event.set_text(1, &planter.text(), 500);
    event = event.set_reference(2, planter.reference(), &[".onnx"]);
    event = event.set_version(3, planter.version());
    event = event.set_frames(4, planter.frames());
    event = event.set_enum(5, planter.choice(&["CPU", "GPU"]));
    event = event.set_uint(6, planter.uint());
    event = event.set_float(7, planter.float());
    event = event.set_duration(8, planter.duration(), candor_core::DurationUnit::Seconds);
    event = event.set_bucket(9, planter.bucket(), &[10], &["<10", "10+"]);
    event = event.set_bool(10, planter.bool());
    event
}

/// Everything is promised but what no `version` can keep.
const PROMISED: &[Claim] = &[
    Claim::Paths,
    Claim::FileContents,
    Claim::CommandArguments,
    Claim::Credentials,
    Claim::UserNames,
    Claim::HostNames,
    Claim::Email,
    Claim::SourceCode,
    Claim::LocalVariables,
];

macro_rules! product {
    ($name:ident, $promised:expr, |$planter:ident| $($plant:expr),*) => {
        static $name: Product = {
            static CLAIMS: Claims = Claims::new($promised, &[$(|$planter| $plant),*]);
            Product::new(&SPEC).about(ABOUT).claims(&CLAIMS)
        };
    };
}

product!(GOOD, PROMISED, |planter| done(planter, &GOOD).emit(), {
    let _ = planter;
    Event::begin(&GOOD, &STARTED).emit();
});

/// What a product would do with a name that it was given: it keeps the words to itself.
fn careful(planted: &Planted) {
    let mut event = Event::begin(&GOOD, &DONE);
    let text = if planted.is_scrubbed() { planted.to_string() } else { "the model is broken".to_owned() };
    event = event.set_text(1, &text, 500);
    event.emit();
}

fn panic_of(f: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(f)).expect_err("it should have panicked");
    panic.downcast::<String>().map_or_else(|panic| panic.downcast::<&str>().unwrap().to_string(), |text| *text)
}

#[test]
fn a_product_that_keeps_its_promises_passes() {
    claims(&Telemetry::new(&GOOD), careful);
}

#[test]
fn without_any_single_rule_of_the_scrubber_it_fails() {
    let names = MachineNames::new(planted::MACHINE);
    for rule in crate::scrub::Rule::ALL {
        let scrubber = crate::pipeline::scrubber(&SPEC).with_names(&names).without(*rule);
        let run = Run::with(&GOOD, scrubber);
        assert!(run.fields().next().is_some(), "nobody would notice if the rule `{}` did nothing", rule.name());
    }
}

#[test]
fn every_value_is_found_where_nothing_scrubs() {
    for value in planted::ALL {
        assert!(value.is_in(value.as_str().as_bytes()), "{}", value.kind());
        let quoted = serde_json::to_string(value.as_str()).unwrap();
        assert!(value.is_in(quoted.as_bytes()), "{} as JSON", value.kind());
    }
}

/// Else they could be missed by chance, or found in what every envelope holds.
#[test]
fn what_is_looked_for_is_telling_and_in_small_letters() {
    for value in planted::ALL {
        assert!(value.telling.iter().all(|part| part.len() >= 4 && **part == part.to_ascii_lowercase()), "{value:?}");
    }
    let harmless = Run::new(&GOOD).record(|| Event::begin(&GOOD, &STARTED).emit());
    assert!(planted::ALL.iter().all(|value| find::leak(&GOOD, &harmless[0], value).is_none()));
}

#[test]
fn every_claim_has_values_and_those_that_scrubbing_keeps_are_put_into_texts() {
    for claim in Claim::ALL {
        let mut values = planted::ALL.iter().filter(|value| value.claim() == Some(claim)).peekable();
        assert!(values.peek().is_some(), "{claim}");
        assert!(!claim.is_scrubbed() || values.all(Planted::is_scrubbed), "{claim}");
    }
    assert!(planted::ALL.iter().any(|value| value.claim() == Some(Claim::Paths) && !is_label(value.as_str())));
}

#[test]
fn a_setter_that_passes_words_on_as_they_are_is_found_with_its_place() {
    product!(LEAKS, PROMISED, |planter| {
        let mut event = done(planter, &LEAKS);
        event = event.set_enum(5, planter.text().to_owned().leak());
        event.emit();
    });
    let told = panic_of(|| claims(&Telemetry::new(&LEAKS), |_| ()));
    assert!(told.starts_with("what must never be collected would be sent:\n  `"), "{told}");
    for line in [
        "\n  `paths` is not kept: ModelKitDone.target holds a network path\n",
        "\n  `email` is not kept: ModelKitDone.target holds an e-mail address\n",
        "\n  scrubbing fails: ModelKitDone.target holds an IPv4 address\n",
        "\n  scrubbing fails: ModelKitDone.target holds a card number\n",
    ] {
        assert!(format!("{told}\n").contains(line), "{line}{told}");
    }
    assert!(planted::ALL.iter().all(|value| !value.is_in(told.as_bytes())), "{told}");
}

#[test]
fn a_version_that_takes_an_address_breaks_the_claim_and_without_the_claim_it_may() {
    product!(ADDRESSES, &[Claim::IpAddresses], |planter| done(planter, &ADDRESSES).emit());
    let told = panic_of(|| claims(&Telemetry::new(&ADDRESSES), |_| ()));
    assert!(told.contains("`ip_addresses` is not kept: ModelKitDone.version holds an IPv4 address"), "{told}");
}

#[test]
fn a_message_that_holds_what_a_person_should_have_kept_out_is_found() {
    let told = panic_of(|| {
        claims(&Telemetry::new(&GOOD), |planted| {
            let mut event = Event::begin(&GOOD, &DONE);
            event = event.set_text(1, &format!("broken: {planted}"), 500);
            event.emit();
        });
    });
    for claim in Claim::ALL.into_iter().filter(|claim| !claim.is_scrubbed() && *claim != Claim::HostNames) {
        assert!(told.contains(&format!("`{claim}` is not kept: ModelKitDone.text holds ")), "{claim}: {told}");
    }
    assert!(!told.contains("scrubbing fails") && !told.contains("`paths`"), "{told}");
}

#[test]
fn an_error_path_that_reports_nothing_tests_nothing() {
    let told = panic_of(|| claims(&Telemetry::new(&GOOD), |_| ()));
    assert!(told.starts_with("`file_contents` is kept by who writes the texts, and the error path reported"), "{told}");
    product!(SCRUBBED, &[Claim::Paths], |planter| done(planter, &SCRUBBED).emit());
    claims(&Telemetry::new(&SCRUBBED), |_| ());
}

#[test]
fn an_event_that_is_not_recorded_is_no_pass() {
    product!(SILENT, &[], |planter| drop(done(planter, &SILENT)));
    let told = panic_of(|| claims(&Telemetry::new(&SILENT), |_| ()));
    assert!(told.contains("was not recorded"), "{told}");
}
