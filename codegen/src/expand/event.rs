use jiff::civil::Date;
use proc_macro2::TokenStream;
use quote::quote;

use super::builder::Builder;
use super::{escape, ident, place, reading};
use crate::model::{Event, Field, FieldKind};
use crate::source::Sources;

/// The struct of an event.
pub(super) fn expand(event: &Event, sources: &Sources, today: Date) -> TokenStream {
    let builder = Builder::new(&event.name.value, event.fields.iter().map(|field| &field.member));
    let (new, from_error, keys) = (new(event, today), from_error(event, today), reading::keys(&builder));
    let begins = quote!(#new #from_error #keys);
    let definition = builder.definition(&doc(event, sources), "an event is sent by `.emit()`", &begins);
    let setters = builder.setters(sources, |index| format!("class `{}`, ", event.fields[index].class.value));
    let (emit, spec) = (emit(&builder), spec(event));
    let (name, states) = (&builder.name, builder.states());
    quote! {
        #definition

        impl<#states> #name<#states> {
            #setters
            #emit
        }

        #[automatically_derived]
        impl ::candor::__private::EventType for #name {
            const SPEC: &'static ::candor::__private::EventSpec = &#spec;
        }
    }
}

fn new(event: &Event, today: Date) -> TokenStream {
    let doc = format!("Begins the event `{}`.", event.name.value);
    let Begin { deprecated, begin } = begin(event, today);
    quote! {
        #[doc = #doc]
        #deprecated
        pub fn new() -> Self {
            Self { event: #begin, states: ::core::marker::PhantomData }
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
            error: &(impl ::candor::AsError<__Kind> + ?::core::marker::Sized),
        ) -> #name<#(::candor::__private::#states),*> {
            let mut event = #begin;
            ::candor::__private::fill(&mut event, error, &[#(#fills),*]);
            #name { event, states: ::core::marker::PhantomData }
        }
    }
}

/// The part of an error that goes into a field.
fn fill(field: &Field, index: usize) -> Option<TokenStream> {
    let part = ident(&format!("{:?}", field.fills.as_ref()?.value));
    let max_chars = match field.kind {
        FieldKind::Text { max_chars } => {
            let max_chars = max_chars as usize;
            quote!(, #max_chars)
        }
        _ => quote!(),
    };
    Some(quote!(::candor::__private::Fill::#part(#index #max_chars)))
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
            Begin { deprecated, begin: quote!(::candor::__private::Event::expired()) }
        }
        None => {
            let spec = spec(event);
            let begin = match event.sampling.map(|part| part.value.thousandths()) {
                Some(part) => quote!(::candor::__private::Event::begin_sampled(&PRODUCT, &#spec, #part)),
                None => quote!(::candor::__private::Event::begin(&PRODUCT, &#spec)),
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
        pub fn emit(self) where #bounds {
            self.event.emit();
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
