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
            pub const #key: ::candor::__private::Key<Self, #value> = ::candor::__private::Key::new(#index);
        }
    });
    quote!(#(#keys)*)
}

/// An enum reads itself.
pub(super) fn spelled(name: &Ident) -> TokenStream {
    quote! {
        #[automatically_derived]
        impl ::candor::__private::Spelled for #name {
            fn spelled(spelling: &str) -> ::core::option::Option<Self> {
                ::core::result::Result::ok(::core::str::FromStr::from_str(spelling))
            }
        }
    }
}

fn value(field: &Member) -> TokenStream {
    // What is no version, lies in no range, or has no secret to be hashed with, is null on the wire.
    let may_be_null = matches!(field.kind, FieldKind::Version | FieldKind::Bucket { .. } | FieldKind::Digest);
    let value = of_kind(&field.kind);
    if field.optional || may_be_null { quote!(::core::option::Option<#value>) } else { value }
}

fn of_kind(kind: &FieldKind) -> TokenStream {
    match kind {
        FieldKind::Bool => quote!(bool),
        FieldKind::Int => quote!(i64),
        FieldKind::Uint => quote!(u64),
        FieldKind::Float => quote!(f64),
        FieldKind::Duration(_) => quote!(::core::time::Duration),
        FieldKind::Enum(one) => {
            let name = ident(&one.rust());
            quote!(#name)
        }
        FieldKind::Label
        | FieldKind::Version
        | FieldKind::Bucket { .. }
        | FieldKind::Reference { .. }
        | FieldKind::Digest
        | FieldKind::Text { .. } => quote!(::std::string::String),
        FieldKind::Frames => quote!(::std::vec::Vec<::candor::__private::RecordedFrame>),
        FieldKind::List { of, .. } => {
            let of = of_kind(of);
            quote!(::std::vec::Vec<#of>)
        }
        FieldKind::Record(record) => {
            let name = ident(&record.rust());
            quote!(::candor::__private::RecordedRecord<#name>)
        }
    }
}
