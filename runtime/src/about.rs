//! What the schema says about the things that are sent, for users who look at them. Generated as a constant.

/// The events of a product and its context.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// The events, in the order of the schema.
    pub events: &'static [AboutEvent],
    /// `context:`.
    pub context: &'static [AboutField],
}

/// An event.
#[derive(Clone, Copy, Debug)]
pub struct AboutEvent {
    /// Its name on the wire.
    pub name: &'static str,
    /// Its fields, in the order of the schema.
    pub fields: &'static [AboutField],
}

/// A field, or a key of the context.
#[derive(Clone, Copy, Debug)]
pub struct AboutField {
    /// Its name in the schema.
    pub name: &'static str,
    /// Its privacy class.
    pub class: &'static str,
    /// What is done to its value, such as `text(scrubbed,max_chars=200)`.
    pub treatment: &'static str,
    /// File and line of the schema.
    pub from: &'static str,
}

impl About {
    /// Nothing to tell.
    pub const NOTHING: Self = Self { events: &[], context: &[] };
}
