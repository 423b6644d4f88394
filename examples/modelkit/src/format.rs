//! Formats of models, told by their first bytes and checked as far as their container goes.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};

use serde_json::{Map, Value};

/// A format, with what its container says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Format {
    Onnx(Onnx),
    Safetensors(Safetensors),
    Gguf { version: u32, tensors: u64 },
    Zip { entries: u16 },
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Onnx {
    ir_version: u64,
    opset: Option<u64>,
    producer: String,
    has_graph: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Safetensors {
    /// Where in the file the tensors' bytes begin.
    pub(crate) data_start: u64,
    /// In the order of their bytes.
    pub(crate) tensors: Vec<Tensor>,
    pub(crate) metadata: Map<String, Value>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tensor {
    pub(crate) name: String,
    pub(crate) dtype: &'static str,
    pub(crate) shape: Vec<u64>,
    /// Relative to `data_start`.
    pub(crate) start: u64,
    pub(crate) end: u64,
}

impl Format {
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Onnx(_) => "ONNX",
            Self::Safetensors(_) => "safetensors",
            Self::Gguf { .. } => "GGUF",
            Self::Zip { .. } => "zip",
        }
    }

    /// The name, and what else fits into a line.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Onnx(onnx) => onnx.describe(),
            Self::Safetensors(s) => format!("safetensors, {}", counted(s.tensors.len() as u64, "tensor", "tensors")),
            Self::Gguf { version, tensors } => {
                format!("GGUF, version {version}, {}", counted(*tensors, "tensor", "tensors"))
            }
            Self::Zip { entries } => format!("zip, {}", counted((*entries).into(), "entry", "entries")),
        }
    }
}

impl Onnx {
    fn describe(&self) -> String {
        let mut text = format!("ONNX, IR {}", self.ir_version);
        if let Some(opset) = self.opset {
            text.push_str(&format!(", opset {opset}"));
        }
        if !self.producer.is_empty() {
            text.push_str(&format!(", made by {}", self.producer));
        }
        text
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Why a file that looks like a model is none.
#[derive(Debug)]
pub(crate) enum Malformed {
    Io(io::Error),
    Container { format: &'static str, what: String },
    Header(serde_json::Error),
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(_) => f.write_str("the file cannot be read"),
            Self::Container { format, what } => write!(f, "the {format} container {what}"),
            Self::Header(_) => f.write_str("the safetensors header is not JSON"),
        }
    }
}

impl std::error::Error for Malformed {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            Self::Header(error) => Some(error),
            Self::Container { .. } => None,
        }
    }
}

