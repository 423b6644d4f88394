//! The names of this machine and of who uses it.

use std::ops::Range;

use super::bytes::is_word;

/// Names shorter than this occur by chance.
const NAME_CHARS_MIN: usize = 3;

/// The bytes among which a name is sought at once: one more than the starts that this holds.
const WINDOW: usize = 65;

/// Words that say nothing about a person, although machines and accounts are called by them. Scrubbing them would only
/// make messages unreadable.
const COMMON: &str = include_str!("common_words.txt");

/// The literal names that must not leave this machine: of its user, of the home folder and of the host.
///
/// Names shorter than three characters and common words (`root`, `runner`, `model`) are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MachineNames(Vec<String>);

impl MachineNames {
    /// Names that the caller knows.
    #[must_use]
    pub fn new<I, N>(names: I) -> Self
    where
        I: IntoIterator<Item = N>,
        N: Into<String>,
    {
        let mut kept: Vec<String> = Vec::new();
        for name in names {
            let name = name.into().trim().to_owned();
            if is_telling(&name) && !kept.contains(&name) {
                kept.push(name);
            }
        }
        Self(kept)
    }

    /// The names of this machine: `USER`, `LOGNAME`, `USERNAME`, the last component of the home folder, and the host name
    /// with and without its domain.
    #[must_use]
    pub fn of_this_machine() -> Self {
        let variables = ["USER", "LOGNAME", "USERNAME"].into_iter().filter_map(|name| std::env::var(name).ok());
        let home = std::env::home_dir();
        let home = home.as_deref().and_then(|home| home.file_name()).and_then(|name| name.to_str()).map(str::to_owned);
        let host = host_name();
        let short = host.as_deref().and_then(|host| host.split_once('.')).map(|(short, _)| short.to_owned());
        Self::new(variables.chain(home).chain(host).chain(short))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(unix)]
fn host_name() -> Option<String> {
    rustix::system::uname().nodename().to_str().ok().map(str::to_owned)
}

#[cfg(windows)]
fn host_name() -> Option<String> {
    gethostname::gethostname().into_string().ok()
}

#[cfg(not(any(unix, windows)))]
fn host_name() -> Option<String> {
    None
}

fn is_telling(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.chars().count() >= NAME_CHARS_MIN
        && name.chars().any(char::is_alphabetic)
        && !COMMON.lines().any(|word| word == lower)
}

/// Finds the names as words, whatever their case.
#[derive(Clone, Debug)]
pub(super) struct NameFinder {
    /// The spellings, longest first.
    forms: Vec<String>,
    /// Which bytes a spelling starts with.
    starts: [bool; 256],
    /// The first two bytes of the spellings, without the bit that tells capitals from small letters.
    heads: Vec<[u8; 2]>,
}

impl Default for NameFinder {
    fn default() -> Self {
        Self { forms: Vec::new(), starts: [false; 256], heads: Vec::new() }
    }
}

impl NameFinder {
    pub(super) fn new(names: &MachineNames) -> Self {
        // The comparison folds ASCII alone: other scripts' cases are spellings of their own.
        let mut forms: Vec<String> = Vec::new();
        for name in names.iter() {
            for form in [name.to_owned(), name.to_lowercase(), name.to_uppercase(), title(name)] {
                if !forms.iter().any(|known| known.eq_ignore_ascii_case(&form)) {
                    forms.push(form);
                }
            }
        }
        forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
        let mut starts = [false; 256];
        for first in forms.iter().filter_map(|form| form.as_bytes().first()) {
            starts[usize::from(first.to_ascii_lowercase())] = true;
            starts[usize::from(first.to_ascii_uppercase())] = true;
        }
        let mut heads: Vec<[u8; 2]> = forms
            .iter()
            .filter_map(|form| form.as_bytes().first_chunk())
            .map(|head| head.map(|byte| byte | 0x20))
            .collect();
        heads.sort_unstable();
        heads.dedup();
        Self { forms, starts, heads }
    }

    /// The first name in `text[range]` that stands as a word of `text` and starts at `from` or later; moves `from` to where the
    /// search goes on.
    pub(super) fn find(&self, text: &str, range: Range<usize>, from: &mut usize) -> Option<Range<usize>> {
        if self.forms.is_empty() {
            return None;
        }
        let bytes = text.as_bytes();
        *from = range.start.max(*from);
        while *from < range.end {
            let next = bytes.len().min(*from + WINDOW - 1);
            if !self.may_start_in(bytes, *from) {
                *from = next;
                continue;
            }
            let starts = *from..range.end.min(next);
            *from = starts.end;
            let found = self.find_among(bytes, starts, range.end);
            if let Some(found) = found {
                *from = found.end;
                return Some(found);
            }
        }
        None
    }

    /// Whether the first two bytes of a name stand among those from `from` on. Compares all of them at once.
    fn may_start_in(&self, text: &[u8], from: usize) -> bool {
        // The last window begins before `from`, and that of a short text ends beyond it.
        let mut short = [0; WINDOW];
        let window: &[u8; WINDOW] = text[from..].first_chunk().or(text.last_chunk()).unwrap_or_else(|| {
            short[..text.len()].copy_from_slice(text);
            &short
        });
        self.heads.iter().any(|&[first, second]| {
            let here = window.iter().zip(&window[1..]).map(|(a, b)| (a | 0x20 == first) & (b | 0x20 == second));
            here.fold(false, |any, is_head| any | is_head)
        })
    }

    /// The first name that starts among `starts` and ends at `end` at the latest.
    fn find_among(&self, text: &[u8], starts: Range<usize>, end: usize) -> Option<Range<usize>> {
        starts.filter(|&at| self.starts[usize::from(text[at])]).find_map(|at| {
            let is_here = |form: &&String| {
                text[at..end].get(..form.len()).is_some_and(|word| word.eq_ignore_ascii_case(form.as_bytes()))
                    && stands_alone(text, at, at + form.len())
            };
            self.forms.iter().find(is_here).map(|form| at..at + form.len())
        })
    }
}

fn stands_alone(text: &[u8], start: usize, end: usize) -> bool {
    let joined = |outside: Option<&u8>, inside: u8| match outside {
        // Scripts that are written without spaces know no word boundary: any neighbour will do.
        Some(&byte) if byte >= 0x80 || inside >= 0x80 => byte.is_ascii_alphanumeric() && inside < 0x80,
        Some(&byte) => is_word(byte),
        None => false,
    };
    !joined(start.checked_sub(1).and_then(|i| text.get(i)), text[start]) && !joined(text.get(end), text[end - 1])
}

fn title(name: &str) -> String {
    let mut chars = name.chars();
    chars
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_wherever_it_stands_among_those_looked_at_at_once() {
        let finder = NameFinder::new(&MachineNames::new(["zoe.miller", "Zoë"]));
        for name in ["Zoe.Miller", "ZOË"] {
            for lead in 0..3 * WINDOW {
                for rest in [0, 1, WINDOW, 2 * WINDOW] {
                    let text = format!("{}{name}{}", " ".repeat(lead), " ".repeat(rest));
                    let find = |to: usize, from: &mut usize| finder.find(&text, 0..to, from);
                    let mut from = 0;
                    assert_eq!(find(text.len(), &mut from), Some(lead..lead + name.len()), "{text:?}");
                    assert_eq!(find(text.len(), &mut from), None, "{text:?}");
                    assert_eq!(find(text.len() - rest - 1, &mut 0), None, "{text:?}");
                }
            }
        }
    }
}
