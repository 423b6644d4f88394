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
    an_enum "an-enum"
    an_event_without_fields "an-event-without-fields"
    an_expired_event "an-expired-event"
    commands "commands"
    optional_fields "optional-fields"
    required_fields "required-fields"
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
    an_enum::KitDone::new().target("1080p".parse::<an_enum::Target>().unwrap()).emit();
    optional_fields::KitDone::new().success(true).command("build").emit();
    an_event_without_fields::KitDone::new().emit();
    words_that_rust_could_read::KitDone::new().emit();
}
