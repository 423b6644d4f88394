//! `candor scrub`: shows what becomes of a message, so that a reviewer can try the scrubber.

use std::io::{self, BufRead, BufWriter, IsTerminal as _, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use candor::scrub::{MachineNames, Replacement, Scrubber};
use serde_json::{Value, json};

use crate::schema::{Directory, TROUBLE};

/// Scrub messages from standard input, one a line, as the text of an event is scrubbed.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A path fragment from which on a path may stay, such as `winml/modelkit`; may be given several times
    #[arg(long = "root", value_name = "R")]
    roots: Vec<String>,
    /// Folder of a schema, whose `scrub.roots` and `scrub.patterns` are used too
    #[arg(long, value_name = "DIR")]
    schema: Option<PathBuf>,
    /// Cap each message at this many characters; without it nothing is cut
    #[arg(long, value_name = "N")]
    max_chars: Option<usize>,
    /// Read and write a JSON string a line, so that a message may hold line breaks
    #[arg(long)]
    json: bool,
    /// Tell below each message what was replaced and by which rule
    #[arg(long)]
    explain: bool,
}

/// Runs the command. Exits 0, with 1 if the schema has errors, or 2 if something cannot be read.
pub(crate) fn run(args: &Args) -> ExitCode {
    let scrubber = match scrubber(args, &MachineNames::of_this_machine()) {
        Ok(scrubber) => scrubber,
        Err(code) => return code,
    };
    let stdin = io::stdin().lock();
    let typed = stdin.is_terminal();
    if typed {
        eprintln!("one message a line; end with {}", if cfg!(windows) { "Ctrl-Z and Enter" } else { "Ctrl-D" });
    }
    let stdout = BufWriter::new(io::stdout().lock());
    match scrub_lines(args, &scrubber, stdin, stdout, typed) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of a pipe has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("candor scrub: {error}");
            ExitCode::from(TROUBLE)
        }
    }
}

/// As a product of the schema scrubs, with the roots of the command line besides.
fn scrubber(args: &Args, names: &MachineNames) -> Result<Scrubber, ExitCode> {
    let mut roots: Vec<&str> = args.roots.iter().map(String::as_str).collect();
    let Some(directory) = &args.schema else { return Ok(Scrubber::new(&roots).with_names(names)) };
    let (_, model) = Directory::from(directory.clone()).model()?;
    roots.extend(model.scrub_roots());
    let mut scrubber = Scrubber::new(&roots).with_names(names);
    for (name, regex) in model.scrub_patterns() {
        scrubber = scrubber.with_pattern(name, regex).map_err(|error| {
            eprintln!("candor scrub: {error}");
            ExitCode::from(TROUBLE)
        })?;
    }
    Ok(scrubber)
}

/// `typed`: somebody waits for the answer to each line.
fn scrub_lines(
    args: &Args,
    scrubber: &Scrubber,
    mut input: impl BufRead,
    mut output: impl Write,
    typed: bool,
) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.strip_suffix('\n').unwrap_or(&text);
        if args.json {
            writeln!(output, "{}", scrub_json(args, scrubber, text, number)?)?;
        } else {
            // A line of Windows ends with two characters, neither of which is the message's.
            let (text, end) = text.strip_suffix('\r').map_or((text, ""), |text| (text, "\r"));
            writeln!(output, "{}{end}", scrubbed(args, scrubber, text))?;
            if args.explain {
                explain(&mut output, text, &scrubber.explain(text))?;
            }
        }
        if typed {
            output.flush()?;
        }
    }
    output.flush()
}

fn scrubbed(args: &Args, scrubber: &Scrubber, text: &str) -> String {
    args.max_chars.map_or_else(|| scrubber.scrub_unbounded(text), |max| scrubber.scrub(text, max)).into()
}

fn scrub_json(args: &Args, scrubber: &Scrubber, line: &str, number: usize) -> io::Result<Value> {
    let text: String = serde_json::from_str(line).map_err(|error| {
        let what = format!("line {number} is not a JSON string ({error}); write one message in double quotes a line");
        io::Error::new(io::ErrorKind::InvalidData, what)
    })?;
    let safe = scrubbed(args, scrubber, &text);
    if !args.explain {
        return Ok(Value::String(safe));
    }
    let replaced: Vec<Value> = scrubber
        .explain(&text)
        .iter()
        .map(|found| json!({ "rule": found.rule(), "text": text.get(found.range()), "start": found.range().start }))
        .collect();
    Ok(json!({ "text": safe, "replaced": replaced }))
}

