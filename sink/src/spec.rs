//! The spelling of answers on a command line.

use std::fmt;
use std::time::Duration;

use crate::response::{Response, is_header_name, is_header_value};

/// The syntax of [`parse_responses`], for a help text.
pub const RESPONSES_HELP: &str = "\
Answers, separated by ';', one a request; after the last, the collector judges by its contract.
Each is KIND[,OPTION]…, with *N to repeat it N times or * to give it from then on.

  ok              what the contract says
  200 … 599       this status; 2xx never covers a breach of the contract
  kill=TENANT/S   200 with kill-tokens for the tenant and kill-duration of S seconds
  redirect=URL    307
  silence         read the request, never answer
  slow[=MS]       the contract's answer, a byte every MS milliseconds (1000)
  half            close in the middle of the body of the answer
  half-head       close in the middle of the headers of the answer
  close           close without an answer
  reset           reset the connection
  garbage         headers that are not HTTP
  huge=N[K|M|G]   200 with a body of N bytes
  refuse=S        close the port for S seconds

  NAME=VALUE      an option: a header of the answer, like retry-after=2
  delay=MS        an option: wait before the answer

Example: 503,retry-after=2;reset*3;kill=abc/3600;slow=100*";

/// Why a spelling is not one of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsesError(String);

impl fmt::Display for ResponsesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ResponsesError {}

/// Reads answers as [`RESPONSES_HELP`] describes them.
///
/// # Errors
///
/// Names the first answer that is not spelled rightly, and what would be.
///
/// ```
/// use candor_sink::{Response, parse_responses};
///
/// let answers = parse_responses("503,retry-after=2;reset*3").unwrap();
/// assert_eq!(answers, [Response::status(503).header("retry-after", "2"), Response::reset().times(3)]);
/// assert!(parse_responses("explode").unwrap_err().to_string().starts_with("explode: "));
/// ```
pub fn parse_responses(spec: &str) -> Result<Vec<Response>, ResponsesError> {
    spec.split(';')
        .map(|answer| parse(answer.trim()).map_err(|why| ResponsesError(format!("{answer}: {why}"))))
        .collect()
}

fn parse(answer: &str) -> Result<Response, String> {
    let (answer, times) = match answer.rsplit_once('*') {
        None => (answer, Some(1)),
        Some((answer, "")) => (answer, None),
        Some((answer, count)) => (answer, Some(number(count)?)),
    };
    let (first, options) = answer.split_once(',').unwrap_or((answer, ""));
    let options = options.split(',').map(str::trim).filter(|_| answer.contains(','));
    let response = options.fold(kind(first.trim()), |response, text| option(response?, text))?;
    Ok(match times {
        Some(count) => response.times(count),
        None => response.forever(),
    })
}

fn kind(text: &str) -> Result<Response, String> {
    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
    Ok(match (name, value) {
        ("ok", None) => Response::contract(),
        ("silence", None) => Response::silence(),
        ("slow", None) => Response::slow(Duration::from_secs(1)),
        ("slow", Some(ms)) => Response::slow(Duration::from_millis(number(ms)?.into())),
        ("half", None) => Response::half_body(),
        ("half-head", None) => Response::half_head(),
        ("close", None) => Response::close(),
        ("reset", None) => Response::reset(),
        ("garbage", None) => Response::garbage(),
        ("redirect", Some(url)) if !url.is_empty() && is_header_value(url) => Response::redirect(url),
        ("kill", Some(kill)) => {
            let (tenant, seconds) = kill.split_once('/').ok_or("kill=TENANT/SECONDS, like kill=abc/3600")?;
            Response::kill(tenant, number(seconds)?)
        }
        ("huge", Some(size)) => Response::huge(bytes(size)?),
        ("refuse", Some(seconds)) => Response::refuse(Duration::from_secs(number(seconds)?.into())),
        (status, None) => match status.parse() {
            Ok(status @ 200..=599) => Response::status(status),
            _ => return Err(unknown()),
        },
        _ => return Err(unknown()),
    })
}

fn unknown() -> String {
    "not an answer; write a status from 200 to 599, ok, kill=TENANT/S, redirect=URL, silence, slow[=MS], half, \
     half-head, close, reset, garbage, huge=N or refuse=S"
        .to_owned()
}

fn option(response: Response, text: &str) -> Result<Response, String> {
    match text.split_once('=') {
        Some(("delay", ms)) => Ok(response.delay(Duration::from_millis(number(ms)?.into()))),
        Some((name, value)) if is_header_name(name) && is_header_value(value) => Ok(response.header(name, value)),
        _ => Err(format!("{text} is neither a header, NAME=VALUE, nor delay=MS")),
    }
}

fn number(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| format!("{text:?} is not a whole number"))
}

fn bytes(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().last() {
        Some((at, 'K')) => (&text[..at], 1 << 10),
        Some((at, 'M')) => (&text[..at], 1 << 20),
        Some((at, 'G')) => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    Ok(u64::from(number(digits)?) * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_spelling() {
        let ms = Duration::from_millis;
        let table = [
            ("ok", Response::contract()),
            ("429", Response::status(429)),
            ("503, retry-after=2,x=a b", Response::status(503).header("retry-after", "2").header("x", "a b")),
            ("kill=abc/60", Response::kill("abc", 60)),
            ("redirect=http://127.0.0.1:1/?a=b", Response::redirect("http://127.0.0.1:1/?a=b")),
            ("silence*", Response::silence().forever()),
            ("slow", Response::slow(ms(1000))),
            ("slow=5*2", Response::slow(ms(5)).times(2)),
            ("half", Response::half_body()),
            ("half-head", Response::half_head()),
            ("close", Response::close()),
            ("reset", Response::reset()),
            ("garbage", Response::garbage()),
            ("huge=2K", Response::huge(2048)),
            ("huge=1G", Response::huge(1 << 30)),
            ("refuse=3", Response::refuse(ms(3000))),
            ("200,delay=7", Response::status(200).delay(ms(7))),
        ];
        for (spelling, response) in table {
            assert_eq!(parse_responses(spelling), Ok(vec![response]), "{spelling}");
        }
    }

    #[test]
    fn what_is_no_answer_is_named() {
        for bad in [
            "",
            "99",
            "600",
            "2x",
            "ok=1",
            "slow=x",
            "kill=abc",
            "huge=",
            "503,retry-after",
            "503,=1",
            "ok*x",
            "ok;;ok",
        ] {
            assert!(parse_responses(bad).is_err(), "{bad}");
        }
        let error = parse_responses("ok;503,a b=1").unwrap_err().to_string();
        assert_eq!(error, "503,a b=1: a b=1 is neither a header, NAME=VALUE, nor delay=MS");
    }
}
