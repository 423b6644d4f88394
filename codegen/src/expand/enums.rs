use std::collections::HashSet;
use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{escape, ident, place, reading};
use crate::model::{Enum, Model};
use crate::names::variant;
use crate::source::Sources;

/// One enum for each name; the rules made sure that equal names have equal values.
fn distinct(model: &Model) -> impl Iterator<Item = &Arc<Enum>> {
    let mut seen = HashSet::new();
    model.enums().filter(move |one| seen.insert(one.rust()))
}

/// The names of all enums.
pub(super) fn names(model: &Model) -> Vec<String> {
    distinct(model).map(|one| one.rust()).collect()
}

pub(super) fn expand(model: &Model, sources: &Sources) -> impl Iterator<Item = TokenStream> {
    distinct(model).map(|one| enumeration(one, sources))
}

fn enumeration(one: &Enum, sources: &Sources) -> TokenStream {
    let name = ident(&one.rust());
    let variants: Vec<_> = one.values.iter().map(|value| ident(&variant(&value.value))).collect();
    let spellings: Vec<_> = one.values.iter().map(|value| value.value.as_str()).collect();
    let docs = spellings.iter().map(|spelling| format!("`{spelling}` on the wire."));
    let spelled = reading::spelled(&name);
    let whose =
        if one.is_shared { "Shared by fields".to_owned() } else { format!("The values of `{}`", one.named.value) };
    let doc = format!("{}\n\n{whose}, from {}.", escape(&one.description.value), place(sources, one.named.span));
    quote! {
        #[doc = #doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum #name { #(#[doc = #docs] #variants),* }

        impl #name {
            /// Every value, in the order of the schema.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            const SPELLINGS: &'static [&'static str] = &[#(#spellings),*];

            /// The spelling on the wire.
            #[inline]
            pub const fn as_str(self) -> &'static str {
                Self::SPELLINGS[self as usize]
            }
        }

        #[automatically_derived]
        impl __rt::Display for #name {
            #[inline]
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                f.pad(self.as_str())
            }
        }

        #[automatically_derived]
        impl __rt::FromStr for #name {
            type Err = ::candor::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> __rt::Result<Self, Self::Err> {
                __rt::spelled(text, Self::ALL, Self::SPELLINGS)
            }
        }

        #spelled
    }
}
