//! `consent.lock` as text. One line an entry, sorted, with its values quoted where they hold more than a word:
//!
//! ```text
//! field ModelKitAction.device class=usage type=enum(CPU,GPU,NPU) optional=true notice="Target device"
//! ```

use crate::collected::{ATTRIBUTES, Collected, Entry, Kind, sha256};
use crate::source::{Span, Spanned};

const FORMAT: &str = "1";

/// The whole file.
pub(crate) fn write(collected: &Collected, product: &str) -> String {
    let lines = lines(collected);
    let sum = sha256(&lines);
    format!(
        "# What {product} may collect, and on which terms. Written by `candor lock`; not to be edited by hand.\n\
         lock format={FORMAT} sha256={sum}\n{lines}"
    )
}

/// The lines of the entries, sorted.
pub(crate) fn lines(collected: &Collected) -> String {
    let mut out = String::new();
    for entry in collected.entries.values() {
        out.push_str(&line(entry));
        out.push('\n');
    }
    out
}

/// The line of one entry, without a line break.
pub(crate) fn line(entry: &Entry) -> String {
    let mut out = entry.kind.name().to_owned();
    if !entry.name.value.is_empty() {
        out.push(' ');
        quote(&entry.name.value, &mut out);
    }
    for (attribute, value) in &entry.attributes {
        out.push(' ');
        out.push_str(attribute);
        out.push('=');
        if is_term(&value.value) { out.push_str(&value.value) } else { quote(&value.value, &mut out) }
    }
    out
}

fn quote(text: &str, out: &mut String) {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | '/');
    if !text.is_empty() && text.chars().all(plain) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || is_invisible(c) => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A type with arguments, such as `text(scrubbed,max_chars=200)`, which reads better without quotes.
fn is_term(text: &str) -> bool {
    text.ends_with(')')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:-(),=<>+".contains(&b))
}

/// Characters that turn or hide the text around them in a review.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Why a lock cannot be read.
#[derive(Debug, PartialEq)]
pub(crate) struct Corrupt {
    pub(crate) span: Span,
    pub(crate) why: String,
}

/// Reads a lock. Line endings do not matter, so that a checkout with CRLF reads alike.
pub(crate) fn parse(file: u32, text: &str) -> Result<Collected, Corrupt> {
    let mut head = None;
    let mut body = String::new();
    let mut entries = Vec::new();
    let mut last: Option<(Kind, String)> = None;
    let mut start = 0;
    for raw in text.split_inclusive('\n') {
        let line = raw.trim_end_matches(['\n', '\r']);
        let span = Span { file, start, end: start + line.len() as u32 };
        start += raw.len() as u32;
        if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
            return Err(Corrupt { span, why: "it holds the marks of a merge conflict".to_owned() });
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if head.is_none() {
            head = Some((header(line, span)?, span));
            continue;
        }
        let entry = Words { line, at: 0, span }.entry()?;
        let key = (entry.kind, entry.name.value.clone());
        if last.as_ref().is_some_and(|last| *last >= key) {
            return Err(Corrupt { span, why: "its lines are not sorted, or one is there twice".to_owned() });
        }
        last = Some(key);
        body.push_str(line);
        body.push('\n');
        entries.push(entry);
    }
    let whole = Span { file, start: 0, end: 0 };
    let Some((sum, at)) = head else { return Err(Corrupt { span: whole, why: "it is empty".to_owned() }) };
    if sum != sha256(&body) {
        return Err(Corrupt { span: at, why: "its lines do not match its checksum: it was edited by hand".to_owned() });
    }
    let collected = Collected::from_entries(entries);
    if collected.version() == 0 || collected.single(Kind::Prompt, "sha256").is_none() {
        return Err(Corrupt { span: whole, why: "it has no consent version or no checksum of the prompt".to_owned() });
    }
    Ok(collected)
}

/// The checksum of the first line.
fn header(line: &str, span: Span) -> Result<String, Corrupt> {
    let corrupt = |why: &str| Corrupt { span, why: why.to_owned() };
    let rest = line.strip_prefix("lock format=").ok_or_else(|| corrupt("it does not begin as a lock does"))?;
    let (format, sum) = rest.split_once(" sha256=").ok_or_else(|| corrupt("it does not begin as a lock does"))?;
    if format != FORMAT {
        return Err(corrupt("it was written by a newer version of Candor"));
    }
    Ok(sum.to_owned())
}

/// Takes a line apart.
struct Words<'t> {
    line: &'t str,
    at: usize,
    span: Span,
}