impl From<io::Error> for Malformed {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

fn malformed<T>(format: &'static str, what: impl Into<String>) -> Result<T, Malformed> {
    Err(Malformed::Container { format, what: what.into() })
}

/// The format of a file of `size` bytes, or `None` if it is not a model.
pub(crate) fn detect(file: &mut (impl Read + Seek), size: u64) -> Result<Option<Format>, Malformed> {
    let mut start = Vec::new();
    file.by_ref().take(24).read_to_end(&mut start)?;
    if start.starts_with(b"GGUF") {
        return gguf(&start, size).map(Some);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return zip(file, size).map(Some);
    }
    if let Some(length) = safetensors_length(&start) {
        return safetensors(file, length, size).map(Some);
    }
    if looks_like_onnx(&start) {
        return onnx(&mut Fields::new(file, size)?).map(Some);
    }
    Ok(None)
}

fn gguf(start: &[u8], size: u64) -> Result<Format, Malformed> {
    let [_, _, _, _, rest @ ..] = start else { return malformed("GGUF", "is empty") };
    let Some((version, rest)) = rest.split_first_chunk::<4>() else { return malformed("GGUF", "has no version") };
    let version = u32::from_le_bytes(*version);
    if !(2..=3).contains(&version) {
        return malformed("GGUF", format!("has version {version}; 2 and 3 are known"));
    }
    let ([tensors, pairs], []) = rest.as_chunks::<8>() else { return malformed("GGUF", "ends in its header") };
    let (tensors, pairs) = (u64::from_le_bytes(*tensors), u64::from_le_bytes(*pairs));
    // A tensor is described by at least 24 bytes, a key and its value by at least 13.
    let least = tensors.saturating_mul(24).saturating_add(pairs.saturating_mul(13)).saturating_add(24);
    if least > size {
        return malformed("GGUF", format!("counts {tensors} tensors and {pairs} keys, more than the file can hold"));
    }
    Ok(Format::Gguf { version, tensors })
}

/// Looks for the end of the central directory, which lies before a comment of at most 64 KiB.
fn zip(file: &mut (impl Read + Seek), size: u64) -> Result<Format, Malformed> {
    const END: usize = 22;
    file.seek(SeekFrom::Start(size.saturating_sub((END + 0xffff) as u64)))?;
    let mut tail = Vec::new();
    file.take((END + 0xffff) as u64).read_to_end(&mut tail)?;
    let end = tail.windows(END).enumerate().rev().map(|(at, window)| (tail.len() - at - END, window)).find(
        |(comment, end)| {
            end.starts_with(b"PK\x05\x06") && *comment == usize::from(u16::from_le_bytes([end[20], end[21]]))
        },
    );
    match end {
        None => malformed("zip", "has no central directory; is it cut off?"),
        Some((_, end)) => Ok(Format::Zip { entries: u16::from_le_bytes([end[10], end[11]]) }),
    }
}

/// The specification's bound on the header.
const SAFETENSORS_HEADER: u64 = 100_000_000;

fn safetensors_length(start: &[u8]) -> Option<u64> {
    let (length, rest) = start.split_first_chunk::<8>()?;
    let length = u64::from_le_bytes(*length);
    ((2..=SAFETENSORS_HEADER).contains(&length) && rest.first() == Some(&b'{')).then_some(length)
}

fn safetensors(file: &mut (impl Read + Seek), length: u64, size: u64) -> Result<Format, Malformed> {
    let data_start = 8 + length;
    if data_start > size {
        return malformed("safetensors", "ends in its header");
    }
    file.seek(SeekFrom::Start(8))?;
    let mut header = Vec::new();
    file.take(length).read_to_end(&mut header)?;
    let mut header: Map<String, Value> = serde_json::from_slice(&header).map_err(Malformed::Header)?;
    let metadata = match header.remove("__metadata__") {
        None => Map::new(),
        Some(Value::Object(metadata)) if metadata.values().all(Value::is_string) => metadata,
        Some(_) => return malformed("safetensors", "has metadata that is not text"),
    };
    let mut tensors = header.iter().map(|(name, entry)| tensor(name, entry)).collect::<Result<Vec<_>, _>>()?;
    tensors.sort_by_key(|tensor| (tensor.start, tensor.end));
    check_layout(&tensors, size - data_start)?;
    Ok(Format::Safetensors(Safetensors { data_start, tensors, metadata }))
}

fn tensor(name: &str, entry: &Value) -> Result<Tensor, Malformed> {
    let numbers = |key: &str| entry.get(key)?.as_array()?.iter().map(Value::as_u64).collect::<Option<Vec<u64>>>();
    let dtype = entry.get("dtype").and_then(Value::as_str).and_then(known_dtype);
    let (Some(dtype), Some(shape), Some([start, end])) =
        (dtype, numbers("shape"), numbers("data_offsets").as_deref().and_then(|n| n.first_chunk().copied()))
    else {
        return malformed("safetensors", format!("describes tensor {name:?} wrongly"));
    };
    let bytes = shape.iter().try_fold(dtype_bytes(dtype), |product, length| product.checked_mul(*length));
    if bytes.is_none() || end.checked_sub(start) != bytes {
        return malformed("safetensors", format!("gives tensor {name:?} a size that is not its shape's"));
    }
    Ok(Tensor { name: name.to_owned(), dtype, shape, start, end })
}

/// The tensors must fill the rest of the file without a hole.
fn check_layout(tensors: &[Tensor], size: u64) -> Result<(), Malformed> {
    let mut at = 0;
    for tensor in tensors {
        if tensor.start != at {
            return malformed("safetensors", format!("has a hole or an overlap before tensor {:?}", tensor.name));
        }
        at = tensor.end;
    }
    if at != size {
        return malformed("safetensors", format!("describes {at} bytes of tensors and holds {size}"));
    }
    Ok(())
}

const DTYPES: [(&str, u64); 15] = [
    ("F64", 8),
    ("I64", 8),
    ("U64", 8),
    ("F32", 4),
    ("I32", 4),
    ("U32", 4),
    ("F16", 2),
    ("BF16", 2),
    ("I16", 2),
    ("U16", 2),
    ("F8_E4M3", 1),
    ("F8_E5M2", 1),
    ("I8", 1),
    ("U8", 1),
    ("BOOL", 1),
];

fn known_dtype(name: &str) -> Option<&'static str> {
    DTYPES.iter().find(|(known, _)| *known == name).map(|(known, _)| *known)
}

