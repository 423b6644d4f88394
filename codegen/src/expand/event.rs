use jiff::civil::Date;
use proc_macro2::TokenStream;
use quote::quote;

use super::builder::Builder;
use super::{escape, ident, place, reading};
use crate::model::Event;
use crate::source::Sources;

/// The struct of an event.
pub(super) fn expand(event: &Event, sources: &Sources, today: Date) -> TokenStream {
    let builder = Builder::new(&event.name.value, event.fields.iter().map(|field| &field.member));
    let definition = builder.definition(&doc(event, sources), "an event is sent by `.emit()`", &new(event, today));
    let setters = builder.setters(sources, |index| format!("class `{}`, ", event.fields[index].class.value));
    let emit = emit(&builder);
    let (type_, keys) = (reading::event_type(&builder), reading::keys(&builder));
    let (name, states) = (&builder.name, builder.states());
    quote! {
        #definition

        impl<#states> #name<#states> {
            #setters
            #emit
        }

        #type_
        #keys
    }
}

fn new(event: &Event, today: Date) -> TokenStream {
    let doc = format!("Begins the event `{}`.", event.name.value);
    let (deprecated, begin) = match event.expires.filter(|_| event.is_expired(today)) {
        Some(expires) => {
            let note = format!(
                "the schema lets this event be sent until {}: it sends nothing; review it in events/{}.yaml, or delete the call",
                expires.value, event.stem
            );
            (quote!(#[deprecated(note = #note)]), quote!(::candor::__private::Event::expired()))
        }
        None => {
            let spec = spec(event);
            let begin = match event.sampling.map(|part| part.value.thousandths()) {
                Some(part) => quote!(::candor::__private::Event::begin_sampled(&PRODUCT, &#spec, #part)),
                None => quote!(::candor::__private::Event::begin(&PRODUCT, &#spec)),
            };
            (quote!(), begin)
        }
    };
    quote! {
        #[doc = #doc]
        #deprecated
        pub fn new() -> Self {
            Self { event: #begin, states: ::core::marker::PhantomData }
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
