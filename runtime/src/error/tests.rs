#![cfg(feature = "testing")]
#![allow(clippy::panic, reason = "a test that cannot go on fails")]

use std::cell::Cell;
use std::fmt;
use std::io;

use super::*;
use crate::consent::testing::SPEC;
use crate::event::EventSpec;
use crate::product::Product;
use crate::testing::{self, EventType, Key, Recorded, RecordedFrame};

static PRODUCT: Product = Product::new(&SPEC);
static EVENT: EventSpec =
    EventSpec { name: "ModelKitError", fields: &["kind", "message", "stack", "root_kind", "root_message"] };
const FILLS: &[Fill] = &[
    Fill::ErrorType(0),
    Fill::ErrorMessage(1, 200),
    Fill::ErrorFrames(2),
    Fill::RootCauseType(3),
    Fill::RootCauseMessage(4, 30),
];

struct Failed;
impl EventType for Failed {
    const SPEC: &'static EventSpec = &EVENT;
}
const KIND: Key<Failed, String> = Key::new(0);
const MESSAGE: Key<Failed, String> = Key::new(1);
const STACK: Key<Failed, Vec<RecordedFrame>> = Key::new(2);
const ROOT_KIND: Key<Failed, Option<String>> = Key::new(3);
const ROOT_MESSAGE: Key<Failed, Option<String>> = Key::new(4);

/// What would be sent of an error by a product with this list.
#[track_caller]
fn of<Kind>(known: &'static [KnownError], error: &(impl AsError<Kind> + ?Sized)) -> Recorded {
    let product: &'static Product = Box::leak(Box::new(Product::new(&SPEC)));
    product.set_known_errors(known);
    let events = testing::record(|| {
        fill(Event::begin(product, &EVENT), error, FILLS).emit();
    });
    events[0].clone()
}

/// An error with a cause, for as long as there is one.
#[derive(Debug)]
struct Because(&'static str, Option<Box<dyn Error + Send + Sync>>);

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for Because {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&**self.1.as_ref()?)
    }
}

fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "open /home/alice/secret/net.onnx failed")
}

#[test]
fn a_type_is_named_by_the_end_of_its_path_without_arguments() {
    for (path, name) in [
        ("std::io::error::Error", "std::io::error::Error"),
        ("&&modelkit::Error", "modelkit::Error"),
        ("modelkit::Wrapped<alloc::string::String>", "modelkit::Wrapped"),
        ("modelkit::Wrapped<fn(u8) -> modelkit::Secret>", "modelkit::Wrapped"),
        ("modelkit::Wrapped<modelkit::Other<A>, B>", "modelkit::Wrapped"),
        ("alloc::boxed::Box<modelkit::Error>", "alloc::boxed::Box"),
        ("modelkit::run<modelkit::Secret>::Local", "Local"),
        ("modelkit::run<modelkit::Secret>::{{closure}}::Local", "Local"),
        ("modelkit::Tagged<'<'>", "unknown"),
        ("modelkit::Tagged<'>'>", "unknown"),
        ("dyn core::error::Error + core::marker::Send", "unknown"),
        ("(modelkit::A, modelkit::B)", "unknown"),
        ("[u8; 4]", "unknown"),
        ("", "unknown"),
        (
            "a_crate_with_a_long_name::a_module_with_a_long_name::another_of_them::Error",
            "a_module_with_a_long_name::another_of_them::Error",
        ),
        ("a_name_that_is_longer_than_sixty_four_characters_and_so_is_no_label_", "unknown"),
    ] {
        assert_eq!(label_of_type(path).as_str(), name, "{path}");
    }
}

#[test]
fn a_static_type_tells_its_name_its_words_and_its_root() {
    let told = of(&[], &Because("cannot build", Some(Box::new(Because("no model", Some(Box::new(missing())))))));
    told.assert(KIND, "candor::error::tests::Because".to_owned());
    told.assert(MESSAGE, "cannot build".to_owned());
    told.assert(ROOT_KIND, Some("unknown".to_owned()));
    told.assert(ROOT_MESSAGE, Some("open net.onnx failed".to_owned()));
    let frames = told.get(STACK);
    assert!(frames[0].file.as_deref().is_some_and(|file| file.ends_with("tests.rs")), "{frames:?}");
}

#[test]
fn the_list_names_what_is_not_static() {
    let root = || Because("cannot build", Some(Box::new(missing())));
    let known = crate::known_errors![io::Error, std::num::ParseIntError];
    of(known, &root()).assert(ROOT_KIND, Some("std::io::error::Error".to_owned()));
    of(crate::known_errors![std::num::ParseIntError], &root()).assert(ROOT_KIND, Some("unknown".to_owned()));

    let dynamic: Box<dyn Error> = Box::new(missing());
    for (known, name) in [(known, "std::io::error::Error"), (&[] as &[_], "unknown")] {
        of(known, &*dynamic).assert(KIND, name.to_owned());
        of(known, &dynamic).assert(KIND, name.to_owned());
        let sent: Box<dyn Error + Send + Sync> = Box::new(missing());
        of(known, &sent).assert(KIND, name.to_owned());
    }
    of(known, &*dynamic).assert(MESSAGE, "open net.onnx failed".to_owned());
}

#[test]
fn the_list_may_give_a_type_several_names() {
    fn name(error: &io::Error) -> &'static str {
        if error.kind() == io::ErrorKind::NotFound { "NotFound" } else { "not a label" }
    }
    let known = crate::known_errors![io::Error => name];
    of(known, &missing()).assert(KIND, "NotFound".to_owned());
    of(known, &io::Error::other("x")).assert(KIND, "invalid".to_owned());
    let known = crate::known_errors![io::Error => |_: &io::Error| crate::label!("Io")];
    of(known, &Because("", Some(Box::new(missing())))).assert(ROOT_KIND, Some("Io".to_owned()));
}

