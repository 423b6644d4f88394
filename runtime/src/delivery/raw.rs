//! Values of a JSON text as they stand in it, without a copy. What waits in the spool was written by [`crate::record`], and its
//! checksum says that it is as it was written. So nothing is asked here but what a line could do to those beside it: that its strings
//! and brackets close, that it is not nested without end, and that no control character, and so no line break, stands in it.

use crate::record::IS_PLAIN;

/// The parts of a record, as [`crate::record::EncodedRecord`] puts them together.
pub(super) struct Parts<'r> {
    /// A string.
    pub(super) name: &'r str,
    /// A string.
    pub(super) time: &'r str,
    /// An object.
    pub(super) context: &'r str,
    /// An object.
    pub(super) data: &'r str,
}

impl<'r> Parts<'r> {
    /// Nothing if `record` has not these four parts. One that has `known` for its context is read with fewer steps.
    pub(super) fn of(record: &'r str, known: &str) -> Option<Self> {
        let (name, rest) = value(record.strip_prefix(r#"{"name":"#)?)?;
        let (time, rest) = value(rest.strip_prefix(r#","time":"#)?)?;
        let rest = rest.strip_prefix(r#","context":"#)?;
        let (context, rest) = match rest.split_at_checked(known.len()) {
            Some((context, rest)) if context == known && !known.is_empty() => (context, rest),
            _ => value(rest)?,
        };
        let (data, end) = value(rest.strip_prefix(r#","data":"#)?)?;
        let is_object = |value: &str| value.starts_with('{');
        let whole = text(name).is_some() && text(time).is_some() && is_object(context) && is_object(data) && end == "}";
        whole.then_some(Self { name, time, context, data })
    }
}

/// Deeper than the records of a schema; what goes deeper is none of them.
const DEPTH: usize = 32;

/// The value that `text` begins with, and what follows it.
pub(super) fn value(text: &str) -> Option<(&str, &str)> {
    text.split_at_checked(end_of_value(text.as_bytes())?)
}

/// Calls `each` with the key and the value of every entry of the object that `text` begins with; what follows the object. Nothing
/// if `each` says nothing. Keys have no escapes: names of a schema need none.
pub(super) fn object<'t>(text: &'t str, mut each: impl FnMut(&'t str, &'t str) -> Option<()>) -> Option<&'t str> {
    items(text, ('{', '}'), |text| {
        let (key, rest) = value(text)?;
        let key = string(key).filter(|key| !key.contains('\\'))?;
        let (value, rest) = value(rest.strip_prefix(':')?)?;
        each(key, value)?;
        Some(rest)
    })
}

/// Calls `each` with every element of the array that `text` begins with; what follows the array.
pub(super) fn array<'t>(text: &'t str, mut each: impl FnMut(&'t str) -> Option<()>) -> Option<&'t str> {
    items(text, ('[', ']'), |text| {
        let (value, rest) = value(text)?;
        each(value)?;
        Some(rest)
    })
}

/// The values of an object that has these two keys and no other.
pub(super) fn two<'t>(object: &'t str, keys: [&str; 2]) -> Option<[&'t str; 2]> {
    let (mut found, mut entries) = ([None; 2], 0);
    self::object(object, |key, value| {
        entries += 1;
        found[keys.iter().position(|known| *known == key)?] = Some(value);
        Some(())
    })?;
    let [first, second] = found;
    (entries == 2).then_some([first?, second?])
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Whole(i64),
    /// Any other number.
    Float(f64),
    String,
    Array,
    Object,
}

impl Kind {
    pub(super) fn of(value: &str) -> Option<Self> {
        Some(match value.bytes().next()? {
            b'"' => Self::String,
            b'[' => Self::Array,
            b'{' => Self::Object,
            b'-' | b'0'..=b'9' => match value.parse() {
                Ok(whole) => Self::Whole(whole),
                Err(_) => Self::Float(value.parse().ok().filter(|float: &f64| float.is_finite())?),
            },
            _ => match value {
                "null" => Self::Null,
                "true" => Self::Bool(true),
                "false" => Self::Bool(false),
                _ => return None,
            },
        })
    }
}

/// The value, if it is a string.
pub(super) fn text(value: &str) -> Option<&str> {
    value.starts_with('"').then_some(value)
}

/// The value, if it is a whole number that is not negative.
pub(super) fn natural(value: &str) -> Option<&str> {
    matches!(Kind::of(value), Some(Kind::Whole(0..))).then_some(value)
}

/// What stands between the quotes of a string, escapes and all.
pub(super) fn string(value: &str) -> Option<&str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

fn items<'t>(
    text: &'t str,
    (open, close): (char, char),
    mut item: impl FnMut(&'t str) -> Option<&'t str>,
) -> Option<&'t str> {
    let mut rest = text.strip_prefix(open)?;
    if let Some(behind) = rest.strip_prefix(close) {
        return Some(behind);
    }
    loop {
        rest = item(rest)?;
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => return rest.strip_prefix(close),
        }
    }
}

fn end_of_value(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0_usize);
    loop {
        match *text.get(at)? {
            b'"' => at = end_of_string(text, at + 1)?,
            b'{' | b'[' if depth < DEPTH => {
                depth += 1;
                at += 1;
                continue;
            }
            b'}' | b']' if depth > 0 => {
                depth -= 1;
                at += 1;
            }
            b',' | b':' if depth > 0 => {
                at += 1;
                continue;
            }
            byte if is_word(byte) => at += text[at..].iter().take_while(|byte| is_word(**byte)).count(),
            _ => return None,
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// A character of a number, or of `true`, `false` and `null`.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

fn end_of_string(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += text.get(at..)?.iter().position(|byte| !IS_PLAIN[usize::from(*byte)])?;
        match text[at] {
            b'"' => return Some(at + 1),
            // What is escaped is looked at as well: a quote it may be, but no control character.
            b'\\' if text.get(at + 1).is_some_and(|byte| *byte >= 0x20) => at += 2,
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    #[test]
    fn a_value_ends_where_it_ends() {
        for (text, expected) in [
            ("1,2", "1"),
            ("-1.5e+300}", "-1.5e+300"),
            ("null", "null"),
            (r#""a","b""#, r#""a""#),
            (r#""a\"b\\",1"#, r#""a\"b\\""#),
            (r#"{"a":[1,{"b":"}"}],"c":null},"d""#, r#"{"a":[1,{"b":"}"}],"c":null}"#),
            ("[]]", "[]"),
        ] {
            assert_eq!(value(text), Some((expected, &text[expected.len()..])), "{text}");
        }
    }

    #[test]
    fn what_could_break_a_line_is_no_value() {
        let deep = "[".repeat(DEPTH + 1) + &"]".repeat(DEPTH + 1);
        for text in
            ["", ",", "}", " 1", r#"""#, r#""a"#, r#""\"#, "\"a\nb\"", "\"a\\\nb\"", "{", r#"{"a":"#, "[1\n]", "[1"]
        {
            assert_eq!(value(text), None, "{text:?}");
        }
        assert_eq!(value(&deep), None);
        assert!(value(&deep[1..deep.len() - 1]).is_some());
    }

    fn entries(text: &str) -> Option<(Vec<(String, String)>, &str)> {
        let mut seen = Vec::new();
        let rest = object(text, |key, value| {
            seen.push((key.to_owned(), value.to_owned()));
            Some(())
        });
        rest.map(|rest| (seen, rest))
    }

    fn elements(text: &str) -> Option<(Vec<String>, &str)> {
        let mut seen = Vec::new();
        let rest = array(text, |value| {
            seen.push(value.to_owned());
            Some(())
        });
        rest.map(|rest| (seen, rest))
    }

    #[test]
    fn entries_and_elements_come_in_order() {
        let expected = [("a", "1"), ("b", r#"{"c":[2]}"#)].map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(entries(r#"{"a":1,"b":{"c":[2]}}!"#), Some((expected.to_vec(), "!")));
        let expected = [r#""a""#, "[]", "{}"].map(str::to_owned);
        assert_eq!(elements(r#"["a",[],{}]"#), Some((expected.to_vec(), "")));
        for (open, close) in [("{", "}"), ("[", "]")] {
            let empty = format!("{open}{close}");
            assert_eq!(
                (object(&empty, |_, _| None).is_some(), array(&empty, |_| None).is_some()),
                (open == "{", open == "[")
            );
        }
        for text in [r#"{"a" 1}"#, r#"{"a":1,}"#, r#"{"a":1"#, r#"{a:1}"#, r#"{"a\n":1}"#, r#"{"a":1 "b":2}"#, "[]"] {
            assert_eq!(entries(text), None, "{text}");
        }
        assert_eq!(object(r#"{"a":1}"#, |_, _| None), None, "an entry that is refused");
    }

    #[test]
    fn a_value_is_what_it_begins_with() {
        for (text, expected) in [
            ("null", Some(Kind::Null)),
            ("true", Some(Kind::Bool(true))),
            ("false", Some(Kind::Bool(false))),
            ("-9223372036854775808", Some(Kind::Whole(i64::MIN))),
            ("9223372036854775808", Some(Kind::Float(9_223_372_036_854_775_808.0))),
            ("2.0", Some(Kind::Float(2.0))),
            ("1e300", Some(Kind::Float(1e300))),
            (r#""""#, Some(Kind::String)),
            ("[]", Some(Kind::Array)),
            ("{}", Some(Kind::Object)),
            ("1e400", None),
            ("inf", None),
            ("nothing", None),
            ("-", None),
            ("", None),
        ] {
            assert_eq!(Kind::of(text), expected, "{text}");
        }
    }

    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
                prop::collection::vec(("[a-z_]{0,5}", inner), 0..5)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn it_reads_what_is_written(json in json(), behind in "[,}\\]]?.*") {
            let text = json.to_string();
            // A number goes on for as long as it can.
            prop_assume!(!behind.bytes().next().is_some_and(is_word));
            let whole = format!("{text}{behind}");
            prop_assert_eq!(value(&whole), Some((&text[..], &behind[..])));
            match &json {
                Value::Object(map) => {
                    let expected = map.iter().map(|(key, value)| (key.clone(), value.to_string())).collect();
                    prop_assert_eq!(entries(&text), Some((expected, "")));
                }
                Value::Array(list) => {
                    let expected = list.iter().map(Value::to_string).collect();
                    prop_assert_eq!(elements(&text), Some((expected, "")));
                }
                _ => prop_assert!(entries(&text).is_none() && elements(&text).is_none()),
            }
        }

        #[test]
        fn it_takes_nothing_with_a_control_character(text in ".*", at in any::<prop::sample::Index>(), byte in 0_u8..0x20) {
            let mut json = serde_json::json!({"a": [text]}).to_string().into_bytes();
            let at = at.index(json.len());
            json.insert(at, byte);
            if let Ok(json) = String::from_utf8(json) {
                prop_assert!(value(&json).is_none_or(|(value, _)| value.bytes().all(|byte| byte >= 0x20)), "{:?}", json);
            }
        }
    }
}
