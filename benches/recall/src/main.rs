//! What scrubbers let through and what they destroy, on one corpus, as the page `docs/scrubbing-evidence.md`.
//!
//! Usage: `candor-recall FAKED CLEAN PYTHON REFERENCE UTILS`, which `tests/scrub/compare` calls.
#![forbid(unsafe_code)]

mod corpus;
mod page;
mod scrubbers;

use std::error::Error;
use std::path::PathBuf;

use corpus::Corpus;
use scrubbers::{Reference, all};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [faked, clean, python, reference, utils] = arguments.as_slice() else {
        return Err("usage: candor-recall FAKED CLEAN PYTHON REFERENCE UTILS".into());
    };
    let corpus = Corpus::read(faked, clean)?;
    let scrubbers = all(Reference { python, script: reference, utils });
    let texts: Vec<&str> = corpus.texts().collect();
    let mut outputs = Vec::new();
    for scrubber in &scrubbers {
        outputs.push((scrubber.name, (scrubber.scrub)(&texts)?));
    }
    print!("{}", page::write(&corpus, &outputs));
    Ok(())
}
