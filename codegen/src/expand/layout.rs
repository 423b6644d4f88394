//! Generated tokens as Rust that people read. It knows the shapes that `expand` makes and no others: there is no comparison
//! in them, so that `<` always opens generic arguments, and every brace but that of a `use` is broken over lines.

use std::fmt::Write as _;

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

const WIDTH: usize = 100;
const STEP: usize = 4;
/// After these a path that begins with `::`, or a bracket, is something new.
const KEYWORDS: [&str; 14] =
    ["as", "const", "dyn", "else", "for", "if", "impl", "in", "let", "match", "mut", "return", "static", "use"];

/// Writes items, a line break after each line.
#[derive(Default)]
pub(super) struct Layout {
    flat: Flat,
    out: String,
}

impl Layout {
    /// The items of `tokens`, indented by as many steps.
    pub(super) fn items(&mut self, tokens: TokenStream, steps: usize) {
        self.flat.clear();
        self.flat.stream(tokens);
        let begin = self.out.len();
        let mut page = Page { flat: &self.flat, out: &mut self.out, begin, line: begin, is_fresh: false };
        page.block(0, page.flat.marks.len(), steps * STEP);
        self.out.push('\n');
    }

    /// A module, the last of `tokens`, whose other items follow one by one.
    pub(super) fn module(&mut self, tokens: TokenStream, items: impl Iterator<Item = TokenStream>) {
        self.items(tokens, 0);
        self.out.truncate(self.out.trim_end().len() - "}".len());
        for item in items {
            self.out.push('\n');
            self.items(item, 1);
        }
        self.out.push_str("}\n");
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// All tokens on one line. What fits is copied from here, so that the width of a part is a difference of two places.
#[derive(Default)]
struct Flat {
    text: String,
    marks: Vec<Mark>,
    /// The `<` that wait for their `>`.
    angles: Vec<usize>,
    blocks: usize,
    last: Last,
    is_joint: bool,
    is_in_closure_parameters: bool,
}

/// A token, and where it stands in the line.
struct Mark {
    start: usize,
    end: usize,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Open {
        close: usize,
        is_block: bool,
        has_block: bool,
    },
    Close,
    Comma,
    Semicolon,
    Dot,
    /// One that an assignment or a constant has.
    Equals,
    /// Of an arm.
    Arrow,
    Pound,
    Where,
    Else,
    Other,
}

/// What a space depends on beside the token before which it would stand.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Word,
    Keyword,
    Bang,
    Close,
    /// Nothing stands between this and the next.
    Tight,
    /// A space does.
    Loose,
}

impl Flat {
    /// Empty, with the room that it has.
    fn clear(&mut self) {
        let (mut text, mut marks) = (std::mem::take(&mut self.text), std::mem::take(&mut self.marks));
        text.clear();
        marks.clear();
        *self = Self { text, marks, ..Self::default() };
    }

