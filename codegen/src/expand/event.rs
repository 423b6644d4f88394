use jiff::civil::Date;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::builder::Builder;
use super::{Made, escape, ident, place, reading};
use crate::model::{Event, Field, FieldKind};
use crate::source::Sources;

/// The struct of an event.
pub(super) fn expand(event: &Event, sources: &Sources, today: Date) -> TokenStream {
    let builder = Builder::new(&event.name.value, event.fields.iter().map(|field| &field.member));
    let (new, from_error, keys) =
        (Made(|| new(event, today)), Made(|| from_error(event, today)), Made(|| reading::keys(&builder)));
    let begins = Made(|| quote!(#new #from_error #keys));
    let definition = Made(|| builder.definition(&doc(event, sources), "an event is sent by `.emit()`", &begins));
    let class = |index: usize| format!("class `{}`, ", event.fields[index].class.value);
    let setters = Made(|| builder.setters(sources, class));
    let (emit, spec) = (emit(&builder), spec(event));
    let (name, states) = (&builder.name, builder.states());
    quote! {
        #definition

        impl<#states> #name<#states> {
            #setters
            #emit
        }

        #[automatically_derived]
        impl __rt::EventType for #name {
            const SPEC: &'static __rt::EventSpec = &#spec;
        }
    }
}

fn new(event: &Event, today: Date) -> TokenStream {
    let doc = format!("Begins the event `{}`.", event.name.value);
    let Begin { deprecated, begin } = begin(event, today);
    quote! {
        #[doc = #doc]
        #deprecated
        #[inline]
        pub fn new() -> Self {
            Self(#begin, __rt::PhantomData)
        }
    }
}

/// The other beginning, for an event of which an error fills fields.
fn from_error(event: &Event, today: Date) -> TokenStream {
    if !event.is_filled() {
        return TokenStream::new();
    }
    let name = ident(&event.name.value);
    let Begin { deprecated, begin } = begin(event, today);
    let states = event.fields.iter().map(|field| ident(if field.fills.is_some() { "Filled" } else { "Missing" }));
    let fills = event.fields.iter().enumerate().filter_map(|(index, field)| fill(field, index));
    let filled: Vec<_> = event.fields.iter().filter(|field| field.fills.is_some()).collect();
    let filled: Vec<_> = filled.iter().map(|field| format!("`{}`", field.name.value)).collect();
    let doc = format!(
        "Begins the event `{}` with what an error says of itself: {}. Each of them may still be set to what the product \
         knows better.\n\nTakes what implements [`AsError`](::candor::AsError): a type of error, `dyn Error`, a report, a \
         panic. With telemetry off the error is not looked at.",
        event.name.value,
        filled.join(", "),
    );
    quote! {
        #[doc = #doc]
        #deprecated
        #[track_caller]
        pub fn from_error<__Kind>(
            error: &(impl ::candor::AsError<__Kind> + ?__rt::Sized),
        ) -> #name<#(__rt::#states),*> {
            #name(__rt::fill(#begin, error, &[#(#fills),*]), __rt::PhantomData)
        }
    }
}

/// The part of an error that goes into a field.
fn fill(field: &Field, index: usize) -> Option<TokenStream> {
    let index = Literal::usize_unsuffixed(index);
    let part = ident(&format!("{:?}", field.fills.as_ref()?.value));
    let max_chars = match field.kind {
        FieldKind::Text { max_chars } => {
            let max_chars = Literal::u32_unsuffixed(max_chars);
            quote!(, #max_chars)
        }
        _ => quote!(),
    };
    Some(quote!(__rt::Fill::#part(#index #max_chars)))
}

/// How an event begins: what stands above the function, and the expression.
struct Begin {
    deprecated: TokenStream,
    begin: TokenStream,
}

fn begin(event: &Event, today: Date) -> Begin {
    match event.expires.filter(|_| event.is_expired(today)) {
        Some(expires) => {
            let note = format!(
                "the schema lets this event be sent until {}: it sends nothing; review it in events/{}.yaml, or delete the call",
                expires.value, event.stem
            );
            let deprecated = quote!(#[deprecated(note = #note)]);
            Begin { deprecated, begin: quote!(__rt::Event::expired()) }
        }
        None => {
            let spec = spec(event);
            let begin = match event.sampling.map(|part| part.value.thousandths()) {
                Some(part) => quote!(__rt::Event::begin_sampled(&PRODUCT, &#spec, #part)),
                None => quote!(__rt::Event::begin(&PRODUCT, &#spec)),
            };
            Begin { deprecated: quote!(), begin }
        }
    }
}

/// The constant that describes an event to the runtime.
fn spec(event: &Event) -> TokenStream {
    let name = ident(&event.name.value);
    quote!(events::#name)
}

fn emit(builder: &Builder<'_>) -> TokenStream {
    let bounds = builder.filled();
    quote! {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        #[inline]
        pub fn emit(self) #bounds {
            self.0.emit();
        }
    }
}

fn doc(event: &Event, sources: &Sources) -> String {
    let mut doc = format!("{}\n\nClass `{}`, ", escape(&event.description.value), event.class.value);
    match &event.expires {
        Some(date) => doc.push_str(&format!("sent until {}", date.value)),
        None => doc.push_str("never expires"),
    }
    if let Some(part) = event.sampling {
        doc.push_str(&format!(", sent in {} of the runs", part.value));
    }
    if let Some(review) = &event.review {
        doc.push_str(&format!(", reviewed in {}", escape(&review.ticket.value)));
        if let Some(date) = review.date {
            doc.push_str(&format!(" on {}", date.value));
        }
    }
    if !event.owners.is_empty() {
        let owners: Vec<_> = event.owners.iter().map(|owner| escape(&owner.value)).collect();
        doc.push_str(&format!(", owned by {}", owners.join(", ")));
    }
    doc.push_str(&format!(". From {}.", place(sources, event.name.span)));
    doc
}
