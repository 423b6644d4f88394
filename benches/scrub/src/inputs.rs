//! What is scrubbed: three messages, and a log.

/// A kind of input, and how long an event may spend on it.
pub struct Input {
    pub name: &'static str,
    pub text: String,
    pub goal: &'static str,
}

/// 120 bytes each. The second one holds what scrubbers mistake: numbers, a time, a path of modules.
const WORDS: &str = "failed to convert the model to the target format: operator LayerNormalization is not supported by this provider, skipped";
const NUMBERS: &str = "shape mismatch for input 'pixel_values': expected [1, 3, 224, 224] but got [1, 3, 256, 256] at std::vec 12:34:56 (42)...";
const DIRTY: &str = r"failed to reach alice@example.com at 10.0.0.1, job 12345678-1234-5678-1234-567812345678, C:\Users\Alice\models\net.onnx";

const STAYS: &str = include_str!("../../../tests/scrub/stays.txt");
const GOES: &str = include_str!("../../../tests/scrub/goes.tsv");
const LOG_BYTES: usize = 1 << 20;

pub fn all() -> Vec<Input> {
    vec![
        Input { name: "clean words", text: WORDS.to_owned(), goal: "at most 200 ns" },
        Input { name: "clean words and numbers", text: NUMBERS.to_owned(), goal: "at most 200 ns" },
        Input { name: "e-mail, IPv4, GUID and path", text: DIRTY.to_owned(), goal: "at most 500 ns" },
        Input { name: "mixed log lines", text: log(), goal: "at most 2.1 ms: 500 MB a second" },
    ]
}

/// Lines of a log whose messages are those of the tests' corpus: nineteen that stay, then one that does not, and so on.
fn log() -> String {
    let stays = messages(STAYS);
    let goes: Vec<&str> = messages(GOES).iter().filter_map(|line| line.split('\t').next()).collect();
    let modules = ["modelkit::build", "onnx::session", "hub::cache", "convert", "quantize::calibrate"];
    let levels = ["INFO", "DEBUG", "WARN", "ERROR"];
    let mut text = String::with_capacity(LOG_BYTES);
    for n in 0.. {
        let message = if n % 20 == 19 { goes[n / 20 % goes.len()] } else { stays[n * 7 % stays.len()] };
        let (seconds, millis) = (n / 40 % 60, n * 25 % 1000);
        let line =
            format!("2026-04-21T07:12:{seconds:02}.{millis:03}Z {} {}: {message}\n", levels[n % 4], modules[n % 5]);
        if text.len() + line.len() > LOG_BYTES {
            break;
        }
        text += &line;
    }
    text
}

fn messages(corpus: &'static str) -> Vec<&'static str> {
    corpus.lines().filter(|line| !line.starts_with("# -- ") && !line.is_empty()).collect()
}
