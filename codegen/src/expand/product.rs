use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::collected::{digest, sha256};
use crate::model::{Model, Parts};

/// The constants of a product, and the function `telemetry()`.
pub(super) fn expand(model: &Model) -> TokenStream {
    let spec = spec(model);
    let fields: BTreeSet<_> = model.fields().map(|field| field.name.value.as_str()).collect();
    let fields = fields.into_iter().map(ident);
    let events = model.events.iter().map(|event| {
        let (name, text) = (ident(&event.name.value), &event.name.value);
        let fields = event.fields.iter().map(|field| &field.name.value);
        quote! {
            pub static #name: ::candor::__private::EventSpec =
                ::candor::__private::EventSpec { name: #text, fields: &[#(#fields),*] };
        }
    });
    let doc = format!(
        "The telemetry of {}: `telemetry().install()` at the start of `main`, and keep what it returns.",
        model.product.name.value
    );
    quote! {
        #[doc = #doc]
        pub fn telemetry() -> ::candor::Telemetry {
            ::candor::Telemetry::new(&PRODUCT)
        }

        static PRODUCT: ::candor::__private::Product = ::candor::__private::Product::new(&SPEC).about(&ABOUT);
        static SPEC: ::candor::__private::ProductSpec = #spec;

        #[allow(non_upper_case_globals)]
        mod events {
            #(#events)*
        }

        /// Names the fields in the compiler's messages.
        #[allow(non_camel_case_types)]
        pub mod fields {
            #(pub enum #fields {})*
        }
    }
}

fn spec(parts: &Parts) -> TokenStream {
    let product = &parts.product;
    let (name, app, storage) = (&product.name.value, &product.app.value, &product.storage.value);
    let context = product.context.iter().map(|entry| ident(&format!("{:?}", entry.key.value)));
    let roots = product.roots.iter().map(|root| &root.value);
    let (endpoint, key_env) = (&product.endpoint.value, &product.key_env.value);
    let digest = digest(parts);
    let consent = consent(parts);
    quote! {
        ::candor::__private::ProductSpec {
            name: #name,
            app: #app,
            version: ::core::env!("CARGO_PKG_VERSION"),
            consent: #consent,
            storage: #storage,
            context: &[#(::candor::__private::ContextKey::#context),*],
            scrub_roots: &[#(#roots),*],
            onecollector: ::candor::__private::OneCollectorSpec {
                endpoint: #endpoint,
                key: ::core::option_env!(#key_env),
            },
            schema_digest: #digest,
        }
    }
}

fn consent(parts: &Parts) -> TokenStream {
    let consent = &parts.product.consent;
    let version = consent.version.value;
    let ask = ident(if consent.ask_terminal { "Terminal" } else { "App" });
    let default = ident(if consent.default_accept.value { "Accept" } else { "Decline" });
    let notice = crate::notice::prompt(parts);
    let notice_sha256 = sha256(&notice);
    quote! {
        ::candor::__private::ConsentSpec {
            version: #version,
            ask: ::candor::__private::Ask::#ask,
            default: ::candor::__private::Answer::#default,
            notice: #notice,
            notice_sha256: #notice_sha256,
        }
    }
}
