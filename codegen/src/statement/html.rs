use std::fmt::Write as _;

use super::block::{Block, Piece, Text};

const STYLE: &str = include_str!("style.css");
/// Adds the filter. Without it the page is whole, and the browser's own search finds everything.
const SCRIPT: &str = include_str!("filter.js");

pub(super) fn render(title: &str, blocks: &[Block]) -> String {
    let title = escape(title);
    let mut body = String::new();
    blocks.iter().for_each(|block| one(block, &mut body));
    let contents = contents(blocks);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to the text</a>\n<div class=\"page\">\n\
         <nav aria-label=\"Contents\">\n{contents}</nav>\n\
         <main id=\"main\">\n<h1>{title}</h1>\n{body}</main>\n</div>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    )
}

fn contents(blocks: &[Block]) -> String {
    let mut out = "<ul>\n".to_owned();
    for block in blocks {
        let Block::Section { id, title, blocks } = block else { continue };
        let _ = write!(out, "<li><a href=\"#{id}\">{}</a>", escape(title));
        let items: Vec<String> = blocks.iter().filter_map(item).collect();
        if !items.is_empty() {
            let _ = write!(out, "\n<ul>\n{}</ul>\n", items.concat());
        }
        out.push_str("</li>\n");
    }
    out + "</ul>\n"
}

fn item(block: &Block) -> Option<String> {
    let Block::Item { id, title, .. } = block else { return None };
    Some(format!("<li><a href=\"#{id}\">{}</a></li>\n", escape(title)))
}

fn one(block: &Block, out: &mut String) {
    match block {
        Block::Section { id, title, blocks } => {
            let _ = write!(out, "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{}</h2>\n", escape(title));
            blocks.iter().for_each(|block| one(block, out));
            out.push_str("</section>\n");
        }
        Block::Item { id, title, blocks } => {
            let _ = write!(out, "<article aria-labelledby=\"{id}\">\n<h3 id=\"{id}\">{}</h3>\n", escape(title));
            blocks.iter().for_each(|block| one(block, out));
            out.push_str("</article>\n");
        }
        Block::Paragraph(words) => _ = writeln!(out, "<p>{}</p>", text(words)),
        Block::List(items) => {
            let items: String = items.iter().map(|item| format!("<li>{}</li>\n", text(item))).collect();
            let _ = write!(out, "<ul>\n{items}</ul>\n");
        }
        Block::Table { about, head, rows } => table(about, head, rows, out),
        Block::Verbatim { text, .. } => {
            // A box that scrolls must be reachable by keyboard.
            let _ = writeln!(out, "<pre tabindex=\"0\"><code>{}</code></pre>", escape(text));
        }
        Block::Aside { summary, blocks } => {
            let _ = write!(out, "<details>\n<summary>{}</summary>\n", escape(summary));
            blocks.iter().for_each(|block| one(block, out));
            out.push_str("</details>\n");
        }
    }
}

fn table(about: &str, head: &[&str], rows: &[Vec<Text>], out: &mut String) {
    let about = escape(about);
    let _ = write!(
        out,
        "<div class=\"table\" role=\"region\" aria-label=\"{about}\" tabindex=\"0\">\n<table>\n<caption>{about}</caption>\n<thead>\n<tr>"
    );
    for cell in head {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escape(cell));
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (index, (cell, head)) in row.iter().zip(head).enumerate() {
            let (open, close) = if index == 0 { ("<th scope=\"row\"", "</th>") } else { ("<td", "</td>") };
            let _ = write!(out, "{open} data-label=\"{}\">{}{close}", escape(head), text(cell));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn text(text: &Text) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Plain(text) => escape(text),
        Piece::Code(text) => format!("<code>{}</code>", escape(text)),
        Piece::Strong(text) => format!("<strong>{}</strong>", escape(text)),
    };
    text.0.iter().map(piece).collect()
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
