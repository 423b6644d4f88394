//! What a field holds: the language's types with all that belongs to them, and those of `types.yaml`.

use std::sync::Arc;

use candor_core::limits::{
    BUCKET_EDGE_MAX, BUCKET_EDGES_MAX, ENUM_VALUES_MAX, EXTENSIONS_MAX, SHARED_TYPES_MAX, TEXT_CHARS_DEFAULT,
    TEXT_CHARS_MAX,
};
use candor_core::names::{is_extension, is_label};
use candor_core::{DurationUnit, FieldType};

use super::super::{Documents, Enum, FieldKind, Member, Record};
use super::Reader;
use crate::checks::{
    descending_edges, duplicate_name, invalid_name, missing_key, nested_type, out_of_range, wrong_key_for_type,
    wrong_shape,
};
use crate::document::{Entry, Fields, Node, Value};
use crate::language::{self, Key};
use crate::names::{is_upper_camel, is_variant, to_upper_camel};
use crate::source::{Sources, Spanned, TYPES_FILE};

/// What stands under `type`.
enum TypeName {
    Own(FieldType),
    Shared(String, FieldKind),
}

impl TypeName {
    fn name(&self) -> &str {
        match self {
            Self::Own(kind) => kind.name(),
            Self::Shared(name, _) => name,
        }
    }

    fn may_be_element(&self) -> bool {
        match self {
            Self::Own(kind) => kind.may_be_element(),
            Self::Shared(_, kind) => kind.field_type().may_be_element(),
        }
    }

    fn is_record(&self) -> bool {
        matches!(self, Self::Own(FieldType::Record) | Self::Shared(_, FieldKind::Record(_)))
    }

    /// The language's type that the keys beside it belong to; a shared one has none.
    fn own(&self) -> Option<FieldType> {
        match self {
            Self::Own(kind) => Some(*kind),
            Self::Shared(..) => None,
        }
    }
}

