use std::collections::HashSet;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::builder::Builder;
use super::{Made, escape, ident, place, reading};
use crate::model::{Model, Record};
use crate::source::Sources;

/// One record for each name; the rules made sure that no two records have one.
pub(super) fn distinct(model: &Model) -> impl Iterator<Item = &Arc<Record>> {
    let mut seen = HashSet::new();
    model.records().filter(move |record| seen.insert(record.rust()))
}

/// The struct of each record.
pub(super) fn expand(model: &Model, sources: &Sources) -> impl Iterator<Item = TokenStream> {
    distinct(model).map(|record| one(record, sources))
}

fn one(record: &Record, sources: &Sources) -> TokenStream {
    let rust = record.rust();
    let builder = Builder::new(&rust, record.fields.iter());
    let whose = if record.is_shared { "Shared by fields" } else { "A record of one field" };
    let place = place(sources, record.named.span);
    let doc = format!("{}\n\n{whose}, from {place}.", escape(&record.description.value));
    let (new, keys) = (new(&rust), Made(|| reading::keys(&builder)));
    let begins = Made(|| quote!(#new #keys));
    let definition = Made(|| builder.definition(&doc, "a record is sent by the event that it is given to", &begins));
    let setters = Made(|| builder.setters(sources, |_| String::new()));
    let (name, states, bounds) = (&builder.name, builder.states(), builder.filled());
    quote! {
        #definition

        impl<#states> #name<#states> {
            #setters
        }

        #[automatically_derived]
        impl<#states> ::candor::Filled<#name> for #name<#states> #bounds {
            #[inline]
            fn fill(self) -> __rt::Event {
                self.0
            }
        }
    }
}

fn new(rust: &str) -> TokenStream {
    let (name, doc) = (ident(rust), format!("Begins a `{rust}`."));
    quote! {
        #[doc = #doc]
        #[inline]
        pub fn new() -> Self {
            Self(__rt::Event::part(&PRODUCT, &records::#name), __rt::PhantomData)
        }
    }
}
