//! Candor and its peers, each as people use it who read its first page.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use candor::scrub::{MachineNames, Scrubber};

use crate::corpus::planted;

type Outputs = Result<Vec<String>, Box<dyn Error>>;
type Scrub<'a> = Box<dyn Fn(&[&str]) -> Outputs + 'a>;

pub struct Named<'a> {
    pub name: &'static str,
    pub scrub: Scrub<'a>,
}

/// The system that Candor follows: one file of its Python package, run as a filter.
pub struct Reference<'a> {
    pub python: &'a Path,
    pub script: &'a Path,
    pub utils: &'a Path,
}

pub fn all(reference: Reference<'_>) -> Vec<Named<'_>> {
    vec![
        Named { name: "Candor", scrub: Box::new(candor) },
        Named { name: "winml-cli 0.4.0", scrub: Box::new(move |texts| reference.scrub(texts)) },
        Named {
            name: "rtb-redact 0.6.5",
            scrub: Box::new(|texts| each(texts, |text| rtb_redact::string(text).into_owned())),
        },
        Named { name: "leakguard 1.0.0", scrub: Box::new(leakguard) },
        Named { name: "redact-core 0.12.7", scrub: Box::new(redact_core) },
    ]
}

fn each(texts: &[&str], scrub: impl Fn(&str) -> String) -> Outputs {
    Ok(texts.iter().map(|text| scrub(text)).collect())
}

fn candor(texts: &[&str]) -> Outputs {
    let scrubber = Scrubber::new(&["winml/modelkit"]).with_names(&MachineNames::new(planted::MACHINE));
    each(texts, |text| scrubber.scrub_unbounded(text).into())
}

fn leakguard(texts: &[&str]) -> Outputs {
    let redactor = leakguard::Redactor::new();
    each(texts, |text| redactor.clean(text))
}

fn redact_core(texts: &[&str]) -> Outputs {
    let (engine, how) = (redact_core::AnalyzerEngine::new(), redact_core::AnonymizerConfig::default());
    let mut outputs = Vec::new();
    for text in texts {
        outputs.push(engine.anonymize(text, None, &how).map_err(|error| error.to_string())?.text);
    }
    Ok(outputs)
}

impl Reference<'_> {
    fn scrub(&self, texts: &[&str]) -> Outputs {
        let mut input = String::new();
        for text in texts {
            input.push_str(&serde_json::to_string(text)?);
            input.push('\n');
        }
        let mut filter = Command::new(self.python);
        let filter = filter.arg(self.script).arg(self.utils).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut running = filter.spawn()?;
        let mut stdin = running.stdin.take().ok_or("the filter has no input")?;
        let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
        let output = running.wait_with_output()?;
        writer.join().map_err(|_| "the writer stopped")??;
        let text = String::from_utf8(output.stdout)?;
        let outputs = text.lines().map(serde_json::from_str).collect::<Result<Vec<String>, _>>()?;
        if outputs.len() == texts.len() { Ok(outputs) } else { Err("the filter stopped too early".into()) }
    }
}
