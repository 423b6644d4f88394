//! The JSON Schema of the language, made from the tables that the checks follow.

use std::process::ExitCode;

use candor_codegen::language::{self, Key, Object, Shape};
use candor_core::FieldType;
use candor_core::limits::PROSE_CHARS_MAX;
use serde_json::{Map, Value, json};

use crate::schema::print;

/// Print the JSON Schema of the language, for editors
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args) -> ExitCode {
    print(&format!("{:#}\n", document()))
}

/// One schema for every file: what has the key `candor` is product.yaml, what has a key of a policy or of types.yaml is that,
/// anything else an event.
fn document() -> Value {
    let one_of = |object: &Object| object.keys.iter().map(|key| json!({"required": [key.name]})).collect::<Vec<_>>();
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Candor telemetry schema, version 1",
        "if": {"required": ["candor"]},
        "then": object(&language::PRODUCT),
        "else": {
            "if": {"anyOf": one_of(&language::POLICY)},
            "then": object(&language::POLICY),
            "else": {
                "if": {"anyOf": one_of(&language::TYPES)},
                "then": object(&language::TYPES),
                "else": object(&language::EVENT),
            },
        },
    })
}

fn object(object: &Object) -> Value {
    let required: Vec<&str> = object.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let properties: Map<String, Value> = object.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let mut schema = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
    });
    let kinds = FieldType::ALL.into_iter();
    let typed: Vec<Value> =
        kinds.flat_map(|kind| [for_type(kind, object.keys), for_element(kind, object.keys)]).flatten().collect();
    if !typed.is_empty() {
        schema["allOf"] = Value::Array(typed);
    }
    schema
}

/// The keys that mean nothing at a field of one type. Beside a list stand the keys of what it holds.
fn for_type(kind: FieldType, keys: &[Key]) -> Option<Value> {
    let is_own = |of: &FieldType| *of == kind || (kind == FieldType::List && may_be_listed(*of));
    foreign("type", kind, keys, is_own)
}

/// The keys that mean nothing at a list of one type.
fn for_element(kind: FieldType, keys: &[Key]) -> Option<Value> {
    let is_list = may_be_listed(kind) && keys.iter().any(|key| key.types == [FieldType::List]);
    is_list.then(|| foreign("of", kind, keys, |of| *of == kind || *of == FieldType::List)).flatten()
}

fn may_be_listed(kind: FieldType) -> bool {
    kind.may_be_element() || kind == FieldType::Record
}

fn foreign(key: &str, kind: FieldType, keys: &[Key], is_own: impl Fn(&FieldType) -> bool) -> Option<Value> {
    let foreign = keys.iter().filter(|key| !key.types.is_empty() && !key.types.iter().any(&is_own));
    let foreign: Map<String, Value> = foreign.map(|key| (key.name.to_owned(), Value::Bool(false))).collect();
    let condition = json!({"properties": {key: {"const": kind.name()}}, "required": [key]});
    (!foreign.is_empty()).then(|| json!({"if": condition, "then": {"properties": foreign}}))
}

fn property(key: &Key) -> Value {
    let mut schema = shape(key.shape);
    schema["description"] = Value::from(match key.types {
        [] => key.about.to_owned(),
        types => format!(
            "{} For the type {}.",
            key.about,
            types.iter().map(|kind| kind.name()).collect::<Vec<_>>().join(", ")
        ),
    });
    schema
}

fn shape(of: Shape) -> Value {
    let text = json!({"type": "string", "minLength": 1, "maxLength": PROSE_CHARS_MAX});
    match of {
        Shape::Text => text,
        Shape::Bool => json!({"type": "boolean"}),
        Shape::Integer(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Shape::Date { or_never } => {
            let never = if or_never { "|never" } else { "" };
            json!({"type": "string", "pattern": format!("^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{never})$")})
        }
        Shape::Choice(words) => {
            let (names, about): (Vec<_>, Vec<_>) = words().into_iter().unzip();
            // `enumDescriptions` and `markdownEnumDescriptions` are what editors show beside each word.
            json!({"type": "string", "enum": names, "markdownEnumDescriptions": about, "enumDescriptions": about})
        }
        Shape::Percent => json!({"type": "string", "pattern": "^(?!0+(\\.0+)?%)(100|[1-9]?[0-9])(\\.[0-9]{1,3})?%$"}),
        Shape::Type(own) => {
            let shared =
                json!({"type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$", "description": "A type of types.yaml."});
            json!({"anyOf": [shape(Shape::Choice(own)), shared]})
        }
        Shape::Texts(least, most) => json!({"type": "array", "items": text, "minItems": least, "maxItems": most}),
        Shape::TextsOr(least, most, inner) => {
            let item = json!({"anyOf": [text, object(inner)]});
            json!({"type": "array", "items": item, "minItems": least, "maxItems": most})
        }
        Shape::Integers(most, shortest, longest) => {
            let number = shape(Shape::Integer(0, most));
            json!({"type": "array", "items": number, "minItems": shortest, "maxItems": longest, "uniqueItems": true})
        }
        Shape::Words(least, words) => {
            json!({"type": "array", "items": shape(Shape::Choice(words)), "minItems": least, "uniqueItems": true})
        }
        Shape::Object(inner) => object(inner),
        Shape::TextMap => json!({"type": "object", "additionalProperties": text}),
        Shape::Map(None, inner) => json!({"type": "object", "additionalProperties": object(inner)}),
        Shape::Map(Some(names), inner) => {
            let properties: Map<String, Value> = names()
                .into_iter()
                .map(|(name, about)| {
                    let mut schema = object(inner);
                    schema["description"] = Value::from(about);
                    (name.to_owned(), schema)
                })
                .collect();
            json!({"type": "object", "additionalProperties": false, "properties": properties})
        }
    }
}
