//! The probe's build script: locks its schemas.

use std::path::Path;

use candor_codegen::{Locking, Sources, check, today};

fn main() {
    for schema in ["schema", "hundred"].map(Path::new) {
        let sources = Sources::read(schema);
        if let Some(Locking::Write(text)) = check(&sources, today()).model.map(|model| model.lock(&sources, true, today())) {
            std::fs::write(schema.join("consent.lock"), text).expect("the package can be written");
        }
    }
}