    fn stream(&mut self, tokens: TokenStream) {
        let mut trees = tokens.into_iter().peekable();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Group(group) => self.group(group),
                TokenTree::Punct(punct) => {
                    let is_first =
                        punct.spacing() == Spacing::Joint && trees.peek().is_some_and(|next| is_operator(&punct, next));
                    self.punct(punct.as_char(), is_first);
                }
                TokenTree::Ident(ident) => self.word(&ident),
                TokenTree::Literal(literal) => self.word(&literal),
            }
        }
    }

    fn word(&mut self, word: &dyn std::fmt::Display) {
        self.space(!matches!(self.last, Last::Nothing | Last::Tight | Last::Bang));
        let start = self.text.len();
        let _ = write!(self.text, "{word}");
        let written = &self.text[start..];
        let kind = match written {
            "where" => Kind::Where,
            "else" => Kind::Else,
            _ => Kind::Other,
        };
        self.last = if KEYWORDS.contains(&written) { Last::Keyword } else { Last::Word };
        self.mark(start, kind);
        self.is_joint = false;
    }

    /// `is_first`: of the two of `::`, `->` or `=>`.
    fn punct(&mut self, char: char, is_first: bool) {
        let is_second = std::mem::replace(&mut self.is_joint, is_first);
        let (is_arrow, is_path) = (is_second && char == '>', (is_first || is_second) && char == ':');
        self.space(!is_second && self.is_spaced(char, is_path));
        let start = self.text.len();
        self.text.push(char);
        let kind = match char {
            ',' => Kind::Comma,
            ';' => Kind::Semicolon,
            '.' => Kind::Dot,
            '#' => Kind::Pound,
            '=' if !is_first => Kind::Equals,
            '>' if self.text.ends_with("=>") => Kind::Arrow,
            _ => Kind::Other,
        };
        self.mark(start, kind);
        match char {
            '<' => self.angles.push(self.marks.len() - 1),
            '>' if !is_arrow => self.close_angle(),
            '|' => self.is_in_closure_parameters = !self.is_in_closure_parameters,
            _ => {}
        }
        self.last = match char {
            '>' if !is_arrow => Last::Word,
            '|' if self.is_in_closure_parameters => Last::Tight,
            ':' if is_path => Last::Tight,
            '!' => Last::Bang,
            '.' | '<' | '&' | '*' | '#' | '\'' | '?' => Last::Tight,
            _ => Last::Loose,
        };
    }

    /// Whether a space stands before `char`.
    fn is_spaced(&self, char: char, is_path: bool) -> bool {
        match char {
            ',' | ';' | '.' | '>' | '!' => false,
            ':' if !is_path => false,
            ':' => matches!(self.last, Last::Keyword | Last::Loose),
            '<' => self.last == Last::Loose,
            '|' if self.is_in_closure_parameters => false,
            _ => !matches!(self.last, Last::Nothing | Last::Tight | Last::Bang),
        }
    }

    fn group(&mut self, group: Group) {
        let (delimiter, inner) = (group.delimiter(), group.stream());
        // The tokens of a group that is still there would be copied.
        drop(group);
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ('(', ')'),
            Delimiter::Bracket => ('[', ']'),
            Delimiter::Brace => ('{', '}'),
            Delimiter::None => return self.stream(inner),
        };
        let is_tree = open == '{' && self.last == Last::Tight;
        self.space(match open {
            '{' => !matches!(self.last, Last::Nothing | Last::Tight),
            _ => matches!(self.last, Last::Keyword | Last::Loose),
        });
        let (start, at) = (self.text.len(), self.marks.len());
        self.text.push(open);
        self.mark(start, Kind::Other);
        let is_block = open == '{' && !is_tree && !inner.is_empty();
        self.blocks += usize::from(is_block);
        let (blocks, angles) = (self.blocks, std::mem::take(&mut self.angles));
        (self.last, self.is_joint) = (Last::Nothing, false);
        self.stream(inner);
        self.angles = angles;
        let start = self.text.len();
        self.text.push(close);
        self.mark(start, Kind::Close);
        let (close, has_block) = (self.marks.len() - 1, self.blocks > blocks);
        self.marks[at].kind = Kind::Open { close, is_block, has_block };
        (self.last, self.is_joint) = (Last::Close, false);
    }

    fn close_angle(&mut self) {
        let close = self.marks.len() - 1;
        let Some(open) = self.angles.pop() else { return };
        self.marks[open].kind = Kind::Open { close, is_block: false, has_block: false };
        self.marks[close].kind = Kind::Close;
    }

    fn space(&mut self, is_wanted: bool) {
        if is_wanted {
            self.text.push(' ');
        }
    }

    fn mark(&mut self, start: usize, kind: Kind) {
        self.marks.push(Mark { start, end: self.text.len(), kind });
    }
}

fn is_operator(first: &Punct, second: &TokenTree) -> bool {
    let TokenTree::Punct(second) = second else { return false };
    matches!((first.as_char(), second.as_char()), (':', ':') | ('-' | '=', '>'))
}

struct Page<'f> {
    flat: &'f Flat,
    out: &'f mut String,
    begin: usize,
    /// Where the line begins in `out`.
    line: usize,
    /// Whether nothing stands in the line yet.
    is_fresh: bool,
}

