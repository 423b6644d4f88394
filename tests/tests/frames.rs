//! Frames of real stacks, as an event of an error holds them: in builds with debug information and in those without.
#![allow(clippy::panic, clippy::unwrap_used, reason = "helpers of tests")]

use std::backtrace::Backtrace;
use std::cell::Cell;
use std::panic::catch_unwind;

use candor::Frames;
use candor::testing::{self, RecordedFrame};
use candor_tests::ModelKitError;

#[inline(never)]
fn inner<T>(f: impl FnOnce() -> T) -> T {
    std::hint::black_box(f())
}

fn sent(emit: impl FnOnce()) -> Vec<RecordedFrame> {
    let events = testing::record(emit);
    testing::only::<ModelKitError>(&events).get(ModelKitError::EXCEPTION_STACK).unwrap()
}

/// What holds for every stack.
fn check(frames: &[RecordedFrame]) {
    for frame in frames {
        let name = &frame.function;
        assert!(!name.contains("candor::") && !name.contains("__candor"), "{frames:?}");
        assert!(!name.contains(['[', '.']) && !name.contains("backtrace"), "{frames:?}");
        let file = frame.file.as_deref().unwrap_or_default();
        assert!(!file.starts_with('/') && !file.contains([':', '\\']), "{frames:?}");
    }
}

fn position(frames: &[RecordedFrame], function: &str) -> usize {
    let found = frames.iter().position(|frame| frame.function.contains(function));
    found.unwrap_or_else(|| panic!("{function} is not in {frames:?}"))
}

#[test]
fn an_error_tells_the_stack_of_the_call() {
    let line = line!() + 1;
    let frames = sent(|| inner(|| ModelKitError::from_error(&std::fmt::Error).emit()));
    check(&frames);
    assert_eq!((frames[0].file.as_deref(), frames[0].line), (Some("tests/frames.rs"), Some(line)));
    assert!(position(&frames, "frames::inner") < frames.len() - 1, "{frames:?}");
    assert!(frames.last().unwrap().function.contains("an_error_tells"), "what calls a test is none of it: {frames:?}");
}

#[test]
fn a_panic_tells_its_own_stack_alone() {
    thread_local! { static FRAMES: Cell<Vec<RecordedFrame>> = const { Cell::new(Vec::new()) }; }
    let (mine, before) = (std::thread::current().id(), std::panic::take_hook());
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() != mine {
            return before(panic);
        }
        FRAMES.set(sent(|| ModelKitError::from_error(panic).emit()));
    }));
    let line = line!() + 1;
    let panicked = catch_unwind(|| inner(|| std::hint::black_box(None::<u8>).unwrap()));
    let _ = std::panic::take_hook();
    assert!(panicked.is_err());
    let frames = FRAMES.take();
    check(&frames);
    assert!(position(&frames, "frames::inner") < 4, "{frames:?}");
    assert!(!frames.iter().any(|frame| frame.function.contains("hook")), "{frames:?}");
    let is_here = |frame: &RecordedFrame| frame.line == Some(line) && frame.file.as_deref() == Some("tests/frames.rs");
    assert!(frames.iter().any(is_here), "{frames:?}");
}

#[test]
fn what_was_captured_before_tells_its_place() {
    let backtrace = inner(Backtrace::force_capture);
    let frames = sent(|| {
        ModelKitError::from_error(&std::fmt::Error).exception_stack(Frames::of_backtrace(&backtrace)).emit();
    });
    check(&frames);
    assert_eq!(position(&frames, "frames::inner"), 0, "{frames:?}");
    assert_eq!(position(&frames, "frames::what_was_captured_before_tells_its_place"), 1, "{frames:?}");
}
