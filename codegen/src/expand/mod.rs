//! From a model to tokens: a product's constants, its enums, its records and its events.

mod about;
mod builder;
mod claims;
mod commands;
mod enums;
mod event;
mod field;
mod imports;
mod layout;
mod product;
mod reading;
mod records;
mod stubs;

pub use stubs::stubs;

use jiff::civil::Date;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::model::Model;
use crate::source::{self, Sources};

/// Everything that a schema generates. The order follows product.yaml, so that the same schema gives the same bytes.
pub(crate) fn expand(model: &Model, sources: &Sources, today: Date) -> TokenStream {
    let (exports, module) = (exports(model), module(items(model, sources, today).collect()));
    quote!(#exports #module)
}

/// The same as formatted Rust. Item by item, since the tokens of a large schema are a hundred times its text.
pub(crate) fn text(model: &Model, sources: &Sources, today: Date) -> String {
    let frame = exports(model).into_iter().chain(module(TokenStream::new())).collect();
    let mut layout = layout::Layout::default();
    layout.module(frame, items(model, sources, today));
    layout.finish()
}

fn exports(model: &Model) -> TokenStream {
    let names = enums::names(model).into_iter().chain(records::distinct(model).map(|record| record.rust()));
    let names = names.chain(model.events.iter().map(|event| event.name.value.clone()));
    let names = names.map(|name| ident(&name));
    // A program may use none of them, and stand in a module that shows them to nobody.
    quote! {
        #[allow(unreachable_pub, unused_imports)]
        pub use __candor::{telemetry, #(#names),*};
    }
}

/// The items stand in a module of their own, so that one list of allowed lints covers them: nobody can change generated
/// code to please a lint.
fn module(items: TokenStream) -> TokenStream {
    quote! {
        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_debug_implementations,
            unreachable_pub,
            clippy::as_conversions,
            clippy::doc_markdown,
            clippy::enum_variant_names,
            clippy::indexing_slicing,
            clippy::missing_const_for_fn,
            clippy::module_name_repetitions,
            clippy::must_use_candidate,
            clippy::needless_pass_by_value,
            clippy::new_without_default,
            clippy::return_self_not_must_use,
            clippy::too_many_lines,
            clippy::type_complexity,
            clippy::upper_case_acronyms
        )]
        mod __candor {
            // Nothing is named by the prelude: a schema may have a type called `Option`.
            use ::candor::__private as __rt;
            #items
        }
    }
}

fn items(model: &Model, sources: &Sources, today: Date) -> impl Iterator<Item = TokenStream> {
    let product = [
        product::expand(model, sources),
        about::expand(model, sources),
        claims::expand(model, today),
        commands::expand(model, today),
        imports::expand(model, today),
    ]
    .into_iter();
    let events = model.events.iter().map(move |event| event::expand(event, sources, today));
    product.chain(enums::expand(model, sources)).chain(records::expand(model, sources)).chain(events)
}

/// Tokens that are made where they are interpolated, and so moved there: those of a stream are copied.
struct Made<F>(F);

impl<F: Fn() -> TokenStream> ToTokens for Made<F> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend((self.0)());
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// `events/action.yaml:12`.
fn place(sources: &Sources, span: source::Span) -> String {
    let at = sources.location(span);
    format!("{}:{}", at.name, at.line)
}

/// Text of the YAML in a doc comment: no Markdown of rustdoc's may come to life in it.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']' | '<' | '>' | '`' | '*' | '_' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
