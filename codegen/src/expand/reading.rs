//! What tests read recorded events with: a constant a field, which knows the type of its value.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::builder::Builder;
use super::ident;
use crate::model::{FieldKind, Member};

/// The constants of an event or of a record.
pub(super) fn keys(builder: &Builder<'_>) -> TokenStream {
    let keys = builder.members.iter().enumerate().map(|(index, member)| {
        let index = Literal::usize_unsuffixed(index);
        let (key, value) = (ident(&member.name.value.to_uppercase()), value(member));
        let doc = format!("The field `{}`, for tests that read a recorded event.", member.name.value);
        quote! {
            #[doc = #doc]
            pub const #key: __rt::Key<Self, #value> = __rt::Key::new(#index);
        }
    });
    keys.collect()
}

/// An enum reads itself.
pub(super) fn spelled(name: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl __rt::Spelled for #name {}
    }
}

fn value(field: &Member) -> TokenStream {
    // What is no version, lies in no range, or has no secret to be hashed with, is null on the wire.
    let may_be_null = matches!(field.kind, FieldKind::Version | FieldKind::Bucket { .. } | FieldKind::Digest);
    let value = of_kind(&field.kind);
    if field.optional || may_be_null { quote!(__rt::Option<#value>) } else { value }
}

fn of_kind(kind: &FieldKind) -> TokenStream {
    match kind {
        FieldKind::Bool => quote!(bool),
        FieldKind::Int => quote!(i64),
        FieldKind::Uint => quote!(u64),
        FieldKind::Float => quote!(f64),
        FieldKind::Duration(_) => quote!(__rt::Duration),
        FieldKind::Enum(one) => {
            let name = ident(&one.rust());
            quote!(#name)
        }
        FieldKind::Label
        | FieldKind::Version
        | FieldKind::Bucket { .. }
        | FieldKind::Reference { .. }
        | FieldKind::Digest
        | FieldKind::Text { .. } => quote!(__rt::String),
        FieldKind::Frames => quote!(__rt::Vec<__rt::RecordedFrame>),
        FieldKind::List { of, .. } => {
            let of = of_kind(of);
            quote!(__rt::Vec<#of>)
        }
        FieldKind::Record(record) => {
            let name = ident(&record.rust());
            quote!(__rt::RecordedRecord<#name>)
        }
    }
}
