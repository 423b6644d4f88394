use serde_json::{Value, json};

use crate::{Folder, modelkit, models, stderr, stdout};

fn manifest(folder: &Folder, name: &str) -> Value {
    serde_json::from_slice(&std::fs::read(folder.path().join(name)).unwrap()).unwrap()
}

#[test]
fn a_build_writes_a_manifest_beside_the_model() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx());
    let args = ["build", "net.onnx", "--device", "NPU", "--ep", "QNNExecutionProvider"];
    let text = stdout(&modelkit(&folder, &args));
    assert!(
        text.ends_with("\n  device   NPU\n  ep       QNNExecutionProvider\n  wrote    net.modelkit.json\n"),
        "{text}"
    );
    assert_eq!(folder.names(), ["net.modelkit.json", "net.onnx"]);
    let manifest = manifest(&folder, "net.modelkit.json");
    let digest = manifest["model"]["sha256"].as_str().unwrap();
    assert!(text.contains(digest) && digest.len() == 64);
    assert_eq!(
        manifest,
        json!({
            "modelkit": env!("CARGO_PKG_VERSION"),
            "model": {"file": "net.onnx", "format": "ONNX", "bytes": models::onnx().len(), "sha256": digest},
            "target": {"device": "NPU", "ep": "QNNExecutionProvider"},
        })
    );
}

#[test]
fn a_build_without_a_target_is_for_any() {
    let folder = Folder::new();
    folder.file("net.gguf", &models::gguf(3, 0, 0));
    assert!(stdout(&modelkit(&folder, &["build", "net.gguf", "--output", "out.json"])).contains("  device   any\n"));
    assert_eq!(manifest(&folder, "out.json")["target"], json!({"device": null, "ep": null}));
}

#[test]
fn a_build_can_be_repeated() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx());
    let first = stdout(&modelkit(&folder, &["build", "net.onnx", "--device", "cpu"]));
    let before = manifest(&folder, "net.modelkit.json");
    assert_eq!(stdout(&modelkit(&folder, &["build", "net.onnx", "--device", "CPU"])), first);
    assert_eq!(manifest(&folder, "net.modelkit.json"), before);
}

#[test]
fn a_provider_that_does_not_run_on_the_device_is_refused() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx());
    let args = ["build", "net.onnx", "--device", "NPU", "--ep", "CUDAExecutionProvider"];
    assert_eq!(
        stderr(&modelkit(&folder, &args)),
        "error: CUDAExecutionProvider does not run on NPU\n  help: CUDAExecutionProvider runs on GPU\n"
    );
    assert_eq!(folder.names(), ["net.onnx"]);
}

#[test]
fn an_unknown_device_is_a_usage_error_that_lists_the_known_ones() {
    let folder = Folder::new();
    let output = modelkit(&folder, &["build", "net.onnx", "--device", "TPU"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[possible values: CPU, GPU, NPU]"));
}

#[test]
fn a_broken_model_is_not_built() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx()[..15]);
    assert!(stderr(&modelkit(&folder, &["build", "net.onnx"])).contains("is it cut off?"));
    assert_eq!(folder.names(), ["net.onnx"]);
}
