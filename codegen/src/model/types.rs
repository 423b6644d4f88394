//! Types that have a name in Rust: enums and records, each of one field or of `types.yaml` and then of every field that names it.

use std::sync::Arc;

use heck::ToUpperCamelCase as _;

use super::{FieldKind, Member, Parts};
use crate::source::Spanned;

/// What `types.yaml` holds.
#[derive(Debug, Default)]
pub(crate) struct Types {
    pub(crate) enums: Vec<Arc<Enum>>,
    pub(crate) records: Vec<Arc<Record>>,
}

impl Types {
    /// What a field of that type is.
    pub(super) fn find(&self, name: &str) -> Option<FieldKind> {
        let of_enum =
            || self.enums.iter().find(|one| one.named.value == name).map(|one| FieldKind::Enum(Arc::clone(one)));
        let record = self.records.iter().find(|record| record.named.value == name);
        record.map(|record| FieldKind::Record(Arc::clone(record))).or_else(of_enum)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.enums.iter().map(|one| &one.named).chain(self.records.iter().map(|record| &record.named))
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

/// A group of values, each with a name.
#[derive(Debug)]
pub(crate) struct Record {
    /// The name of its field, or its own in `types.yaml`.
    pub(crate) named: Spanned<String>,
    pub(crate) description: Spanned<String>,
    /// Whether it stands in `types.yaml`.
    pub(crate) is_shared: bool,
    pub(crate) fields: Vec<Member>,
}

impl Record {
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
        let of_members = self.members().filter_map(|member| member.kind.enumeration());
        self.types.enums.iter().chain(of_members.filter(|one| !one.is_shared))
    }

    /// Every record as often as it is written down: those of `types.yaml`, then those of fields.
    pub(crate) fn records(&self) -> impl Iterator<Item = &Arc<Record>> {
        let of_fields = self.fields().filter_map(|field| field.kind.record());
        self.types.records.iter().chain(of_fields.filter(|record| !record.is_shared))
    }
}
