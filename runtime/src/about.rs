//! What the schema says about the things that are sent, for users who look at them. Generated as one constant text, since
//! nobody reads it but a user's command: a table of structs would cost every product's compilation.

/// The fields of a product's events and its context.
#[derive(Clone, Copy, Debug)]
pub struct About(
    #[cfg_attr(
        not(any(feature = "clap", feature = "testing")),
        expect(dead_code, reason = "only a user's command reads it")
    )]
    &'static str,
);

/// A field, or a key of the context.
#[cfg(feature = "clap")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct AboutField {
    /// Its privacy class.
    pub(crate) class: &'static str,
    /// What is done to its value, such as `text(scrubbed,max_chars=200)`; empty for a key of the context.
    pub(crate) treatment: &'static str,
    /// File and line of the schema.
    pub(crate) from: &'static str,
}

impl About {
    /// Nothing to tell.
    pub const NOTHING: Self = Self("");

    /// A line a thing: the event's name (empty for a key of the context), the field's, class, treatment, and file and line of
    /// the schema, separated by tabs.
    #[must_use]
    pub const fn new(lines: &'static str) -> Self {
        Self(lines)
    }

    #[cfg(feature = "clap")]
    pub(crate) fn field(self, event: &str, name: &str) -> Option<AboutField> {
        let mut lines = self.0.lines().map(|line| line.split('\t'));
        lines.find_map(|mut parts| {
            let found = parts.next() == Some(event) && parts.next() == Some(name);
            let (class, treatment, from) = (parts.next()?, parts.next()?, parts.next()?);
            found.then_some(AboutField { class, treatment, from })
        })
    }

    #[cfg(feature = "clap")]
    pub(crate) fn context(self, key: &str) -> Option<AboutField> {
        self.field("", key)
    }

    /// The treatments of all fields.
    #[cfg(feature = "testing")]
    pub(crate) fn treatments(self) -> impl Iterator<Item = &'static str> {
        self.0.lines().filter_map(|line| line.split('\t').nth(3))
    }
}
