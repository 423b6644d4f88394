//! Values of recorded events as the types that setters take.

use std::time::Duration;

use candor_core::DurationUnit;

use crate::record::Safe;
use crate::typed::{Key, RecordedFrame, RecordedRecord, Spelled};

/// A value of a recorded event.
#[derive(Clone, Debug)]
pub struct Stored(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    Duration(Duration),
    Float(f64),
    Text(String),
    Frame(RecordedFrame),
    Frames(Vec<Stored>),
    List(Vec<Stored>),
    Record(&'static [&'static str], Vec<Stored>),
}

impl Stored {
    pub(super) fn new(value: &Safe) -> Self {
        Self(match value {
            Safe::Null => Kind::Null,
            Safe::Bool(value) => Kind::Bool(*value),
            Safe::Int(value) => Kind::Int(*value),
            Safe::Duration(whole, unit) => Kind::Duration(length(*whole, *unit)),
            Safe::Float(value) => Kind::Float(*value),
            Safe::Name(name) => Kind::Text((*name).to_owned()),
            Safe::Treated(treated) => Kind::Text(treated.as_str().to_owned()),
            Safe::Text(text) => Kind::Text(text.as_str().to_owned()),
            Safe::Frames(frames) => {
                Kind::Frames(frames.iter().map(|frame| Self(Kind::Frame(recorded(frame)))).collect())
            }
            Safe::Record(fields, values) => Kind::Record(fields, values.iter().map(Self::new).collect()),
            Safe::List(values) => Kind::List(values.iter().map(Self::new).collect()),
        })
    }

    /// Puts words in the place of what differs from run to run.
    pub(super) fn mask(&self, json: &mut serde_json::Value) {
        match (&self.0, json) {
            (Kind::Duration(_), json) => *json = "<duration>".into(),
            (Kind::Frames(_), json) => *json = "<frames>".into(),
            (Kind::List(values), serde_json::Value::Array(items)) => {
                values.iter().zip(items).for_each(|(value, item)| value.mask(item));
            }
            (Kind::Record(fields, values), json) => {
                let values = fields.iter().zip(values);
                values.for_each(|(field, value)| json.get_mut(*field).into_iter().for_each(|json| value.mask(json)));
            }
            _ => {}
        }
    }
}

impl<R> RecordedRecord<R> {
    /// The value of a field of the record, such as `tensor.get(Tensor::RANK)`.
    ///
    /// # Panics
    ///
    /// When the field is null and has no `Option` type: what could not be read as its type left it so.
    #[must_use]
    #[track_caller]
    pub fn get<T: Read>(&self, key: Key<R, T>) -> T {
        let value = self.values.get(key.index()).and_then(T::read);
        value.unwrap_or_else(|| panic!("field {} is null in {self:?}", key.index()))
    }
}

impl<R> Read for RecordedRecord<R> {
    fn read(value: &Stored) -> Option<Self> {
        if let Kind::Record(_, values) = &value.0 { Some(Self::new(values.clone())) } else { None }
    }
}

fn recorded(frame: &crate::record::SafeFrame) -> RecordedFrame {
    RecordedFrame {
        file: frame.file.as_ref().map(|file| file.as_str().to_owned()),
        line: frame.line,
        function: frame.function.as_str().to_owned(),
    }
}

fn length(whole: i64, unit: DurationUnit) -> Duration {
    let whole = u64::try_from(whole).unwrap_or_default();
    match unit {
        DurationUnit::Seconds => Duration::from_secs(whole),
        DurationUnit::Milliseconds => Duration::from_millis(whole),
        DurationUnit::Microseconds => Duration::from_micros(whole),
    }
}

/// What a field can be read as: `bool`, `i64`, `u64`, `f64`, [`Duration`], `String`, a generated enum, a frame, a record, a `Vec`
/// of each, and an `Option` of each.
pub trait Read: Sized {
    /// The value, where it is of this type.
    #[doc(hidden)]
    fn read(value: &Stored) -> Option<Self>;
}

macro_rules! read {
    ($($type:ty: $pattern:pat => $value:expr;)*) => {$(
        impl Read for $type {
            fn read(value: &Stored) -> Option<Self> {
                match &value.0 {
                    $pattern => Some($value),
                    _ => None,
                }
            }
        }
    )*};
}

read! {
    bool: Kind::Bool(value) => *value;
    i64: Kind::Int(value) => *value;
    u64: Kind::Int(value) => u64::try_from(*value).ok()?;
    f64: Kind::Float(value) => *value;
    Duration: Kind::Duration(value) => *value;
    String: Kind::Text(value) => value.clone();
    RecordedFrame: Kind::Frame(value) => value.clone();
}

impl<T: Spelled> Read for T {
    fn read(value: &Stored) -> Option<Self> {
        if let Kind::Text(spelling) = &value.0 { T::spelled(spelling) } else { None }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Stored) -> Option<Self> {
        if let Kind::List(values) | Kind::Frames(values) = &value.0 {
            values.iter().map(T::read).collect()
        } else {
            None
        }
    }
}

impl<T: Read> Read for Option<T> {
    fn read(value: &Stored) -> Option<Self> {
        if let Kind::Null = value.0 { Some(None) } else { T::read(value).map(Some) }
    }
}
