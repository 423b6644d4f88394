//! The fragments of paths from which on a path may stay.

use std::ops::Range;

use super::bytes::{is_end, is_separator, run};

/// Fragments such as `winml/modelkit`.
#[derive(Clone, Debug)]
pub(super) struct Roots {
    all: Vec<Root>,
    /// Which bytes one starts with.
    starts: [bool; 256],
}

#[derive(Clone, Debug)]
struct Root(Vec<String>);

impl Default for Roots {
    fn default() -> Self {
        Self { all: Vec::new(), starts: [false; 256] }
    }
}

impl Roots {
    pub(super) fn new(fragments: &[&str]) -> Self {
        let all: Vec<Root> = fragments.iter().filter_map(|fragment| Root::new(fragment)).collect();
        let mut starts = [false; 256];
        for first in all.iter().filter_map(Root::first) {
            starts[usize::from(first.to_ascii_lowercase())] = true;
            starts[usize::from(first.to_ascii_uppercase())] = true;
        }
        Self { all, starts }
    }

    /// The last start of a root within `range`, where a component starts, and its end.
    pub(super) fn last_in(&self, text: &[u8], range: Range<usize>) -> Option<Range<usize>> {
        if self.all.is_empty() {
            return None;
        }
        let mut at = range.end;
        loop {
            let starts = text.get(at).is_some_and(|&byte| self.starts[usize::from(byte)]);
            if starts && (at == range.start || is_separator(text[at - 1]) || text[at - 1] == b':') {
                let end = self.all.iter().filter_map(|root| root.end_at(text, at)).max();
                if let Some(end) = end {
                    return Some(at..end);
                }
            }
            if at == range.start {
                return None;
            }
            at -= 1;
        }
    }
}

impl Root {
    fn new(fragment: &str) -> Option<Self> {
        let parts: Vec<String> =
            fragment.split(['/', '\\']).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        (!parts.is_empty()).then_some(Self(parts))
    }

    fn first(&self) -> Option<u8> {
        self.0.first().and_then(|part| part.bytes().next())
    }

    /// The end of this root, if `text` holds it at `at`.
    fn end_at(&self, text: &[u8], at: usize) -> Option<usize> {
        let mut end = at;
        for (n, part) in self.0.iter().enumerate() {
            if n > 0 {
                let next = run(text, end, is_separator);
                if next == end {
                    return None;
                }
                end = next;
            }
            let found = text.get(end..end + part.len())?;
            if !found.eq_ignore_ascii_case(part.as_bytes()) {
                return None;
            }
            end += part.len();
        }
        text.get(end).is_none_or(|&b| is_separator(b) || is_end(text, end) || b == b':').then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_root_is_found_where_a_component_starts() {
        let roots = Roots::new(&["winml/modelkit", "app", "app/core", "/"]);
        for (path, expected) in [
            (r"C:\src\WinML\\modelkit\x.py", Some(r"WinML\\modelkit")),
            ("/app/winml/modelkit/x", Some("winml/modelkit")),
            ("app:3", Some("app")),
            ("/x/app/core", Some("app/core")),
            ("/my-app/x", None),
            ("/winml/modelkits/x", None),
            ("/apple/x", None),
            ("", None),
        ] {
            let found = roots.last_in(path.as_bytes(), 0..path.len()).map(|range| &path[range]);
            assert_eq!(found, expected, "{path}");
        }
    }
}
