//! The few parts of which the statement is made, in Markdown and HTML alike.

/// A part of the page.
#[derive(Debug)]
pub(super) enum Block {
    Section {
        id: &'static str,
        title: String,
        blocks: Vec<Block>,
    },
    /// One event: a part that can be linked to and searched for.
    Item {
        id: String,
        title: String,
        blocks: Vec<Block>,
    },
    Paragraph(Text),
    List(Vec<Text>),
    Table {
        about: String,
        head: &'static [&'static str],
        rows: Vec<Vec<Text>>,
    },
    Verbatim {
        language: &'static str,
        text: String,
    },
    /// What only some readers want to see.
    Aside {
        summary: String,
        blocks: Vec<Block>,
    },
}

/// A run of words.
#[derive(Clone, Debug)]
pub(super) struct Text(pub(super) Vec<Piece>);

#[derive(Clone, Debug)]
pub(super) enum Piece {
    Plain(String),
    Code(String),
    Strong(String),
}

/// Words of a schema, taken as they are.
pub(super) fn plain(text: impl Into<String>) -> Text {
    Text(vec![Piece::Plain(text.into())])
}

pub(super) fn code(text: impl Into<String>) -> Text {
    Text(vec![Piece::Code(text.into())])
}

/// Our own sentences: what stands between backticks is code, between `**` strong.
pub(super) fn prose(text: &str) -> Text {
    let mut pieces = Vec::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 1 {
            pieces.push(Piece::Code(part.to_owned()));
            continue;
        }
        for (index, part) in part.split("**").enumerate().filter(|(_, part)| !part.is_empty()) {
            let piece = if index % 2 == 1 { Piece::Strong } else { Piece::Plain };
            pieces.push(piece(part.to_owned()));
        }
    }
    Text(pieces)
}

impl Text {
    pub(super) fn then(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }
}

/// The anchor of a name: small letters, digits and hyphens.
pub(super) fn anchor(name: &str) -> String {
    use heck::ToKebabCase as _;
    format!("event-{}", name.to_kebab_case())
}
