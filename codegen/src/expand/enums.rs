use std::collections::HashSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;
use quote::quote;

use super::{escape, ident, place, reading};
use crate::model::{Field, FieldKind, Model};
use crate::names::variant;
use crate::source::{Sources, Spanned};

/// The names of all enums.
pub(super) fn names(model: &Model) -> Vec<String> {
    let mut seen = HashSet::new();
    let enums = model.fields().filter(|field| matches!(field.kind, FieldKind::Enum(_)));
    enums.map(name).filter(|name| seen.insert(name.clone())).collect()
}

/// One enum for each name; the rules made sure that equal names have equal values.
pub(super) fn expand(model: &Model, sources: &Sources) -> impl Iterator<Item = TokenStream> {
    let mut seen = HashSet::new();
    model.fields().filter_map(move |field| match &field.kind {
        FieldKind::Enum(values) if seen.insert(name(field)) => Some(one(field, values, sources)),
        _ => None,
    })
}

/// The Rust name of a field's enum.
pub(super) fn name(field: &Field) -> String {
    field.name.value.to_upper_camel_case()
}

fn one(field: &Field, values: &[Spanned<String>], sources: &Sources) -> TokenStream {
    let name = ident(&name(field));
    let variants: Vec<_> = values.iter().map(|value| ident(&variant(&value.value))).collect();
    let spellings: Vec<_> = values.iter().map(|value| value.value.as_str()).collect();
    let docs = spellings.iter().map(|spelling| format!("`{spelling}` on the wire."));
    let spelled = reading::spelled(&name);
    let doc = format!(
        "{}\n\nThe values of `{}`, from {}.",
        escape(&field.description.value),
        field.name.value,
        place(sources, field.name.span)
    );
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum #name { #(#[doc = #docs] #variants),* }

        impl #name {
            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// The spelling on the wire.
            pub const fn as_str(self) -> &'static str {
                match self { #(Self::#variants => #spellings),* }
            }
        }

        #[automatically_derived]
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = ::candor::UnknownValue;

            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                match text {
                    #(#spellings => ::core::result::Result::Ok(Self::#variants),)*
                    _ => ::core::result::Result::Err(::candor::UnknownValue::new(&[#(#spellings),*])),
                }
            }
        }

        #spelled
    }
}
