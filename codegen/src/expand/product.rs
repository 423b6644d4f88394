use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Made, ident, place, records};
use crate::collected::sha256;
use crate::model::{Destination, Model, Parts};
use crate::source::Sources;

/// The constants of a product, and the function `telemetry()`.
pub(super) fn expand(model: &Model, sources: &Sources) -> TokenStream {
    let (spec, manifest, states) = (Made(|| spec(model)), Made(|| manifest(model)), Made(|| states(model)));
    let commands = model.commands.as_ref().map(|_| quote!(.commands(&COMMANDS)));
    let import = model.product.import.as_ref().map(|_| quote!(.import(&IMPORT)));
    let events = model
        .events
        .iter()
        .map(|event| Made(|| constant(&event.name.value, event.fields.iter().map(|field| field.name.value.as_str()))));
    let records = records(model);
    let over_tls = over_tls(model, sources);
    let doc = format!(
        "The telemetry of {}: `telemetry().install()` at the start of `main`, and keep what it returns.",
        model.product.name.value
    );
    quote! {
        #[doc = #doc]
        pub fn telemetry() -> ::candor::Telemetry {
            ::candor::Telemetry::new(&PRODUCT)
        }

        static PRODUCT: __rt::Product =
            __rt::Product::new(&SPEC).about(ABOUT).claims(&CLAIMS) #commands #import;
        static SPEC: __rt::ProductSpec = #spec;

        #over_tls
        #manifest

        // Named like their events.
        #[allow(non_upper_case_globals)]
        mod events {
            #(#events)*
        }

        #records
        #states
    }
}

