//! What users may know of each thing that is sent: its class, its treatment, and the line that allows it.

use proc_macro2::TokenStream;
use quote::quote;

use super::place;
use crate::collected::treatment;
use crate::model::Model;
use crate::source::{Sources, Span};

pub(super) fn expand(model: &Model, sources: &Sources) -> TokenStream {
    let events = model.events.iter().map(|event| {
        let fields = event.fields.iter().map(|field| {
            one(&field.name.value, field.class.value.name(), &treatment(&field.kind), field.name.span, sources)
        });
        let name = &event.name.value;
        quote!(::candor::__private::AboutEvent { name: #name, fields: &[#(#fields),*] })
    });
    let context = model.product.context.iter().map(|entry| {
        let key = entry.key.value;
        one(key.name(), key.class().name(), "", entry.key.span, sources)
    });
    quote! {
        static ABOUT: ::candor::__private::About =
            ::candor::__private::About { events: &[#(#events),*], context: &[#(#context),*] };
    }
}

fn one(name: &str, class: &str, treatment: &str, span: Span, sources: &Sources) -> TokenStream {
    let from = place(sources, span);
    quote!(::candor::__private::AboutField { name: #name, class: #class, treatment: #treatment, from: #from })
}
