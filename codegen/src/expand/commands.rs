//! What the commands of a product emit by themselves: for each event a function that fills it through its own setters.

use jiff::civil::Date;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident;
use crate::model::{Commands, Event, Field, FieldKind, Fill, Filled, Model, ORIGINS, OUTCOMES, Source};
use crate::names::variant;

pub(super) fn expand(model: &Model, today: Date) -> TokenStream {
    let Some(commands) = &model.commands else { return TokenStream::new() };
    let names = commands.names.iter().map(|name| &name.value);
    let silent = commands.silent.iter().map(|name| &name.value);
    let options = options(model, commands);
    // An event past its date is deprecated, and calling it would be a warning in code that nobody can change.
    let alive = |filled: &Option<Filled>| filled.as_ref().is_some_and(|it| !model.events[it.event].is_expired(today));
    let some = |filled: &Option<Filled>, function: &str| {
        let function = ident(function);
        if alive(filled) { quote!(__rt::Some(commands::#function)) } else { quote!(__rt::None) }
    };
    let (heartbeat, action, error) =
        (some(&commands.heartbeat, "heartbeat"), some(&commands.action, "action"), some(&commands.error, "error"));
    let heartbeats = commands.heartbeat.iter().filter(|_| alive(&commands.heartbeat)).map(|filled| {
        let event = ident(&model.events[filled.event].name.value);
        quote!(pub fn heartbeat() { super::#event::new().emit(); })
    });
    let actions = commands.action.iter().filter(|_| alive(&commands.action)).map(|filled| {
        let body = body(&model.events[filled.event], filled);
        quote!(pub fn action(ended: &super::__rt::EndedCommand) { #body })
    });
    let errors = commands.error.iter().filter(|_| alive(&commands.error)).map(|filled| {
        let event = ident(&model.events[filled.event].name.value);
        quote!(pub fn error(error: &super::__rt::CommandError<'_>) { super::#event::from_error(error).emit(); })
    });
    quote! {
        static COMMANDS: __rt::Commands = __rt::Commands {
            names: &[#(#names),*],
            silent: &[#(#silent),*],
            options: &[#(#options),*],
            heartbeat: #heartbeat,
            action: #action,
            error: #error,
        };

        mod commands {
            #(#heartbeats)*
            #(#actions)*
            #(#errors)*
        }
    }
}

/// The options that fill a field, in the order of `commands:`.
fn options(model: &Model, commands: &Commands) -> Vec<TokenStream> {
    let Some(action) = &commands.action else { return Vec::new() };
    let event = &model.events[action.event];
    let options = action.fills.iter().filter_map(|fill| {
        let Source::Option(id) = &fill.source else { return None };
        let field = &event.fields[fill.field];
        let name = format!("{}.{}", event.name.value, field.name.value);
        let values = match &field.kind {
            FieldKind::Enum(one) => {
                let values = one.values.iter().map(|value| &value.value);
                quote!(__rt::Some(&[#(#values),*]))
            }
            _ => quote!(__rt::None),
        };
        Some(quote!(__rt::CommandOption { field: #name, id: #id, values: #values }))
    });
    options.collect()
}

/// The call of the builder, with the setters in the order of the schema.
fn body(event: &Event, filled: &Filled) -> TokenStream {
    let name = ident(&event.name.value);
    let mut before = TokenStream::new();
    let mut setters = TokenStream::new();
    for (index, field) in event.fields.iter().enumerate() {
        let Some(fill) = filled.fills.iter().find(|fill| fill.field == index) else { continue };
        let setter = ident(&field.name.value);
        let value = value(field, fill, filled, &mut before);
        setters.extend(quote!(.#setter(#value)));
    }
    quote! {
        #before
        super::#name::new() #setters.emit();
    }
}

fn value(field: &Field, fill: &Fill, filled: &Filled, before: &mut TokenStream) -> TokenStream {
    match &fill.source {
        Source::Name if matches!(field.kind, FieldKind::Enum(_)) => {
            let name = enumeration(field);
            before.extend(quote! {
                let super::__rt::Some(name) =
                    <super::#name as super::__rt::Spelled>::spelled(ended.name().as_str())
                else {
                    return;
                };
            });
            quote!(name)
        }
        Source::Name => quote!(ended.name()),
        Source::Duration => quote!(ended.duration()),
        Source::Success => quote!(ended.success()),
        Source::Outcome => word(field, "CommandOutcome", quote!(ended.outcome()), &OUTCOMES),
        Source::InvokedFrom => word(field, "CommandOrigin", quote!(ended.invoked_from()), &ORIGINS),
        Source::Option(_) => option(field, nth_option(filled, fill)),
    }
}

/// A value of the runtime's enum as the same of the schema's.
fn word(field: &Field, of: &str, value: TokenStream, words: &[&str]) -> TokenStream {
    let (name, of) = (enumeration(field), ident(of));
    let variants: Vec<Ident> = words.iter().map(|word| ident(&variant(word))).collect();
    quote!(match #value { #(super::__rt::#of::#variants => super::#name::#variants),* })
}

fn option(field: &Field, index: usize) -> TokenStream {
    if matches!(field.kind, FieldKind::Enum(_)) {
        let name = enumeration(field);
        quote!(ended.option(#index).and_then(<super::#name as super::__rt::Spelled>::spelled))
    } else {
        quote!(ended.option(#index))
    }
}

/// Its place among the options that fill a field.
fn nth_option(filled: &Filled, fill: &Fill) -> usize {
    let options = filled.fills.iter().filter(|other| matches!(other.source, Source::Option(_)));
    options.take_while(|other| other.field != fill.field).count()
}

/// The name of the enum of a field that a rule has found to hold one.
fn enumeration(field: &Field) -> Ident {
    ident(&field.kind.enumeration().map_or_else(String::new, |one| one.rust()))
}
