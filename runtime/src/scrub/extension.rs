//! Extensions of the files that messages are about. Without such a list `alice.smith` would have one.

use super::bytes::{is_word, run_back};

#[rustfmt::skip]
static KNOWN: [&str; 265] = [
    "7z", "a", "aar", "ass", "avi", "avif", "bak", "bat", "bin", "blob", "bmp", "bz2", "c", "cache", "cc", "cer",
    "cert", "cfg", "cfs", "cjs", "class", "cmake", "cmd", "com", "conf", "config", "cpp", "crt", "cs", "csproj", "css",
    "csv", "cu", "cxx", "dat", "data", "db", "db3", "dbg", "deb", "dll", "dmg", "dmp", "doc", "docx", "ds_store",
    "dylib", "egg", "eml", "env", "ep", "epub", "exe", "ext", "fbs", "flac", "flatbuffers", "fst", "ggml", "gguf",
    "gif", "git", "gitignore", "glsl", "go", "gradle", "graphdef", "gz", "h", "h5", "har", "hdf5", "hlsl", "hpp", "htm",
    "html", "hxx", "icns", "ico", "ics", "idx", "ifc", "img", "inc", "ini", "ipynb", "iso", "jar", "java", "jpeg",
    "jpg", "js", "json", "json5", "jsonl", "jsx", "keras", "key", "kt", "ld", "lib", "lnk", "lock", "log", "lua", "m",
    "m4a", "m4v", "mar", "md", "mdb", "mdmp", "metal", "mht", "mjs", "mkv", "mlir", "mlmodel", "mlpackage", "mm", "mov",
    "mp3", "mp4", "mpeg", "mpg", "msg", "msi", "mui", "npy", "npz", "o", "obj", "ods", "odt", "ogg", "old", "onnx",
    "onnx_data", "opt", "ort", "out", "p12", "parquet", "patch", "pb", "pbtxt", "pcap", "pdb", "pdf", "pem", "pfx",
    "php", "pickle", "pkl", "plist", "png", "po", "pot", "ppm", "ppt", "pptx", "prefs", "profile", "properties",
    "proto", "prototxt", "ps1", "psd", "psm1", "pst", "pt", "pth", "ptx", "pub", "pxd", "py", "pyc", "pyd", "pyi",
    "pyo", "pyx", "qdq", "qnn", "r", "rar", "raw", "rb", "rc", "rdb", "reg", "res", "resx", "rlib", "rmeta", "rpm",
    "rs", "rst", "rtf", "s", "safetensors", "sass", "scss", "sh", "shm", "sln", "so", "sock", "socket", "sqlite",
    "sqlite3", "ssh", "step", "stl", "svg", "swift", "swp", "sys", "tar", "tensor", "tflite", "tgz", "tif", "tiff",
    "tmp", "tmpl", "toml", "torchscript", "trace", "ts", "tsv", "tsx", "ttf", "txt", "ui", "url", "vb", "vbs", "vcf",
    "vcxproj", "vhd", "vmdk", "vue", "wasm", "wav", "webm", "webp", "whl", "wim", "wma", "wmv", "woff", "woff2", "xcf",
    "xls", "xlsm", "xlsx", "xml", "xsd", "xz", "yaml", "yml", "z", "zip", "zshrc", "zst",
];

const CHARS_MAX: usize = 12;

/// Bits of the number to which an extension is hashed: a quarter of the places is taken.
const PLACE_BITS: u32 = 10;

/// For each place the number of an extension, counted from one, or zero. One whose place is taken stands in the next free one.
static PLACES: [u16; 1 << PLACE_BITS] = places();

const fn places() -> [u16; 1 << PLACE_BITS] {
    let mut places = [0; 1 << PLACE_BITS];
    let mut n = 0;
    while n < KNOWN.len() {
        let mut at = place(KNOWN[n].as_bytes());
        while places[at] != 0 {
            at = (at + 1) % places.len();
        }
        n += 1;
        places[at] = n as u16;
    }
    places
}

/// The hash of what an extension begins and ends with and of its length, whatever its case.
const fn place(extension: &[u8]) -> usize {
    let n = extension.len();
    let letters = [extension[0], extension[n / 2], extension[n - 1], n as u8];
    let letters = u32::from_le_bytes(letters) | 0x0020_2020;
    (letters.wrapping_mul(0x9e37_79b1) >> (u32::BITS - PLACE_BITS)) as usize
}

fn is_known(extension: &[u8]) -> bool {
    let mut at = place(extension);
    while let Some(n) = usize::from(PLACES[at]).checked_sub(1) {
        if KNOWN[n].as_bytes().eq_ignore_ascii_case(extension) {
            return true;
        }
        at = (at + 1) % PLACES.len();
    }
    false
}

/// Whether `name` ends with the extension of a kind of file, closing punctuation of a sentence apart.
pub(super) fn has_known(name: &[u8]) -> bool {
    let end = run_back(name, 0, name.len(), |b| !is_word(b));
    let Some(dot) = name[..end].iter().rposition(|&b| b == b'.') else { return false };
    let extension = &name[dot + 1..end];
    dot > 0 && (1..=CHARS_MAX).contains(&extension.len()) && is_known(extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_extension_is_found_and_no_longer_or_shorter_one() {
        for known in KNOWN {
            assert!(has_known(format!("x.{known}").as_bytes()), "{known}");
            assert!(has_known(format!("x.y.{}).", known.to_ascii_uppercase()).as_bytes()), "{known}");
            assert!(!has_known(format!(".{known}").as_bytes()), "{known}");
            assert!(!has_known(format!("x.{known}§").as_bytes()), "{known}");
        }
        for name in ["", ".", "x", "x.", "onnx", "alice.smith", "x.on", "x.onnxx", "x.abcdefghijklm", "x.abcdefghijkl"]
        {
            assert!(!has_known(name.as_bytes()), "{name}");
        }
    }

    #[test]
    fn extensions_stand_once_and_near_their_places() {
        assert!(KNOWN.is_sorted_by(|one, next| one < next));
        assert!(KNOWN.iter().all(|known| known.len() <= CHARS_MAX));
        let longest = PLACES.split(|&n| n == 0).map(<[u16]>::len).max();
        assert!(longest.is_some_and(|longest| longest <= 12), "{longest:?} in a row");
    }
}