impl Page<'_> {
    fn kind(&self, at: usize) -> Kind {
        self.flat.marks.get(at).map_or(Kind::Other, |mark| mark.kind)
    }

    fn text(&self, at: usize) -> &str {
        self.flat.marks.get(at).map_or("", |mark| &self.flat.text[mark.start..mark.end])
    }

    fn newline(&mut self, indent: usize) {
        if self.out.len() > self.begin {
            self.out.push('\n');
        }
        self.line = self.out.len();
        for _ in 0..indent / STEP {
            self.out.push_str("    ");
        }
        self.is_fresh = true;
    }

    /// Whether the tokens fit behind what the line holds.
    fn fits(&self, from: usize, to: usize) -> bool {
        self.out.len() - self.line + self.width(from, to) <= WIDTH
    }

    fn width(&self, from: usize, to: usize) -> usize {
        if from == to { 0 } else { self.flat.marks[to - 1].end - self.flat.marks[from].start }
    }

    /// As they stand in the flat text, with the space before them.
    fn copy(&mut self, from: usize, to: usize) {
        let mark = &self.flat.marks[from];
        let start = if self.is_fresh || from == 0 { mark.start } else { self.flat.marks[from - 1].end };
        self.out.push_str(&self.flat.text[start..self.flat.marks[to - 1].end]);
        self.is_fresh = false;
    }

    /// Items, statements, fields or arms: each on lines of its own.
    fn block(&mut self, mut at: usize, end: usize, indent: usize) {
        let mut has_commas = false;
        while at < end {
            while let Some(next) = self.attribute(at, indent) {
                at = next;
            }
            let next = self.statement(at, end);
            self.newline(indent);
            self.run(at, next, indent);
            has_commas |= self.kind(next - 1) == Kind::Comma;
            at = next;
            if at < end && self.text(at - 1) == "}" {
                self.out.push('\n');
            }
        }
        if has_commas && !matches!(self.text(end - 1), "," | ";" | "}") {
            self.out.push(',');
        }
    }

    /// An attribute, or the documentation that it is; `None` where there is none.
    fn attribute(&mut self, at: usize, indent: usize) -> Option<usize> {
        let (Kind::Pound, Kind::Open { close, .. }) = (self.kind(at), self.kind(at + 1)) else { return None };
        let is_doc = self.text(at + 2) == "doc" && self.kind(at + 3) == Kind::Equals;
        match Some(at + 4).filter(|_| is_doc).and_then(|literal| unescaped(self.text(literal))) {
            Some(doc) => {
                for line in doc.split('\n') {
                    self.newline(indent);
                    self.out.push_str(if line.is_empty() || line.starts_with(' ') { "///" } else { "/// " });
                    self.out.push_str(line);
                }
            }
            None => {
                self.newline(indent);
                self.copy(at, at + 2);
                self.run(at + 2, close, indent);
                self.copy(close, close + 1);
            }
        }
        Some(close + 1)
    }

    /// Where the statement that begins here ends.
    fn statement(&self, at: usize, end: usize) -> usize {
        let (mut at, mut is_where) = (at, false);
        while at < end {
            match self.kind(at) {
                Kind::Comma if !is_where => return at + 1,
                Kind::Semicolon => return at + 1,
                Kind::Where => is_where = true,
                Kind::Open { close, .. } => {
                    let goes_on = || {
                        matches!(self.kind(close + 1), Kind::Comma | Kind::Semicolon | Kind::Dot | Kind::Else)
                            && close + 1 < end
                    };
                    if self.text(at) == "{" && !goes_on() {
                        return close + 1;
                    }
                    at = close;
                }
                _ => {}
            }
            at += 1;
        }
        end
    }

    /// One statement, field or argument.
    fn run(&mut self, from: usize, end: usize, indent: usize) {
        let is_chain = self.is_chain(from, end);
        let (mut at, mut inner, mut is_where) = (from, indent, false);
        while at < end {
            match self.kind(at) {
                Kind::Open { close, is_block: true, .. } => {
                    if is_where {
                        self.newline(indent);
                    }
                    self.copy(at, at + 1);
                    self.block(at + 1, close, inner + STEP);
                    self.newline(inner);
                    self.copy(close, close + 1);
                    (at, is_where) = (close, false);
                }
                Kind::Open { close, has_block, .. } => {
                    // Parameters are broken before the generic ones.
                    let stop = match self.text(at) {
                        "<" => self.next(close + 1, end, |kind| !matches!(kind, Kind::Other)).min(end - 1) + 1,
                        _ => self.stop(close + 1, end, is_chain),
                    };
                    if close == at + 1 || (!has_block && self.fits(at, stop)) {
                        self.copy(at, close + 1);
                    } else {
                        self.broken(at, close, inner);
                    }
                    at = close;
                }
                Kind::Where => {
                    self.newline(indent);
                    self.copy(at, at + 1);
                    let next = self.next(at + 1, end, |kind| matches!(kind, Kind::Open { is_block: true, .. }));
                    self.elements(at + 1, next, indent + STEP);
                    (at, is_where) = (next - 1, true);
                }
                Kind::Dot if is_chain && at > from && self.kind(at - 1) == Kind::Close => {
                    inner = indent + STEP;
                    self.newline(inner);
                    self.copy(at, at + 1);
                }
                Kind::Equals => {
                    self.copy(at, at + 1);
                    let stop = self.stop(at + 1, end, is_chain);
                    let on_its_own = inner + STEP + self.width(at + 1, stop);
                    if !is_chain && !self.fits(at + 1, stop) && on_its_own <= WIDTH {
                        inner += STEP;
                        self.newline(inner);
                    }
                }
                _ => self.copy(at, at + 1),
            }
            at += 1;
        }
    }

    /// A group that does not fit: its elements on lines of their own, the names of a `use` as many to a line as fit.
    fn broken(&mut self, open: usize, close: usize, indent: usize) {
        self.copy(open, open + 1);
        if self.text(open) == "{" {
            self.newline(indent + STEP);
            let mut at = open + 1;
            while at < close {
                let next = self.next(at, close, |kind| kind == Kind::Comma).min(close - 1) + 1;
                if !self.fits(at, next) {
                    self.newline(indent + STEP);
                }
                self.copy(at, next);
                at = next;
            }
            if self.kind(close - 1) != Kind::Comma {
                self.out.push(',');
            }
        } else {
            self.elements(open + 1, close, indent + STEP);
        }
        self.newline(indent);
        self.copy(close, close + 1);
    }

    /// What commas separate, each on lines of its own.
    fn elements(&mut self, mut at: usize, end: usize, indent: usize) {
        let mut has_commas = false;
        while at < end {
            let next = self.next(at, end, |kind| kind == Kind::Comma);
            has_commas |= next < end;
            self.newline(indent);
            self.run(at, next, indent);
            if has_commas {
                self.out.push(',');
            }
            at = next + 1;
        }
    }

    /// Calls of methods one after the other that do not fit on a line.
    fn is_chain(&self, from: usize, end: usize) -> bool {
        let is_end = |kind| matches!(kind, Kind::Where | Kind::Open { is_block: true, .. });
        if self.fits(from, self.next(from, end, is_end)) {
            return false;
        }
        let mut at = from;
        let mut dots = 0;
        while at < end {
            if let Kind::Open { close, .. } = self.kind(at) {
                dots += usize::from(self.kind(close + 1) == Kind::Dot && close + 1 < end);
                at = close;
            }
            at += 1;
        }
        dots > 1
    }

    /// The next place where the line may or must end.
    fn stop(&self, from: usize, end: usize, is_chain: bool) -> usize {
        let is_end = |kind| match kind {
            Kind::Where | Kind::Equals | Kind::Arrow => true,
            Kind::Dot => is_chain,
            Kind::Open { is_block, .. } => is_block,
            _ => false,
        };
        let stop = self.next(from, end, is_end);
        // What opens a block, or assigns, stays in the line.
        if stop < end && matches!(self.kind(stop), Kind::Open { .. } | Kind::Equals | Kind::Arrow) {
            stop + 1
        } else {
            stop
        }
    }

    /// The next token of a kind, which is in no group.
    fn next(&self, mut at: usize, end: usize, is_wanted: impl Fn(Kind) -> bool) -> usize {
        while at < end && !is_wanted(self.kind(at)) {
            if let Kind::Open { close, .. } = self.kind(at) {
                at = close;
            }
            at += 1;
        }
        at.min(end)
    }
}

