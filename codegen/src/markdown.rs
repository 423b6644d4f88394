//! Text of a schema inside Markdown: nothing of it may come to life there.

/// For a paragraph, a list item or a cell of a table.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '#' | '|' | '~' | '$' => out.extend(['\\', c]),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // A name of a person or a team must not be told of every comment.
            '@' => out.push_str("&#64;"),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Like [`escape`], for our own sentences: names in backticks stay code where they hold nothing but a name.
pub(crate) fn prose(text: &str) -> String {
    let name =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:-/(),= ".contains(&b));
    let mut out = String::new();
    for (index, part) in text.split('`').enumerate() {
        match index % 2 {
            1 if name(part) => out.extend(["`", part, "`"]),
            1 => out.push_str(&escape(&format!("`{part}`"))),
            _ => out.push_str(&escape(part)),
        }
    }
    out
}

/// A block of code whose fence is longer than any in it. Ends with a line break.
pub(crate) fn code_block(language: &str, text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", text.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_schema_comes_to_life() {
        assert_eq!(escape("a|b <img> @team [x](y)\nz"), "a\\|b &lt;img&gt; &#64;team \\[x\\](y) z");
        assert_eq!(prose("`A.b_c` is [new] of `<b>`"), "`A.b_c` is \\[new\\] of \\`&lt;b&gt;\\`");
        assert_eq!(code_block("", "x ``` y"), "````\nx ``` y\n````\n");
        assert_eq!(code_block("diff", "x\n"), "```diff\nx\n```\n");
    }
}
