use super::*;

fn symbol(function: &str, place: Option<(&str, u32)>) -> Frame {
    let (file, line) = place.map_or((None, None), |(file, line)| (Some(file.to_owned()), Some(line)));
    Frame { file, line, function: function.to_owned() }
}

fn functions(symbols: &[&str], is_of_panic: bool) -> Vec<String> {
    let mut picked = Picked { is_of_panic, ..Picked::default() };
    symbols.iter().for_each(|name| picked.take(symbol(name, None)));
    picked.frames.into_iter().map(|frame| frame.function).collect()
}

#[test]
fn names_keep_no_generic_arguments_no_hash_and_no_address() {
    for (name, short) in [
        ("modelkit::build::run", "modelkit::build::run"),
        ("modelkit::call::<modelkit::Secret>", "modelkit::call"),
        ("<modelkit::Reader as std::io::Read>::read", "modelkit::Reader as std::io::Read::read"),
        ("modelkit::map<alloc::vec::Vec<u8>>::{{closure}}", "modelkit::map::{{closure}}"),
        ("modelkit::map<fn(u8) -> u8>::{closure#0}", "modelkit::map::{closure#0}"),
        ("modelkit::build::run::h0f1e2d3c4b5a6978", "modelkit::build::run"),
        ("modelkit::build::hello", "modelkit::build::hello"),
        ("modelkit[8a5e2c1f]::build[0f]::run", "modelkit::build::run"),
        ("<[u8; 4] as modelkit::Read>::read", "[u8; 4] as modelkit::Read::read"),
        ("modelkit::build::run.llvm.1234567890", "modelkit::build::run"),
        ("modelkit::build::run.cold (.llvm.12)", "modelkit::build::run"),
        ("pthread_create@@GLIBC_2.34", "pthread_create@@GLIBC_2"),
        ("0x7ffd8a3b2c10", ""),
        ("<unknown>", ""),
        ("", ""),
    ] {
        assert_eq!(clean(name), short, "{name}");
    }
}

#[test]
fn what_nobody_wrote_is_left_out() {
    let stack = [
        "backtrace::backtrace::trace",
        "candor::frames::walk",
        "<E as candor::error::AsError<candor::error::kind::Typed>>::told",
        "modelkit::telemetry::__candor::ModelKitError::from_error::<modelkit::error::Error>",
        "<modelkit::Failure as core::convert::From<modelkit::Error>>::from",
        "<T as core::convert::Into<U>>::into",
        "<core::result::Result<T, F> as core::ops::try_trait::FromResidual<E>>::from_residual",
        "modelkit::build::run",
        "core::ops::function::FnOnce::call_once",
        "candorous::run",
        "std::panicking::catch_unwind",
        "modelkit::main",
        "std::sys::backtrace::__rust_begin_short_backtrace",
        "std::rt::lang_start::{{closure}}",
        "main",
        "__libc_start_main",
    ];
    // A `From` of the product's own stays only where nothing of the language calls it `core::convert`.
    assert_eq!(functions(&stack, false), ["modelkit::build::run", "candorous::run", "modelkit::main"]);
}

#[test]
fn of_a_stripped_program_nothing_of_the_system_is_told() {
    for stack in [
        ["start_thread", "clone3"],
        ["__libc_start_call_main", "__libc_start_main_impl"],
        ["BaseThreadInitThunk", "RtlUserThreadStart"],
    ] {
        assert_eq!(functions(&stack, false), <[&str; 0]>::default());
    }
}

#[test]
fn of_a_panic_the_hook_is_left_out() {
    let stack = [
        "candor::frames::walk",
        "modelkit::main::{{closure}}",
        "std::panicking::rust_panic_with_hook",
        "std::sys::backtrace::__rust_end_short_backtrace",
        "__rustc::rust_begin_unwind",
        "core::panicking::panic_fmt",
        "core::option::unwrap_failed",
        "modelkit::build::run",
        "main",
    ];
    assert_eq!(functions(&stack, true), ["core::option::unwrap_failed", "modelkit::build::run"]);
    // Elsewhere the mark says nothing: an error that is made while a panic unwinds.
    assert!(functions(&stack, false).contains(&"modelkit::main::{{closure}}".to_owned()));
}