/// The text of a string literal, unless it holds what no comment can show.
fn unescaped(literal: &str) -> Option<String> {
    if let Some(raw) = literal.strip_prefix("r\"") {
        return raw.strip_suffix('"').map(str::to_owned);
    }
    let inner = literal.strip_prefix('"')?.strip_suffix('"')?;
    let mut out = String::with_capacity(inner.len());
    let mut chars = inner.chars();
    while let Some(char) = chars.next() {
        out.push(match char {
            '\\' => match chars.next()? {
                'n' => '\n',
                escaped @ ('"' | '\'' | '\\') => escaped,
                _ => return None,
            },
            char => char,
        });
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::Layout;

    fn formatted(tokens: &str) -> String {
        let mut layout = Layout::default();
        layout.items(tokens.parse().expect("tokens"), 0);
        layout.finish()
    }

    #[test]
    fn each_shape_has_its_layout() {
        for (tokens, expected) in [
            ("use::a::b as c;pub use d::{e,f};", "use ::a::b as c;\npub use d::{e, f};\n"),
            ("static A: &'static[u8;2] = *b\"\\0\";", "static A: &'static [u8; 2] = *b\"\\0\";\n"),
            (
                "fn a(self)->B<C,&'_ str>{D(self.0 .e(1,&f),g::H)}",
                "fn a(self) -> B<C, &'_ str> {\n    D(self.0.e(1, &f), g::H)\n}\n",
            ),
            ("fn a()where B:c,{d();}", "fn a()\nwhere\n    B: c,\n{\n    d();\n}\n"),
            ("enum A{B,C}", "enum A {\n    B,\n    C,\n}\n"),
            (
                "fn a(){match b{C=>d,_=>{e()}}}",
                "fn a() {\n    match b {\n        C => d,\n        _ => {\n            e()\n        }\n    }\n}\n",
            ),
            (
                "fn a(){let B(c)=d else{return;};c}",
                "fn a() {\n    let B(c) = d else {\n        return;\n    };\n    c\n}\n",
            ),
            ("fn a(b:&(impl C+?D)){}fn e(){}", "fn a(b: &(impl C + ?D)) {}\n\nfn e() {}\n"),
            (
                "static A: B = c!{[D]|e|f::new().g(e),|_|h()};",
                "static A: B = c! {\n    [D] |e| f::new().g(e),\n    |_| h(),\n};\n",
            ),
            ("#[a(b)]#[doc = \"c\\n\\nd \\\"e\\\"\"]struct F;", "#[a(b)]\n/// c\n///\n/// d \"e\"\nstruct F;\n"),
            ("#[doc = \"\\u{7}\"]struct A;", "#[doc = \"\\u{7}\"]\nstruct A;\n"),
        ] {
            assert_eq!(formatted(tokens), expected, "{tokens}");
        }
    }

    #[test]
    fn what_is_too_wide_is_broken_where_a_person_would() {
        let long = "x".repeat(40);
        for (tokens, expected) in [
            (
                format!("fn {long}(self,value:{long})->A<{long}>{{}}"),
                format!("fn {long}(\n    self,\n    value: {long},\n) -> A<{long}> {{}}\n"),
            ),
            (
                format!("const A: B<{long}> = c::{long}::new(3);"),
                format!("const A: B<{long}> =\n    c::{long}::new(3);\n"),
            ),
            (
                format!("const A: B = C::new({long}).d({long}).e();"),
                format!("const A: B = C::new({long})\n    .d({long})\n    .e();\n"),
            ),
            (
                format!("use a::{{{long},{long},{long},b,c}};"),
                format!("use a::{{\n    {long}, {long},\n    {long}, b, c,\n}};\n"),
            ),
            (
                format!("fn a(){{match b{{C(d) => e({long},{long},{long})}}}}"),
                format!(
                    "fn a() {{\n    match b {{\n        C(d) => e(\n            {long},\n            {long},\n            {long},\n        )\n    }}\n}}\n"
                ),
            ),
            (
                format!("#[a(b = {long},c = {long},d = {long})]struct E;"),
                format!("#[a(\n    b = {long},\n    c = {long},\n    d = {long},\n)]\nstruct E;\n"),
            ),
        ] {
            assert_eq!(formatted(&tokens), expected, "{tokens}");
        }
    }
}
