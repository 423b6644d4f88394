use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{Folder, modelkit, models, stderr, stdout};

/// The header of a safetensors file, and the bytes of each tensor.
fn read(bytes: &[u8]) -> (Value, BTreeMap<String, Vec<u8>>) {
    let length = usize::try_from(u64::from_le_bytes(bytes[..8].try_into().unwrap())).unwrap();
    let header: Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
    let data = &bytes[8 + length..];
    let at = |entry: &Value, i: usize| usize::try_from(entry["data_offsets"][i].as_u64().unwrap()).unwrap();
    let tensors = header.as_object().unwrap().iter().filter(|(name, _)| *name != "__metadata__");
    let tensors = tensors.map(|(name, entry)| (name.clone(), data[at(entry, 0)..at(entry, 1)].to_vec())).collect();
    (header, tensors)
}

fn scale(bytes: &[u8]) -> f32 {
    f32::from_le_bytes(bytes.try_into().unwrap())
}

#[test]
fn floats_become_bytes_that_stand_for_them() {
    let folder = Folder::new();
    // More than one piece of reading, and a pattern that no shift leaves alike.
    let weights: Vec<f32> = (0..50_000_u16).map(|i| (f32::from(i) * 0.37).sin() * 3.0).collect();
    folder.file("net.safetensors", &models::small(&weights, &[0.0, 0.0]));
    let text = stdout(&modelkit(&folder, &["quantize", "net.safetensors"]));
    assert!(text.contains("  tensors  2 of 3 quantized to I8\n"), "{text}");
    assert!(text.contains(" 74.8 % less\n") && text.contains("  wrote    net.int8.safetensors\n"), "{text}");

    let (header, tensors) = read(&std::fs::read(folder.path().join("net.int8.safetensors")).unwrap());
    assert_eq!(header["weight"]["dtype"], "I8");
    assert_eq!(header["weight"]["shape"], json!([50_000]));
    assert_eq!(header["weight.scale"]["dtype"], "F32");
    assert_eq!(header["__metadata__"]["format"], "pt");
    assert_eq!(header["__metadata__"]["quantization"], "int8, symmetric, one scale a tensor");
    assert_eq!(tensors["steps"], 7_i64.to_le_bytes());
    assert_eq!((scale(&tensors["bias.scale"]), tensors["bias"].as_slice()), (1.0, &[0, 0][..]));

    let step = scale(&tensors["weight.scale"]);
    assert_eq!(tensors["weight"].len(), weights.len());
    for (quantized, original) in tensors["weight"].iter().zip(&weights) {
        let back = f32::from(i8::from_le_bytes([*quantized])) * step;
        assert!((back - original).abs() <= step * 0.501, "{original} became {back}");
    }
}

#[test]
fn the_largest_magnitude_sets_the_scale_whatever_its_sign() {
    let folder = Folder::new();
    folder.file("net.safetensors", &models::small(&[-4.0, 1.0], &[1.0]));
    stdout(&modelkit(&folder, &["quantize", "net.safetensors"]));
    let (_, tensors) = read(&std::fs::read(folder.path().join("net.int8.safetensors")).unwrap());
    assert_eq!(scale(&tensors["weight.scale"]), 4.0 / 127.0);
    assert_eq!(tensors["weight"], [(-127_i8).to_le_bytes()[0], 32]);
}

#[test]
fn the_result_is_aligned_and_is_a_model_itself() {
    for length in 1..=8 {
        let folder = Folder::new();
        let name = "w".repeat(length);
        let header = json!({
            &name: {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
            "steps": {"dtype": "I64", "shape": [], "data_offsets": [4, 12]},
        });
        folder.file("net.safetensors", &models::safetensors(&header, &[0; 12]));
        stdout(&modelkit(&folder, &["quantize", "net.safetensors", "--output", "small.safetensors"]));
        let bytes = std::fs::read(folder.path().join("small.safetensors")).unwrap();
        assert_eq!(u64::from_le_bytes(bytes[..8].try_into().unwrap()) % 8, 0);
        let (header, _) = read(&bytes);
        for (name, size) in [("steps", 8), (format!("{name}.scale").as_str(), 4)] {
            assert_eq!(header[name]["data_offsets"][0].as_u64().unwrap() % size, 0, "{name}");
        }
        assert!(stdout(&modelkit(&folder, &["analyze", "small.safetensors"])).contains("safetensors, 3 tensors"));
    }
}

#[test]
fn a_model_is_not_quantized_twice() {
    let folder = Folder::new();
    folder.file("net.safetensors", &models::small(&[1.0], &[2.0]));
    stdout(&modelkit(&folder, &["quantize", "net.safetensors", "--output", "once.safetensors"]));
    // Its scales are F32 themselves and would be taken for weights, were it not for their names.
    let text = stderr(&modelkit(&folder, &["quantize", "once.safetensors"]));
    assert!(text.starts_with("error: no F32 tensor to quantize in once.safetensors"), "{text}");
}

#[test]
fn other_formats_say_what_to_do() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx());
    assert_eq!(
        stderr(&modelkit(&folder, &["quantize", "net.onnx"])),
        "error: cannot quantize net.onnx: it is ONNX, not safetensors\n  help: convert the model to safetensors first\n"
    );
}

#[test]
fn nothing_to_quantize_is_an_error() {
    let folder = Folder::new();
    let header = json!({"t": {"dtype": "I8", "shape": [2], "data_offsets": [0, 2]}});
    folder.file("net.safetensors", &models::safetensors(&header, b"ab"));
    let text = stderr(&modelkit(&folder, &["quantize", "net.safetensors"]));
    assert_eq!(text, "error: no F32 tensor to quantize in net.safetensors\n");
    assert_eq!(folder.names(), ["net.safetensors"]);
}

#[test]
fn values_that_are_not_finite_are_refused() {
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let folder = Folder::new();
        folder.file("net.safetensors", &models::small(&[1.0, bad], &[1.0]));
        let text = stderr(&modelkit(&folder, &["quantize", "net.safetensors"]));
        let help = "help: look at the values of the tensor \"weight\"";
        assert_eq!(text, format!("error: a tensor of net.safetensors has values that are not finite\n  {help}\n"));
        assert_eq!(folder.names(), ["net.safetensors"]);
    }
}

#[test]
fn a_tensor_that_has_the_name_of_a_scale_is_not_overwritten() {
    let folder = Folder::new();
    let header = json!({
        "a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},
        "a.scale": {"dtype": "I8", "shape": [1], "data_offsets": [4, 5]},
    });
    folder.file("net.safetensors", &models::safetensors(&header, &[0; 5]));
    let text = stderr(&modelkit(&folder, &["quantize", "net.safetensors"]));
    assert!(text.contains("rename the tensor \"a.scale\""), "{text}");
}

#[test]
fn the_model_itself_is_never_overwritten() {
    let folder = Folder::new();
    let path = folder.file("net.safetensors", &models::small(&[1.0], &[2.0]));
    for output in ["net.safetensors", "./net.safetensors", path.to_str().unwrap()] {
        let text = stderr(&modelkit(&folder, &["quantize", "net.safetensors", "--output", output]));
        assert!(text.starts_with("error: the result would overwrite the model net.safetensors\n"), "{text}");
    }
    assert_eq!(std::fs::read(path).unwrap(), models::small(&[1.0], &[2.0]));
}
