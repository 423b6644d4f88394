//! From a model to tokens: a product's constants, its enums and its events.

mod about;
mod commands;
mod enums;
mod event;
mod field;
mod product;
mod reading;
mod stubs;

pub use stubs::stubs;

use jiff::civil::Date;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::model::Model;
use crate::source::{self, Sources};

/// Everything that a schema generates. The order follows product.yaml, so that the same schema gives the same bytes.
///
/// The items stand in a module of their own, so that one list of allowed lints covers them: nobody can change generated
/// code to please a lint.
pub(crate) fn expand(model: &Model, sources: &Sources, today: Date) -> TokenStream {
    let (product, about) = (product::expand(model), about::expand(model, sources));
    let commands = commands::expand(model, today);
    let (enums, readers) = (enums::expand(model, sources), reading::enums(model));
    let events = model.events.iter().map(|event| event::expand(event, sources, today));
    let names = enums::names(model).into_iter().chain(model.events.iter().map(|event| event.name.value.clone()));
    let names = names.map(|name| ident(&name));
    quote! {
        #[allow(unreachable_pub, unused_imports)]
        pub use __candor::{telemetry, #(#names),*};

        #[allow(
            dead_code,
            missing_copy_implementations,
            missing_debug_implementations,
            unreachable_pub,
            clippy::doc_markdown,
            clippy::enum_variant_names,
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
            #product
            #about
            #commands
            #enums
            #readers
            #(#events)*
        }
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
