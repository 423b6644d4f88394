//! Types that have a name in Rust: enums, each of one field or of `types.yaml` and then of every field that names it.

use std::sync::Arc;

use heck::ToUpperCamelCase as _;

use super::{FieldKind, Parts};
use crate::source::Spanned;

/// What `types.yaml` holds.
#[derive(Debug, Default)]
pub(crate) struct Types {
    pub(crate) enums: Vec<Arc<Enum>>,
}

impl Types {
    /// What a field of that type is.
    pub(super) fn find(&self, name: &str) -> Option<FieldKind> {
        self.enums.iter().find(|one| one.named.value == name).map(|one| FieldKind::Enum(Arc::clone(one)))
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.enums.iter().map(|one| &one.named)
    }
}

/// A closed set of values.
#[derive(Debug)]
pub(crate) struct Enum {
    /// The name of its field, or its own in `types.yaml`.
    pub(crate) named: Spanned<String>,
    pub(crate) description: Spanned<String>,
    /// Whether it stands in `types.yaml`.
    pub(crate) is_shared: bool,
    pub(crate) values: Vec<Spanned<String>>,
}

impl Enum {
    /// Its name in Rust.
    pub(crate) fn rust(&self) -> String {
        rust(&self.named.value, self.is_shared)
    }
}

/// A shared type is named as it is written, and that of a field after it.
fn rust(named: &str, is_shared: bool) -> String {
    if is_shared { named.to_owned() } else { named.to_upper_camel_case() }
}

impl Parts {
    /// Every enum as often as it is written down: those of `types.yaml`, then those of fields.
    pub(crate) fn enums(&self) -> impl Iterator<Item = &Arc<Enum>> {
        let of_fields = self.fields().filter_map(|field| field.kind.enumeration());
        self.types.enums.iter().chain(of_fields.filter(|one| !one.is_shared))
    }
}
