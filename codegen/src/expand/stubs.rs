use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::diagnostic::Diagnostics;
use crate::document::{Node, Value};
use crate::model::Documents;
use crate::names::{is_snake, is_upper_camel, variant};
use crate::source::Sources;

/// What a schema with errors seems to mean, without any check: types under which a program still compiles, so that its
/// developer sees the schema's errors and not a hundred others. They send nothing.
#[must_use]
pub fn stubs(sources: &Sources) -> TokenStream {
    let documents = Documents::parse(sources, &mut Diagnostics::default());
    let mut names = BTreeSet::new();
    let mut stubs = TokenStream::new();
    for index in 0..sources.files.len() as u32 {
        let Some(root) = documents.get(index) else { continue };
        for (name, node) in entries(get(root, "enums")).filter(|(name, _)| is_type_name(name)) {
            if let Some(values) = get(node, "values").filter(|_| names.insert(name.to_owned())) {
                stubs.extend(enumeration(name, values));
            }
        }
        for (name, node) in entries(get(root, "records")).filter(|(name, _)| is_type_name(name)) {
            if names.insert(name.to_owned()) {
                stubs.extend(builder(name, node));
            }
            stubs.extend(own_types(node, &mut names));
        }
        let Some(name) = get(root, "event").and_then(text).filter(|name| is_type_name(name)) else { continue };
        if names.insert(name.to_owned()) {
            stubs.extend(builder(name, root));
        }
        stubs.extend(own_types(root, &mut names));
    }
    quote! {
        /// Stands in until the schema has no more errors.
        #[allow(dead_code)]
        pub fn telemetry() -> ::candor::Telemetry { ::candor::Telemetry::absent() }
        #stubs
    }
}

/// The enums and records of fields, and of the fields of those.
fn own_types(root: &Node, names: &mut BTreeSet<String>) -> TokenStream {
    let mut stubs = TokenStream::new();
    for (field, node) in entries(get(root, "fields")).filter(|(field, _)| is_snake(field)) {
        let name = field.to_upper_camel_case();
        let (values, fields) = (get(node, "values"), get(node, "fields"));
        match values {
            _ if !is_type_name(&name) => {}
            Some(values) if names.insert(name.clone()) => stubs.extend(enumeration(&name, values)),
            None if fields.is_some() && names.insert(name.clone()) => stubs.extend(builder(&name, node)),
            _ => {}
        }
        stubs.extend(own_types(node, names));
    }
    stubs
}

/// An event, or a record.
fn builder(name: &str, root: &Node) -> TokenStream {
    let name = ident(name);
    let setters = entries(get(root, "fields")).filter(|(field, _)| usable(field)).map(|(field, _)| {
        let field = ident(field);
        quote!(#[allow(missing_docs)] pub fn #field<T>(self, _: T) -> Self { self })
    });
    let from_error = entries(get(root, "fields")).any(|(_, node)| get(node, "fills").is_some()).then(|| {
        quote! {
            pub fn from_error<__Kind>(_: &(impl ::candor::AsError<__Kind> + ?::core::marker::Sized)) -> Self {
                Self { _private: () }
            }
        }
    });
    quote! {
        /// Stands in until the schema has no more errors.
        #[allow(dead_code)]
        pub struct #name { _private: () }

        #[allow(dead_code, missing_docs, clippy::new_without_default)]
        impl #name {
            pub fn new() -> Self { Self { _private: () } }
            #from_error
            #(#setters)*
            pub fn emit(self) {}
        }
    }
}

fn enumeration(name: &str, values: &Node) -> TokenStream {
    let Value::Sequence(items) = &values.value else { return TokenStream::new() };
    let spellings: BTreeSet<&str> = items.iter().filter_map(text).collect();
    let variants: BTreeSet<String> = spellings
        .iter()
        .map(|value| variant(value))
        .filter(|name| syn::parse_str::<syn::Ident>(name).is_ok())
        .collect();
    if variants.is_empty() {
        return TokenStream::new();
    }
    let (name, variants) = (ident(name), variants.iter().map(|name| ident(name)));
    quote! {
        /// Stands in until the schema has no more errors.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[allow(dead_code, missing_docs)]
        pub enum #name { #(#variants),* }

        #[allow(dead_code, missing_docs)]
        impl #name {
            pub const ALL: &'static [Self] = &[];
            pub const fn as_str(self) -> &'static str { "" }
        }

        #[automatically_derived]
        impl ::core::str::FromStr for #name {
            type Err = ::candor::UnknownValue;
            fn from_str(_: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Err(::candor::UnknownValue::new(&[]))
            }
        }
    }
}

fn is_type_name(name: &str) -> bool {
    is_upper_camel(name) && syn::parse_str::<syn::Ident>(name).is_ok()
}

fn usable(field: &str) -> bool {
    is_snake(field) && !matches!(field, "new" | "from_error" | "emit") && syn::parse_str::<syn::Ident>(field).is_ok()
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Mapping(entries) = &node.value else { return None };
    entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
}

fn entries(node: Option<&Node>) -> impl Iterator<Item = (&str, &Node)> {
    let entries = match node.map(|node| &node.value) {
        Some(Value::Mapping(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|entry| (entry.key.value.as_str(), &entry.value))
}

fn text(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar { text, .. } => Some(text),
        _ => None,
    }
}
