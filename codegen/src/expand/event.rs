use jiff::civil::Date;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::field::{Setter, setter};
use super::{escape, ident, place, reading};
use crate::collected::treatment;
use crate::model::{Event, Field, FieldKind};
use crate::source::Sources;

/// The struct of an event, a builder whose type says which fields are set.
pub(super) fn expand(event: &Event, sources: &Sources, today: Date) -> TokenStream {
    let name = ident(&event.name.value);
    let doc = doc(event, sources);
    let states: Vec<Ident> = (0..event.fields.len()).map(|i| format_ident!("__S{i}")).collect();
    let setters = event.fields.iter().enumerate().map(|(index, field)| method(event, field, index, &states, sources));
    let (new, from_error) = (new(event, today), from_error(event, today));
    let emit = emit(event, &states);
    let (keys, spec) = (reading::keys(event), spec(event));
    quote! {
        #[doc = #doc]
        #[must_use = "an event is sent by `.emit()`"]
        pub struct #name<#(#states = ::candor::__private::Missing),*> {
            event: ::candor::__private::Event,
            states: ::core::marker::PhantomData<(#(#states,)*)>,
        }

        impl #name {
            #new
            #from_error
            #keys
        }

        impl<#(#states),*> #name<#(#states),*> {
            #(#setters)*
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
            let begin = quote!(::candor::__private::Event::begin(&PRODUCT, &#spec));
            Begin { deprecated: quote!(), begin }
        }
    }
}

/// The constant that describes an event to the runtime.
fn spec(event: &Event) -> TokenStream {
    let name = ident(&event.name.value);
    quote!(events::#name)
}

fn method(event: &Event, field: &Field, index: usize, states: &[Ident], sources: &Sources) -> TokenStream {
    let (event_name, name) = (ident(&event.name.value), ident(&field.name.value));
    let doc = field_doc(field, sources);
    let Setter { generics, takes, write } = setter(field, index);
    let state = &states[index];
    let after = states
        .iter()
        .enumerate()
        .map(|(i, state)| if i == index { quote!(::candor::__private::Present) } else { quote!(#state) });
    let generics = if generics.is_empty() {
        quote!()
    } else {
        let bound = generics.into_iter().skip(1).collect::<TokenStream>();
        quote!(<#bound>)
    };
    quote! {
        #[doc = #doc]
        pub fn #name #generics(mut self, value: #takes) -> #event_name<#(#after),*>
        where
            #state: unset::#name,
        {
            #write
            #event_name { event: self.event, states: ::core::marker::PhantomData }
        }
    }
}

fn emit(event: &Event, states: &[Ident]) -> TokenStream {
    let bounds = event.fields.iter().zip(states).filter(|(field, _)| !field.optional).map(|(field, state)| {
        let name = ident(&field.name.value);
        quote!(#state: set::#name,)
    });
    quote! {
        /// Hands the event over. Never fails, never panics and never waits for a network; with telemetry off it does
        /// nothing.
        pub fn emit(self) where #(#bounds)* {
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

fn field_doc(field: &Field, sources: &Sources) -> String {
    format!(
        "{}\n\nType `{}`, class `{}`, {}. Users are told: “{}”. From {}.",
        escape(&field.description.value),
        treatment(&field.kind),
        field.class.value,
        if field.optional { "optional: `null` on the wire when it is not set" } else { "required" },
        escape(&field.notice.value),
        place(sources, field.name.span),
    )
}
