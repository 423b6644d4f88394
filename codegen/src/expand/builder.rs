use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::field::{Setter, setter};
use super::{escape, ident, place};
use crate::collected::treatment;
use crate::model::Member;
use crate::source::Sources;

/// A struct that setters fill, and whose type says which of its fields are set: an event, or a record.
pub(super) struct Builder<'m> {
    pub(super) name: Ident,
    pub(super) members: Vec<&'m Member>,
    states: Vec<Ident>,
}

impl<'m> Builder<'m> {
    pub(super) fn new(name: &str, members: impl Iterator<Item = &'m Member>) -> Self {
        let members: Vec<_> = members.collect();
        let states = (0..members.len()).map(|i| format_ident!("__S{i}")).collect();
        Self { name: ident(name), members, states }
    }

    /// The struct, and what can be said before any of its fields is set.
    pub(super) fn definition(&self, doc: &str, must_use: &str, begins: &dyn ToTokens) -> TokenStream {
        let (name, states) = (&self.name, &self.states);
        quote! {
            #[doc = #doc]
            #[must_use = #must_use]
            pub struct #name<#(#states = __rt::Missing),*>(__rt::Event, __rt::PhantomData<(#(#states,)*)>);

            impl #name {
                #begins
            }
        }
    }

    pub(super) fn states(&self) -> TokenStream {
        let states = &self.states;
        quote!(#(#states),*)
    }

    /// The clause that says in which states every required field is set.
    pub(super) fn filled(&self) -> TokenStream {
        let required = self.members.iter().zip(&self.states).filter(|(member, _)| !member.optional);
        let bounds = required.map(|(member, state)| {
            let name = ident(&member.name.value);
            quote!(#state: set::#name,)
        });
        let bounds: TokenStream = bounds.collect();
        if bounds.is_empty() { bounds } else { quote!(where #bounds) }
    }

    /// A setter a field. `class` is what its documentation says of the privacy class.
    pub(super) fn setters(&self, sources: &Sources, class: impl Fn(usize) -> String) -> TokenStream {
        let setters = self.members.iter().enumerate();
        setters.map(|(index, member)| self.setter(member, index, &doc(member, &class(index), sources))).collect()
    }

    fn setter(&self, member: &Member, index: usize, doc: &str) -> TokenStream {
        let (own, name) = (&self.name, ident(&member.name.value));
        let Setter { generics, takes, write } = setter(member, index);
        let state = &self.states[index];
        let (before, after) = (&self.states[..index], &self.states[index + 1..]);
        let generics = if generics.is_empty() {
            quote!()
        } else {
            let bound = generics.into_iter().skip(1).collect::<TokenStream>();
            quote!(<#bound>)
        };
        quote! {
            #[doc = #doc]
            #[inline]
            pub fn #name #generics(self, value: #takes) -> #own<#(#before,)* __rt::Present #(, #after)*>
            where
                #state: unset::#name,
            {
                #own(#write, __rt::PhantomData)
            }
        }
    }
}

fn doc(member: &Member, class: &str, sources: &Sources) -> String {
    format!(
        "{}\n\nType `{}`, {class}{}. Users are told: “{}”. From {}.",
        escape(&member.description.value),
        treatment(&member.kind),
        if member.optional { "optional: `null` on the wire when it is not set" } else { "required" },
        escape(&member.notice.value),
        place(sources, member.name.span),
    )
}