#[test]
fn a_stack_without_an_end_is_cut() {
    assert_eq!(functions(&["modelkit::again"; 2 * FRAMES_MAX], false).len(), FRAMES_MAX);
    let full = (0..FRAMES_MAX).map(|_| symbol("modelkit::again", None)).collect();
    let origin = Origin { file: "src/main.rs".into(), line: 1 };
    assert_eq!(with_origin(full, Some(&origin)).len(), FRAMES_MAX);
}

#[test]
fn the_place_that_the_compiler_knows_stands_in_front_where_debug_information_does_not_tell_it() {
    let origin = Origin { file: "examples/modelkit/src/build.rs".into(), line: 12 };
    let place = symbol("", Some(("examples/modelkit/src/build.rs", 12)));
    let run = |at| symbol("modelkit::run", at);
    let main = symbol("modelkit::main", Some(("/home/alice/app/examples/modelkit/src/main.rs", 3)));
    for (frames, is_added) in [
        (vec![], true),
        (vec![run(None)], true),
        (vec![run(Some(("/home/alice/app/examples/modelkit/src/build.rs", 12)))], false),
        (vec![run(Some((r"C:\app\examples\modelkit\src\build.rs", 12)))], false),
        // A call over several lines.
        (vec![run(Some(("/home/alice/app/examples/modelkit/src/build.rs", 10))), main.clone()], false),
        (vec![main.clone(), run(Some(("examples/modelkit/src/build.rs", 12)))], false),
        (vec![main.clone(), run(Some(("examples/modelkit/src/build.rs", 99)))], true),
    ] {
        let mut expected = frames.clone();
        if is_added {
            expected.insert(0, place.clone());
        }
        assert_eq!(with_origin(frames, Some(&origin)), expected);
    }
    assert_eq!(with_origin(vec![main.clone()], None), [main]);
}

#[test]
fn the_text_of_a_backtrace_is_read() {
    let text = "   0: modelkit::error::capture\n             at ./src/error.rs:12:5\n   \
                1: modelkit::main\n             at C:\\Users\\Alice\\src\\main.rs:7:13\n      \
                modelkit::inlined\n   2: modelkit::odd\n             at nowhere\n";
    let expected = [
        symbol("modelkit::error::capture", Some(("./src/error.rs", 12))),
        symbol("modelkit::main", Some((r"C:\Users\Alice\src\main.rs", 7))),
        symbol("modelkit::inlined", None),
        symbol("modelkit::odd", None),
    ];
    assert_eq!(read(text), expected);
    assert_eq!(read("             at ./src/error.rs:12:5\n"), []);
}

#[cfg(feature = "testing")]
mod with_a_reader {
    use super::*;
    use crate::testing;

    fn frames_of(capture: impl FnOnce() -> Frames) -> Vec<Frame> {
        testing::record_with(|| capture().resolve()).0
    }

    #[test]
    fn a_capture_tells_the_place_of_the_call() {
        let line = line!() + 1;
        let frames = frames_of(|| Frames::capture());
        // All functions here are those of this crate, and so the place alone is left.
        assert_eq!(frames, [symbol("", Some((file!(), line)))]);
    }

    #[test]
    fn a_function_that_tracks_its_caller_gives_that_place() {
        #[track_caller]
        fn made() -> Frames {
            Frames::capture()
        }
        let line = line!() + 1;
        let frames = frames_of(|| made());
        assert_eq!(frames[0], symbol("", Some((file!(), line))));
    }

    #[test]
    fn a_backtrace_of_the_standard_library_is_taken() {
        let backtrace = Backtrace::force_capture();
        assert!(backtrace.to_string().contains("candor::frames::tests"), "{backtrace}");
        let frames = testing::record_with(|| Frames::of_backtrace(&backtrace)).0;
        let symbols = |frames: &Frames| {
            let name =
                |place: &Place| if let Place::Symbol(frame) = place { frame.function.clone() } else { String::new() };
            frames.0.iter().flat_map(|captured| &captured.places).map(name).collect::<Vec<_>>()
        };
        let names = symbols(&frames);
        assert!(names.iter().any(|name| name.contains("a_backtrace_of_the_standard_library_is_taken")), "{names:?}");
        assert!(testing::record_with(|| Frames::of_backtrace(&Backtrace::disabled())).0.is_empty());
    }
}
