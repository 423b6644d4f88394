//! How a product's tests reach every field of every event with a value of their own: a closure an event, which the macro
//! `claims!` of the runtime keeps with its feature `testing`, and drops without.

use jiff::civil::Date;
use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::model::{Event, FieldKind, Member, Model};

pub(super) fn expand(model: &Model, today: Date) -> TokenStream {
    let promised = model.product.consent.never_collected.iter().filter_map(|promise| promise.claim);
    let promised = promised.map(|claim| ident(&format!("{:?}", claim.value)));
    // One that has expired sends nothing, and to name it is a warning.
    let events = model.events.iter().filter(|event| !event.is_expired(today)).map(event);
    quote! {
        static CLAIMS: __rt::Claims = __rt::claims! {
            [#(#promised),*]
            #(#events),*
        };
    }
}

fn event(event: &Event) -> TokenStream {
    let name = ident(&event.name.value);
    let fields = event.fields.iter().map(|field| set(field));
    let planter = if event.fields.is_empty() { quote!(_) } else { quote!(planter) };
    quote!(|#planter| #name::new() #(#fields)* .emit())
}

fn set(member: &Member) -> TokenStream {
    let (name, planted) = (ident(&member.name.value), planted(&member.kind));
    quote!(.#name(#planted))
}

/// What the runtime's `Planter` gives for a field of this kind.
fn planted(kind: &FieldKind) -> TokenStream {
    match kind {
        FieldKind::Enum(one) => {
            let name = ident(&one.rust());
            quote!(planter.choice(#name::ALL))
        }
        FieldKind::List { of, .. } => {
            let planted = planted(of);
            quote!([#planted])
        }
        FieldKind::Record(record) => {
            let name = ident(&record.rust());
            let fields = record.fields.iter().map(set);
            quote!(#name::new() #(#fields)*)
        }
        kind => {
            let method = ident(kind.field_type().name());
            quote!(planter.#method())
        }
    }
}
