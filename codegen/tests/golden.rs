//! Small schemas and the Rust that they become: `tests/golden/<case>/{schema,expected.rs}`. Run with `UPDATE_GOLDEN=1` to
//! write `expected.rs` anew; `candor-tests` compiles each.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod fixture;

use candor_codegen::{Sources, generate, generate_text};
use fixture::{cases, fixtures, golden, today};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

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
        let (read, made) = (words(code.parse().unwrap()), words(tokens));
        let differs = read.iter().zip(&made).position(|(read, made)| read != made);
        let at = differs.unwrap_or(read.len().min(made.len()));
        assert_eq!(
            read[at..].iter().take(9).collect::<Vec<_>>(),
            made[at..].iter().take(9).collect::<Vec<_>>(),
            "{case}"
        );
    }
}

#[test]
fn the_same_schema_gives_the_same_bytes() {
    let read = || Sources::read(&fixtures("../schema"));
    let once = generate(&read(), today()).unwrap().to_string();
    assert_eq!(once, generate(&read(), today()).unwrap().to_string());
}

/// The tokens without what layout may change: the comma after a last element, and the lines of a documentation.
fn words(tokens: TokenStream) -> Vec<String> {
    let (mut words, mut docs) = (Vec::new(), String::new());
    collect(tokens, &mut words, &mut docs);
    words
}

fn collect(tokens: TokenStream, words: &mut Vec<String>, docs: &mut String) {
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let doc = trees.peek().filter(|_| tree.to_string() == "#").and_then(doc);
        if let Some(doc) = doc {
            trees.next();
            doc.split('\n').for_each(|line| docs.push_str(&format!("{}\n", line.strip_prefix(' ').unwrap_or(line))));
            continue;
        }
        if !docs.is_empty() {
            words.push(std::mem::take(docs));
        }
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                words.push(open.to_owned());
                collect(group.stream(), words, docs);
                end(close.to_owned(), words);
            }
            tree if tree.to_string() == ">" => end(">".to_owned(), words),
            tree => words.push(tree.to_string()),
        }
    }
}

fn end(close: String, words: &mut Vec<String>) {
    words.pop_if(|last| last == ",");
    words.push(close);
}

/// The text of `[doc = "…"]`.
fn doc(tree: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = tree else { return None };
    let mut inner = group.stream().into_iter();
    let is_doc = inner.next()?.to_string() == "doc" && inner.next()?.to_string() == "=";
    let literal = inner.next().filter(|_| is_doc)?;
    Some(syn::parse_str::<syn::LitStr>(&literal.to_string()).unwrap().value())
}
