//! How a product's tests reach every field of every event with a value of their own: one line an event, which the macro
//! `claims!` of the runtime makes a function of, and nothing at all without its feature `testing`.

use jiff::civil::Date;
use proc_macro2::TokenStream;
use quote::quote;

use super::{enums, ident};
use crate::model::{Event, Field, FieldKind, Model};

pub(super) fn expand(model: &Model, today: Date) -> TokenStream {
    let promised = model.product.consent.never_collected.iter().filter_map(|promise| promise.claim);
    let promised = promised.map(|claim| ident(&format!("{:?}", claim.value)));
    // One that has expired sends nothing, and to name it is a warning.
    let events = model.events.iter().filter(|event| !event.is_expired(today)).map(event);
    quote! {
        static CLAIMS: ::candor::__private::Claims = ::candor::__private::claims! {
            [#(#promised),*]
            #(#events)*
        };
    }
}

fn event(event: &Event) -> TokenStream {
    let name = ident(&event.name.value);
    let fields = event.fields.iter().map(|field| {
        let (name, planted) = (ident(&field.name.value), planted(field));
        quote!(#name: #planted)
    });
    quote!(#name { #(#fields),* })
}

/// The method of the runtime's `Planter` that gives a value for the field.
fn planted(field: &Field) -> TokenStream {
    match &field.kind {
        FieldKind::Enum(_) => {
            let name = ident(&enums::name(field));
            quote!(choice(#name::ALL))
        }
        kind => {
            let method = ident(kind.field_type().name());
            quote!(#method())
        }
    }
}
