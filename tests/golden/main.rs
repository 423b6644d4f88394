//! Holds what is generated from `<case>/schema/` to `<case>/expected.rs`, which `compiled.rs` compiles. With `UPDATE_GOLDEN=1`
//! the files are written anew, to be read in the review.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends at the first surprise")]

use std::path::Path;

use candor_codegen::{Date, Sources, format, generate};

/// Between the date on which one of the events expired, and that of the others.
const TODAY: Date = Date::constant(2026, 4, 21);

#[test]
fn what_is_generated_is_what_was_reviewed() {
    let compiled = std::fs::read_to_string("golden/compiled.rs").unwrap();
    let mut cases = 0;
    for entry in std::fs::read_dir("golden").unwrap() {
        let case = entry.unwrap().path();
        if case.is_dir() {
            cases += 1;
            check(&case);
            let name = case.file_name().unwrap().to_str().unwrap();
            assert!(compiled.contains(&format!("include!(\"{name}/expected.rs\")")), "compiled.rs lacks {name}");
        }
    }
    assert!(cases >= 2);
}

fn check(case: &Path) {
    let sources = Sources::read_as(&case.join("schema"), Path::new("schema"));
    let tokens =
        generate(&sources, TODAY).unwrap_or_else(|diagnostics| panic!("{}", diagnostics.render(&sources, false)));
    let generated = format(&tokens).unwrap();
    let file = case.join("expected.rs");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&file, &generated).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    let differs = generated.lines().zip(expected.lines()).position(|(now, then)| now != then);
    assert!(
        generated == expected,
        "{} is not what is generated now, from line {} on; UPDATE_GOLDEN=1 writes it anew",
        file.display(),
        differs.unwrap_or_else(|| generated.lines().count().min(expected.lines().count())) + 1
    );
}
