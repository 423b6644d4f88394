use std::io::{self, Read, Write};

use candor_core::limits::{ANSWER_BYTES, ANSWER_LINE_BYTES};

use crate::spec::{Answer, ConsentSpec};

/// Where the prompt is shown and answered.
pub(crate) trait Terminal {
    /// Shows `text` at once.
    fn write(&mut self, text: &str) -> io::Result<()>;
    /// The next byte that the user typed, and not one more; `None` at the end of input.
    fn read_byte(&mut self) -> io::Result<Option<u8>>;
}

/// Shows the notice and reads the answer; `None` if there was none that counts.
pub(super) fn ask(consent: &ConsentSpec, terminal: &mut dyn Terminal) -> Option<Answer> {
    terminal.write(consent.notice).ok()?;
    if let Reply::Answer(answer) = listen(consent.default, terminal)? {
        return Some(answer);
    }
    let question = consent.notice.lines().next_back().unwrap_or_default();
    terminal.write(&format!("Please answer yes or no.\n{question}")).ok()?;
    match listen(consent.default, terminal)? {
        Reply::Answer(answer) => Some(answer),
        Reply::Other => None,
    }
}

enum Reply {
    Answer(Answer),
    Other,
}

/// One line; `None` if it cannot be read.
fn listen(default: Answer, terminal: &mut dyn Terminal) -> Option<Reply> {
    let Some(line) = read_line(terminal) else {
        // Whatever the product prints next begins a line of its own.
        let _ = terminal.write("\n");
        return None;
    };
    Some(match line.trim().to_ascii_lowercase().as_str() {
        "" => Reply::Answer(default),
        "y" | "yes" => Reply::Answer(Answer::Accept),
        "n" | "no" => Reply::Answer(Answer::Decline),
        _ => Reply::Other,
    })
}

/// One whole line without its end. `None` when the input ends or fails within it, and for a line that is no text or too long
/// for an answer, of which the rest is still taken away.
fn read_line(terminal: &mut dyn Terminal) -> Option<String> {
    let mut line = Vec::new();
    for _ in 0..ANSWER_LINE_BYTES {
        match terminal.read_byte() {
            Ok(Some(b'\n')) => return String::from_utf8(line).ok().filter(|line| line.len() <= ANSWER_BYTES),
            Ok(Some(byte)) => line.push(byte),
            Ok(None) | Err(_) => return None,
        }
    }
    None
}

/// The process's own stdin and stderr. Nothing is opened before it is used.
#[derive(Debug, Default)]
pub(crate) struct SystemTerminal {
    input: Option<Input>,
}

/// A file of its own, since `Stdin` would take more than one line, and hide the rest from a child process.
#[cfg(unix)]
type Input = std::fs::File;

/// A console hands out one line at a time, so that the buffer of `Stdin` never holds more, and it knows the encoding.
#[cfg(not(unix))]
type Input = io::StdinLock<'static>;

