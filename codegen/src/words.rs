//! A type in words for people who do not read code.

use crate::lock::shape::Shape;

/// `enum(CPU,GPU)` is `one of CPU, GPU`.
pub(crate) fn of_type(text: &str) -> String {
    of_shape(&Shape::parse(text), text)
}

fn of_shape(shape: &Shape, text: &str) -> String {
    let words: Vec<&str> = shape.words().collect();
    let limit = |key: &str| shape.get(key).map(|value| value.name.clone()).unwrap_or_default();
    match shape.name.as_str() {
        "bool" => "yes or no".to_owned(),
        "int" => "a whole number".to_owned(),
        "uint" => "a whole number, not negative".to_owned(),
        "float" => "a number".to_owned(),
        "duration" => format!("a duration in whole {}", unit(words.first().copied().unwrap_or_default())),
        "enum" => format!("one of {}", words.join(", ")),
        "label" => "a short name that is fixed in the program's code".to_owned(),
        "version" => "a version number".to_owned(),
        "bucket" => format!("a range between the edges {}, never the number itself", words.join(", ")),
        "reference" if words.is_empty() => "a public name; of a local file only its kind".to_owned(),
        "reference" => {
            format!("a public name; of a local file only its kind: a folder, {}, or none of these", words.join(", "))
        }
        "digest" => "a keyed hash with a secret that stays on the device".to_owned(),
        "text" => format!("text of at most {} characters, scrubbed first", limit("max_chars")),
        "frames" => "code locations: file, line and function, without the paths of your machine".to_owned(),
        "list" => {
            let of = shape.get("of").map(|of| of_shape(of, &of.name)).unwrap_or_default();
            format!("up to {} times: {of}", limit("max_items"))
        }
        "record" => "a group of values, each told of by itself".to_owned(),
        _ => text.to_owned(),
    }
}

fn unit(name: &str) -> &str {
    match name {
        "s" => "seconds",
        "ms" => "milliseconds",
        "us" => "microseconds",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::of_type;

    #[test]
    fn types_read_as_sentences() {
        for (text, words) in [
            ("enum(CPU,GPU)", "one of CPU, GPU"),
            ("duration(ms)", "a duration in whole milliseconds"),
            ("text(scrubbed,max_chars=200)", "text of at most 200 characters, scrubbed first"),
            ("list(of=enum(a,b),max_items=3)", "up to 3 times: one of a, b"),
            (
                "reference(.gguf,.onnx)",
                "a public name; of a local file only its kind: a folder, .gguf, .onnx, or none of these",
            ),
            ("something(else)", "something(else)"),
        ] {
            assert_eq!(of_type(text), words);
        }
    }

    #[test]
    fn every_type_of_the_language_has_words() {
        for kind in candor_core::FieldType::ALL {
            assert_ne!(of_type(kind.name()), kind.name());
        }
    }
}