fn explain(output: &mut impl Write, text: &str, found: &[Replacement]) -> io::Result<()> {
    for found in found {
        let replaced = text.get(found.range()).unwrap_or_default();
        writeln!(output, "    {:<12} {replaced}", found.rule())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn output(args: &Args, input: &str) -> io::Result<String> {
        let mut out = Vec::new();
        scrub_lines(args, &scrubber_of(args), input.as_bytes(), &mut out, false)?;
        Ok(String::from_utf8(out).expect("UTF-8"))
    }

    fn scrubber_of(args: &Args) -> Scrubber {
        scrubber(args, &MachineNames::new(["zoe.miller"])).expect("a scrubber")
    }

    fn args() -> Args {
        Args { roots: vec!["winml/modelkit".to_owned()], schema: None, max_chars: None, json: false, explain: false }
    }

    #[test]
    fn a_message_a_line() {
        let out = output(&args(), "open C:\\Users\\A\\x.onnx\r\n\nzoe.miller\nC:\\src\\winml\\modelkit\\a\\b.py")
            .expect("output");
        assert_eq!(out, "open x.onnx\r\n\n<scrubbed>\nwinml/modelkit/a/b.py\n");
    }

    #[test]
    fn the_cap_is_the_one_of_an_event() {
        let args = Args { max_chars: Some(12), ..args() };
        assert_eq!(output(&args, "no space left on device\n").expect("output"), "no space…\n");
    }

    #[test]
    fn a_json_string_a_line() {
        let args = Args { json: true, ..args() };
        assert_eq!(output(&args, "\"one\\n10.0.0.1\"\n").expect("output"), "\"one\\n<scrubbed>\"\n");
        let error = output(&args, "\"fine\"\nnot json\n").expect_err("no JSON").to_string();
        assert!(error.starts_with("line 2 is not a JSON string"), "{error}");
    }

    #[test]
    fn an_explanation_stands_below_its_message() {
        let args = Args { explain: true, ..args() };
        assert_eq!(output(&args, "ping 10.0.0.1\n").expect("output"), "ping <scrubbed>\n    ipv4         10.0.0.1\n");
        let args = Args { json: true, ..args };
        let out = output(&args, "\"ping 10.0.0.1\"\n").expect("output");
        assert_eq!(
            out,
            "{\"text\":\"ping <scrubbed>\",\"replaced\":[{\"rule\":\"ipv4\",\"text\":\"10.0.0.1\",\"start\":5}]}\n"
        );
    }

    /// The rules of the system that Candor follows, each with the example that its description gives.
    #[test]
    fn every_row_of_the_reference_table_with_the_schema_of_the_repository() {
        let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema");
        let args = Args { roots: Vec::new(), schema: Some(schema), max_chars: Some(200), ..args() };
        for (message, expected) in [
            (r"C:\Users\Alice\src\winml\modelkit\commands\build.py", "winml/modelkit/commands/build.py"),
            (r"C:\Users\Alice\models\mobilenet.onnx", "mobilenet.onnx"),
            ("failed to reach alice@example.com", "failed to reach <scrubbed>"),
            ("job 12345678-1234-5678-1234-567812345678 failed", "job <scrubbed> failed"),
            ("connection to 10.0.0.1 refused", "connection to <scrubbed> refused"),
            ("expected version 1.18.999.1", "expected version 1.18.999.1"),
            ("bind 2001:db8::1 failed", "bind <scrubbed> failed"),
            ("Bearer example_token_1234567890abcdefghij", "Bearer <scrubbed>"),
            ("WinMLImageFeatureExtractionEvaluator", "WinMLImageFeatureExtractionEvaluator"),
            (r"model file not found: C:\Users\Alice\models\mobilenet.onnx", "model file not found: mobilenet.onnx"),
        ] {
            assert_eq!(output(&args, &format!("{message}\n")).expect("output"), format!("{expected}\n"));
        }
    }

    #[test]
    fn a_schema_brings_its_roots_and_patterns() {
        let schema = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/e2e/scrub_patterns");
        let args = Args { schema: Some(schema), explain: true, ..args() };
        assert_eq!(
            output(&args, "/srv/greeter/src/a.rs: OPS-12\n").expect("output"),
            "greeter/src/a.rs: <scrubbed>\n    path         /srv/\n    ticket       OPS-12\n"
        );
    }

    #[test]
    fn bytes_that_are_no_text_do_not_stop_it() {
        let mut out = Vec::new();
        scrub_lines(&args(), &scrubber_of(&args()), &b"a \xff 10.0.0.1\nb\n"[..], &mut out, false).expect("output");
        assert_eq!(String::from_utf8(out).expect("UTF-8"), "a \u{fffd} <scrubbed>\nb\n");
    }
}
