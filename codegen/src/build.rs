//! The front for build scripts.

use std::path::Path;
use std::process::ExitCode;

use crate::{Sources, generate_text, today};

/// Generates `$OUT_DIR/telemetry.rs` from the schema in `directory`, relative to the package's root.
///
/// ```no_run
/// // build.rs
/// fn main() -> std::process::ExitCode {
///     candor_codegen::build::schema("schema")
/// }
/// ```
///
/// The crate then holds `include!(concat!(env!("OUT_DIR"), "/telemetry.rs"));`. Cargo runs the script again whenever a
/// file of the schema changes, comes or goes. Errors of the schema go to standard error, with file, line and column, and
/// fail the build.
#[must_use]
pub fn schema(directory: &str) -> ExitCode {
    println!("cargo::rerun-if-changed={directory}");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let sources = Sources::read(Path::new(directory));
    let code = generate_text(&sources, today()).map_err(|diagnostics| diagnostics.render(&sources, false));
    match code.and_then(|code| write(&code)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

fn write(code: &str) -> Result<(), String> {
    let Some(out) = std::env::var_os("OUT_DIR") else {
        return Err("OUT_DIR is not set: call this from a build script".to_owned());
    };
    let file = Path::new(&out).join("telemetry.rs");
    std::fs::write(&file, code).map_err(|error| format!("{} cannot be written: {error}", file.display()))
}