#[cfg(unix)]
fn open_input() -> io::Result<Input> {
    use std::os::fd::AsFd;
    Ok(io::stdin().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn open_input() -> io::Result<Input> {
    Ok(io::stdin().lock())
}

impl Terminal for SystemTerminal {
    fn write(&mut self, text: &str) -> io::Result<()> {
        let mut stderr = io::stderr().lock();
        stderr.write_all(text.as_bytes())?;
        stderr.flush()
    }

    fn read_byte(&mut self) -> io::Result<Option<u8>> {
        let input = match &mut self.input {
            Some(input) => input,
            None => self.input.insert(open_input()?),
        };
        read_byte(input)
    }
}

fn read_byte(input: &mut impl Read) -> io::Result<Option<u8>> {
    let mut byte = [0];
    loop {
        match input.read(&mut byte) {
            Ok(0) => return Ok(None),
            Ok(_) => return Ok(Some(byte[0])),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{NOTICE, SPEC, Script};
    use super::*;

    const AGAIN: &str = "Please answer yes or no.\nEnable telemetry? [Y/n]: ";

    /// The answer, what was shown, and what is left of the input.
    fn asked(input: &[u8], default: Answer) -> (Option<Answer>, String, Vec<u8>) {
        let mut terminal = Script::new(input);
        let consent = ConsentSpec { default, ..SPEC.consent };
        let answer = ask(&consent, &mut terminal);
        (answer, terminal.shown, terminal.input)
    }

    #[test]
    fn an_answer_is_yes_no_or_enter() {
        let yes = ["y\n", "Y\n", "yes\n", "YES\n", "  yEs \r\n", "y\t\n"];
        let no = ["n\n", "N\n", "no\n", " No \r\n"];
        let enter = ["\n", "\r\n", "  \n"];
        for default in [Answer::Accept, Answer::Decline] {
            for (lines, expected) in [(&yes[..], Answer::Accept), (&no[..], Answer::Decline), (&enter[..], default)] {
                for line in lines {
                    let (answer, shown, _) = asked(line.as_bytes(), default);
                    assert_eq!((answer, shown.as_str()), (Some(expected), NOTICE), "{line:?}");
                }
            }
        }
    }

    #[test]
    fn another_word_is_asked_once_more_and_then_no_answer() {
        for (input, expected, left) in [
            ("maybe\ny\nrest", Some(Answer::Accept), "rest"),
            ("maybe\nNO\n", Some(Answer::Decline), ""),
            ("maybe\n\nrest", Some(Answer::Accept), "rest"),
            ("maybe\nperhaps\ny\n", None, "y\n"),
            ("ja\nyy\n", None, ""),
        ] {
            let (answer, shown, rest) = asked(input.as_bytes(), Answer::Accept);
            assert_eq!((answer, rest.as_slice()), (expected, left.as_bytes()), "{input:?}");
            assert_eq!(shown, format!("{NOTICE}{AGAIN}"), "{input:?}");
        }
    }

    #[test]
    fn what_follows_the_line_is_left_for_the_product() {
        let (answer, _, rest) = asked(b"y\nmodel.onnx\n", Answer::Accept);
        assert_eq!((answer, rest.as_slice()), (Some(Answer::Accept), &b"model.onnx\n"[..]));
    }

    #[test]
    fn input_that_ends_or_cannot_be_read_is_no_answer() {
        let long = [b"y".repeat(ANSWER_BYTES + 1), b"\nrest".to_vec()].concat();
        let padded = [b"y".to_vec(), b" ".repeat(ANSWER_BYTES), b"\nrest".to_vec()].concat();
        for (input, left) in [
            (&b""[..], &b""[..]),
            (b"y", b""),
            (b"yes", b""),
            (b"\xff\nrest", b"rest"),
            (&long, b"rest"),
            (&padded, b"rest"),
        ] {
            let (answer, shown, rest) = asked(input, Answer::Accept);
            assert_eq!((answer, rest.as_slice()), (None, left), "{input:?}");
            assert_eq!(shown, format!("{NOTICE}\n"), "{input:?}");
        }
        assert_eq!(asked(b"maybe\n", Answer::Accept).0, None);
        assert_eq!(asked(b"maybe\ny", Answer::Accept).0, None);
    }

    #[test]
    fn a_line_without_end_is_given_up() {
        let (answer, _, rest) = asked(&b"y".repeat(ANSWER_LINE_BYTES + 7), Answer::Accept);
        assert_eq!((answer, rest.len()), (None, 7));
    }

    #[test]
    fn a_prompt_that_cannot_be_shown_is_not_answered() {
        let mut terminal = Script::new(b"y\n");
        terminal.is_deaf = true;
        assert_eq!(ask(&SPEC.consent, &mut terminal), None);
        assert_eq!(terminal.input, b"y\n");
    }

    #[test]
    fn a_byte_is_read_alone_and_an_interruption_is_not_an_end() {
        struct Interrupted(Vec<io::Result<&'static [u8]>>);
        impl Read for Interrupted {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                assert_eq!(buffer.len(), 1);
                let bytes = self.0.remove(0)?;
                buffer[..bytes.len()].copy_from_slice(bytes);
                Ok(bytes.len())
            }
        }
        let interruption = || Err(io::Error::from(io::ErrorKind::Interrupted));
        let mut input = Interrupted(vec![interruption(), Ok(b"y"), interruption(), Ok(b"")]);
        assert_eq!(read_byte(&mut input).unwrap(), Some(b'y'));
        assert_eq!(read_byte(&mut input).unwrap(), None);
        let mut input = Interrupted(vec![Err(io::Error::from(io::ErrorKind::PermissionDenied))]);
        assert!(read_byte(&mut input).is_err());
    }
}