#[test]
fn an_error_without_a_cause_has_no_root() {
    let told = of(crate::known_errors![io::Error], &missing());
    told.assert(ROOT_KIND, None);
    told.assert(ROOT_MESSAGE, None);
}

#[test]
fn the_message_of_the_root_has_its_own_cap() {
    let long = Because("one word after another that goes on and on", None);
    let told = of(&[], &Because("one word after another that goes on and on", Some(Box::new(long))));
    told.assert(MESSAGE, "one word after another that goes on and on".to_owned());
    let root = told.get(ROOT_MESSAGE).unwrap();
    assert!(root.chars().count() <= 30 && root.ends_with('…'), "{root}");
}

#[test]
fn a_chain_that_goes_in_circles_ends_without_a_root() {
    #[derive(Debug)]
    struct Circle;
    impl fmt::Display for Circle {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("round and round")
        }
    }
    impl Error for Circle {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(self)
        }
    }
    let told = of(&[], &Circle);
    told.assert(MESSAGE, "round and round".to_owned());
    told.assert(ROOT_KIND, None);
}

#[test]
fn a_chain_is_followed_as_far_as_the_limit() {
    let chain =
        |causes: usize| (0..causes).fold(Because("root", None), |cause, _| Because("above", Some(Box::new(cause))));
    of(&[], &chain(CAUSES_MAX)).assert(ROOT_MESSAGE, Some("root".to_owned()));
    of(&[], &chain(CAUSES_MAX + 1)).assert(ROOT_MESSAGE, None);
}

#[test]
fn an_error_that_panics() {
    #[derive(Debug)]
    struct Broken;
    impl fmt::Display for Broken {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("half a message")
        }
    }
    impl Error for Broken {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            panic!("a bug of the product")
        }
    }
    let told = of(crate::known_errors![Broken => |_: &Broken| -> &'static str { panic!("another") }], &Broken);
    told.assert(KIND, "candor::error::tests::an_error_that_panics::Broken".to_owned());
    told.assert(MESSAGE, "half a message".to_owned());
    told.assert(ROOT_KIND, None);
}

#[test]
fn debug_is_never_read() {
    struct Secretive;
    impl fmt::Debug for Secretive {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("`Debug` was read")
        }
    }
    impl fmt::Display for Secretive {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("said")
        }
    }
    impl Error for Secretive {}
    let dynamic: Box<dyn Error> = Box::new(Secretive);
    of(&[], &Secretive).assert(MESSAGE, "said".to_owned());
    of(&[], &dynamic).assert(KIND, "unknown".to_owned());
}

#[test]
fn a_panic_tells_its_words_and_its_place() {
    thread_local! { static TOLD: Cell<Option<Recorded>> = const { Cell::new(None) }; }
    let mine = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == mine {
            TOLD.set(Some(of(&[], panic)));
        } else {
            before(panic);
        }
    }));
    let line = line!() + 1;
    let panicked = catch_unwind(|| panic!("cannot read {}", "/home/alice/net.onnx"));
    let _ = std::panic::take_hook();
    assert!(panicked.is_err());
    let told = TOLD.take().unwrap();
    told.assert(KIND, "panic".to_owned());
    told.assert(MESSAGE, "cannot read net.onnx".to_owned());
    told.assert(ROOT_KIND, None);
    let frames = told.get(STACK);
    assert!(frames[0].line == Some(line) && frames[0].file.as_deref().unwrap().ends_with("tests.rs"), "{frames:?}");
}

#[cfg(feature = "anyhow")]
#[test]
fn a_report_of_anyhow_is_told_below_its_contexts() {
    let known = crate::known_errors![io::Error];
    let report = anyhow::Error::new(missing()).context("cannot load /home/alice/m").context("cannot build");
    let told = of(known, &report);
    told.assert(KIND, "std::io::error::Error".to_owned());
    told.assert(MESSAGE, "cannot build".to_owned());
    told.assert(ROOT_KIND, Some("std::io::error::Error".to_owned()));
    told.assert(ROOT_MESSAGE, Some("open net.onnx failed".to_owned()));
    of(&[], &report).assert(KIND, "unknown".to_owned());
    of(known, &anyhow::anyhow!("words")).assert(KIND, "unknown".to_owned());
    assert!(!of(known, &report).get(STACK).is_empty());
}

#[cfg(feature = "eyre")]
#[test]
fn a_report_of_eyre_is_told_below_its_contexts() {
    let known = crate::known_errors![io::Error];
    let told = of(known, &eyre::Report::new(missing()).wrap_err("cannot build"));
    told.assert(KIND, "std::io::error::Error".to_owned());
    told.assert(MESSAGE, "cannot build".to_owned());
    told.assert(ROOT_MESSAGE, Some("open net.onnx failed".to_owned()));
    assert!(!told.get(STACK).is_empty());
}

/// An error that must not be looked at.
struct Untouchable;
impl AsError<kind::Typed> for &'static Untouchable {
    fn told(&self) -> Told<'_> {
        panic!("somebody looked")
    }
}

#[test]
fn with_telemetry_off_the_error_is_not_looked_at() {
    fill(Event::begin(&PRODUCT, &EVENT), &&Untouchable, FILLS).emit();
    drop(fill(Event::expired(), &&Untouchable, FILLS));
    let looked = catch_unwind(|| testing::record(|| drop(fill(Event::begin(&PRODUCT, &EVENT), &&Untouchable, FILLS))));
    assert!(looked.is_err());
}
