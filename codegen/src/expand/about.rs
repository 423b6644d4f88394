//! What users may know of each thing that is sent: its class, its treatment, and the line that allows it.

use candor_core::PrivacyClass;
use proc_macro2::TokenStream;
use quote::quote;

use super::place;
use crate::collected::treatment;
use crate::model::Model;
use crate::source::{Sources, Span};

/// A line a thing, as `About::new` of the runtime reads it.
pub(super) fn expand(model: &Model, sources: &Sources) -> TokenStream {
    let mut lines = String::new();
    let mut line = |event: &str, name: &str, class: PrivacyClass, treatment: &str, span: Span| {
        let from = place(sources, span);
        lines.push_str(&format!("{event}\t{name}\t{class}\t{treatment}\t{from}\n"));
    };
    for event in &model.events {
        for field in &event.fields {
            line(&event.name.value, &field.name.value, field.class.value, &treatment(&field.kind), field.name.span);
        }
    }
    for entry in &model.product.context {
        line("", entry.key.value.name(), entry.key.value.class(), "", entry.key.span);
    }
    quote!(static ABOUT: __rt::About = __rt::About::new(#lines);)
}
