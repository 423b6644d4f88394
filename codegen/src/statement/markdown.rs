use std::fmt::Write as _;

use super::block::{Block, Piece, Text};
use crate::markdown::{code_block, escape};

pub(super) fn render(title: &str, blocks: &[Block]) -> String {
    let mut out =
        format!("<!-- Made by `candor docs` from the schema; not to be edited by hand. -->\n\n# {}\n", escape(title));
    blocks.iter().for_each(|block| one(block, &mut out));
    out
}

fn one(block: &Block, out: &mut String) {
    match block {
        Block::Section { id, title, blocks } => {
            let _ = write!(out, "\n<a id=\"{id}\"></a>\n\n## {}\n", escape(title));
            blocks.iter().for_each(|block| one(block, out));
        }
        Block::Item { id, title, blocks } => {
            let _ = write!(out, "\n<a id=\"{id}\"></a>\n\n### {}\n", escape(title));
            blocks.iter().for_each(|block| one(block, out));
        }
        Block::Paragraph(words) => _ = write!(out, "\n{}\n", text(words)),
        Block::List(items) => {
            out.push('\n');
            for item in items {
                let _ = writeln!(out, "- {}", text(item));
            }
        }
        Block::Table { head, rows, .. } => {
            let _ = writeln!(out, "\n| {} |\n|{}", head.join(" | "), "---|".repeat(head.len()));
            for row in rows {
                let cells: Vec<String> = row.iter().map(text).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
        }
        Block::Verbatim { language, text } => _ = write!(out, "\n{}", code_block(language, text)),
        Block::Aside { summary, blocks } => {
            let _ = write!(out, "\n<details><summary>{}</summary>\n", escape(summary));
            blocks.iter().for_each(|block| one(block, out));
            out.push_str("\n</details>\n");
        }
    }
}

fn text(text: &Text) -> String {
    text.0.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Plain(text) => escape(text),
        Piece::Strong(text) => format!("**{}**", escape(text)),
        // A bar ends a cell of a table even within code.
        Piece::Code(text) if text.contains(['`', '|', '\n']) => escape(text),
        Piece::Code(text) => format!("`{text}`"),
    }
}
