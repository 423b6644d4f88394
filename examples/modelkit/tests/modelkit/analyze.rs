use crate::{Folder, modelkit, models, stderr, stdout};

#[test]
fn every_format_is_told_by_its_bytes_and_not_by_its_name() {
    let table: [(&str, Vec<u8>); 5] = [
        ("ONNX, IR 8, opset 17, made by pytorch 2.1", models::onnx()),
        ("GGUF, version 3, 2 tensors", models::gguf(3, 2, 48)),
        ("zip, 0 entries", models::zip()),
        ("safetensors, 3 tensors", models::small(&[1.0], &[2.0])),
        ("safetensors, 0 tensors", models::safetensors(&serde_json::json!({}), b"")),
    ];
    for (expected, bytes) in table {
        let folder = Folder::new();
        folder.file("model.bin", &bytes);
        let text = stdout(&modelkit(&folder, &["analyze", "model.bin"]));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[..2], ["model.bin", &format!("  format   {expected}")]);
    }
}

#[test]
fn size_and_digest_are_those_of_the_file() {
    let folder = Folder::new();
    let mut bytes = models::gguf(3, 0, 0);
    bytes.resize(70_000, b'x');
    folder.file("m.gguf", &bytes);
    // Computed by another implementation over the same bytes.
    let digest = "51381d6adeb6eac1c96e52d69af4a3305a725f9af7684433bbaf1f6fa527f40e";
    assert_eq!(
        stdout(&modelkit(&folder, &["analyze", "m.gguf"])),
        format!(
            "m.gguf\n  format   GGUF, version 3, 0 tensors\n  size     70,000 bytes (68.4 KiB)\n  SHA-256  {digest}\n"
        )
    );
    assert_eq!(folder.names(), ["m.gguf"]);
}

#[test]
fn what_is_no_model_is_refused() {
    for bytes in [&b""[..], b"hello, world", b"\x7fELF\x02\x01\x01", b"\x08\x08", b"\x08\xff\x12", b"{\"a\":1}"] {
        let folder = Folder::new();
        folder.file("notes.txt", bytes);
        let text = stderr(&modelkit(&folder, &["analyze", "notes.txt"]));
        assert_eq!(
            text,
            "error: not a model in a known format: notes.txt\n  help: ModelKit reads ONNX, safetensors, GGUF and zip\n"
        );
    }
}

#[test]
fn a_broken_container_says_what_is_broken() {
    let tensor = |entry: serde_json::Value| models::safetensors(&serde_json::json!({ "t": entry }), &[0; 8]);
    let onnx = models::onnx();
    let table: Vec<(&str, Vec<u8>)> = vec![
        ("ONNX container ends in the middle of a field", onnx[..15].to_vec()),
        ("ONNX container ends in the middle of a number", [&onnx[..], b"\x28"].concat()),
        ("ONNX container has no graph", onnx[..16].to_vec()),
        ("ONNX container has an unknown field 9", [&onnx[..], b"\x48\x01"].concat()),
        ("GGUF container ends in its header", b"GGUF\x03\0\0\0".to_vec()),
        ("GGUF container has version 99", models::gguf(99, 0, 0)),
        ("GGUF container counts 1000 tensors", models::gguf(3, 1000, 10)),
        ("GGUF container counts 18446744073709551615 tensors", models::gguf(3, u64::MAX, 10)),
        ("zip container has no central directory", b"PK\x03\x04 cut off".to_vec()),
        ("safetensors container ends in its header", models::small(&[1.0], &[1.0])[..40].to_vec()),
        (
            "safetensors header is not JSON",
            models::safetensors(&serde_json::json!({}), b"")[..9].iter().chain(b"]").copied().collect(),
        ),
        ("safetensors container describes tensor \"t\" wrongly", tensor(serde_json::json!({"dtype": "F31"}))),
        (
            "safetensors container gives tensor \"t\" a size that is not its shape's",
            tensor(serde_json::json!({"dtype": "F32", "shape": [3], "data_offsets": [0, 8]})),
        ),
        (
            "safetensors container gives tensor \"t\" a size that is not its shape's",
            tensor(serde_json::json!({"dtype": "F32", "shape": [u64::MAX, u64::MAX], "data_offsets": [8, 0]})),
        ),
        (
            "safetensors container has a hole or an overlap before tensor \"t\"",
            tensor(serde_json::json!({"dtype": "F32", "shape": [1], "data_offsets": [4, 8]})),
        ),
        (
            "safetensors container describes 4 bytes of tensors and holds 8",
            tensor(serde_json::json!({"dtype": "F32", "shape": [1], "data_offsets": [0, 4]})),
        ),
        (
            "safetensors container has metadata that is not text",
            models::safetensors(&serde_json::json!({"__metadata__": {"a": 1}}), b""),
        ),
    ];
    for (expected, bytes) in table {
        let folder = Folder::new();
        folder.file("m", &bytes);
        let text = stderr(&modelkit(&folder, &["analyze", "m"]));
        assert!(text.starts_with("error: broken model file m\n  because: the "), "{text}");
        assert!(text.contains(expected), "{expected}: {text}");
    }
}

#[test]
fn nothing_is_coloured_off_a_terminal() {
    let folder = Folder::new();
    folder.file("m", &models::onnx());
    assert!(!stdout(&modelkit(&folder, &["analyze", "m"])).contains('\x1b'));
    assert!(!stderr(&modelkit(&folder, &["analyze", "absent"])).contains('\x1b'));
}

#[test]
fn a_model_cannot_steer_the_terminal() {
    let folder = Folder::new();
    folder.file("m", b"\x08\x08\x12\x05\x1b[31m\x3a\x01g");
    let text = stdout(&modelkit(&folder, &["analyze", "m"]));
    assert!(text.contains("made by \u{fffd}[31m"), "{text}");
}

#[test]
fn a_comment_is_not_taken_for_the_end_of_an_archive() {
    let folder = Folder::new();
    let fake = [&b"PK\x05\x06"[..], &[9; 19]].concat();
    folder.file("m", &[&b"PK\x05\x06"[..], &[0; 6], &[3, 0], &[0; 8], &[23, 0], &fake].concat());
    assert!(stdout(&modelkit(&folder, &["analyze", "m"])).contains("zip, 3 entries\n"));
}

#[test]
fn a_long_text_in_a_model_is_cut_and_the_rest_is_still_read() {
    let folder = Folder::new();
    let producer = [&[0x12, 100][..], &[b'p'; 100]].concat();
    folder.file("m", &[&b"\x08\x08"[..], &producer, b"\x3a\x01g"].concat());
    let text = stdout(&modelkit(&folder, &["analyze", "m"]));
    assert!(text.contains(&format!("made by {}\n", "p".repeat(64))), "{text}");
}

#[test]
fn every_cause_of_an_error_is_told() {
    let folder = Folder::new();
    folder.file("m", &[&2_u64.to_le_bytes()[..], b"{]"].concat());
    let text = stderr(&modelkit(&folder, &["analyze", "m"]));
    let causes: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(causes[0], "  because: the safetensors header is not JSON");
    assert!(causes[1].starts_with("  because: key must be a string"), "{text}");
}
