//! An editor, as far as a language server can see: JSON-RPC over standard input and output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use candor_tests::Peers;
use serde_json::{Value, json};

const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Editor {
    process: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    last_id: u64,
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Editor {
    /// Starts yaml-language-server with no setting but that completion, hover and validation are on. It may download nothing.
    pub(crate) fn open(peers: &Peers, folder: &Path) -> Self {
        let server = peers.join("node_modules/yaml-language-server/bin/yaml-language-server");
        let mut command = peers.node(&server);
        command.arg("--stdio").stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let (to, mut out) = (process.stdin.take().unwrap(), BufReader::new(process.stdout.take().unwrap()));
        let (sender, from) = channel();
        std::thread::spawn(move || {
            while let Some(message) = message(&mut out) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut editor = Self { process, to, from, last_id: 0 };
        let capabilities = json!({"textDocument": {"completion": {"completionItem": {"snippetSupport": true}}}});
        let uri = uri(folder);
        editor.ask("initialize", &json!({"processId": null, "rootUri": uri, "capabilities": capabilities}));
        editor.tell("initialized", &json!({}));
        let yaml = json!({"validate": true, "hover": true, "completion": true, "schemaStore": {"enable": false}});
        editor.tell("workspace/didChangeConfiguration", &json!({"settings": {"yaml": yaml}}));
        editor
    }

    /// Opens a file with this text, and waits for what is wrong with it.
    pub(crate) fn diagnostics(&mut self, file: &Path, text: &str) -> Vec<Value> {
        let uri = uri(file);
        let document = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", &json!({"textDocument": document}));
        let published = self.wait(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str()
        });
        published["params"]["diagnostics"].as_array().unwrap().clone()
    }

    /// What may be written at a place of an open file, in lines and characters from 0.
    pub(crate) fn completion(&mut self, file: &Path, (line, character): (usize, usize)) -> Vec<Value> {
        let position = json!({"line": line, "character": character});
        let at = json!({"textDocument": {"uri": uri(file)}, "position": position});
        let answer = self.ask("textDocument/completion", &at);
        answer["items"].as_array().or(answer.as_array()).unwrap_or_else(|| panic!("{answer}")).clone()
    }

    /// What is shown while the pointer rests there.
    pub(crate) fn hover(&mut self, file: &Path, (line, character): (usize, usize)) -> String {
        let position = json!({"line": line, "character": character});
        let at = json!({"textDocument": {"uri": uri(file)}, "position": position});
        let answer = self.ask("textDocument/hover", &at);
        answer["contents"]["value"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.last_id += 1;
        let id = self.last_id;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        let answer = self.wait(|message| message["id"] == id && message.get("method").is_none());
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.to, "Content-Length: {}\r\n\r\n{text}", text.len()).unwrap();
        self.to.flush().unwrap();
    }

    /// The next message that is meant; the server's own questions are answered with nothing.
    fn wait(&mut self, is_meant: impl Fn(&Value) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.from.recv_timeout(left).expect("the language server answers");
            if is_meant(&message) {
                return message;
            }
            if message.get("method").is_some() && message.get("id").is_some() {
                self.send(&json!({"jsonrpc": "2.0", "id": message["id"], "result": null}));
            }
        }
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn message(out: &mut impl std::io::BufRead) -> Option<Value> {
    let mut length = 0;
    for line in out.lines().map_while(Result::ok).take_while(|line| !line.is_empty()) {
        if let Some(value) = line.strip_prefix("Content-Length: ") {
            length = value.parse().ok()?;
        }
    }
    let mut text = vec![0; length];
    out.read_exact(&mut text).ok()?;
    serde_json::from_slice(&text).ok()
}
