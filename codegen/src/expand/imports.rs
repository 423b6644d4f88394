//! What of an earlier program's waiting events may be taken over: the schema's own events and fields, with their types.

use jiff::civil::Date;
use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::model::{Event, FieldKind, Member, Model, bucket_labels};

pub(super) fn expand(model: &Model, today: Date) -> TokenStream {
    let Some(import) = &model.product.import else { return TokenStream::new() };
    let file = &import.value;
    // A part of the runs was drawn by nobody for events that another program collected.
    let events = model.events.iter().filter(|event| !event.is_expired(today) && event.sampling.is_none()).map(event);
    quote! {
        static IMPORT: __rt::Import =
            __rt::Import { file: #file, events: &[#(#events),*] };
    }
}

fn event(event: &Event) -> TokenStream {
    let name = ident(&event.name.value);
    let fields = event.fields.iter().map(|field| member(&field.member));
    quote! {
        __rt::ImportedEvent { spec: &events::#name, fields: &[#(#fields),*] }
    }
}

fn member(field: &Member) -> TokenStream {
    let (kind, required) = (kind(&field.kind), !field.optional);
    quote!(__rt::ImportedField { kind: __rt::ImportedKind::#kind, required: #required })
}

fn kind(kind: &FieldKind) -> TokenStream {
    match kind {
        FieldKind::Bool => quote!(Bool),
        FieldKind::Int => quote!(Int),
        FieldKind::Uint | FieldKind::Duration(_) => quote!(Uint),
        FieldKind::Float => quote!(Float),
        FieldKind::Enum(one) => {
            let values = one.values.iter().map(|value| &value.value);
            quote!(OneOf(&[#(#values),*]))
        }
        FieldKind::Bucket { edges } => {
            let labels = bucket_labels(edges);
            quote!(OneOf(&[#(#labels),*]))
        }
        FieldKind::Label => quote!(Label),
        FieldKind::Text { max_chars } => {
            let max_chars = *max_chars as usize;
            quote!(Text(#max_chars))
        }
        FieldKind::Version => quote!(Version),
        FieldKind::Reference { extensions } => quote!(Reference(&[#(#extensions),*])),
        FieldKind::Frames => quote!(Frames),
        // No earlier program has them, or has them in the form that the schema asks for.
        FieldKind::Digest | FieldKind::List { .. } | FieldKind::Record(_) => quote!(Never),
    }
}