impl Words<'_> {
    fn entry(mut self) -> Result<Entry, Corrupt> {
        let word = self.plain();
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == word);
        let kind = kind.ok_or_else(|| self.corrupt("this line says something that no lock says"))?;
        let mut entry =
            Entry { kind, name: Spanned::new(String::new(), self.span), attributes: Vec::new(), parts: Vec::new() };
        while self.skip_space() {
            match self.attribute() {
                Some(name) => {
                    let value = self.value()?;
                    if entry.get(name).is_some() {
                        return Err(self.corrupt("this line says one thing twice"));
                    }
                    entry.attributes.push((name, Spanned::new(value, self.span)));
                }
                None if entry.name.value.is_empty() && entry.attributes.is_empty() => {
                    entry.name.value = self.value()?;
                }
                None => return Err(self.corrupt("this line says something that no lock says")),
            }
        }
        Ok(entry)
    }

    fn skip_space(&mut self) -> bool {
        let rest = &self.line[self.at..];
        self.at += rest.len() - rest.trim_start_matches(' ').len();
        self.at < self.line.len()
    }

    /// Up to the next space.
    fn plain(&mut self) -> &str {
        let rest = &self.line[self.at..];
        let word = rest.split(' ').next().unwrap_or_default();
        self.at += word.len();
        word
    }

    /// The name of an attribute, if one is next; what follows is its value.
    fn attribute(&mut self) -> Option<&'static str> {
        let rest = &self.line[self.at..];
        let name = ATTRIBUTES.into_iter().find(|name| rest.strip_prefix(name).is_some_and(|r| r.starts_with('=')))?;
        self.at += name.len() + 1;
        Some(name)
    }

    fn value(&mut self) -> Result<String, Corrupt> {
        if !self.line[self.at..].starts_with('"') {
            return Ok(self.plain().to_owned());
        }
        self.at += 1;
        let mut out = String::new();
        while let Some(c) = self.char() {
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escaped().ok_or_else(|| self.corrupt("this line holds a broken escape"))?),
                c => out.push(c),
            }
        }
        Err(self.corrupt("this line ends within a quoted text"))
    }

    fn char(&mut self) -> Option<char> {
        let c = self.line[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn escaped(&mut self) -> Option<char> {
        match self.char()? {
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => {
                let digits = self.line[self.at..].strip_prefix('{')?.split_once('}')?.0;
                let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
                self.at += digits.len() + 2;
                Some(c)
            }
            c @ ('"' | '\\') => Some(c),
            _ => None,
        }
    }

    fn corrupt(&self, why: &str) -> Corrupt {
        Corrupt { span: self.span, why: why.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(names: &[&str]) -> Collected {
        let span = Span { file: 0, start: 0, end: 0 };
        let spanned = |text: &str| Spanned::new(text.to_owned(), span);
        let mut entries = vec![
            Entry {
                kind: Kind::Consent,
                name: spanned(""),
                attributes: vec![("version", spanned("3"))],
                parts: Vec::new(),
            },
            Entry {
                kind: Kind::Prompt,
                name: spanned(""),
                attributes: vec![("sha256", spanned("00"))],
                parts: Vec::new(),
            },
        ];
        entries.extend(names.iter().map(|name| Entry {
            kind: Kind::NeverCollected,
            name: spanned(name),
            attributes: vec![("notice", spanned(name)), ("type", spanned("text(scrubbed,max_chars=200)"))],
            parts: Vec::new(),
        }));
        Collected::from_entries(entries)
    }

    #[test]
    fn any_text_survives_writing_and_reading() {
        let odd =
            collected(&["a b", "quote \" and \\", "line\nbreak\r\t", "notice=x", "naïve 🦀", "\u{202e}back", "x=y"]);
        assert_eq!(parse(0, &write(&odd, "P")), Ok(odd.clone()));
        assert_eq!(parse(0, &write(&odd, "P").replace('\n', "\r\n")), Ok(odd));
    }

    #[test]
    fn a_lock_that_was_touched_is_refused() {
        let good = write(&collected(&["credentials", "file paths"]), "P");
        let why = |text: &str| parse(0, text).err().map(|corrupt| corrupt.why).unwrap_or_default();
        assert_eq!(why(&good), "");
        assert!(why(&good.replace("version=3", "version=4")).contains("by hand"));
        assert!(why(&good.replace("never_collected credentials", "never_collected cash")).contains("by hand"));
        assert!(why(&good.replace("format=1", "format=2")).contains("newer"));
        assert!(why(&format!("<<<<<<< ours\n{good}")).contains("merge conflict"));
        assert!(why("").contains("empty"));
        assert!(why("product: ModelKit\n").contains("does not begin"));
        assert!(why(&good.replace("never_collected credentials", "collected credentials")).contains("no lock says"));
        assert!(why(&format!("{good}consent version=1\n")).contains("sorted"));
        assert!(why(&good.replace("type=text", "type=\"text")).contains("quoted"));
    }

    #[test]
    fn no_bytes_make_the_reader_panic() {
        let good = write(&collected(&["a \u{202e}\"b\"", "ü"]), "P");
        for at in 0..good.len() {
            let mut bytes = good.clone().into_bytes();
            bytes[at] = b'"';
            let _ = parse(0, &String::from_utf8_lossy(&bytes));
            let _ = parse(0, &String::from_utf8_lossy(&good.as_bytes()[..at]));
        }
    }
}
