use candor_core::names::{INVALID_LABEL, is_label};

/// A short name that was known when the product was compiled: `[A-Za-z0-9_.:-]{1,64}`.
///
/// ```
/// const BUILD: candor::Label = candor::label!("build");
/// assert_eq!(BUILD.as_str(), "build");
/// assert_eq!(candor::Label::new("/home/alice").as_str(), "invalid");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label(&'static str);

impl Label {
    /// The label `text`, or `invalid` where it is none.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        if is_label(text) { Self(text) } else { Self(INVALID_LABEL) }
    }

    /// What is sent.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }
}

/// What a `label` field takes: a `&'static str`, or a [`Label`] that [`label!`](crate::label) has checked.
///
/// A `String` made while the product runs is none: it could hold anything.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a label: a label is known when the product is compiled",
    label = "expected a string literal or `candor::label!(\"…\")`",
    note = "a run-time string reaches the wire only through a treatment that the schema names: for a closed list of values give the field `type: enum`, for free text `type: text`, which is scrubbed and capped"
)]
pub trait IntoLabel {
    /// The label; `invalid` where the text is none.
    fn into_label(self) -> Label;
}

impl IntoLabel for Label {
    fn into_label(self) -> Label {
        self
    }
}

impl IntoLabel for &'static str {
    fn into_label(self) -> Label {
        let label = Label::new(self);
        // What is no label has become another text, and so stands elsewhere.
        if !std::ptr::eq(label.0, self) {
            crate::troubles::count_invalid_label();
        }
        label
    }
}

/// A [`Label`] that is checked when the product is compiled.
///
/// ```
/// let label = candor::label!("std::io::Error");
/// assert_eq!(label.as_str(), "std::io::Error");
/// ```
///
/// ```compile_fail
/// let label = candor::label!("not a label");
/// ```
#[macro_export]
macro_rules! label {
    ($text:expr) => {{
        // An item, since `cargo check` does not evaluate a `const` block.
        const __CANDOR_LABEL: $crate::Label = {
            ::core::assert!(
                $crate::__private::is_label($text),
                "not a label: use 1 to 64 ASCII letters, digits, `_`, `.`, `:` and `-`"
            );
            $crate::Label::new($text)
        };
        __CANDOR_LABEL
    }};
}
