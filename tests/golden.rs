//! The golden Rust beside each golden schema compiles, as strictly as a product may demand. That it is what is generated
//! today is tested where it is made, in `codegen/tests/golden.rs`.
#![deny(warnings, missing_docs, clippy::pedantic)]
#![forbid(unsafe_code)]

macro_rules! cases {
    ($($module:ident $folder:literal)*) => {
        $(
            /// A product of its own.
            pub mod $module {
                include!(concat!("golden/", $folder, "/expected.rs"));
            }
        )*

        const FOLDERS: &[&str] = &[$($folder),*];
    };
}

cases! {
    a_digest "a-digest"
    a_sampled_event "a-sampled-event"
    an_enum "an-enum"
    an_error "an-error"
    an_event_without_fields "an-event-without-fields"
    an_expired_event "an-expired-event"
    an_import "an-import"
    commands "commands"
    lists "lists"
    optional_fields "optional-fields"
    records "records"
    required_fields "required-fields"
    scrub_patterns "scrub-patterns"
    shared_types "shared-types"
    treated_types "treated-types"
    words_that_rust_could_read "words-that-rust-could-read"
}

#[test]
fn every_case_is_compiled() {
    let mut folders: Vec<_> =
        std::fs::read_dir("golden").unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, FOLDERS);
}

#[test]
fn setters_take_what_the_schema_says() {
    treated_types::KitDone::new().driver("1.2.3-rc.1").files(12_usize).model("org/name").emit();
    treated_types::KitDone::new().driver(&String::from("1.2")).files(1.5).emit();
    treated_types::KitDone::new().driver("1").files(7_u8).model(None).emit();
    treated_types::KitDone::new().driver("1").files(7).retries(Some(3_u64)).emit();
    treated_types::KitDone::new().driver("1").files(7).retries(3).emit();
    treated_types::KitDone::new().driver("1").files(7).retries(None::<usize>).emit();
    a_digest::KitDone::new().project("alice").model([1_u8, 2].as_slice()).emit();
    a_digest::KitDone::new().project(String::from("alice")).model::<&str>(Some("alice")).emit();
    an_error::KitFailed::from_error(&std::fmt::Error).command("build").emit();
    an_error::KitFailed::from_error(&std::fmt::Error)
        .cause("words")
        .kind("Format")
        .command("build")
        .message("no")
        .emit();
    a_sampled_event::KitDone::new().success(true).emit();
    an_enum::KitDone::new().target("1080p".parse::<an_enum::Target>().unwrap()).emit();
    optional_fields::KitDone::new().success(true).command("build").emit();
    let (known, kind): (Option<String>, Option<&'static str>) = (Some("late".to_owned()), Some("build"));
    let done = || optional_fields::KitDone::new().success(false);
    let told = candor::testing::record(|| {
        done().command(kind).message(known.as_deref()).emit();
        done().command(Some(candor::label!("build"))).message(known.clone()).emit();
        done().command(candor::label!("build")).message(Some(std::fmt::from_fn(|f| f.write_str("late")))).emit();
        done().command("build").message(format_args!("la{}", "te")).emit();
        done().command(None::<&'static str>).message(None::<&str>).emit();
    });
    let read = |event: &candor::testing::Recorded| {
        (event.get(optional_fields::KitDone::COMMAND), event.get(optional_fields::KitDone::MESSAGE))
    };
    assert!(
        told[..4].iter().all(|event| read(event) == (Some("build".to_owned()), Some("late".to_owned()))),
        "{told:?}"
    );
    assert_eq!(read(&told[4]), (None, None));
    let second = std::time::Duration::from_secs(1);
    let devices = vec![lists::Device::Gpu, lists::Device::Cpu];
    lists::KitDone::new().steps(["load", "run"]).devices(devices).layouts(None).took([second]).ranks(1..4).emit();
    lists::KitDone::new().steps(["load"]).devices([]).layouts([lists::Layouts::Nchw]).emit();
    lists::KitDone::new().steps(["a"]).devices([]).layouts([]).sizes([1_u8]).drivers([String::from("1.2")]).emit();
    let tensor = || records::Tensor::new().rank(4);
    let wide = tensor().layout(records::Layout::Nhwc);
    records::KitDone::new().input(wide).mask(tensor()).outputs([tensor(), tensor()]).emit();
    records::KitDone::new()
        .outputs((0..2).map(|rank| records::Tensor::new().rank(rank)))
        .quantized(records::Quantized::new().bits(records::Bits::Four))
        .input(tensor())
        .emit();
    let device = shared_types::Device::Gpu;
    shared_types::KitBegun::new().device(device).emit();
    shared_types::KitDone::new().ran_on(device).fell_back_to(shared_types::Device::Cpu).emit();
    an_event_without_fields::KitDone::new().emit();
    scrub_patterns::KitDone::new().emit();
    words_that_rust_could_read::KitDone::new().emit();
}