/// Bytes of one number of a known type.
pub(crate) fn dtype_bytes(dtype: &str) -> u64 {
    DTYPES.iter().find(|(known, _)| *known == dtype).map_or(0, |(_, bytes)| *bytes)
}

/// ONNX has no magic bytes. It is protobuf that begins with the IR version, a small number, and goes on with a field
/// that a model may have.
fn looks_like_onnx(start: &[u8]) -> bool {
    matches!(start, [0x08, 1..=30, key, ..] if is_model_field(u64::from(*key) >> 3, *key & 7))
}

/// Fields of `ModelProto` by number and wire type (0: a number, 2: bytes).
fn is_model_field(number: u64, wire: u8) -> bool {
    matches!((number, wire), (1 | 5, 0) | (2 | 3 | 4 | 6 | 7 | 8 | 14 | 20 | 25 | 26, 2))
}

fn onnx<R: Read + Seek>(fields: &mut Fields<'_, R>) -> Result<Format, Malformed> {
    let mut onnx = Onnx::default();
    let mut producer_version = String::new();
    while let Some((number, wire)) = fields.next()? {
        if !is_model_field(number, wire) {
            return malformed("ONNX", format!("has an unknown field {number}"));
        }
        match number {
            1 => onnx.ir_version = fields.number()?,
            5 => drop(fields.number()?),
            2 => onnx.producer = fields.text()?,
            3 => producer_version = fields.text()?,
            7 => onnx.has_graph = fields.skip_bytes()? > 0,
            8 => onnx.opset = fields.opset()?.or(onnx.opset),
            _ => drop(fields.skip_bytes()?),
        }
    }
    if !onnx.has_graph {
        return malformed("ONNX", "has no graph");
    }
    onnx.producer = format!("{} {producer_version}", onnx.producer).trim().to_owned();
    Ok(Format::Onnx(onnx))
}

/// Walks over the fields of a protobuf message without reading what it does not need.
struct Fields<'a, R> {
    file: &'a mut R,
    at: u64,
    size: u64,
}

impl<'a, R: Read + Seek> Fields<'a, R> {
    fn new(file: &'a mut R, size: u64) -> io::Result<Self> {
        file.rewind()?;
        Ok(Self { file, at: 0, size })
    }

    /// Number and wire type of the next field, or `None` at the end.
    fn next(&mut self) -> Result<Option<(u64, u8)>, Malformed> {
        if self.at == self.size {
            return Ok(None);
        }
        let key = self.number()?;
        Ok(Some((key >> 3, (key & 7) as u8)))
    }

    fn number(&mut self) -> Result<u64, Malformed> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            if self.at == self.size {
                return malformed("ONNX", "ends in the middle of a number");
            }
            let mut byte = [0];
            self.file.read_exact(&mut byte)?;
            self.at += 1;
            number |= u64::from(byte[0] & 0x7f) << shift;
            if byte[0] < 0x80 {
                return Ok(number);
            }
        }
        malformed("ONNX", "has a number without an end")
    }

    fn length(&mut self) -> Result<u64, Malformed> {
        let length = self.number()?;
        if length > self.size - self.at {
            return malformed("ONNX", "ends in the middle of a field; is it cut off?");
        }
        Ok(length)
    }

    fn skip_bytes(&mut self) -> Result<u64, Malformed> {
        let length = self.length()?;
        self.at += length;
        self.file.seek(SeekFrom::Start(self.at))?;
        Ok(length)
    }

    /// The first bytes of a field; the rest is skipped.
    fn bytes(&mut self) -> Result<Vec<u8>, Malformed> {
        let length = self.length()?;
        let mut bytes = Vec::new();
        self.file.by_ref().take(length.min(64)).read_to_end(&mut bytes)?;
        self.at += length;
        self.file.seek(SeekFrom::Start(self.at))?;
        Ok(bytes)
    }

    fn text(&mut self) -> Result<String, Malformed> {
        Ok(String::from_utf8_lossy(&self.bytes()?).into_owned())
    }

    /// The version of an operator set, if it is the default one.
    fn opset(&mut self) -> Result<Option<u64>, Malformed> {
        let bytes = self.bytes()?;
        let mut inner = io::Cursor::new(&bytes);
        let mut fields = Fields::new(&mut inner, bytes.len() as u64)?;
        let (mut domain, mut version) = (String::new(), None);
        while let Some(field) = fields.next()? {
            match field {
                (1, 2) => domain = fields.text()?,
                (2, 0) => version = Some(fields.number()?),
                _ => return malformed("ONNX", "has an operator set with an unknown field"),
            }
        }
        Ok(version.filter(|_| matches!(domain.as_str(), "" | "ai.onnx")))
    }
}
