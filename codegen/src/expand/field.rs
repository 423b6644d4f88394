use candor_core::DurationUnit;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::ident;
use crate::model::{FieldKind, Member, Record, bucket_labels};

/// A field's setter: what it takes, and how it hands that to the runtime.
pub(super) struct Setter {
    /// Generic parameters beside the states: nothing, or the type of an optional text.
    pub(super) generics: TokenStream,
    /// The type of `value`.
    pub(super) takes: TokenStream,
    /// The event with `value` in it.
    pub(super) write: TokenStream,
}

pub(super) fn setter(field: &Member, index: usize) -> Setter {
    if field.optional {
        // They write by themselves, which is less to compile than a `match` in each event.
        let index = Literal::usize_unsuffixed(index);
        if let FieldKind::Label = &field.kind {
            let bound = quote!(::candor::OptionalLabel);
            let write = quote!(#bound::fill(value, self.0, #index));
            return Setter { generics: quote!(), takes: quote!(impl #bound), write };
        }
        if let FieldKind::Text { max_chars } = &field.kind {
            let (bound, max_chars) = (quote!(::candor::OptionalText::<__Form>), Literal::u32_unsuffixed(*max_chars));
            let write = quote!(#bound::fill(value, self.0, #index, #max_chars));
            return Setter { generics: quote!(, __Form), takes: quote!(impl #bound), write };
        }
    }
    let (generic, plain, write) = by_kind(field, index);
    if !field.optional {
        return Setter { generics: quote!(), takes: plain, write };
    }
    let into = |inner: TokenStream| quote!(impl __rt::Into<__rt::Option<#inner>>);
    let into_option = quote!(value.into());
    let (generics, takes, option) = match generic {
        Some(_) if matches!(field.kind, FieldKind::Bucket { .. }) => {
            let bound = quote!(::candor::OptionalNumber);
            (quote!(), quote!(impl #bound), quote!(#bound::to_f64_or_none(value)))
        }
        Some(bound) => (quote!(, __Value: #bound), into(quote!(__Value)), into_option),
        // The compiler wants a name for a lifetime inside `impl Trait`.
        None if takes_str(&field.kind) => (quote!(, '__value), into(quote!(&'__value str)), into_option),
        None => (quote!(), into(plain), into_option),
    };
    let write = quote! {
        match #option {
            __rt::Some(value) => #write,
            __rt::None => self.0,
        }
    };
    Setter { generics, takes, write }
}

fn takes_str(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Version | FieldKind::Reference { .. })
}

/// The bound of a generic value, the type of a required one, and the call that writes it.
fn by_kind(field: &Member, index: usize) -> (Option<TokenStream>, TokenStream, TokenStream) {
    let index = Literal::usize_unsuffixed(index);
    let call = |function: &str, value: TokenStream| {
        let function = ident(function);
        // Without the space it would be the number `0.`.
        quote!(self.0 .#function(#index, #value))
    };
    match &field.kind {
        FieldKind::Bool => (None, quote!(bool), call("set_bool", quote!(value))),
        FieldKind::Int => (None, quote!(i64), call("set_int", quote!(value))),
        FieldKind::Uint => (None, quote!(u64), call("set_uint", quote!(value))),
        FieldKind::Float => (None, quote!(f64), call("set_float", quote!(value))),
        FieldKind::Duration(unit) => {
            let unit = duration_unit(*unit);
            let value = quote!(value, #unit);
            (None, quote!(__rt::Duration), call("set_duration", value))
        }
        FieldKind::Enum(one) => {
            let name = ident(&one.rust());
            (None, quote!(#name), call("set_enum", quote!(value.as_str())))
        }
        FieldKind::Label => {
            let bound = quote!(::candor::IntoLabel);
            let write = call("set_label", quote!(value));
            (Some(bound.clone()), quote!(impl #bound), write)
        }
        FieldKind::Text { max_chars } => {
            let bound = quote!(__rt::Display);
            let max_chars = Literal::u32_unsuffixed(*max_chars);
            (Some(bound.clone()), quote!(impl #bound), call("set_text", quote!(&value, #max_chars)))
        }
        FieldKind::Version => (None, quote!(&str), call("set_version", quote!(value))),
        FieldKind::Bucket { edges } => {
            let bound = quote!(::candor::Number);
            let labels = bucket_labels(edges);
            let value = quote!(::candor::Number::to_f64(value), &[#(#edges),*], &[#(#labels),*]);
            (Some(bound.clone()), quote!(impl #bound), call("set_bucket", value))
        }
        FieldKind::Reference { extensions } => {
            (None, quote!(&str), call("set_reference", quote!(value, &[#(#extensions),*])))
        }
        FieldKind::Digest => {
            let bound = quote!(__rt::AsRef<[u8]>);
            let value = quote!(__rt::AsRef::as_ref(&value));
            (Some(bound.clone()), quote!(impl #bound), call("set_digest", value))
        }
        FieldKind::List { of, max_items } => {
            let (bound, convert) = element(of);
            let max_items = Literal::u32_unsuffixed(*max_items);
            let items = quote!(__rt::IntoIterator::into_iter(value));
            let value = quote!(#max_items, &mut __rt::Iterator::map(#items, #convert));
            (Some(bound.clone()), quote!(impl #bound), call("set_list", value))
        }
        FieldKind::Record(record) => {
            let filled = filled(record);
            (Some(filled.clone()), quote!(impl #filled), call("set_record", quote!(#filled::fill(value))))
        }
        FieldKind::Frames => (None, quote!(::candor::Frames), call("set_frames", quote!(value))),
    }
}

/// The trait of a record with all its required fields.
fn filled(record: &Record) -> TokenStream {
    let name = ident(&record.rust());
    quote!(::candor::Filled::<#name>)
}

fn duration_unit(unit: DurationUnit) -> TokenStream {
    let unit = ident(match unit {
        DurationUnit::Seconds => "Seconds",
        DurationUnit::Milliseconds => "Milliseconds",
        DurationUnit::Microseconds => "Microseconds",
    });
    quote!(__rt::DurationUnit::#unit)
}

/// The bound of what a list is made of, and the function that makes an item of one of its values.
fn element(kind: &FieldKind) -> (TokenStream, TokenStream) {
    let of = |item: TokenStream| quote!(__rt::IntoIterator<Item = #item>);
    let any = |bound: TokenStream| quote!(__rt::IntoIterator<Item: #bound>);
    let item = quote!(__rt::Item);
    match kind {
        FieldKind::Bool => (of(quote!(bool)), quote!(#item::bool)),
        FieldKind::Int => (of(quote!(i64)), quote!(#item::int)),
        FieldKind::Uint => (of(quote!(u64)), quote!(#item::uint)),
        FieldKind::Float => (of(quote!(f64)), quote!(#item::float)),
        FieldKind::Duration(unit) => {
            let unit = duration_unit(*unit);
            (of(quote!(__rt::Duration)), quote!(|value| #item::duration(value, #unit)))
        }
        FieldKind::Enum(one) => {
            let name = ident(&one.rust());
            (of(quote!(#name)), quote!(|value| #item::name(value.as_str())))
        }
        FieldKind::Version => {
            (any(quote!(__rt::AsRef<str>)), quote!(|value| #item::version(__rt::AsRef::as_ref(&value))))
        }
        FieldKind::Bucket { edges } => {
            let labels = bucket_labels(edges);
            let number = quote!(::candor::Number::to_f64(value));
            let convert = quote!(|value| #item::bucket(#number, &[#(#edges),*], &[#(#labels),*]));
            (any(quote!(::candor::Number)), convert)
        }
        FieldKind::Record(record) => {
            let filled = filled(record);
            (any(filled.clone()), quote!(|value| #item::record(#filled::fill(value))))
        }
        // The rules let a list hold nothing else.
        FieldKind::Label
        | FieldKind::Text { .. }
        | FieldKind::Frames
        | FieldKind::Reference { .. }
        | FieldKind::Digest
        | FieldKind::List { .. } => (any(quote!(::candor::IntoLabel)), quote!(#item::label)),
    }
}
