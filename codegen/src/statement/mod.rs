//! The privacy statement: what a product may collect, for its users. Every fact in it comes from the schema, the lock and the
//! limits of the runtime.

mod block;
mod content;
mod html;
mod markdown;

use crate::model::Model;
use block::Block;

/// The privacy statement of a product, made by [`Model::statement`].
///
/// ```no_run
/// let sources = candor_codegen::Sources::read("schema".as_ref());
/// if let Some(model) = candor_codegen::check(&sources, candor_codegen::today()).model {
///     if let Ok(statement) = model.statement(&sources) {
///         std::fs::write("Privacy.md", statement.markdown())?;
///     }
/// }
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Statement {
    title: String,
    blocks: Vec<Block>,
}

impl Statement {
    pub(crate) fn new(model: &Model, history: &[(String, String, String)]) -> Self {
        Self { title: format!("Privacy of {}", model.product.name.value), blocks: content::blocks(model, history) }
    }

    /// As Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        markdown::render(&self.title, &self.blocks)
    }

    /// As one HTML page that loads nothing from elsewhere and needs no JavaScript.
    #[must_use]
    pub fn html(&self) -> String {
        html::render(&self.title, &self.blocks)
    }
}