/// What the runtime must know of an event or of a record.
fn constant<'f>(name: &str, fields: impl Iterator<Item = &'f str>) -> TokenStream {
    let rust = ident(name);
    quote! {
        pub static #rust: super::__rt::EventSpec =
            super::__rt::EventSpec { name: #name, fields: &[#(#fields),*] };
    }
}

/// The constants of the records, if there are any.
fn records(model: &Model) -> TokenStream {
    let records: Vec<_> = records::distinct(model)
        .map(|record| constant(&record.rust(), record.fields.iter().map(|field| field.name.value.as_str())))
        .collect();
    if records.is_empty() {
        return TokenStream::new();
    }
    quote! {
        // Named like their records.
        #[allow(non_upper_case_globals)]
        mod records {
            #(#records)*
        }
    }
}

/// The traits of the states that a field can be in. What an error filled is set, and can be set once more. Each field has its own, so that the compiler's messages call it by its
/// name, which the path of a type parameter would not.
fn states(model: &Model) -> TokenStream {
    let names: BTreeSet<_> = model.members().map(|member| member.name.value.as_str()).collect();
    let of_records: BTreeSet<_> =
        records::distinct(model).flat_map(|record| &record.fields).map(|field| field.name.value.as_str()).collect();
    let filled: BTreeSet<_> =
        model.fields().filter(|field| field.fills.is_some()).map(|field| &field.name.value).collect();
    let filled: Vec<_> = filled.into_iter().map(|name| ident(name)).collect();
    let traits = |state: &str, message: &dyn Fn(&str) -> [String; 3]| {
        let state = ident(state);
        let traits = names.iter().map(|name| {
            let [message, label, note] = message(name);
            let name = ident(name);
            quote! {
                #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
                pub trait #name {}
                #[automatically_derived]
                impl #name for super::__rt::#state {}
            }
        });
        quote! {
            #(#traits)*
            #(
                #[automatically_derived]
                impl #filled for super::__rt::Filled {}
            )*
        }
    };
    let set = traits("Present", &|name| {
        let end = if of_records.contains(name) { "before the record is handed over" } else { "before `.emit()`" };
        [
            format!("the required field `{name}` is not set"),
            format!("call `.{name}(…)` {end}"),
            "fields with `optional: true` in the schema may be left unset; this one is required".to_owned(),
        ]
    });
    let unset = traits("Missing", &|name| {
        [
            format!("the field `{name}` is set twice"),
            format!("`.{name}(…)` was called before"),
            "keep one of the two calls".to_owned(),
        ]
    });
    quote! {
        // Named like their fields, here and below, so that the compiler's message names the field.
        /// States in which a field is set.
        #[allow(non_camel_case_types)]
        pub mod set { #set }

        /// States in which a field can be set.
        #[allow(non_camel_case_types)]
        pub mod unset { #unset }
    }
}

/// What `candor inspect` finds in a binary. The digest is a part of it, so that no linker can take it for unused.
fn manifest(parts: &Parts) -> TokenStream {
    let (bytes, digest_at) = crate::manifest::bytes(parts);
    let (length, literal) = (bytes.len(), Literal::byte_string(&bytes));
    quote! {
        #[used]
        static MANIFEST: [u8; #length] = *#literal;

        const fn digest() -> &'static str {
            match ::core::str::from_utf8(MANIFEST.split_at(#digest_at).1.split_at(64).0) {
                __rt::Ok(digest) => digest,
                __rt::Err(_) => "",
            }
        }
    }
}

fn spec(parts: &Parts) -> TokenStream {
    let product = &parts.product;
    let (name, app, storage) = (&product.name.value, &product.app.value, &product.storage.value);
    let context = product.context.iter().map(|entry| ident(&format!("{:?}", entry.key.value)));
    let roots = product.scrub.roots.iter().map(|root| &root.value);
    let patterns = product.scrub.patterns.iter().map(|pattern| {
        let (name, regex) = (&pattern.name.value, &pattern.regex.value);
        quote!(__rt::ScrubPattern::new(#name, #regex))
    });
    let destinations = product.destinations.iter().map(destination);
    let consent = consent(parts);
    quote! {
        __rt::ProductSpec {
            name: #name,
            app: #app,
            version: ::core::env!("CARGO_PKG_VERSION"),
            consent: #consent,
            storage: #storage,
            context: &[#(__rt::ContextKey::#context),*],
            scrub_roots: &[#(#roots),*],
            scrub_patterns: &[#(#patterns),*],
            destinations: &[#(#destinations),*],
            schema_digest: digest(),
        }
    }
}

/// Does not compile where the runtime was built without the feature `tls` and a destination needs it.
fn over_tls(parts: &Parts, sources: &Sources) -> TokenStream {
    let told = parts.product.destinations.iter().filter(|destination| destination.is_over_tls()).map(|destination| {
        let at = destination.endpoint().map(|endpoint| place(sources, endpoint.span)).unwrap_or_default();
        let otherwise = format!(
            "{at}: `{}` is reached over TLS, which the crate `candor` was built without; at its dependency in Cargo.toml write \
             `features = [\"tls\"]`, or leave out `default-features = false`",
            destination.name()
        );
        quote!(__rt::over_tls! { #otherwise })
    });
    told.collect()
}

fn destination(destination: &Destination) -> TokenStream {
    match destination {
        Destination::OneCollector { endpoint, key_env } => {
            let (endpoint, key_env) = (&endpoint.value, &key_env.value);
            let otherwise = format!(
                "the variable {key_env} holds no instrumentation key: it is letters and digits, a dash, and more of them; leave it \
                 unset or empty to build without telemetry"
            );
            quote! {
                __rt::DestinationSpec::OneCollector {
                    endpoint: #endpoint,
                    key: __rt::checked_key(::core::option_env!(#key_env), #otherwise),
                }
            }
        }
        Destination::Otlp { endpoint, protocol, headers_env } => {
            let endpoint = &endpoint.value;
            let protocol = ident(&format!("{:?}", protocol.value));
            let headers = match headers_env.as_ref().map(|name| &name.value) {
                Some(name) => quote!(__rt::Some(::core::option_env!(#name))),
                None => quote!(__rt::None),
            };
            quote! {
                __rt::DestinationSpec::Otlp {
                    endpoint: #endpoint,
                    protocol: __rt::OtlpProtocol::#protocol,
                    headers: #headers,
                }
            }
        }
        Destination::File { path } => {
            let path = &path.value;
            quote!(__rt::DestinationSpec::File { path: #path })
        }
        Destination::Stdout { .. } => quote!(__rt::DestinationSpec::Stdout),
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
        __rt::ConsentSpec {
            version: #version,
            ask: __rt::Ask::#ask,
            default: __rt::Answer::#default,
            notice: #notice,
            notice_sha256: #notice_sha256,
        }
    }
}