impl Reader<'_> {
    /// `types.yaml`, where product.yaml names it. Every entry that has a name is there afterwards, so that a mistake in one is
    /// not reported at each field as well.
    pub(super) fn types(&mut self, sources: &Sources, documents: &Documents, product: &Fields<'_>) {
        let root = self.beside(sources, documents, product, "types", TYPES_FILE);
        let Some(fields) = root.and_then(|root| self.mapping(root, &language::TYPES)) else { return };
        if fields.get("enums").is_none() && fields.get("records").is_none() {
            self.diagnostics.push(missing_key::any_of(fields.span, &language::TYPES));
        }
        self.types.enums = self.shared(&fields, "enums").map(|entry| Arc::new(self.shared_enum(entry))).collect();
        self.types.records = self.shared(&fields, "records").map(|entry| Arc::new(self.shared_record(entry))).collect();
    }

    /// The entries of a mapping of names to types.
    fn shared<'n>(&mut self, fields: &Fields<'n>, key: &str) -> std::slice::Iter<'n, Entry> {
        let Some(node) = fields.get(key) else { return [].iter() };
        let Value::Mapping(entries) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, &format!("`{key}`"), "a mapping of names to types"));
            return [].iter();
        };
        if entries.len() > SHARED_TYPES_MAX {
            let found = out_of_range::length(node.span, &format!("`{key}`"), entries.len(), 1, SHARED_TYPES_MAX);
            self.diagnostics.push(found);
        }
        for Entry { key, .. } in entries.iter().filter(|entry| !is_upper_camel(&entry.key.value)) {
            let form = "UpperCamelCase of at most 64 ASCII letters and digits";
            self.diagnostics.push(invalid_name::diagnostic(key, "a shared type", form, &to_upper_camel(&key.value)));
        }
        entries.iter()
    }

    fn shared_enum(&mut self, entry: &Entry) -> Enum {
        let fields = self.mapping(&entry.value, &language::SHARED_ENUM);
        let values = fields.as_ref().and_then(|fields| fields.get("values"));
        let values = values.map(|node| self.values(node)).unwrap_or_default();
        let description = fields.map_or_else(
            || Spanned::new(String::new(), entry.key.span),
            |fields| self.string_at(&fields, "description"),
        );
        Enum { named: entry.key.clone(), description, is_shared: true, values }
    }

    fn shared_record(&mut self, entry: &Entry) -> Record {
        let named = entry.key.clone();
        let Some(fields) = self.mapping(&entry.value, &language::SHARED_RECORD) else {
            let description = Spanned::new(String::new(), named.span);
            return Record { named, description, is_shared: true, fields: Vec::new() };
        };
        let description = self.string_at(&fields, "description");
        Record { named, description, is_shared: true, fields: self.parts_of(&fields) }
    }

    fn own_record(
        &mut self,
        fields: &Fields<'_>,
        kind: &Node,
        named: &Spanned<String>,
        description: &Spanned<String>,
    ) -> Option<Record> {
        if fields.get("fields").is_none() {
            let example = "{ rank: { type: uint, … } }";
            self.diagnostics.push(missing_key::for_type(kind.span, "record", "fields", example));
            return None;
        }
        let (named, description) = (named.clone(), description.clone());
        Some(Record { named, description, is_shared: false, fields: self.parts_of(fields) })
    }

    fn parts_of(&mut self, fields: &Fields<'_>) -> Vec<Member> {
        let entries = self.field_entries(fields, 1);
        entries.iter().filter_map(|entry| self.part(entry)).collect()
    }

    /// The type of the field `named`, with all that belongs to it.
    pub(super) fn kind(
        &mut self,
        fields: &Fields<'_>,
        named: &Spanned<String>,
        description: &Spanned<String>,
    ) -> Option<FieldKind> {
        let node = fields.get("type")?;
        let kind = self.type_name(fields, "type")?;
        if std::ptr::eq(fields.keys(), language::RECORD_FIELD.keys) && !kind.may_be_element() {
            self.diagnostics.push(nested_type::diagnostic(node.span, "a record", kind.name()));
            return None;
        }
        if !matches!(kind, TypeName::Own(FieldType::List)) {
            self.foreign_keys(fields, &kind, None);
            return self.one(fields, node, kind, named, description);
        }
        let of = self.element(fields, node);
        self.foreign_keys(fields, &kind, of.as_ref().map(|(_, of)| of));
        let max_items = self.max_items(fields, node);
        let (node, of) = of?;
        Some(FieldKind::List { of: Box::new(self.one(fields, node, of, named, description)?), max_items: max_items? })
    }

    /// What a list holds.
    fn element<'n>(&mut self, fields: &Fields<'n>, kind: &Node) -> Option<(&'n Node, TypeName)> {
        let Some(node) = fields.get("of") else {
            self.diagnostics.push(missing_key::for_type(kind.span, "list", "of", "label"));
            return None;
        };
        let of = self.type_name(fields, "of")?;
        if of.may_be_element() || of.is_record() {
            return Some((node, of));
        }
        self.diagnostics.push(nested_type::diagnostic(node.span, "a list", of.name()));
        None
    }

    fn max_items(&mut self, fields: &Fields<'_>, kind: &Node) -> Option<u32> {
        if fields.get("max_items").is_none() {
            self.diagnostics.push(missing_key::for_type(kind.span, "list", "max_items", "10"));
        }
        self.limit(fields, "max_items").map(|limit| limit.value as u32)
    }

    /// A type that is no list.
    fn one(
        &mut self,
        fields: &Fields<'_>,
        node: &Node,
        kind: TypeName,
        named: &Spanned<String>,
        description: &Spanned<String>,
    ) -> Option<FieldKind> {
        let kind = match kind {
            TypeName::Own(kind) => kind,
            TypeName::Shared(_, kind) => return Some(kind),
        };
        Some(match kind {
            FieldType::Bool => FieldKind::Bool,
            FieldType::Int => FieldKind::Int,
            FieldType::Uint => FieldKind::Uint,
            FieldType::Float => FieldKind::Float,
            FieldType::Duration => FieldKind::Duration(self.unit(fields, node)?),
            FieldType::Enum => FieldKind::Enum(Arc::new(self.own_enum(fields, node, named, description)?)),
            FieldType::Label => FieldKind::Label,
            FieldType::Text => FieldKind::Text { max_chars: self.max_chars(fields) },
            FieldType::Frames => FieldKind::Frames,
            FieldType::Version => FieldKind::Version,
            FieldType::Bucket => FieldKind::Bucket { edges: self.edges(fields, node)? },
            FieldType::Reference => FieldKind::Reference { extensions: self.extensions(fields) },
            FieldType::Digest => FieldKind::Digest,
            FieldType::Record => FieldKind::Record(Arc::new(self.own_record(fields, node, named, description)?)),
            // It was read before, and holds no other.
            FieldType::List => return None,
        })
    }

    fn own_enum(
        &mut self,
        fields: &Fields<'_>,
        kind: &Node,
        named: &Spanned<String>,
        description: &Spanned<String>,
    ) -> Option<Enum> {
        let Some(node) = fields.get("values") else {
            self.diagnostics.push(missing_key::for_type(kind.span, "enum", "values", "[First, Second]"));
            return None;
        };
        let (named, description) = (named.clone(), description.clone());
        Some(Enum { named, description, is_shared: false, values: self.values(node) })
    }

    /// The language's own type or a shared one; anything else is reported.
    fn type_name(&mut self, fields: &Fields<'_>, key: &str) -> Option<TypeName> {
        if let Value::Scalar { text, .. } = &fields.get(key)?.value {
            if let Ok(kind) = text.parse() {
                return Some(TypeName::Own(kind));
            }
            if let Some(kind) = self.types.find(text) {
                return Some(TypeName::Shared(text.clone(), kind));
            }
        }
        let shared: Vec<String> = self.types.names().map(|name| name.value.clone()).collect();
        let known = FieldType::ALL.map(FieldType::name).into_iter().chain(shared.iter().map(String::as_str));
        self.choice(fields, key, "a type", &known.collect::<Vec<_>>());
        None
    }

    /// Keys that belong to other types than the field's and that of its elements.
    fn foreign_keys(&mut self, fields: &Fields<'_>, kind: &TypeName, of: Option<&TypeName>) {
        let own: Vec<FieldType> = [Some(kind), of].into_iter().flatten().filter_map(TypeName::own).collect();
        let is_foreign = |key: &&Key| !key.types.is_empty() && !key.types.iter().any(|kind| own.contains(kind));
        for key in fields.keys().iter().filter(is_foreign) {
            if let Some(span) = fields.key_span(key.name) {
                self.diagnostics.push(wrong_key_for_type::diagnostic(span, key, kind.name()));
            }
        }
    }

    fn unit(&mut self, fields: &Fields<'_>, kind: &Node) -> Option<DurationUnit> {
        let names = DurationUnit::ALL.map(DurationUnit::name);
        if fields.get("unit").is_none() {
            self.diagnostics.push(missing_key::for_type(kind.span, "duration", "unit", "ms"));
        }
        self.choice(fields, "unit", "a unit", &names)?.parse().ok()
    }

    fn values(&mut self, node: &Node) -> Vec<Spanned<String>> {
        let values = self.strings(node, "`values`", 1, ENUM_VALUES_MAX);
        for value in values.iter().filter(|value| !is_label(&value.value) || !is_variant(&value.value)) {
            let form = "1 to 64 ASCII letters, digits, `_`, `.`, `:` and `-`, with a letter or digit among them";
            self.diagnostics.push(invalid_name::diagnostic(value, "a value", form, ""));
        }
        values
    }

    fn edges(&mut self, fields: &Fields<'_>, kind: &Node) -> Option<Vec<u64>> {
        let Some(node) = fields.get("edges") else {
            self.diagnostics.push(missing_key::for_type(kind.span, "bucket", "edges", "[10, 100, 1000]"));
            return None;
        };
        let Value::Sequence(items) = &node.value else {
            self.diagnostics.push(wrong_shape::diagnostic(node, "`edges`", "a list"));
            return None;
        };
        if !(1..=BUCKET_EDGES_MAX).contains(&items.len()) {
            self.diagnostics.push(out_of_range::length(node.span, "`edges`", items.len(), 1, BUCKET_EDGES_MAX));
        }
        let edges =
            items.iter().filter_map(|item| self.integer(item, "an edge", 0, BUCKET_EDGE_MAX)).collect::<Vec<_>>();
        descending_edges::check(&edges, self.diagnostics);
        (!edges.is_empty()).then(|| edges.iter().map(|edge| edge.value).collect())
    }

    fn extensions(&mut self, fields: &Fields<'_>) -> Vec<String> {
        let Some(node) = fields.get("extensions") else { return Vec::new() };
        let listed = self.strings(node, "`extensions`", 1, EXTENSIONS_MAX);
        for one in listed.iter().filter(|one| !is_extension(&one.value)) {
            let form = "a dot and 1 to 12 small ASCII letters and digits";
            self.diagnostics.push(invalid_name::diagnostic(one, "an ending of files", form, ".onnx"));
        }
        duplicate_name::unique("ending", listed.iter(), self.diagnostics);
        let mut extensions: Vec<_> = listed.into_iter().map(|one| one.value).collect();
        extensions.sort_unstable();
        extensions
    }

    fn max_chars(&mut self, fields: &Fields<'_>) -> u32 {
        let read =
            fields.get("max_chars").and_then(|node| self.integer(node, "`max_chars`", 1, u64::from(TEXT_CHARS_MAX)));
        read.map_or(TEXT_CHARS_DEFAULT, |n| n.value as u32)
    }
}
