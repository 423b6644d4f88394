//! The two bounds of a text: what is read of it, and what is sent.

use candor_core::limits::TEXT_SCAN_BYTES;

/// What is scanned of a text, and whether more followed. Nothing that the cut left open stays: not a word, whose rest may
/// have told what it was, nor what an open quote or an open PEM block holds.
pub(super) fn head(text: &str) -> (&str, bool) {
    if text.len() <= TEXT_SCAN_BYTES {
        return (text, false);
    }
    let mut end = TEXT_SCAN_BYTES;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut head = &text[..end];
    if !text[end..].starts_with(char::is_whitespace) {
        head = &head[..head.rfind(char::is_whitespace).unwrap_or(0)];
    }
    head = &head[..open_block(head).unwrap_or(head.len())];
    head = &head[..open_quote(head).unwrap_or(head.len())];
    (head.trim_end(), true)
}

fn open_block(text: &str) -> Option<usize> {
    let begin = text.rfind("-----BEGIN ")?;
    (!text[begin..].contains("-----END ")).then_some(begin)
}

/// Where a quote opens on the last line that does not close there.
fn open_quote(text: &str) -> Option<usize> {
    let line = text.rfind('\n').map_or(0, |at| at + 1);
    let mut open: Option<(usize, char)> = None;
    let mut previous = ' ';
    for (at, c) in text[line..].char_indices() {
        match (open, c) {
            (Some((_, quote)), _) if quote == c => open = None,
            (None, '"' | '`' | '\'') if !previous.is_alphanumeric() => open = Some((at, c)),
            _ => {}
        }
        previous = c;
    }
    open.map(|(at, _)| line + at)
}

/// Caps `text` at `max` characters; says whether it was longer. A word that the cap would cut goes whole.
pub(super) fn cap(text: &mut String, max: usize) -> bool {
    if text.len() <= max || text.chars().nth(max).is_none() {
        return false;
    }
    let Some(last) = max.checked_sub(1) else {
        text.clear();
        return true;
    };
    // One character is kept free for the ellipsis.
    let room = text.char_indices().nth(last).map_or(0, |(at, _)| at);
    text.truncate(last_break(text, room));
    text.push('…');
    true
}

/// The end of the last whole word within the first `room` bytes.
fn last_break(text: &str, room: usize) -> usize {
    let mut after = text[room..].chars().next().unwrap_or(' ');
    for (at, before) in text[..room].char_indices().rev() {
        if after.is_whitespace() || is_word_by_itself(before) || is_word_by_itself(after) {
            return text[..at + before.len_utf8()].trim_end().len();
        }
        after = before;
    }
    0
}

/// Scripts that put no space between words would lose everything to a cap otherwise.
fn is_word_by_itself(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn capped(text: &str, max: usize) -> String {
        let mut text = text.to_owned();
        cap(&mut text, max);
        text
    }

    #[test]
    fn a_cap_cuts_between_words() {
        for (text, max, expected) in [
            ("no space left", 13, "no space left"),
            ("no space left", 12, "no space…"),
            ("no space left", 9, "no space…"),
            ("no space left", 8, "no…"),
            ("no space left", 2, "…"),
            ("no space left", 1, "…"),
            ("no space left", 0, ""),
            ("", 0, ""),
            ("über alle Maßen", 14, "über alle…"),
            ("无法打开模型文件", 5, "无法打开…"),
            ("unbroken", 4, "…"),
            ("trailing   space", 12, "trailing…"),
        ] {
            let out = capped(text, max);
            assert_eq!(out, expected, "{text:?} at {max}");
            assert!(out.chars().count() <= max, "{text:?} at {max}");
        }
    }

    #[test]
    fn a_long_text_ends_before_what_the_bound_leaves_open() {
        for open in [
            "alice@example.com",
            "'C:\\Users\\Alice Smith\\My Models\\x.onnx'",
            "-----BEGIN PRIVATE KEY-----\nMIIE MIIE\n-----END PRIVATE KEY-----",
        ] {
            let room = TEXT_SCAN_BYTES - open.len() / 2;
            let text = format!("{} {open} and more", "w".repeat(room - 1));
            assert!(text.len() > TEXT_SCAN_BYTES);
            let (head, cut) = head(&text);
            assert!(cut, "{open}");
            assert_eq!(head.len(), room - 1, "{open}");
        }
    }

    #[test]
    fn a_text_within_the_bound_is_read_whole() {
        let text = "é".repeat(TEXT_SCAN_BYTES / 2);
        assert_eq!(head(&text), (text.as_str(), false));
        assert_eq!(head(&format!("{text}é")), ("", true));
        assert_eq!(head(&format!("a {text}")), ("a", true));
    }
}
