//! Small models of each format.

use serde_json::{Value, json};

fn field(number: u8, bytes: &[u8]) -> Vec<u8> {
    [&[number << 3 | 2, u8::try_from(bytes.len()).unwrap()], bytes].concat()
}

/// IR 8, made by "pytorch 2.1", a graph of three bytes, opset 17 and one of another domain.
pub(crate) fn onnx() -> Vec<u8> {
    let graph = field(7, b"\x0a\x01g");
    let ours = field(8, b"\x10\x11");
    let other = field(8, &[&field(1, b"com.example")[..], b"\x10\x01"].concat());
    [b"\x08\x08".to_vec(), field(2, b"pytorch"), field(3, b"2.1"), graph, ours, other].concat()
}

pub(crate) fn gguf(version: u32, tensors: u64, padding: usize) -> Vec<u8> {
    [&b"GGUF"[..], &version.to_le_bytes(), &tensors.to_le_bytes(), &0_u64.to_le_bytes(), &vec![0; padding]].concat()
}

/// An archive without entries and with a comment.
pub(crate) fn zip() -> Vec<u8> {
    [&b"PK\x05\x06"[..], &[0; 16], &[2, 0], b"PK"].concat()
}

pub(crate) fn safetensors(header: &Value, data: &[u8]) -> Vec<u8> {
    let header = header.to_string();
    [&(header.len() as u64).to_le_bytes()[..], header.as_bytes(), data].concat()
}

pub(crate) fn floats(values: &[f32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

/// Two F32 tensors and one of I64, with metadata.
pub(crate) fn small(weights: &[f32], bias: &[f32]) -> Vec<u8> {
    let (w, b) = (weights.len() * 4, weights.len() * 4 + bias.len() * 4);
    let header = json!({
        "__metadata__": {"format": "pt"},
        "weight": {"dtype": "F32", "shape": [weights.len()], "data_offsets": [0, w]},
        "bias": {"dtype": "F32", "shape": [bias.len()], "data_offsets": [w, b]},
        "steps": {"dtype": "I64", "shape": [], "data_offsets": [b, b + 8]},
    });
    safetensors(&header, &[floats(weights), floats(bias), 7_i64.to_le_bytes().to_vec()].concat())
}
