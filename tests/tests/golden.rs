//! The Rust beside each small schema in `tests/golden` compiles, and takes what the schema says.

#![allow(missing_docs, unreachable_pub, clippy::unwrap_used)]

macro_rules! golden {
    ($($name:ident $folder:literal)*) => {
        $(mod $name {
            include!(concat!("../golden/", $folder, "/expected.rs"));
        })*

        const FOLDERS: &[&str] = &[$($folder),*];
    };
}

golden! {
    an_enum "an-enum"
    an_event_without_fields "an-event-without-fields"
    an_expired_event "an-expired-event"
    optional_fields "optional-fields"
    required_fields "required-fields"
    treated_types "treated-types"
    words_that_rust_could_read "words-that-rust-could-read"
}

#[test]
fn every_golden_is_compiled() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let mut found: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, FOLDERS);
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
