use crate::{Folder, modelkit, models, stderr};

#[test]
fn a_missing_file_is_named_with_its_whole_path_and_its_cause() {
    let folder = Folder::new();
    let path = folder.path().join("models").join("mobilenet.onnx");
    for command in ["analyze", "build", "quantize"] {
        let text = stderr(&modelkit(&folder, &[command, path.to_str().unwrap()]));
        assert!(text.starts_with(&format!("error: model file not found: {}\n  because: ", path.display())), "{text}");
        assert!(text.contains("os error"), "{text}");
    }
}

#[test]
fn a_folder_is_not_a_model() {
    let folder = Folder::new();
    assert_eq!(stderr(&modelkit(&folder, &["analyze", "."])), "error: not a file: .\n");
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let folder = Folder::new();
    folder.file("net.onnx", &models::onnx());
    let text = stderr(&modelkit(&folder, &["build", "net.onnx", "--output", "absent/out.json"]));
    let out = "absent/out.json";
    assert!(text.starts_with(&format!("error: cannot write {out}\n  because: ")), "{text}");
}

#[cfg(unix)]
#[test]
fn a_result_may_be_read_by_others_as_the_umask_says() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let model = folder.file("net.onnx", &models::onnx());
    crate::stdout(&modelkit(&folder, &["build", "net.onnx"]));
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder.path().join("net.modelkit.json")), mode(&model));
}
