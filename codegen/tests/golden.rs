//! Small schemas and the Rust that they become: `tests/golden/<case>/{schema,expected.rs}`. Run with `UPDATE_GOLDEN=1` to
//! write `expected.rs` anew; `candor-tests` compiles each.

#![allow(clippy::panic, clippy::unwrap_used)]

mod fixture;

use candor_codegen::{Sources, generate, generate_text};
use fixture::{cases, fixtures, golden, today};

#[test]
fn each_schema_becomes_the_rust_beside_it() {
    let cases = cases(&fixtures("golden"));
    assert!(!cases.is_empty());
    for case in cases {
        let folder = fixtures("golden").join(&case);
        let sources = Sources::read(&folder.join("schema")).with_lock();
        let code = generate_text(&sources, today()).unwrap_or_else(|found| panic!("{}", found.render(&sources, false)));
        golden(&folder.join("expected.rs"), &code);
        // The macro's tokens are the same Rust.
        let tokens = generate(&sources, today()).unwrap();
        assert_eq!(code, prettyplease::unparse(&syn::parse2(tokens).unwrap()), "{case}");
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    let read = || Sources::read(&fixtures("../schema"));
    let once = generate(&read(), today()).unwrap().to_string();
    assert_eq!(once, generate(&read(), today()).unwrap().to_string());
}
