//! Just enough JSON to write examples and comparisons: a macro should not have to compile a JSON library.

use std::fmt::Write as _;

/// A JSON value whose objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    /// Written as it is.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn object<K: Into<String>>(entries: impl IntoIterator<Item = (K, Self)>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }

    /// `null` where there is nothing.
    pub(crate) fn or_null(value: Option<Self>) -> Self {
        value.unwrap_or(Self::Null)
    }

    /// On one line, without spaces.
    pub(crate) fn line(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// Indented by two spaces, without a line break at the end.
    pub(crate) fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(number) => out.push_str(number),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                let write = |item: &Self, out: &mut String, depth| item.write(out, depth);
                group(('[', ']'), items, out, depth, write);
            }
            Self::Object(entries) => {
                let write = |(key, value): &(String, Self), out: &mut String, depth: Option<usize>| {
                    quote(key, out);
                    out.push_str(if depth.is_some() { ": " } else { ":" });
                    value.write(out, depth);
                };
                group(('{', '}'), entries, out, depth, write);
            }
        }
    }
}

fn group<T>(
    (open, close): (char, char),
    items: &[T],
    out: &mut String,
    depth: Option<usize>,
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    let inner = depth.map(|depth| depth + 1).filter(|_| !items.is_empty());
    out.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        indent(out, inner);
        write(item, out, inner.or(depth));
    }
    indent(out, depth.filter(|_| !items.is_empty()));
    out.push(close);
}

fn indent(out: &mut String, depth: Option<usize>) {
    if let Some(depth) = depth {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => _ = write!(out, "\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_are_json() {
        let value = Json::object([
            ("a", Json::List(vec![Json::Null, Json::Bool(true), Json::Number("1.5".to_owned())])),
            ("q\"\\\n\u{1}", Json::object::<String>([])),
            ("e", Json::List(Vec::new())),
        ]);
        assert_eq!(value.line(), r#"{"a":[null,true,1.5],"q\"\\\n\u0001":{},"e":[]}"#);
        let pretty =
            "{\n  \"a\": [\n    null,\n    true,\n    1.5\n  ],\n  \"q\\\"\\\\\\n\\u0001\": {},\n  \"e\": []\n}";
        assert_eq!(value.pretty(), pretty);
    }
}
